"""Pictures mixed and laid over each other, against the same written down in floating point."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.media.layering import over, sheet, straight

pictures = st.integers(0, 2**32 - 1).map(
    lambda seed: np.random.default_rng(seed).integers(0, 256, (7, 9, 4), np.uint8)
)


def exact(below: np.ndarray, parts: list[tuple[np.ndarray, float]]) -> np.ndarray:
    result, covered = np.zeros(below.shape), np.zeros((*below.shape[:2], 1))
    for picture, weight in parts:
        alpha = picture[..., 3:] / 255 if picture.shape[2] == 4 else np.ones((*below.shape[:2], 1))
        result += picture[..., :3] * alpha * weight
        covered += alpha * weight
    return result + below * (1 - covered)


@given(pictures, pictures, pictures, st.floats(0, 1), st.floats(0, 1), st.booleans(), st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_layer_is_the_sum_of_its_parts_over_what_lies_below(
    below: np.ndarray, a: np.ndarray, b: np.ndarray, first: float, rest: float, alpha: bool, other: bool
) -> None:
    parts = [
        (a if alpha else a[..., :3].copy(), first),
        (b if other else b[..., :3].copy(), (1 - first) * rest),
    ]
    ground = below[..., :3].copy()
    for some in (parts[:1], parts[1:], parts):
        assert np.abs(over(ground, some) - exact(ground, some)).max() <= 2
    assert np.array_equal(ground, below[..., :3])


@given(pictures, pictures)
@settings(max_examples=50, deadline=None)
def test_what_is_solid_covers_exactly_and_what_is_clear_changes_nothing(
    below: np.ndarray, a: np.ndarray
) -> None:
    ground = below[..., :3].copy()
    a[..., 3] = np.where(a[..., 3] < 128, 0, 255)
    expected = np.where(a[..., 3:] > 0, a[..., :3], ground)
    assert np.array_equal(over(ground, [(a, 1.0)]), expected)
    assert over(ground, [(np.zeros_like(a), 1.0)]) is ground
    assert over(ground, [(a, 0.0)]) is ground
    solid = a[..., :3].copy()
    assert over(ground, [(solid, 1.0)]) is solid


@given(pictures, pictures, st.floats(0, 1))
@settings(max_examples=50, deadline=None)
def test_straight_alpha_comes_back_from_layers_as_it_went_in(
    a: np.ndarray, b: np.ndarray, weight: float
) -> None:
    canvas = np.zeros((7, 9, 4), np.float32)
    ready = sheet([(a, 1.0)])
    if ready is not None:
        ready.onto(canvas)
    back = straight(canvas)
    assert np.array_equal(back[..., 3], a[..., 3])
    seen = a[..., 3] > 40
    assert np.abs(back[seen].astype(int) - a[seen]).max(initial=0) <= 1
    solid = b[..., :3].copy()
    ready = sheet([(solid, 1.0)])
    assert ready is not None
    ready.onto(canvas)
    assert np.array_equal(straight(canvas)[..., :3], solid)
