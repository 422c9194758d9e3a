"""The queue with its real worker process."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from engine.document.request import Request
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.jobs.events import FINAL, JobEvent
from engine.jobs.queue import JobQueue

WAIT = 240
"""Seconds after which a silent worker is a failed test; it loads torch on a busy machine."""


def request(model: str = "sketch", frames: int = 33, steps: int | None = None) -> Request:
    return Request(
        card="c1",
        lineage="c1",
        origin=0,
        draw=FrameRange(0, frames),
        rate=Fraction(24),
        width=96,
        height=64,
        model=model,
        prompt="a red ball rolls to the right in a meadow",
        steps=steps,
    )


class Listener:
    """Collects events; `until` waits for the first that fits."""

    def __init__(self) -> None:
        self.events: queue.Queue[JobEvent] = queue.Queue()
        self.seen: list[JobEvent] = []

    def until(self, *kinds: str) -> JobEvent:
        while True:
            event = self.events.get(timeout=WAIT)
            self.seen.append(event)
            if event.kind in kinds:
                return event

    def forget(self) -> None:
        self.events, self.seen = queue.Queue(), []


@pytest.fixture(scope="module")
def shared() -> Iterator[tuple[JobQueue, Listener]]:
    """One queue for the whole file: its worker takes seconds to start."""
    listener = Listener()
    jobs = JobQueue(lambda event: listener.events.put(event))
    yield jobs, listener
    jobs.close()


@pytest.fixture
def jobs(shared: tuple[JobQueue, Listener]) -> Iterator[JobQueue]:
    """Empty at the test's begin and at its end."""
    jobs, listener = shared
    listener.forget()
    yield jobs
    left = jobs.jobs()
    for job in left:
        jobs.cancel(job.id)
        listener.until("cancelled")
    assert jobs.jobs() == ()


@pytest.fixture
def listener(shared: tuple[JobQueue, Listener], jobs: JobQueue) -> Listener:
    return shared[1]


def test_a_job_reports_progress_with_a_live_picture_and_ends_in_a_take(
    jobs: JobQueue, listener: Listener, tmp_path: Path
) -> None:
    job = jobs.submit(tmp_path / "film.takes", request(frames=9, steps=3))
    end = listener.until(*FINAL)
    assert end.kind == "done", end.message
    assert end.job_id == job
    assert (tmp_path / "film.takes" / str(end.take_id) / "take.json").is_file()
    kinds = [event.kind for event in listener.seen]
    assert kinds[0] == "queued"
    assert kinds.index("started") < kinds.index("progress")
    assert any(event.preview for event in listener.seen)
    assert jobs.jobs() == ()


def test_a_wrong_model_fails_with_one_sentence_and_the_next_job_still_runs(
    jobs: JobQueue, listener: Listener, tmp_path: Path
) -> None:
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    jobs.submit(tmp_path / "film.takes", request(model=str(nothing)))
    end = listener.until(*FINAL)
    assert end.kind == "failed"
    assert "nothing" in end.message
    assert end.message.endswith(".")
    assert "\n" not in end.message
    jobs.submit(tmp_path / "film.takes", request(frames=9, steps=1))
    assert listener.until(*FINAL).kind == "done"


def test_cancel_stops_a_running_job_and_leaves_no_take(
    jobs: JobQueue, listener: Listener, tmp_path: Path
) -> None:
    job = jobs.submit(tmp_path / "film.takes", request(steps=200))
    listener.until("progress")
    jobs.cancel(job)
    assert listener.until(*FINAL).kind == "cancelled"
    left = [p for p in (tmp_path / "film.takes").glob("*") if not p.name.startswith(".")]
    assert left == []


def test_a_waiting_job_is_cancelled_without_touching_the_running_one(
    jobs: JobQueue, listener: Listener, tmp_path: Path
) -> None:
    first = jobs.submit(tmp_path / "film.takes", request(frames=9, steps=3))
    second = jobs.submit(tmp_path / "film.takes", request(frames=9, steps=3))
    jobs.cancel(second)
    ends = [listener.until(*FINAL), listener.until(*FINAL)]
    assert [(end.job_id, end.kind) for end in ends] == [(second, "cancelled"), (first, "done")]


def test_a_killed_worker_fails_its_job_and_a_new_one_takes_the_next(
    jobs: JobQueue, listener: Listener, tmp_path: Path
) -> None:
    jobs.free()  # a new worker has torch to load first, and dies before its first step
    jobs.submit(tmp_path / "film.takes", request(steps=200))
    listener.until("started")
    (pid,) = jobs.worker_pids
    os.kill(pid, signal.SIGKILL)
    end = listener.until(*FINAL)
    assert end.kind == "failed"
    assert "try again" in end.message
    (failed,) = jobs.jobs()
    assert (failed.state, failed.message) == ("failed", end.message)
    jobs.submit(tmp_path / "film.takes", request(frames=9, steps=1))
    assert listener.until(*FINAL).kind == "done"


def test_a_closed_queue_refuses_work(tmp_path: Path) -> None:
    jobs = JobQueue(lambda event: None)
    jobs.close()
    with pytest.raises(TweenError, match="closed"):
        jobs.submit(tmp_path, request())


def test_the_worker_ends_when_its_parent_is_gone(tmp_path: Path) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "engine.jobs.worker", str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert worker.stdin is not None
    assert worker.stdout is not None
    assert json.loads(worker.stdout.readline())["kind"] == "ready"
    worker.stdin.close()
    assert worker.wait(timeout=WAIT) == 0
