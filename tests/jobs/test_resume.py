"""A worker that is killed at any moment: the job goes on, and its frames are those of an undisturbed run."""

from __future__ import annotations

import hashlib
import os
import queue
import random
import signal
from pathlib import Path

import pytest

from engine.jobs.events import FINAL, JobEvent
from engine.jobs.queue import JobQueue
from engine.project.takes import TakeLibrary
from tests.jobs.test_queue import WAIT
from tests.jobs.wishes import REQUEST

KILLS = int(os.environ.get("TWEENBOARD_KILLS", "2"))
"""How often the worker is killed in all; each costs a start of torch."""


def hashes(folder: Path) -> set[str]:
    """Of the only take's frames and latents."""
    (take,) = TakeLibrary(folder).takes()
    assert take.latents_path
    return {
        hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in (take.frames_path, take.latents_path)
    }


@pytest.mark.timeout(1200)  # one worker after the other, each with torch to load
def test_killed_at_any_moment_it_gives_the_same_frames(
    calm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWEENBOARD_STATE_SECONDS", "0")
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    dice = random.Random(seed)
    events: queue.Queue[JobEvent] = queue.Queue()
    jobs = JobQueue(events.put)
    kills, notes = 0, []
    try:
        jobs.submit(tmp_path / "film.takes", REQUEST)
        at = dice.randrange(1, 4)
        while True:
            event = events.get(timeout=WAIT)
            notes.append(event.message)
            if event.kind == "failed":
                assert "press Generate" in event.message, event.message
                jobs.submit(tmp_path / "film.takes", REQUEST)
            elif event.kind in FINAL:
                break
            elif kills < KILLS and event.stage in ("sample", "decode") and event.done >= at:
                (pid,) = jobs.worker_pids
                os.kill(pid, signal.SIGKILL)
                kills += 1
                at = dice.randrange(1, 18)
    finally:
        jobs.close()
    assert event.kind == "done", event.message
    assert kills == KILLS
    assert any("goes on by itself" in note for note in notes)
    assert any(note.startswith("Going on from step") for note in notes)
    assert hashes(tmp_path / "film.takes") == hashes(calm)
    assert not list((tmp_path / "film.takes").glob(".state-*"))
