"""Slow changes of shot lie where they were made, and nowhere else."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.media.dissolves import GRID, detail, slow_changes
from engine.media.scenes import find_scenes
from tests.media.clips import write_video
from tests.media.test_corpus import found as corpus_file
from tests.media.test_scenes import Shot, dimmed, shot

RATE = Fraction(24)
STILL = 26
"""Frames of each shot beside a change."""
HARD = {
    "bikes.mp4", "realshort.mp4", "run.mp4", "chaplin.mp4",
}  # fmt: skip
"""Real footage of hard cuts, hand-held cameras, fast motion or none."""


def cells(pictures: list[np.ndarray]) -> list[np.ndarray]:
    return [cv2.resize(picture, GRID, interpolation=cv2.INTER_AREA) for picture in pictures]


def changes(pictures: list[np.ndarray], rate: Fraction = RATE) -> list[int]:
    return slow_changes(cells(pictures), [detail(picture) for picture in pictures], rate)


def mixed(a: np.ndarray, b: np.ndarray, share: float) -> np.ndarray:
    return cv2.addWeighted(a, 1 - share, b, share, 0)


def soft(seed: int, speed: float = 0.0) -> Shot:
    """As `shot`, in four pixels a cell: a coloured texture that is panned `speed` cells a frame."""
    rng = np.random.default_rng(seed)
    noise = cv2.GaussianBlur(rng.uniform(0, 1, (18, 140, 3)), (0, 0), 3)
    plane = ((noise - noise.min()) / (noise.max() - noise.min()) * rng.uniform(60, 255, 3)).astype(np.float32)

    def at(n: int) -> np.ndarray:
        column, rest = divmod(2 * speed * n % 100, 1)
        left, right = (plane[:, int(column) + k : int(column) + k + 32] for k in (0, 1))
        return ((1 - rest) * left + rest * right).round().astype(np.uint8)

    return at


def textured(seed: int, speed: int) -> Shot:
    """Broad colours with fine detail over them, panned `speed` of 320 pixels a frame."""
    rng = np.random.default_rng(seed)
    broad, fine = (cv2.GaussianBlur(rng.uniform(-1, 1, (180, 640, 3)), (0, 0), blur) for blur in (30, 1))
    broad = (broad - broad.min()) / np.ptp(broad) * rng.uniform(80, 255, 3)
    plane = np.clip(broad + 60 * fine / np.abs(fine).max(), 0, 255).astype(np.uint8)
    return lambda n: plane[:, speed * n : speed * n + 320]


seeds = st.tuples(st.integers(0, 1000), st.integers(1001, 2000))


def different(first: int, second: int) -> bool:
    """Whether two shots can be told apart in the cells: some tints and textures are too alike by chance."""
    x, y = (cells([soft(seed)(0)])[0].astype(float) for seed in (first, second))
    alike = np.corrcoef(x.mean(2).ravel(), y.mean(2).ravel())[0, 1]
    return alike < 0.4 and (np.abs(x - y).mean(2) > 12).mean() > 0.75


@settings(max_examples=25, deadline=None)
@given(seeds, st.floats(0, 0.4), st.integers(6, 60))
def test_a_dissolve_is_found_in_its_middle(pair: tuple[int, int], drift: float, length: int) -> None:
    """`drift`: cells that the pictures move meanwhile."""
    if not different(*pair):
        return
    a, b = (soft(seed, drift / length) for seed in pair)
    frames = [a(n) for n in range(STILL)]
    frames += [mixed(a(STILL + n), b(n), (n + 1) / (length + 1)) for n in range(length)]
    frames += [b(length + n) for n in range(STILL)]
    (change,) = changes(frames)
    assert abs(change - (STILL + length / 2)) <= 2 + length / 8


@pytest.mark.parametrize(("speed", "length"), [(2, 36), (3, 24), (4, 12), (6, 12)])
def test_a_dissolve_is_found_where_much_moves(speed: int, length: int) -> None:
    """Both pictures are panned; what is seen of them changes by up to a fifth meanwhile."""
    a, b = textured(1, speed), textured(101, speed)
    frames = [a(n) for n in range(STILL)]
    frames += [mixed(a(STILL + n), b(n), (n + 1) / (length + 1)) for n in range(length)]
    frames += [b(length + n) for n in range(STILL)]
    (change,) = changes(frames)
    assert abs(change - (STILL + length / 2)) <= 2 + length / 8


@pytest.mark.parametrize("far", [60, 300])
@pytest.mark.parametrize("length", [12, 24])
def test_a_camera_that_whips_round_is_no_change_of_shot(far: int, length: int) -> None:
    """It stands, turns so fast that all detail is blurred, and stands again."""
    a = textured(5, 1)
    path = np.concatenate([np.zeros(STILL), (1 - np.cos(np.linspace(0, np.pi, length))) / 2, np.ones(STILL)])
    frames = []
    for before, after in pairwise(far * path):
        passed = np.linspace(before, after, 8).round().astype(int)
        frames.append(np.mean([a(n) for n in passed], axis=0).astype(np.uint8))
    assert changes(frames) == []


@settings(max_examples=25, deadline=None)
@given(seeds, st.floats(0, 1.5), st.integers(0, 64))
def test_a_cut_is_no_slow_change_nor_are_pans(pair: tuple[int, int], speed: float, at: int) -> None:
    a, b = (soft(seed, speed) for seed in pair)
    frames = [a(n) if n < at else b(n) for n in range(64)]
    assert changes(frames) == []


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1000), st.floats(0.1, 1), st.floats(0.1, 1), st.integers(4, 50))
def test_light_is_no_change_of_shot(seed: int, before: float, after: float, length: int) -> None:
    a = soft(seed, 0.02)
    steps = [before] * STILL + list(np.linspace(before, after, length)) + [after] * STILL
    frames = [dimmed(a(n), step) for n, step in enumerate(steps)]
    assert changes(frames) == []


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1000), st.integers(8, 40))
def test_a_title_is_no_change_of_shot(seed: int, length: int) -> None:
    a = soft(seed, 0.005)
    frames = []
    for n, share in enumerate([0.0] * STILL + list(np.linspace(0, 1, length)) + [1.0] * STILL):
        titled = a(n).copy()
        titled[6:12, 6:26] = 255
        frames.append(mixed(a(n), titled, share))
    assert changes(frames) == []


@settings(max_examples=25, deadline=None)
@given(seeds, st.integers(8, 30), st.integers(4, 20), st.sampled_from([(255, 255, 255), (200, 40, 40)]))
def test_a_fade_through_a_colour_is_cut_in_the_colour(
    pair: tuple[int, int], length: int, held: int, colour: tuple[int, int, int]
) -> None:
    a, b = (soft(seed, 0.02) for seed in pair)
    flat = np.full((18, 32, 3), colour, np.uint8)
    frames = [a(n) for n in range(STILL)] + [mixed(a(n + STILL), flat, n / length) for n in range(length)]
    frames += [flat] * held + [mixed(flat, b(n), n / length) for n in range(length)]
    frames += [b(length + n) for n in range(STILL)]
    found = changes(frames)
    begin = STILL + length
    assert len(found) <= 1  # a picture close to the colour fades too little to be seen
    assert all(begin - 3 <= change <= begin + held + 3 for change in found)
    if min(np.abs(cells([side(0)])[0].astype(float) - colour).mean() for side in (a, b)) > 60:
        assert found


def test_in_a_film_of_cuts_and_dissolves(tmp_path: Path) -> None:
    """Through the coder and beside hard cuts: 0 cut 30, dissolve over 20 around 70, cut 110."""
    shots = [shot(seed, speed, blur=12) for seed, speed in ((3, 2), (21, 0), (8, 0), (34, 3))]
    frames = [shots[0](n) for n in range(30)] + [shots[1](n) for n in range(30)]
    frames += [mixed(shots[1](30 + n), shots[2](n), (n + 1) / 21) for n in range(20)]
    frames += [shots[2](20 + n) for n in range(30)] + [shots[3](n) for n in range(24)]
    scenes = find_scenes(write_video(tmp_path / "film.mp4", frames, options={"crf": "18"}))
    starts = [scene.start for scene in scenes]
    assert starts[:2] == [0, 30]
    assert abs(starts[2] - 70) <= 3
    assert starts[3:] == [110]


def test_a_real_dissolve(media: Path) -> None:
    """A hangar at night dissolves, from 124 to 154, into the cockpit."""
    starts = [scene.start for scene in find_scenes(corpus_file(media, "nasa_13013.mp4"), range(100, 180))]
    assert len(starts) == 2
    assert abs(starts[1] - 139) <= 2


@pytest.mark.parametrize("name", sorted(HARD))
def test_real_footage_has_no_slow_changes(media: Path, name: str) -> None:
    from engine.media.reader import VideoReader

    with VideoReader(corpus_file(media, name), size=(64, 36)) as reader:
        pictures = list(reader.frames_at(range(min(reader.frames, 120))))
        assert changes(pictures, reader.info.rate) == []
