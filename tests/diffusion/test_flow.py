"""A picture that moves by part of a pixel stays as sharp as it was, and no edge of it overshoots."""

from __future__ import annotations

import cv2
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.diffusion.flow import moved, moved_sharp

H, W = 40, 56
_DICE = np.random.default_rng(3)
FLAT = cv2.resize(_DICE.integers(0, 255, (5, 7, 3), np.uint8), (W, H), interpolation=cv2.INTER_NEAREST)
FINE = cv2.GaussianBlur(_DICE.integers(0, 255, (H, W, 3), np.uint8), (0, 0), 1.0)
PARTS = st.floats(-3, 3, width=32)


def along(x: float, y: float) -> np.ndarray:
    return np.full((H, W, 2), (x, y), np.float32)


def hard(picture: np.ndarray) -> float:
    inside = picture[4:-4, 4:-4].astype(float)
    return sum(np.abs(np.diff(inside, axis=axis)).mean() for axis in (0, 1))


@given(PARTS, PARTS)
def test_edges_between_flat_places_become_no_harder(x: float, y: float) -> None:
    out = moved_sharp(FLAT, along(x, y))
    assert hard(out) <= 1.02 * hard(moved(FLAT, along(round(x), round(y)))) + 8
    low, high = FLAT.min((0, 1)), FLAT.max((0, 1))
    assert ((out >= low) & (out <= high)).all()


def test_a_cubic_alone_would_overshoot() -> None:
    assert hard(moved(FLAT, along(0.5, 0.5), cv2.INTER_CUBIC)) > 1.05 * hard(FLAT)
    assert hard(moved_sharp(FLAT, along(0.5, 0.5))) < 1.02 * hard(FLAT)


def test_fine_texture_is_kept_better_than_straight_between_the_pixels() -> None:
    whole, half = hard(FINE), along(0.5, 0.5)
    assert hard(moved_sharp(FINE, half)) > 0.8 * whole
    assert hard(moved_sharp(FINE, half)) > 1.1 * hard(moved(FINE, half))


@given(st.integers(-3, 3), st.integers(-3, 3))
def test_whole_pixels_are_taken_as_they_are(x: int, y: int) -> None:
    assert np.array_equal(moved_sharp(FLAT, along(x, y)), moved(FLAT, along(x, y)))
