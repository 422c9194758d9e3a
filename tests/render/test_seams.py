"""Seam scores: an ordinary step scores about 1, a visible one more, in the part that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import set_card, split
from engine.document.model import Document
from engine.media.open import open_reader
from engine.media.output.film_writer import FilmWriter
from engine.media.output.settings import Settings
from engine.media.output.writer import TakeWriter
from engine.media.steps import reduced, steps_between, still
from engine.paths import resource
from engine.project.takes import TakeLibrary
from engine.render.seams import joins, seams
from tests.render.films import RATE, SIZE, add_take, film, footage


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, list[np.ndarray]]:
    path = footage(tmp_path_factory.mktemp("footage") / "clip.mp4", sound=False)
    with open_reader(path, exact=True) as reader:
        return film(path), [reader.frame(n).copy() for n in range(48)]


def score(source: tuple[Document, list[np.ndarray]], folder: Path, gain: float, still: bool = False) -> float:
    document, frames = source
    library = TakeLibrary(folder / "film.takes")

    def draw(n: int) -> np.ndarray:
        return np.clip(frames[30 if still else n] * gain, 0, 255).astype(np.uint8)

    add_take(library, document, draw)
    found = seams(document, library.shown)
    assert [seam.frame for seam in found] == [20]
    return found[0].score


def test_the_same_pictures_make_no_seam(source: tuple[Document, list[np.ndarray]], tmp_path: Path) -> None:
    assert score(source, tmp_path, 1.0) <= 1.1


def test_a_brightness_jump_grows_with_its_size(
    source: tuple[Document, list[np.ndarray]], tmp_path: Path
) -> None:
    small = score(source, tmp_path / "a", 0.95)
    large = score(source, tmp_path / "b", 0.7)
    assert 1.1 < small < large


def test_a_jump_in_motion_is_seen(source: tuple[Document, list[np.ndarray]], tmp_path: Path) -> None:
    assert score(source, tmp_path, 1.0, still=True) > 1.5


@pytest.fixture(scope="module")
def ball() -> list[np.ndarray]:
    """A ball that bounces: two seconds of the sample film."""
    with open_reader(str(resource("sample/sample.mp4")), size=SIZE, exact=True) as reader:
        return [reader.frame(n).copy() for n in range(20, 68)]


@pytest.fixture(scope="module")
def bouncing(ball: list[np.ndarray], tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("footage") / "ball.mkv"
    with TakeWriter(path, SIZE, RATE) as writer:
        for picture in ball:
            writer.write(picture)
    return film(path)


@pytest.mark.parametrize(
    ("shown", "least", "most"),
    [
        (lambda n: n, 0.0, 1.1),
        (lambda n: n - 1, 3.0, 99.0),  # one frame twice
        (lambda n: max(19, n - 4), 3.0, 99.0),
        (lambda n: max(20, n - 8), 1.5, 99.0),  # the step over the join is as it should be
        (lambda n: 19 + (n - 19) // 4, 1.2, 99.0),
    ],
    ids=["goes on", "stutters", "stands", "stands after the cut", "crawls"],
)
def test_a_moving_film_that_stands_still_at_a_join_has_a_seam(
    ball: list[np.ndarray],
    bouncing: Document,
    tmp_path: Path,
    shown: Callable[[int], int],
    least: float,
    most: float,
) -> None:
    library = TakeLibrary(tmp_path / "film.takes")
    add_take(library, bouncing, lambda n: ball[shown(n)])
    (seam,) = seams(bouncing, library.shown)
    assert least <= seam.still <= most
    assert seam.score >= seam.still


def test_a_film_that_stands_still_itself_may_go_on_so(tmp_path: Path, ball: list[np.ndarray]) -> None:
    path = tmp_path / "title.mp4"
    with FilmWriter(path, SIZE, RATE, Settings(crf=12)) as writer:
        for _ in range(48):
            writer.write(ball[0])
    document, library = film(path), TakeLibrary(tmp_path / "film.takes")
    add_take(library, document, lambda n: ball[0])
    assert seams(document, library.shown)[0].still <= 1


def test_footage_that_slows_down_seldom_counts_as_still(ball: list[np.ndarray]) -> None:
    steps = np.array(steps_between([reduced(frame) for frame in ball]))
    found = [still(steps[at - 12 : at + 12], 12, (False, True)) for at in range(12, len(steps) - 12)]
    assert len(found) > 20
    assert np.median(found) < 0.8
    assert np.mean(np.array(found) > 1.1) <= 0.1


@given(st.floats(0.5, 20), st.floats(0, 1), st.sampled_from([(False, True), (True, False), (True, True)]))
def test_the_slower_beside_a_steady_clip_the_worse(
    usual: float, part: float, drawn: tuple[bool, bool]
) -> None:
    """A join at 12 of 25 steps, at `part` of the clip's speed as far as is looked at."""
    steps = np.full((25, 3), usual)
    assert still(steps, 12, drawn) <= 1
    slow, slower = steps.copy(), steps.copy()
    near = slice(12 - 4 * drawn[0], 13 + 4 * drawn[1])
    slow[near], slower[near] = part * usual, 0.9 * part * usual
    assert still(slow, 12, drawn) <= still(slower, 12, drawn)
    if part < 0.45:
        assert still(slow, 12, drawn) >= 1


@pytest.mark.parametrize("frames", [(0, 0), (8, 0), (0, 8)])
def test_a_fade_is_a_double_image_on_its_own_side(
    source: tuple[Document, list[np.ndarray]], tmp_path: Path, frames: tuple[int, int]
) -> None:
    """The take shows the footage upside down, after `frames[0]` frames of fade and before `frames[1]`."""
    document, pictures = split(source[0], 40), source[1]
    library = TakeLibrary(tmp_path / "film.takes")

    def draw(n: int) -> np.ndarray:
        there = pictures[n][::-1, ::-1].astype(float)
        for beside, far, fade in ((19, n - 19, frames[0]), (40, 40 - n, frames[1])):
            there += max(0.0, 1 - far / (fade + 1)) * (pictures[beside] - there)
        return there.round().astype(np.uint8)

    add_take(library, document, draw)
    found = seams(document, library.shown)
    assert [seam.frame for seam in found] == [20, 40]
    for seam, fade in zip(found, frames, strict=True):
        assert (1.5 < seam.ghost < 4) if fade else seam.ghost < 0.6


def wave(n: int) -> np.ndarray:
    """A wave that is where it began after 64 frames."""
    x = np.sin(2 * np.pi * (np.arange(SIZE[0]) / SIZE[0] * 2 + n / 64)) * 90 + 128
    return np.repeat(np.repeat(x.astype(np.uint8)[None, :, None], SIZE[1], axis=0), 3, axis=2)


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("footage") / "ring.mp4"
    with FilmWriter(path, SIZE, RATE, Settings(crf=12)) as writer:
        for n in range(64):
            writer.write(wave(n))
    document = film(path, cut=40)
    return set_card(document, document.cards[-1].id, loop=True)


@pytest.mark.parametrize(("late", "least", "most"), [(0, 0.0, 1.1), (20, 1.5, 99.0)])
def test_a_loop_has_a_join_at_its_end(
    ring: Document, tmp_path: Path, late: int, least: float, most: float
) -> None:
    """The take runs on to the film's first frame, or stops `late` frames before it."""
    library = TakeLibrary(tmp_path / "film.takes")
    add_take(library, ring, lambda n: wave(min(n, 63 - late)))
    found = {seam.frame: seam.score for seam in seams(ring, library.shown)}
    assert found.keys() == {40, 64}
    assert least <= found[64] <= most
    straight = set_card(ring, ring.cards[-1].id, loop=False)
    assert [join.frame for join in joins(straight, library.shown)] == [40]


def test_a_loop_shorter_than_what_is_looked_at_goes_round_once(tmp_path: Path) -> None:
    document = film(footage(tmp_path / "short.mp4", 6, sound=False), cut=3)
    document = set_card(document, document.cards[-1].id, loop=True)
    library = TakeLibrary(tmp_path / "film.takes")
    add_take(library, document, lambda n: np.full((96, 160, 3), 40 * n, np.uint8))
    assert [seam.frame for seam in seams(document, library.shown)] == [3, 6]


def test_a_film_without_takes_has_no_joins(source: tuple[Document, list[np.ndarray]]) -> None:
    assert joins(source[0], lambda card: None) == ()
    assert seams(source[0], lambda card: None) == []
