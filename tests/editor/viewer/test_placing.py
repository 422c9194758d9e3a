"""Where the picture lies: fitted, zoomed, moved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.viewer.placing import LARGEST, SMALLEST, Placing

sides = st.integers(16, 4000)
views = st.tuples(sides, sides)
factors = st.floats(0.2, 5.0)


@given(views, views)
def test_fitted_the_whole_picture_shows_in_its_shape_and_one_way_fills(
    film: tuple[int, int], view: tuple[int, int]
) -> None:
    left, top, width, height = Placing(film).place(view)
    assert left >= 0
    assert top >= 0
    assert left + width <= max(view[0], 2)
    assert top + height <= max(view[1], 2)
    assert width == view[0] or height == view[1] or min(width, height) == 2


@given(views, views, st.floats(0.1, 8.0), st.floats(0, 1), st.floats(0, 1))
def test_a_picture_larger_than_the_view_leaves_no_room_beside_it(
    film: tuple[int, int], view: tuple[int, int], zoom: float, u: float, v: float
) -> None:
    placing = Placing(film, zoom, (u, v)).kept(view)
    corners, sizes = placing.place(view)[:2], placing.place(view)[2:]
    for corner, size, room in zip(corners, sizes, view, strict=True):
        if size <= room:
            assert corner == (room - size) // 2
        else:
            assert corner <= 0
            assert corner + size >= room


@given(factors, st.floats(0.1, 0.9), st.floats(0.1, 0.9))
def test_zooming_in_keeps_what_is_under_the_mouse(factor: float, u: float, v: float) -> None:
    film, view = (1920, 1080), (800, 450)
    before = Placing(film).zoomed_to(view, 1.0)
    left, top, width, height = before.place(view)
    at = (u * view[0], v * view[1])
    point = ((at[0] - left) / width, (at[1] - top) / height)
    after = before.zoomed(view, 1 + factor, at)
    left, top, width, height = after.place(view)
    assert (at[0] - left) / width == pytest.approx(point[0], abs=2 / width)
    assert (at[1] - top) / height == pytest.approx(point[1], abs=2 / height)


@given(st.lists(factors, max_size=30))
def test_zoom_has_ends(turns: list[float]) -> None:
    placing = Placing((1920, 1080))
    for factor in turns:
        placing = placing.zoomed((640, 360), factor, (10, 10))
        assert placing.zoom is not None
        assert SMALLEST <= placing.zoom <= LARGEST


def test_moving_stops_at_the_edge() -> None:
    view = (640, 360)
    placing = Placing((1920, 1080)).zoomed_to(view, 1.0)
    assert placing.panned(view, 100, 0).place(view)[0] == placing.place(view)[0] + 100
    assert placing.panned(view, 99_999, 99_999).place(view)[:2] == (0, 0)
    assert placing.panned(view, -99_999, 0).place(view)[0] == 640 - 1920
