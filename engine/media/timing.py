"""When each frame is shown, and which frame to show when: rates, and conforming by timestamp."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

STANDARD = tuple(
    Fraction(rate) if isinstance(rate, int) else Fraction(rate[0] * 1000, 1001)
    for rate in (
        24,
        (24,),
        25,
        30,
        (30,),
        50,
        60,
        (60,),
        12,
        15,
        10,
        8,
        5,
        20,
        48,
        (48,),
        100,
        120,
        (120,),
        1,
        240,
    )
)
MAX_RATE = Fraction(1000)


@dataclass(frozen=True)
class Timing:
    """Timestamps of a clip's frames, counted from its first frame.

    `ticks` are strictly increasing multiples of `time_base` seconds, the first 0. When `constant`, frame i is
    shown at i / rate to within a fraction of a frame, and `ticks` only carries rounding. `duration` is in
    seconds and includes the last frame's own.
    """

    ticks: Sequence[int]
    time_base: Fraction
    rate: Fraction
    constant: bool
    duration: Fraction

    def source_index(self, i: int, rate: Fraction) -> int:
        """The frame that is on screen when frame `i` of a project at `rate` is shown; clamped to the clip.

        It is sampled half a (shorter) frame late, so that timestamps rounded to milliseconds never flip the
        choice. With equal constant rates it is `i` itself. Computed from `i`, never accumulated: no drift.
        """
        last = len(self.ticks) - 1
        if self.constant and rate == self.rate:
            return min(max(i, 0), last)
        moment = Fraction(i) / rate + min(1 / rate, 1 / self.rate) / 2
        if self.constant:
            return min(max(int(moment * self.rate // 1), 0), last)
        return min(max(bisect_right(self.ticks, int(moment / self.time_base // 1)) - 1, 0), last)

    def conformed_length(self, rate: Fraction) -> int:
        """How many frames the clip fills in a project at `rate`; at least 1."""
        if self.constant and rate == self.rate:
            return len(self.ticks)
        return max(1, round(self.duration * rate))


def make_timing(
    ticks: Sequence[int], time_base: Fraction, last_ticks: int, claims: Sequence[Fraction | None]
) -> Timing:
    """Choose the clip's nominal rate from its timestamps.

    `claims` are the container's own ideas of the rate, in order of trust: they win when the timestamps bear
    them out. `last_ticks` is the last frame's duration where the file states one, else 0. When no constant
    rate fits, the nominal rate is that of the median frame duration, and `constant` is False.
    """
    claims = [c for c in claims if c and 0 < c <= MAX_RATE]
    count = len(ticks)
    if count == 1:
        rate = claims[0] if claims else Fraction(25)
        return Timing(ticks, time_base, rate, True, 1 / rate)
    measured = (count - 1) / (ticks[-1] * time_base)
    rate = _constant_rate(ticks, time_base, measured, claims)
    if rate is not None:
        return Timing(ticks, time_base, rate, True, count / rate)
    steps = sorted(b - a for a, b in pairwise(ticks))
    median = 1 / (steps[len(steps) // 2] * time_base)
    rate = min(_snap(median), MAX_RATE)
    last = last_ticks * time_base
    if not 0 < last <= 10:
        last = 1 / rate
    return Timing(ticks, time_base, rate, False, ticks[-1] * time_base + last)


def _constant_rate(
    ticks: Sequence[int], time_base: Fraction, measured: Fraction, claims: Sequence[Fraction]
) -> Fraction | None:
    if measured > MAX_RATE:
        return None
    for claim in claims:
        if (claim in STANDARD or claims.count(claim) > 1) and _fits(ticks, time_base, claim):
            return claim
    near = sorted((r for r in STANDARD if abs(r - measured) < r / 20), key=lambda r: abs(r - measured))
    own = measured.limit_denominator(1001)
    for candidate in (*near, *claims, own):
        if _fits(ticks, time_base, candidate):
            return candidate
    return None


def _fits(ticks: Sequence[int], time_base: Fraction, rate: Fraction) -> bool:
    """True when every timestamp lies within 15 % of a frame (or one and a half ticks) of i / rate."""
    frame = float(1 / (rate * time_base))
    slack = min(max(1.5, 0.15 * frame), 0.45 * frame)  # coarse ticks say little, but never half a frame off
    return all(abs(tick - i * frame) <= slack for i, tick in enumerate(ticks))


def _snap(rate: Fraction) -> Fraction:
    nearest = min(STANDARD, key=lambda r: abs(r - rate))
    return nearest if abs(nearest - rate) < nearest / 50 else rate.limit_denominator(1001)
