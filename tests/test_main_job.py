"""The main job on real footage with the built-in model, by the command line: cut, describe, draw, export."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from engine.document.picture import TakePicture, picture_at
from engine.document.queries import card_by_index
from engine.document.time import FrameRange
from engine.media.audio import read_audio
from engine.media.probe import probe
from engine.project.project import Project
from engine.render.compose import Composer
from engine.render.export import split_ranges
from engine.render.verify import verify_kept
from tests.cli.tween import ask

PROMPT = "a blue boat sails to the right on the sea"
STEPS = 2
"""Few, for the test's sake: how many steps there are changes the picture, not the path."""
CUT, FRAMES = 57, 117
"""More than the model draws in one window; twice as long would only take twice as long."""
RATE = 48_000

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]


def generate(film: Path) -> list[dict[str, Any]]:
    """In a process of its own, as a person runs it."""
    command = [sys.executable, "-m", "engine.cli", *words(film), "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def words(film: Path) -> list[str]:
    return ["generate", str(film), "--cards", "2", "--steps", str(STEPS)]


def board(film: Path, footage: Path, stop: int, cut: int) -> Path:
    ask("new", film, footage, "--in", 0, "--out", stop)
    ask("split", film, cut)
    ask("card", film, 2, "--prompt", PROMPT)
    return film


@pytest.fixture(scope="module")
def footage(media: Path) -> Path:
    return media / "big_buck_bunny_0_30.webm"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory, footage: Path) -> Path:
    """Split in two ranges, the second one drawn, exported."""
    film = board(tmp_path_factory.mktemp("job") / "film.tween", footage, FRAMES, CUT)
    generate(film)
    ask("export", film, film.with_suffix(".mp4"))
    return film


def test_the_board_says_what_was_done(film: Path) -> None:
    keep, drawn = ask("show", film)["cards"]
    assert (keep["range"], keep["state"], keep["takes"]) == ([0, CUT], "keep", [])
    assert (drawn["range"], drawn["state"], len(drawn["takes"])) == ([CUT, FRAMES], "done", 1)
    assert [seam["frame"] for seam in ask("seams", film)] == [CUT]


def test_the_mp4_is_as_long_as_wide_and_as_tagged_as_it_should_be(film: Path) -> None:
    out = film.with_suffix(".mp4")
    info = probe(out)
    assert (info.frames, info.rate, info.width, info.height) == (FRAMES, Fraction(24), 1280, 720)
    with av.open(str(out)) as container:
        video = container.streams.video[0].codec_context
        tags = (video.colorspace, video.color_range, video.color_primaries, video.color_trc)
    assert tuple(map(int, tags)) == (1, 1, 1, 1)


def test_sound_is_in_sync_from_start_to_end(film: Path, footage: Path) -> None:
    """The loudness of each hundredth of a second, in windows all along, fits the source best at no shift."""
    ours, source = (_loudness(path) for path in (film.with_suffix(".mp4"), footage))
    assert abs(float(probe(film.with_suffix(".mp4")).duration) - FRAMES / 24) < 0.001
    for start in range(50, 330, 130):
        window = source[start : start + 150]
        fits = [np.corrcoef(window, ours[start + lag : start + lag + 150])[0, 1] for lag in range(-20, 21)]
        assert abs(int(np.argmax(fits)) - 20) <= 1, start
        assert max(fits) > 0.9


def _loudness(path: Path) -> np.ndarray:
    samples = read_audio(path, 0, FRAMES / 24, RATE).mean(axis=1)
    blocks = samples[: len(samples) // 480 * 480].reshape(-1, 480)
    return np.log(np.sqrt((blocks**2).mean(axis=1)) + 1e-4)


def test_frames_before_the_cut_are_the_sources_and_those_after_it_the_takes(film: Path) -> None:
    with Project.open(film, read_only=True) as project:
        doc, shown = project.document, project.takes.shown
        proof = verify_kept(doc, shown)
        assert (proof.exact, proof.frames, proof.kept) == (True, CUT, (FrameRange(0, CUT),))
        assert split_ranges(doc, shown, FrameRange(0, FRAMES))[1] == (FrameRange(CUT, FRAMES),)
        take = shown(card_by_index(doc, 2))
        assert take is not None
        for n in (CUT, 100, FRAMES - 1):
            assert picture_at(doc, n, shown) == TakePicture(take, n - CUT)
        with Composer(doc, shown) as composer:
            assert not np.array_equal(composer.frame(100), composer.source(100))
    with av.open(take.frames_path) as container:
        assert sum(1 for _ in container.decode(video=0)) == FRAMES - CUT


def test_the_same_seed_gives_the_same_take_bit_for_bit(tmp_path: Path, footage: Path) -> None:
    """In two processes, of which this is the second."""
    first, second = (board(tmp_path / f"{name}.tween", footage, 24, 12) for name in ("one", "two"))
    (one,), (two,) = generate(first), ask(*words(second))
    assert one["take"] == ask("show", first)["cards"][1]["shown"]
    for name in ("frames.mkv", "latents.safetensors"):
        files = [Path(made["path"]).with_name(name).read_bytes() for made in (one, two)]
        assert files[0] == files[1], name
