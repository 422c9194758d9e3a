"""The queue's file: what was kept comes back, whatever happens while it is written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.jobs.events import Job, JobEvent
from engine.jobs.kept import QueueFile
from engine.jobs.queue import JobQueue
from engine.project.takes import TakeLibrary
from tests.jobs.test_order import job

STATES = st.sampled_from(["waiting", "running", "paused", "failed"])


@given(st.lists(st.tuples(STATES, st.booleans(), st.booleans(), st.text(max_size=40)), max_size=5))
def test_jobs_come_back_as_they_were_and_running_ones_wait_again(
    tmp_path_factory: pytest.TempPathFactory, facts: list[tuple]
) -> None:
    folder = tmp_path_factory.mktemp("kept") / "影片 film.takes"
    jobs = [
        replace(
            job(f"c{n}", 10 * n, 10 * n + 9), takes_folder=folder,
            state=state, begun=begun, own_seed=own_seed, message=message,
        )
        for n, (state, begun, own_seed, message) in enumerate(facts)
    ]  # fmt: skip
    file = QueueFile(folder)
    file.save(jobs)
    assert list(file.load()) == [
        replace(each, state="waiting", begun=True) if each.state == "running" else each for each in jobs
    ]
    assert TakeLibrary(folder).problems() == ()
    file.save([])
    assert file.load() == ()
    assert not file.path.exists()


@pytest.mark.parametrize("data", ["", "{", "[]", '{"version": 1, "jobs": [{}]}', '{"version": 9}', "\0\xff"])
def test_a_damaged_file_is_put_aside(tmp_path: Path, data: str) -> None:
    file = QueueFile(tmp_path)
    file.path.write_text(data, encoding="utf-8")
    assert file.load() == ()
    assert (tmp_path / ".queue-damaged").read_text(encoding="utf-8") == data


def test_a_queue_that_cannot_be_kept_says_so_and_still_takes_jobs(tmp_path: Path) -> None:
    (tmp_path / "film.takes").write_text("no folder")
    told: list[JobEvent] = []
    jobs = JobQueue(told.append, kept=QueueFile(tmp_path / "film.takes"), devices=())
    jobs.submit(tmp_path / "film.takes", job("a", 0, 9).request)
    jobs.flush()
    assert [event.kind for event in told] == ["note", "queued"]
    assert "film.takes" in told[0].message
    assert len(jobs.jobs()) == 1
    jobs.close()


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from engine.jobs.kept import QueueFile
from engine.jobs.order import moved
from tests.jobs.test_order import job
file = QueueFile(Path(sys.argv[1]))
jobs = []
for n in range(100_000):
    jobs = [*jobs[-20:], replace(job(f"c{n}", n, n + 9), takes_folder=file.takes_folder)]
    file.save(jobs)
    print(n, flush=True)
"""


def test_killed_while_it_writes_it_is_whole(tmp_path: Path, repo: Path) -> None:
    """Nothing that was told as kept is lost, at whatever moment the process dies."""
    for rounds in (3, 11, 30):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], cwd=repo, stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        told = [int(writer.stdout.readline()) for _ in range(rounds)]
        os.kill(writer.pid, signal.SIGKILL)
        told += map(int, writer.stdout.read().split())
        writer.wait()
        kept: tuple[Job, ...] = QueueFile(tmp_path).load()
        last = int(kept[-1].request.card[1:])
        assert last in (told[-1], told[-1] + 1)
        assert [each.request.card for each in kept] == [f"c{n}" for n in range(max(0, last - 20), last + 1)]
