"""What brush and eraser make of regions, as masks: the part is redrawn that was painted, no other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.viewer.regions.draft import Draft, clamped
from editor.viewer.regions.strokes import outlines, with_stroke, without_stroke
from engine.document.invariants import region_fault
from engine.document.model import Region
from engine.document.time import CardRange

FILM = (160, 96)
SIZE = (320, 192)
ALL = CardRange(0, 28)

pytest.importorskip("cv2", reason="painting with a brush needs OpenCV")

inner = st.floats(0.15, 0.85).map(lambda value: round(value, 3))
ways = st.lists(st.tuples(inner, inner), min_size=1, max_size=5)


def mask(regions: tuple[Region, ...], frame: int = 0) -> np.ndarray:
    from engine.media.painting import area

    found = np.zeros(SIZE[::-1], bool)
    for region in regions:
        if frame in region.frames:
            found |= area(region.shape, region.points, SIZE)
    return found


def overlap(one: np.ndarray, other: np.ndarray) -> float:
    return (one & other).sum() / max(1, (one | other).sum())


@settings(max_examples=15, deadline=None)
@given(ways)
def test_a_stroke_becomes_the_part_under_the_brush(way: list[tuple[float, float]]) -> None:
    from engine.media.painting import stroke

    made = with_stroke((), ALL, way, 0.12, 0.02, FILM)
    assert made
    assert all(not region_fault(each.shape, each.points, each.feather) for each in made)
    assert {each.feather for each in made} == {0.02}
    assert overlap(mask(made), stroke(way, 0.12, SIZE)) > 0.88


@settings(max_examples=15, deadline=None)
@given(ways)
def test_what_is_rubbed_out_is_gone_and_the_rest_stays(way: list[tuple[float, float]]) -> None:
    from engine.media.painting import stroke

    box = (Region(ALL, "box", ((0.1, 0.1), (0.9, 0.9)), 0.01),)
    left = mask(without_stroke(box, 5, way, 0.12, FILM))
    wanted = mask(box) & ~stroke(way, 0.12, SIZE)
    assert overlap(left, wanted) > 0.9


def test_a_hole_rubbed_into_the_middle_is_a_hole() -> None:
    box = (Region(ALL, "box", ((0.1, 0.1), (0.9, 0.9))),)
    left = mask(without_stroke(box, 0, [(0.5, 0.5)], 0.2, FILM))
    assert not left[96, 160]
    assert left[96, 60]
    assert left[40, 160]


def test_strokes_that_touch_become_one_region_and_others_stay() -> None:
    far = Region(ALL, "box", ((0.8, 0.8), (0.95, 0.95)))
    later = Region(CardRange(3, 4), "box", ((0.2, 0.2), (0.5, 0.5)))
    first = with_stroke((far, later), ALL, [(0.2, 0.3), (0.5, 0.3)], 0.1, 0, FILM)
    both = with_stroke(first, ALL, [(0.5, 0.3), (0.5, 0.6)], 0.1, 0, FILM)
    assert (len(first), len(both)) == (3, 3)
    assert {far, later} <= set(both)
    assert mask(both)[round(0.55 * 192), 160]


def test_only_what_is_seen_is_rubbed_out() -> None:
    """A followed subject has a region for every frame: the others were not looked at."""
    each = tuple(Region(CardRange(n, n + 1), "box", ((0.2, 0.2), (0.8, 0.8))) for n in range(3))
    left = without_stroke(each, 1, [(0.5, 0.2), (0.5, 0.8)], 0.2, FILM)
    assert left[0] is each[0]
    assert left[-1] is each[2]
    assert not mask(left, 1)[96, 160]
    assert mask(left, 2)[96, 160]


def test_rubbing_everything_out_leaves_nothing() -> None:
    box = (Region(ALL, "box", ((0.4, 0.4), (0.6, 0.6))),)
    assert without_stroke(box, 0, [(0.5, 0.5)], 0.9, FILM) == ()
    assert outlines(np.zeros((20, 20), bool)) == ()


def test_a_click_is_no_box_and_points_stay_in_the_picture() -> None:
    draft = Draft("box")
    draft.add((0.5, 0.5))
    draft.add((0.502, 0.7))
    assert not draft.whole
    draft.add((1.4, 0.7))
    assert draft.whole
    assert draft.points == [(0.5, 0.5), (1.0, 0.7)]
    assert clamped((-0.2, 2)) == (0.0, 1.0)


def test_a_stroke_keeps_no_points_that_add_nothing() -> None:
    draft = Draft("brush", width=0.1)
    for n in range(1000):
        draft.add((0.3 + n / 1e6, 0.3))
    assert len(draft.points) == 1
