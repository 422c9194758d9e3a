"""Frames, ranges and timecode: shown, typed, and back."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.model import Card
from engine.document.time import (
    CardRange,
    FrameRange,
    SourceRange,
    TakeRange,
    frames_of_timecode,
    parse_range,
    parse_rate,
    timecode,
)
from engine.document.typed_time import parse_time
from engine.errors import TweenError

FILM, NTSC, FAST = Fraction(24), Fraction(30000, 1001), Fraction(60000, 1001)
RATES = (FILM, Fraction(24000, 1001), Fraction(25), NTSC, Fraction(30), FAST, Fraction(15, 2), Fraction(1, 2))


@pytest.mark.parametrize(
    ("frame", "rate", "text"),
    [
        (114, FILM, "00:00:04:18"), (0, FILM, "00:00:00:00"), (-25, FILM, "-00:00:01:01"),
        (1799, NTSC, "00:00:59;29"), (1800, NTSC, "00:01:00;02"), (3597, NTSC, "00:01:59;29"),
        (3598, NTSC, "00:02:00;02"), (17981, NTSC, "00:09:59;29"), (17982, NTSC, "00:10:00;00"),
        (107892, NTSC, "01:00:00;00"), (3599, FAST, "00:00:59;59"), (3600, FAST, "00:01:00;04"),
        (35964, FAST, "00:10:00;00"), (215784, FAST, "01:00:00;00"), (1800, Fraction(30), "00:01:00:00"),
        (86400 * 24 * 5, FILM, "120:00:00:00"),
    ],
)  # fmt: skip
def test_timecode_of_the_standard(frame: int, rate: Fraction, text: str) -> None:
    assert timecode(frame, rate) == text
    assert parse_time(text, rate) == frame


def test_numbers_that_drop_frame_leaves_out_mean_the_next_one() -> None:
    assert parse_time("00:01:00;00", NTSC) == parse_time("00:01:00;01", NTSC) == 1800
    assert parse_time("00:01:00;03", FAST) == 3600
    assert timecode(1800, NTSC, drop=False) == "00:01:00:00"
    assert frames_of_timecode([0, 1, 0, 0], NTSC, drop=False) == 1800


@given(st.integers(-(10**7), 10**7), st.sampled_from(RATES), st.booleans())
def test_every_frame_has_its_own_timecode(frame: int, rate: Fraction, drop: bool) -> None:
    text = timecode(frame, rate, drop=drop)
    fields = [int(part) for part in text.lstrip("-").replace(";", ":").split(":")]
    assert frames_of_timecode(fields, rate, drop=drop) == abs(frame)
    assert parse_time(timecode(abs(frame), rate), rate) == abs(frame)


@given(st.integers(0, 10**6))
def test_drop_frame_runs_with_the_clock(frame: int) -> None:
    for rate in (NTSC, FAST):
        h, m, s, f = (int(part) for part in timecode(frame, rate).replace(";", ":").split(":"))
        shown = (h * 60 + m) * 60 + s + Fraction(f, round(rate))
        assert abs(shown - frame / rate) < Fraction(15, 100)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("01:02:03:04", 89356), ("+20", 120), ("-1s", 76), ("418", 114), ("418f", 418), ("4;18", 114),
        ("+1:00", 124), ("-4.18", -14), ("1.5s", 36), ("1,5s", 36), ("2m", 2880), ("1h", 86400),
        ("−20", 80), ("＋２０", 120), ("٤١٨", 114), ("०४:१८", 114), (" 00 : 00 : 04 : 18 ", 114),
        ("+1min", 1540), ("99:99", 2475),
    ],
)  # fmt: skip
def test_what_people_type(text: str, frame: int) -> None:
    assert parse_time(text, FILM, at=100) == frame


@pytest.mark.parametrize(
    "text", ["", " ", "+", "--1", "4:", ":4", "1:2:3:4:5", "x", "1e3", "²", "1.s", "s", "9" * 99]
)
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(TweenError, match="is no place in the film"):
        parse_time(text, FILM)


def test_seconds_are_real_ones_and_digits_may_be_frames() -> None:
    assert parse_time("60s", NTSC) == 1798
    assert parse_time("418", FILM, digits="frames") == 418


def test_ranges_of_different_times_do_not_mix() -> None:
    for one, other in permutations((FrameRange, SourceRange, CardRange, TakeRange), 2):
        mine, theirs = one(0, 10), other(0, 10)
        assert mine != theirs
        assert type(mine.shift(3).intersect(cast(Any, mine))) is one
        for mix in (mine.overlaps, mine.covers, mine.intersect):
            with pytest.raises(TypeError, match="do not mix"):
                mix(cast(Any, theirs))
        with pytest.raises(TypeError):
            sorted([mine, theirs])


def test_a_card_says_where_its_frames_and_those_of_its_takes_lie_on_the_film() -> None:
    card = Card("c", FrameRange(40, 60), "c", origin=30)
    assert card.local(card.range) == TakeRange(10, 30)
    assert card.on_film(TakeRange(10, 30)) == FrameRange(40, 60)
    assert card.on_film(CardRange(5, 20)) == FrameRange(45, 60)


@pytest.mark.parametrize("text", ["²-4", "4-²", "4-4", "9-3", "a-b", "4", "-4"])
def test_ranges_that_are_none(text: str) -> None:
    with pytest.raises(TweenError, match="range"):
        parse_range(text)


def test_rates() -> None:
    assert parse_rate("29.97") == NTSC
    assert parse_rate("23.976") == Fraction(24000, 1001)
    for text in ("", "1e999999999", "0", "-3", "1/0", "9" * 50, "nan"):
        with pytest.raises(TweenError):
            parse_rate(text)
