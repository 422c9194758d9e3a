"""The measure of double images, on pictures of which it is known how many are seen at once."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.render.ghost import REACH, ghost

W, H, THING = 144, 80, 28
FRAMES = range(1, REACH + 2)
SEEDS = st.integers(0, 10_000)
quick = settings(max_examples=6, deadline=None)


def pattern(seed: int, width: int, height: int, patch: int, low: int, high: int) -> np.ndarray:
    dice = np.random.default_rng(seed).integers(low, high, (height // patch + 1, width // patch + 1, 3))
    return cv2.resize(dice.astype(np.uint8), (width, height), interpolation=cv2.INTER_CUBIC)


def shot(seed: int, n: int, x: int = 24, speed: float = 2, pan: int = 0) -> np.ndarray:
    """Frame n: a patterned disc that moves over a patterned field, as grey levels."""
    picture = pattern(seed, 2 * W, H, 10, 80, 170)[:, 30 + pan * n :][:, :W].astype(np.float32)
    mask = np.zeros((THING, THING, 1), np.float32)
    cv2.circle(mask, (THING // 2, THING // 2), THING // 2 - 1, 1.0, -1)
    at = np.s_[26 : 26 + THING, int(x + speed * n) : int(x + speed * n) + THING]
    picture[at] += mask * (pattern(seed + 1, THING, THING, 7, 0, 255) - picture[at])
    return picture


def dissolved(seed: int, frames: int) -> float:
    """The score of a dissolve over `frames` frames into another place, where another thing moves."""

    def at(n: int) -> np.ndarray:
        part = min(1.0, n / (frames + 1))
        return shot(seed, n) * (1 - part) + shot(seed + 2, n, x=80, speed=-2) * part

    return ghost(shot(seed, 0), [at(n) for n in FRAMES])


def soft(picture: np.ndarray, blur: float) -> np.ndarray:
    return cv2.GaussianBlur(picture, (0, 0), blur)


GOES_ON: dict[str, Callable[[int, int], np.ndarray]] = {
    "moves": shot,
    "pans": lambda seed, n: shot(seed, n, speed=0, pan=2),
    "is soft": lambda seed, n: soft(shot(seed, n), 1.5),
    "becomes soft": lambda seed, n: soft(shot(seed, n), 0.1 + 1.5 * n / REACH),
    "becomes darker": lambda seed, n: shot(seed, n) * (1 - 0.3 * n / REACH),
}


@pytest.mark.parametrize("what", GOES_ON)
@given(seed=SEEDS)
@quick
def test_a_picture_that_goes_on_is_no_double_image(what: str, seed: int) -> None:
    assert ghost(shot(seed, 0), [GOES_ON[what](seed, n) for n in FRAMES]) < 0.6


@given(SEEDS)
@quick
def test_a_cut_is_no_double_image(seed: int) -> None:
    assert ghost(shot(seed, 0), [shot(seed + 2, n, x=80, speed=-2) for n in FRAMES]) < 0.6


@given(SEEDS)
@quick
def test_a_dissolve_is_one_for_about_a_third_of_its_frames(seed: int) -> None:
    scores = [dissolved(seed, frames) for frames in (3, 6, 11)]
    assert scores == sorted(scores)
    assert scores[0] > 0.6
    assert scores[2] == pytest.approx(11 / 3, rel=0.35)


@given(SEEDS)
@quick
def test_a_thing_that_fades_counts_by_its_share_of_the_edges(seed: int) -> None:
    def at(n: int) -> np.ndarray:
        part = min(1.0, n / 11)
        return shot(seed, n) * (1 - part) + shot(seed, n, x=100, speed=0) * part

    assert 0.15 < ghost(shot(seed, 0), [at(n) for n in FRAMES]) < 0.7 * dissolved(seed, 10)


@given(st.integers(0, 255), st.integers(0, 3))
@quick
def test_nothing_to_be_seen_scores_nothing(grey: int, count: int) -> None:
    flat = np.full((H, W, 3), grey, np.float32)
    assert ghost(flat, [flat] * count) == 0
    assert ghost(shot(1, 0), [shot(2, 0)] * min(count, 1)) == 0
