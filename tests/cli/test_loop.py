"""`tween loop`: the join is drawn, scored, and no frame of the exported file is there twice."""

from __future__ import annotations

import subprocess
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.media.open import open_reader
from tests.cli.tween import ask, tween
from tests.render.films import footage


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory, model: Path) -> Path:
    """36 frames of footage and 12 that lead back."""
    folder = tmp_path_factory.mktemp("loop")
    ask("new", folder / "film.tween", footage(folder / "clip.mp4", 36, sound=False))
    told = ask("loop", folder / "film.tween", "--length", "short", "--join", 12, "--prompt", "a red ball",
               "--model", model, "--draw")  # fmt: skip
    assert [take["range"] for take in told["takes"]] == [[36, 48]]
    assert told["takes"][0]["score"]
    return folder / "film.tween"


def test_both_ends_of_the_join_are_scored(loop: Path) -> None:
    assert [seam["frame"] for seam in ask("seams", loop)] == [36, 48]
    assert [card["state"] for card in ask("show", loop)["cards"]] == ["keep", "done"]


@pytest.mark.parametrize("name", ["out.mp4", "out.gif", "out.webp"])
def test_an_exported_loop_has_no_frame_twice(loop: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    assert ask("export", loop, out)["frames"] == 48
    if name.endswith("mp4"):
        with open_reader(out) as reader:
            frames = [reader.frame(n).astype(int) for n in range(reader.frames)]
    else:
        with Image.open(out) as image:
            assert image.info["loop"] == 0
            frames, lasts = [], []
            for n in range(getattr(image, "n_frames", 1)):
                image.seek(n)
                frames.append(np.asarray(image.convert("RGB")).astype(int))
                lasts.append(image.info["duration"])
        assert sum(lasts) == pytest.approx(2000, abs=20)
        assert max(lasts) <= 50
    assert len(frames) == 48
    steps = [np.abs(after - before).mean() for before, after in pairwise([*frames, frames[0]])]
    assert min(steps) > 0.3 * np.median(steps)


def test_played_round_every_frame_comes_in_its_turn(loop: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    ask("export", loop, out)
    raw = subprocess.run(
        ["ffmpeg", "-v", "error", "-stream_loop", "2", "-i", out, "-f", "rawvideo", "-pix_fmt", "gray", "-"],
        check=True, capture_output=True,
    ).stdout  # fmt: skip
    rounds = np.frombuffer(raw, np.uint8).reshape(3, -1)
    assert (rounds[0] == rounds[1]).all()
    assert rounds.shape[1] == 48 * 160 * 96


def test_a_loop_of_words_alone(tmp_path: Path, model: Path) -> None:
    film = tmp_path / "words.tween"
    ask("new", film, "--size", "64x48")
    told = ask("loop", film, "--length", "32", "--prompt", "waves", "--model", model, "--draw")
    assert [take["range"] for take in told["takes"]] == [[0, 16], [16, 32]]
    assert all(take["score"] for take in told["takes"][1:])
    assert [seam["frame"] for seam in ask("seams", film)] == [16, 32]
    (again,) = ask("redo", film, 1, "--model", model, "--draw")["takes"]
    assert again["range"] == [0, 16]
    assert again["score"]
    assert [card["state"] for card in ask("show", film)["cards"]] == ["done", "done"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Nothing says what happens"),
        (("--length", "1", "--prompt", "x"), "A loop of 1 frames"),
        (("--length", "slow", "--prompt", "x"), "slow"),
        (("--length", "60", "--redraw", "--prompt", "x"), "too few for a loop of 60"),
        (("--join", "0", "--prompt", "x"), "cannot lead back in 0"),
    ],
)
def test_what_cannot_loop_is_one_sentence(tmp_path: Path, words: tuple[str, ...], sentence: str) -> None:
    film = tmp_path / "film.tween"
    ask("new", film, footage(tmp_path / "clip.mp4", 24, sound=False))
    before = ask("show", film)
    answer = tween("loop", film, *words)
    assert (answer.status, answer.out) == (1, "")
    assert sentence in answer.err
    assert ask("show", film) == before
