"""Drawing on a real Ray cluster of two nodes, with a tiny checkpoint: the same takes as in this process."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from unittest.mock import patch

import pytest

from engine.diffusion.generate import draw
from engine.document.request import Request
from engine.document.time import FrameRange
from engine.jobs.cluster import place
from engine.jobs.cluster.cluster import Cluster
from engine.jobs.events import FINAL, JobEvent
from engine.jobs.queue import JobQueue
from engine.project.takes import TakeLibrary
from tests.cli.tween import ask, tween
from tests.families.tiny import tiny_ltx
from tests.jobs.clusters import NODES, kill_seats, local_cluster, small_environment
from tests.jobs.test_queue import Listener
from tests.render.films import footage

pytest.importorskip("ray", reason="Ray is not installed")
pytestmark = pytest.mark.timeout(600)  # workers are started anew, and load torch, several times

STEPS = 40
WISH = Request(
    card="c1", lineage="c1", origin=0, draw=FrameRange(0, 9), rate=Fraction(24), width=32, height=32,
    model="tiny", prompt="a red ball", steps=STEPS,
)  # fmt: skip


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the cluster. Its nodes have their own cache and models: the same `tiny`, elsewhere."""
    here, there = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("there")
    notes = {"native_fps": 24, "native_size": [32, 32], "longest_window": 33, "steps": 2, "guidance": 1.0}
    tiny_ltx(here / "tiny", **notes)
    shutil.copytree(here / "tiny", there / "models" / "tiny")
    shutil.copytree(here / "tiny", here / "unknown")
    (here / "unknown" / "tweenboard.json").write_text('{"native_fps": 25}')
    with (
        patch.dict(os.environ, {"TWEENBOARD_MODELS": str(here), "TWEENBOARD_STATE_SECONDS": "0"}),
        local_cluster(small_environment(there / "models", there / "cache")) as cluster,
    ):
        yield cluster.address


@pytest.fixture(scope="module")
def listener() -> Listener:
    return Listener()


@pytest.fixture(scope="module")
def jobs(machines: str, listener: Listener) -> Iterator[JobQueue]:
    made = JobQueue(lambda event: listener.events.put(event), seats=Cluster(machines))
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "film.takes"


def contents(folder: Path) -> dict[str, str]:
    """Of every take: its id, made of its frames and request, and the hash of its latents."""
    return {
        take.id: hashlib.sha256(Path(take.latents_path or "").read_bytes()).hexdigest()
        for take in TakeLibrary(folder).takes()
    }


def reach(listener: Listener, step: int) -> JobEvent:
    while True:
        event = listener.until("progress", *FINAL)
        assert event.kind == "progress", event.message
        if event.stage == "sample" and event.done >= step:
            return event


def left(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name[0] == "."] if folder.is_dir() else []


def test_cards_drawn_there_are_those_drawn_here_to_the_bit(machines: str, tmp_path: Path) -> None:
    """A card beside footage, one beside that card, one far away, and two variations of each."""
    film = tmp_path / "film.tween"
    ask("new", film, footage(tmp_path / "clip.mp4", 128))
    for span, words in (("8-16", "a red ball"), ("16-24", "a blue boat"), ("112-120", "a green leaf")):
        ask("card", film, span, "--prompt", words)
    ask("copy", film, tmp_path / "here.tween")
    options = ("--model", "tiny", "--variations", 2, "--steps", 2)
    there = ask("generate", film, *options, "--cluster", machines)
    here = ask("generate", tmp_path / "here.tween", *options)
    assert {take["where"] for take in there} == set(NODES)
    for take in there:
        del take["where"]
    timeless = ("path", "seconds")
    assert [{k: v for k, v in take.items() if k not in timeless} for take in there] == [
        {k: v for k, v in take.items() if k not in timeless} for take in here
    ]
    assert contents(film.with_suffix(".takes")) == contents(tmp_path / "here.takes")
    assert left(film.with_suffix(".takes")) == []
    cards = [ask("show", path)["cards"] for path in (film, tmp_path / "here.tween")]
    assert [card["shown"] for card in cards[0]] == [card["shown"] for card in cards[1]]
    assert {card["state"] for card in cards[0] if card["prompt"]} == {"done"}


def test_a_killed_worker_loses_nothing(jobs: JobQueue, listener: Listener, folder: Path) -> None:
    listener.forget()
    jobs.submit(folder, WISH)
    assert reach(listener, 3).where in NODES
    assert kill_seats()
    end = listener.until(*FINAL)
    assert end.kind == "done", end.message
    notes = [event.message for event in listener.seen if event.message]
    assert any("was lost; the card goes on by itself." in note for note in notes), notes
    going = next(note for note in notes if note.startswith("Going on from step"))
    assert int(going.split()[4].rstrip(".")) >= 3
    draw(replace(WISH, card="c0"), TakeLibrary(folder.with_name("calm.takes")))
    assert contents(folder) == contents(folder.with_name("calm.takes"))
    assert left(folder) == []


def test_a_paused_job_goes_on_and_a_cancelled_one_leaves_nothing(
    jobs: JobQueue, listener: Listener, folder: Path
) -> None:
    listener.forget()
    job = jobs.submit(folder, replace(WISH, steps=400))
    reach(listener, 2)
    jobs.pause(job)
    assert listener.until("paused", *FINAL).kind == "paused"
    assert len(left(folder)) == 1
    jobs.resume(job)
    assert reach(listener, 3).job_id == job
    assert any(event.message.startswith("Going on from step") for event in listener.seen)
    jobs.cancel(job)
    assert listener.until(*FINAL).kind == "cancelled"
    assert not contents(folder)
    assert left(folder) == []


def test_a_machine_without_the_model_or_with_another_edition_says_so(
    jobs: JobQueue, listener: Listener, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listener.forget()
    jobs.submit(folder, replace(WISH, model="unknown"))
    missing = listener.until(*FINAL)
    assert missing.kind == "failed"
    assert missing.message == (
        f"The machine {missing.where} of the cluster has no model “unknown”; put it into its models folder "
        "(tween models)."
    )
    shutil.copytree(Path(os.environ["TWEENBOARD_MODELS"]) / "unknown", tmp_path / "tiny")
    monkeypatch.setenv("TWEENBOARD_MODELS", str(tmp_path))
    jobs.submit(folder, WISH)
    other = listener.until(*FINAL)
    assert other.kind == "failed"
    assert "another edition of the model “tiny”" in other.message
    monkeypatch.undo()
    jobs.submit(folder, replace(WISH, steps=1))
    assert listener.until(*FINAL).kind == "done"


def test_a_machine_with_another_version_says_so(
    machines: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "__version__", "99.0")
    film = tmp_path / "film.tween"
    ask("new", film, footage(tmp_path / "clip.mp4", 16))
    ask("card", film, "0-8", "--prompt", "a red ball")
    answer = tween("generate", film, "--model", "tiny", "--cluster", machines)
    assert answer.status == 1
    assert answer.err.splitlines()[-1].endswith(", and this one 99.0; install the same on both.")
    assert not contents(film.with_suffix(".takes"))
