"""Time is whole frames at one exact rate.

Ranges are half-open: `FrameRange(0, 114)` holds frames 0 … 113, and the next range starts at 114. Each says
by its type whose frames it counts, and ranges of two types do not mix:

    FrameRange    the film's               SourceRange   a file's, at the film's rate
    CardRange     from a card's start      TakeRange     from the origin of a card's lineage
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from engine.errors import TweenError


@dataclass(frozen=True, slots=True, order=True)
class _Range:
    """Frames `start` … `stop - 1`. Empty ranges are legal values; `stop` is never below `start`."""

    start: int
    stop: int

    def __post_init__(self) -> None:
        if self.stop < self.start:
            raise ValueError(f"a range cannot stop at {self.stop} before it starts at {self.start}")

    def __len__(self) -> int:
        return self.stop - self.start

    def __bool__(self) -> bool:
        return self.stop > self.start

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.start, self.stop))

    def __contains__(self, frame: object) -> bool:
        return isinstance(frame, int) and self.start <= frame < self.stop

    def __str__(self) -> str:
        return f"{self.start}–{self.stop}"

    def covers(self, other: Self) -> bool:
        self._same_time(other)
        return self.start <= other.start and other.stop <= self.stop

    def overlaps(self, other: Self) -> bool:
        self._same_time(other)
        return self.start < other.stop and other.start < self.stop

    def intersect(self, other: Self) -> Self:
        """What both hold; an empty range at the nearer edge when they share nothing."""
        self._same_time(other)
        start = max(self.start, other.start)
        return type(self)(start, max(start, min(self.stop, other.stop)))

    def shift(self, frames: int) -> Self:
        return type(self)(self.start + frames, self.stop + frames)

    def _same_time(self, other: _Range) -> None:
        if type(self) is not type(other):
            raise TypeError(f"{type(self).__name__} {self} and {type(other).__name__} {other} do not mix")


@dataclass(frozen=True, slots=True, order=True)
class FrameRange(_Range):
    """Frames of the film."""


@dataclass(frozen=True, slots=True, order=True)
class SourceRange(_Range):
    """Frames of a file, counted at the film's rate from its beginning."""


@dataclass(frozen=True, slots=True, order=True)
class CardRange(_Range):
    """Frames of a card, counted from its start; see `Card.on_film`."""


@dataclass(frozen=True, slots=True, order=True)
class TakeRange(_Range):
    """Frames counted from the origin of a card's lineage, where its takes stay whatever becomes of the card;
    see `Card.local` and `Card.on_film`."""


def parse_rate(text: str) -> Fraction:
    """`"24"`, `"23.976"`, `"24000/1001"` -> frames a second. Raises `TweenError` on anything else."""
    try:
        # Short, so that no power of ten fills the memory.
        rate = Fraction(text.strip() if len(text) <= 40 and "e" not in text.lower() else "")
    except (ValueError, ZeroDivisionError):
        raise TweenError(f"“{text}” is not a frame rate; write it like 24, 25 or 30000/1001.") from None
    if not 0 < rate <= 1000:
        raise TweenError(f"A frame rate of {text} is out of reach; use one between 1 and 1000.")
    # 23.976 and 29.97 are how people write the NTSC rates; the exact ones are n·1000/1001.
    for whole in (24, 30, 48, 60, 120):
        ntsc = Fraction(whole * 1000, 1001)
        if rate.denominator != 1 and abs(rate - ntsc) < Fraction(1, 100):
            return ntsc
    return rate


def rate_text(rate: Fraction) -> str:
    """Always with its denominator, as files and `--json` carry it: `24/1`."""
    return f"{rate.numerator}/{rate.denominator}"


def dropped_a_minute(rate: Fraction) -> int:
    """Frame numbers that drop-frame timecode leaves out in nine minutes of ten (SMPTE ST 12-1): 2 at
    30000/1001, 4 at 60000/1001, none at any other rate."""
    return {Fraction(30000, 1001): 2, Fraction(60000, 1001): 4}.get(rate, 0)


def timecode(frame: int, rate: Fraction, *, drop: bool = True) -> str:
    """`HH:MM:SS:FF` of a frame, counting nominal (rounded) frames a second; hours run on past 24.

    At the rates that have it, drop-frame, written `HH:MM:SS;FF`: it leaves out numbers, never frames, so
    that it runs with the clock. `drop=False` counts every frame at those rates, too.
    """
    base = max(1, round(rate))
    count = abs(frame)
    dropped = dropped_a_minute(rate) if drop else 0
    if dropped:
        tens, left = divmod(count, 600 * base - 9 * dropped)
        # The first of ten minutes has all its numbers; each later one begins with those left out.
        count += 9 * dropped * tens + dropped * max(0, (left - dropped) // (60 * base - dropped))
    seconds, ff = divmod(count, base)
    minutes, ss = divmod(seconds, 60)
    hh, mm = divmod(minutes, 60)
    return f"{'-' if frame < 0 else ''}{hh:02d}:{mm:02d}:{ss:02d}{';' if dropped else ':'}{ff:02d}"


def frames_of_timecode(fields: Sequence[int], rate: Fraction, *, drop: bool = True) -> int:
    """The frame of up to four timecode fields, the last of them frames; the reverse of `timecode`.

    Fields may be larger than a clock's (90 seconds). A number that drop-frame leaves out means the next one.
    """
    hours, minutes, seconds, frames = [0] * (4 - len(fields)) + list(fields)
    base = max(1, round(rate))
    count = ((hours * 60 + minutes) * 60 + seconds) * base + frames
    dropped = dropped_a_minute(rate) if drop else 0
    if not dropped:
        return count
    minute, into = divmod(count, 60 * base)
    if minute % 10 and into < dropped:
        count += dropped - into
    return count - dropped * (minute - minute // 10)


def parse_range(text: str) -> FrameRange:
    """`"114-324"` or `"114–324"` -> frames 114 … 323. Raises `TweenError` with the right form."""
    parts = text.replace("–", "-").split("-")
    if len(parts) != 2 or not all(p.strip().isdecimal() for p in parts):
        raise TweenError(f"“{text}” is not a frame range; write it like 114-324.")
    start, stop = (int(p) for p in parts)
    if stop <= start:
        raise TweenError(f"The range {text} is empty: its end must come after its start.")
    return FrameRange(start, stop)


def nearest(frame: Fraction) -> int:
    """Halves go up, all of them: what is as long as something else stays that."""
    return math.floor(frame + Fraction(1, 2))
