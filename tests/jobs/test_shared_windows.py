"""One long card on two nodes of a real Ray cluster: idle seats answer for some of its windows."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from unittest.mock import patch

import pytest

from engine.diffusion.generate import draw
from engine.document.request import Request
from engine.document.time import FrameRange
from engine.jobs.cluster.cluster import Cluster
from engine.jobs.events import FINAL, JobEvent
from engine.jobs.queue import JobQueue
from engine.project.takes import TakeLibrary
from tests.families.tiny import tiny_ltx
from tests.jobs.clusters import NODES, kill_seats, local_cluster, small_environment
from tests.jobs.test_queue import Listener

ray = pytest.importorskip("ray", reason="Ray is not installed")
pytestmark = pytest.mark.timeout(600)  # workers are started anew, and load torch

BOTH = {f"{one} + {other}" for one, other in (NODES, NODES[::-1])}
LONG = Request(
    card="c1", lineage="c1", origin=0, draw=FrameRange(0, 97), rate=Fraction(24), width=32, height=32,
    model="tiny", prompt="a red ball", steps=200,
)  # fmt: skip
SHORT = replace(LONG, card="c9", lineage="c9", origin=800, draw=FrameRange(800, 809), steps=2)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    here, there = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("there")
    notes = {"native_fps": 24, "native_size": [32, 32], "longest_window": 25, "steps": 2, "guidance": 1.0}
    tiny_ltx(here / "tiny", **notes)
    shutil.copytree(here / "tiny", there / "models" / "tiny")
    drawn = {"TWEENBOARD_STATE_SECONDS": "0", "TWEENBOARD_LONG_AXIS": "fuse", "OMP_NUM_THREADS": "1"}
    with (
        patch.dict(os.environ, {"TWEENBOARD_MODELS": str(here), **drawn}),
        local_cluster(small_environment(there / "models", there / "cache")) as machines,
    ):
        yield Cluster(machines.address)


@pytest.fixture(scope="module")
def listener() -> Listener:
    return Listener()


@pytest.fixture(scope="module")
def jobs(
    cluster: Cluster, listener: Listener, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[JobQueue]:
    """Both seats have the model loaded."""
    made = JobQueue(lambda event: listener.events.put(event), seats=cluster)
    for seed in range(2):
        made.submit(tmp_path_factory.mktemp("warm"), replace(SHORT, seed=seed))
    assert {listener.until(*FINAL).where for _ in range(2)} == set(NODES)
    yield made
    made.close()


def until_at(listener: Listener, places: set[str], job: str) -> JobEvent:
    """The first step of `job` that is drawn at these."""
    while True:
        event = listener.until("progress", *FINAL)
        assert event.kind == "progress" or event.job_id != job, event.message or "It was over before."
        if event.stage == "sample" and event.where in places and event.job_id == job:
            return event


def test_a_helper_that_is_killed_loses_nothing_and_the_bits_are_those_of_one(
    cluster: Cluster, jobs: JobQueue, listener: Listener, tmp_path: Path
) -> None:
    listener.forget()
    long = jobs.submit(tmp_path / "film.takes", LONG)
    until_at(listener, BOTH, long)
    (helper,) = [place for place in cluster.seating._places if place.helps]
    pid = ray.get(helper.actor.__ray_call__.remote(lambda seat: os.getpid()))
    until_at(listener, BOTH, long)
    os.kill(pid, signal.SIGKILL)
    end = listener.until(*FINAL)
    assert end.kind == "done", end.message
    assert not [event.message for event in listener.seen if event.message]
    (take,) = TakeLibrary(tmp_path / "film.takes").takes()
    assert take.stats["helped_windows"] > 0
    alone = draw(LONG, TakeLibrary(tmp_path / "alone.takes"))
    assert alone.id == take.id
    latents = [Path(each.latents_path or "").read_bytes() for each in (take, alone)]
    assert hashlib.sha256(latents[0]).digest() == hashlib.sha256(latents[1]).digest()


def test_a_card_that_waits_goes_first_and_a_cancel_leaves_nothing(
    jobs: JobQueue, listener: Listener, tmp_path: Path
) -> None:
    listener.forget()
    long = jobs.submit(tmp_path / "film.takes", replace(LONG, steps=100_000))
    until_at(listener, BOTH, long)
    short = jobs.submit(tmp_path / "film.takes", SHORT)
    end = listener.until(*FINAL)
    assert (end.job_id, end.kind) == (short, "done"), end.message
    assert end.where in NODES
    until_at(listener, BOTH, long)  # it helps again
    jobs.cancel(long)
    end = listener.until(*FINAL)
    assert (end.job_id, end.kind) == (long, "cancelled")
    assert [path.name for path in (tmp_path / "film.takes").iterdir() if path.name[0] == "."] == []


def test_seats_that_are_lost_while_they_are_idle_are_nobodys_loss(
    jobs: JobQueue, listener: Listener, tmp_path: Path
) -> None:
    assert kill_seats()
    listener.forget()
    again = jobs.submit(tmp_path / "film.takes", replace(SHORT, seed=7))
    end = listener.until(*FINAL)
    assert (end.job_id, end.kind) == (again, "done"), end.message
    assert not [event.message for event in listener.seen if event.message]
