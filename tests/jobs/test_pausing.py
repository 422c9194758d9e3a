"""Pausing, freeing, reordering, and several workers, with real worker processes and the built-in model."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.jobs.events import FINAL, JobEvent
from engine.jobs.kept import QueueFile
from engine.jobs.queue import JobQueue
from engine.project.takes import TakeLibrary
from tests.jobs.test_queue import WAIT, Listener
from tests.jobs.test_resume import hashes
from tests.jobs.wishes import FAR, NEXT, REQUEST


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Listener:
    monkeypatch.setenv("TWEENBOARD_STATE_SECONDS", "0")
    return Listener()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "film.takes"


@pytest.fixture
def jobs(listener: Listener, folder: Path) -> Iterator[JobQueue]:
    made = JobQueue(listener.events.put, kept=QueueFile(folder), devices=({},))
    yield made
    made.close()


def reach(listener: Listener, step: int) -> JobEvent:
    while True:
        event = listener.until("progress", *FINAL)
        assert event.kind == "progress", event.message
        if event.stage == "sample" and event.done >= step:
            return event


def ended(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_paused_freed_and_gone_on_with_it_gives_the_same_bits(
    jobs: JobQueue, listener: Listener, folder: Path, calm: Path
) -> None:
    job = jobs.submit(folder, REQUEST)
    waiting = jobs.submit(folder, FAR)
    reach(listener, 2)
    (pid,) = jobs.worker_pids

    # Pause the one: the other begins, in the same process.
    jobs.pause(job)
    assert listener.until("paused", *FINAL).job_id == job
    assert next((each.id, each.state, each.begun) for each in jobs.jobs()) == (job, "paused", True)
    assert reach(listener, 1).job_id == waiting
    assert jobs.worker_pids == (pid,)

    # Free the memory: nothing runs, and the process is gone.
    jobs.free()
    assert ended(pid)
    assert jobs.worker_pids == ()
    assert [each.state for each in jobs.jobs()] == ["paused", "waiting"]
    jobs.flush()
    assert jobs.jobs() == tuple(replace(each, takes_folder=folder) for each in QueueFile(folder).load())

    # Go on with both.
    jobs.resume(job)
    jobs.cancel(waiting)
    assert jobs.held
    assert jobs.running == ()
    jobs.go_on()
    end = listener.until("done", "failed")
    assert (end.kind, end.job_id) == ("done", job), end.message
    assert any(event.message.startswith("Going on from step") for event in listener.seen)
    assert hashes(folder) == hashes(calm)
    assert not (folder / ".queue").exists()
    speeds = [event.speed for event in listener.seen if event.speed is not None]
    assert speeds
    assert min(speeds) > 0


def test_two_workers_draw_cards_far_apart_side_by_side_and_neighbours_in_order(
    listener: Listener, folder: Path
) -> None:
    jobs = JobQueue(listener.events.put, renews=True, devices=({}, {}))
    first = jobs.submit(folder, REQUEST)
    second = jobs.submit(folder, NEXT)
    far = jobs.submit(folder, FAR)
    try:
        assert set(jobs.running) == {first, far}
        assert len(set(jobs.worker_pids)) == 2
        ended = {listener.until(*FINAL).job_id, listener.until(*FINAL).job_id}
        assert ended == {first, far}
        assert not any(event.job_id == second and event.kind == "started" for event in listener.seen)
        # The neighbour waits for word of what it draws now that the take beside it is there.
        assert jobs.running == ()
        jobs.renew(second, replace(NEXT, seed=5))
        assert jobs.running == (second,)
        assert jobs.jobs()[0].request.seed == 5
    finally:
        jobs.close()
    assert {take.lineage for take in TakeLibrary(folder).takes()} == {"c1", "c9"}


def test_the_order_is_the_persons(folder: Path, listener: Listener) -> None:
    jobs = JobQueue(listener.events.put, kept=QueueFile(folder), devices=())
    a, b, c = (jobs.submit(folder, replace(REQUEST, seed=seed)) for seed in (1, 2, 3))
    jobs.move(c, a)
    jobs.move(a, None)
    jobs.pause(b)
    jobs.fail(a, "No.")
    jobs.close()
    again = JobQueue(listener.events.put, kept=QueueFile(folder), devices=())
    assert [(each.id, each.state) for each in again.jobs()] == [(c, "waiting"), (b, "paused"), (a, "failed")]
    assert again.held
    again.resume(a)
    assert again.jobs()[-1].state == "waiting"
    assert again.jobs()[-1].message == ""
    with again.together():
        for each in again.jobs():
            again.cancel(each.id)
        again.flush()
        assert (folder / ".queue").exists()
    assert not again.held  # an emptied queue holds nothing back
    again.flush()
    assert not (folder / ".queue").exists()
    again.close()


OWNER = """
import sys
from pathlib import Path
from engine.jobs.kept import QueueFile
from engine.jobs.queue import JobQueue
from tests.jobs.wishes import FAR, NEXT, REQUEST
folder = Path(sys.argv[1])
jobs = JobQueue(lambda e: print(e.kind, e.stage, e.done, flush=True), kept=QueueFile(folder), devices=({},))
for request in (REQUEST, NEXT, FAR):
    jobs.submit(folder, request)
sys.stdin.read()
"""


def test_a_killed_owner_loses_no_job_and_the_running_one_goes_on(
    listener: Listener, folder: Path, calm: Path, repo: Path
) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(folder)],
        cwd=repo, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert owner.stdout is not None
    for line in owner.stdout:
        if line.startswith("progress sample") and int(line.split()[2]) >= 2:
            break
    os.kill(owner.pid, signal.SIGKILL)
    owner.wait(timeout=WAIT)

    jobs = JobQueue(listener.events.put, kept=QueueFile(folder), devices=({},))
    try:
        found = [(each.request.card, each.state, each.begun) for each in jobs.jobs()]
        assert found == [("c1", "waiting", True), ("c2", "waiting", False), ("c9", "waiting", False)]
        assert jobs.held
        for each in jobs.jobs()[1:]:
            jobs.cancel(each.id)
        jobs.go_on()
        assert listener.until("done", "failed").kind == "done"
    finally:
        jobs.close()
    assert any(event.message.startswith("Going on from step") for event in listener.seen)
    assert hashes(folder) == hashes(calm)
