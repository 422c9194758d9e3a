"""The queue goes to the disk beside its owner; nothing is told before it is there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.jobs import kept
from engine.jobs.events import Job, JobEvent
from engine.jobs.keeper import Keeper
from engine.jobs.kept import QueueFile
from engine.jobs.queue import JobQueue
from tests.jobs.test_order import job

WAIT = 240
"""Seconds after which a silent thread is a failed test."""


def queued(folder: Path, n: int) -> Job:
    return replace(job(f"c{n}", 10 * n, 10 * n + 9), takes_folder=folder)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["change", "tell", "both", "flush"]), max_size=12))
def test_what_is_told_is_on_the_disk_by_then_in_order(
    tmp_path_factory: pytest.TempPathFactory, wanted: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("keeper")
    told: list[tuple[int, int]] = []

    def listen(event: JobEvent) -> None:
        told.append((int(event.message), len(QueueFile(folder).load())))

    keeper, jobs, known = Keeper(QueueFile(folder), listen), [], []
    for what in wanted:
        if what in ("change", "both"):
            jobs.append(queued(folder, len(jobs)))
            keeper.changed(tuple(jobs))
        if what in ("tell", "both"):
            keeper.tell(JobEvent("", "", "note", message=str(len(known))))
            known.append(len(jobs))
        if what == "flush":
            keeper.flush()
            assert len(told) == len(known)
    keeper.flush()
    assert [number for number, _ in told] == list(range(len(known)))
    assert all(there >= needed for (_, there), needed in zip(told, known, strict=True))
    assert len(QueueFile(folder).load()) == len(jobs)


def test_nobody_waits_for_a_slow_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reached, goes_on, writes = threading.Event(), threading.Event(), []

    def slow(path: Path) -> None:
        writes.append(path)
        reached.set()
        assert goes_on.wait(WAIT)

    monkeypatch.setattr(kept, "sync", slow)
    told: list[str] = []
    folder = tmp_path / "film.takes"
    jobs = JobQueue(lambda event: told.append(event.job_id), kept=QueueFile(folder), devices=())
    ids = [jobs.submit(folder, queued(folder, 0).request)]
    assert reached.wait(WAIT)
    ids += [jobs.submit(folder, queued(folder, n).request) for n in (1, 2, 3)]
    assert [each.id for each in jobs.jobs()] == ids
    assert told == []
    assert not (folder / ".queue").exists()
    goes_on.set()
    jobs.flush()
    assert told == ids
    assert [each.id for each in QueueFile(folder).load()] == ids
    assert len(writes) == 2  # what came while the first was written is one change
    jobs.close()
    assert [each.id for each in QueueFile(folder).load()] == ids


def test_a_listener_may_change_the_queue_and_close_it(tmp_path: Path) -> None:
    folder, closed = tmp_path / "film.takes", threading.Event()

    def listen(event: JobEvent) -> None:
        if event.kind == "queued" and len(jobs.jobs()) < 3:
            jobs.submit(folder, queued(folder, len(jobs.jobs())).request)
        elif event.kind == "queued":
            jobs.close()
            closed.set()

    jobs = JobQueue(listen, kept=QueueFile(folder), devices=())
    jobs.submit(folder, queued(folder, 0).request)
    assert closed.wait(WAIT)
    assert len(QueueFile(folder).load()) == 3


def test_a_listener_that_raises_holds_nothing_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda told: None)

    def listen(event: JobEvent) -> None:
        raise RuntimeError(event.kind)

    jobs = JobQueue(listen, kept=QueueFile(tmp_path), devices=())
    for n in range(3):
        jobs.submit(tmp_path, queued(tmp_path, n).request)
    jobs.close()
    assert len(QueueFile(tmp_path).load()) == 3


OWNER = """
import sys
from pathlib import Path
from engine.jobs.kept import QueueFile
from engine.jobs.queue import JobQueue
from tests.jobs.test_order import job
folder = Path(sys.argv[1])
jobs = JobQueue(lambda event: print(event.kind, event.job_id, flush=True), kept=QueueFile(folder), devices=())
made = []
while True:
    made.append(jobs.submit(folder, job("c1", 0, 9).request))
    if len(made) > 20:
        jobs.cancel(made.pop(0))
"""


def test_killed_at_any_moment_what_was_told_is_so(tmp_path: Path, repo: Path) -> None:
    for rounds in (1, 30):
        folder = tmp_path / str(rounds)
        owner = subprocess.Popen(
            [sys.executable, "-c", OWNER, str(folder)], cwd=repo, stdout=subprocess.PIPE, text=True
        )
        assert owner.stdout is not None
        lines = [owner.stdout.readline() for _ in range(rounds)]
        os.kill(owner.pid, signal.SIGKILL)
        lines += [line for line in owner.stdout if line.endswith("\n")]
        owner.wait()
        told = [tuple(line.split()) for line in lines]
        there = [each.id for each in QueueFile(folder).load()]
        gone = {job_id for kind, job_id in told if kind == "cancelled"}
        assert not gone & set(there)
        # The file may be one change further than what was told; what it dropped then is the oldest.
        kept_of_told = [job_id for kind, job_id in told if kind == "queued" and job_id not in gone]
        lost = [job_id for job_id in kept_of_told if job_id not in there]
        assert lost == kept_of_told[: len(lost)]
        assert len(there) >= min(len(kept_of_told), 20)
