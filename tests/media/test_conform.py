"""Footage of a varying rate is laid on the film's frames by its timestamps, and never drifts."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.media.timing import Timing, make_timing

RATES = [Fraction(24_000, 1001), Fraction(24), Fraction(25), Fraction(30_000, 1001), Fraction(60)]
BASES = [Fraction(1, 1000), Fraction(1, 90_000), Fraction(1, 12_800)]


@st.composite
def clips(draw: st.DrawFn) -> Timing:
    """A clip whose frames last from 8 ms to 400 ms each, in random order."""
    base = draw(st.sampled_from(BASES))
    lengths = draw(st.lists(st.integers(8, 400), min_size=2, max_size=60))
    ticks = [0, *accumulate(max(1, round(Fraction(ms, 1000) / base)) for ms in lengths)]
    return make_timing(ticks[:-1], base, ticks[-1] - ticks[-2], (Fraction(30), Fraction(30)))


@settings(max_examples=60)
@given(clips(), st.sampled_from(RATES))
def test_each_frame_shown_is_the_one_of_its_moment(timing: Timing, rate: Fraction) -> None:
    length = timing.conformed_length(rate)
    assert abs(Fraction(length) / rate - timing.duration) <= 1 / rate
    shown = [timing.source_index(i, rate) for i in range(length)]
    assert shown == sorted(shown)
    if timing.constant:
        return
    starts = [tick * timing.time_base for tick in timing.ticks]
    for i in range(0, length, max(1, length // 40)):
        begins, ends = Fraction(i) / rate, Fraction(i + 1) / rate
        n = shown[i]
        assert starts[n] <= ends  # never a picture of the future …
        if n + 1 < len(starts):
            assert starts[n + 1] >= begins  # … nor one that was over before the frame began
    assert timing.source_index(10 * length, rate) == len(starts) - 1


LONG = make_timing(range(0, 216_000, 2), Fraction(1, 60), 2, (Fraction(30), Fraction(30)))


@given(st.sampled_from(RATES), st.integers(0, 300_000))
def test_after_an_hour_nothing_has_drifted(rate: Fraction, i: int) -> None:
    """A frame's place is computed from its number, never added up: it is as exact at the end as at first."""
    place = min(Fraction(i) / rate, LONG.duration - Fraction(1, 30))
    assert abs(Fraction(LONG.source_index(i, rate), 30) - place) <= Fraction(1, 30) + 1 / rate
