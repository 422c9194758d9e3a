"""Regions as masks: where they are, how soft, and that nothing outside is touched."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.model import Point
from engine.document.request import RegionMask
from engine.document.time import FrameRange
from engine.media.region_mask import laid_over, mask_at

SIZE = (40, 24)


def box(left: float, top: float, right: float, bottom: float, feather: float = 0.0) -> RegionMask:
    return RegionMask(FrameRange(3, 9), "box", ((left, top), (right, bottom)), feather)


def mask_of(*regions: RegionMask, frame: int = 3, size: tuple[int, int] = SIZE) -> np.ndarray:
    mask = mask_at(regions, frame, size)
    assert mask is not None
    return mask


sides = st.tuples(st.integers(0, 39), st.integers(1, 40), st.integers(0, 23), st.integers(1, 24))
points = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=3, max_size=8)


@given(sides, st.permutations([0, 1]))
def test_a_box_on_whole_pixels_is_those_pixels(corners: tuple[int, int, int, int], order: list[int]) -> None:
    left, right, top, bottom = corners
    if left >= right or top >= bottom:
        return
    ends = [(left / 40, top / 24), (right / 40, bottom / 24)]
    region = RegionMask(FrameRange(0, 1), "box", (ends[order[0]], ends[order[1]]))
    expected = np.zeros((24, 40), np.float32)
    expected[top:bottom, left:right] = 1
    assert np.array_equal(mask_of(region, frame=0), expected)


@given(points, st.floats(0, 0.4), st.sampled_from([(40, 24), (64, 64), (17, 31)]))
def test_a_polygon_covers_no_more_than_its_bounds_and_a_feather_only_takes_away(
    corners: list[Point], feather: float, size: tuple[int, int]
) -> None:
    hard = mask_of(RegionMask(FrameRange(0, 1), "polygon", tuple(corners)), frame=0, size=size)
    soft = mask_of(RegionMask(FrameRange(0, 1), "polygon", tuple(corners), feather), frame=0, size=size)
    assert hard.shape == soft.shape == size[::-1]
    assert hard.dtype == soft.dtype == np.float32
    assert soft.min() >= 0
    assert (soft <= hard).all()
    assert hard.max() <= 1
    x, y = np.array(corners).T
    rows, columns = np.nonzero(hard)
    if len(rows):
        # To within the fine pixel that a corner is rounded to.
        assert columns.min() + 1 >= x.min() * size[0] - 0.3
        assert columns.max() <= x.max() * size[0] + 0.3
        assert rows.min() + 1 >= y.min() * size[1] - 0.3
        assert rows.max() <= y.max() * size[1] + 0.3


def test_a_feather_rises_inwards_and_not_from_the_pictures_own_edge() -> None:
    mask = mask_of(box(0, 0, 0.5, 1, feather=0.25))
    middle = mask[12]
    assert middle[0] == 1
    assert (middle[20:] == 0).all()
    assert (np.diff(middle[10:20]) < 0).all()
    assert middle[19] == pytest.approx(0.1)


def test_only_regions_of_the_frame_count_and_the_highest_wins() -> None:
    one, other = box(0, 0, 0.5, 0.5), RegionMask(FrameRange(5, 6), "box", ((0.25, 0.25), (1, 1)))
    assert mask_at((one, other), 9, SIZE) is None
    assert np.array_equal(mask_of(one, other, frame=4), mask_of(one))
    assert np.array_equal(mask_of(one, other, frame=5), np.maximum(mask_of(one), mask_of(other, frame=5)))


@given(points, st.floats(0, 0.4), st.integers(0, 2**31))
def test_laid_over_changes_nothing_outside(corners: list[Point], feather: float, seed: int) -> None:
    dice = np.random.default_rng(seed)
    below, above = dice.integers(0, 256, (2, 24, 40, 3), dtype=np.uint8)
    mask = mask_of(RegionMask(FrameRange(0, 1), "polygon", tuple(corners), feather), frame=0)
    before = hashlib.sha256(below.tobytes()).hexdigest()
    got = laid_over(below, above, mask)
    assert np.array_equal(got[mask == 0], below[mask == 0])
    assert np.array_equal(got[mask == 1], above[mask == 1])
    low, high = np.minimum(below, above), np.maximum(below, above)
    assert ((low <= got) & (got <= high)).all()
    assert hashlib.sha256(below.tobytes()).hexdigest() == before
    assert laid_over(below, above, None) is below
