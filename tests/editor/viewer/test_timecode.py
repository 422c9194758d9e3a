"""What typed places mean."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.viewer.timecode import parse_place
from engine.document.time import timecode

RATE = Fraction(24)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("00:00:04:18", 114), ("4:18", 114), ("418", 114), ("0", 0), ("1:00:00", 1440), ("+20", 120),
        ("-20", 80), ("-1:00", 76), (" 00:00:04;18 ", 114), ("114f", 114), ("10000", 1440),
        ("01000000", 86400),
    ],
)  # fmt: skip
def test_places_that_people_type(text: str, frame: int) -> None:
    assert parse_place(text, RATE, now=100) == frame


@pytest.mark.parametrize("text", ["", "x", "4:", "1:2:3:4:5", "::", "4:x", "+", "９:", "1e3"])
def test_what_is_no_place(text: str) -> None:
    assert parse_place(text, RATE, now=100) is None


def test_the_frame_field_counts_frames() -> None:
    assert parse_place("114", RATE, now=0, digits="frames") == 114
    assert parse_place("4:18", RATE, now=0, digits="frames") == 114


@given(st.integers(0, 24 * 3600 * 90), st.sampled_from([Fraction(24), Fraction(30000, 1001), Fraction(60)]))
def test_what_is_shown_can_be_typed(frame: int, rate: Fraction) -> None:
    assert parse_place(timecode(frame, rate), rate, now=0) == frame
