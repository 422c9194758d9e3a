"""Slow changes of shot: dissolves from one picture into another, and fades through a colour.

In a dissolve every picture between two ends is a mixture of them, with more and more of the second; a pan, a
thing that moves through the picture or a cut shows something else in between. So for windows of many lengths
it is measured how far the pictures at a quarter, half and three quarters of the way lie from the straight
line between the ends, beside the distance of the ends (`UNLIKE`). Around a dissolve less goes on than in it
(`OUTSIDE`), which a steady change of light or a slow pan does not keep to; most of the picture changes
(`PART`), which a title that fades in does not do; and the ends are different pictures (`SAME`).

Pictures are compared in `GRID` cells, where small movements hardly count. What moves much while it dissolves
is missed rather than guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

GRID = (16, 9)
UNLIKE = 0.15
OUTSIDE = 0.2
LEAST = 12.0
"""Levels, the mean square root; ends that differ by less are one picture."""
PART, SEEN = 0.6, 8.0
"""So much of the picture has to change by at least so many levels."""
SAME = 0.7
FLAT = 3.0
"""Levels that the brightness of a one-coloured picture strays by."""
SHORTEST, LONGEST, FINER = Fraction(1, 5), 4, 1.3
"""Seconds, and the ratio of one length looked for to the next."""
BLOCK = 2048
PLACES = (0.25, 0.5, 0.75)
APART = 0.08


@dataclass(frozen=True)
class Mixture:
    """Frames `start` and `stop` are the ends; all between are mixtures of them. `strength` orders several
    that overlap. `from_flat`, `to_flat`: the end has one colour: it is a fade."""

    start: int
    stop: int
    strength: float
    from_flat: bool
    to_flat: bool


def slow_changes(pictures: Sequence[np.ndarray], rate: Fraction) -> list[int]:
    """Frames at which the next shot has taken over: the middle of dissolves and of the colour between fades.

    `pictures` are the frames of one piece without hard cuts, each `[9, 16, 3]` uint8.
    """
    if not len(pictures):
        return []
    frames = np.stack(pictures)
    found = mixtures(frames, rate)
    changes = [_halfway(frames, each) for each in found if not (each.from_flat or each.to_flat)]
    for away, back in pairwise(found):
        if away.to_flat and back.from_flat:
            changes.append((away.stop + back.start) // 2)
    return sorted(changes)


def mixtures(pictures: np.ndarray, rate: Fraction) -> list[Mixture]:
    """All that do not overlap, the strongest first chosen, in order. `pictures` is `[n, 9, 16, 3]` uint8."""
    candidates = [each for length in _lengths(rate) for each in _of_length(pictures, length)]
    chosen: list[Mixture] = []
    for each in sorted(candidates, key=lambda each: -each.strength):
        if all(each.stop <= other.start or each.start >= other.stop for other in chosen):
            chosen.append(each)
    return sorted(chosen, key=lambda each: each.start)


def _halfway(pictures: np.ndarray, mixture: Mixture) -> int:
    """The first frame that has more of the second end than of the first."""
    part = pictures[mixture.start : mixture.stop + 1].astype(np.float32)
    gone, step = part - part[0], part[-1] - part[0]
    return mixture.start + int(np.argmax((gone * step).sum((1, 2, 3)) > (step * step).sum() / 2))


def _lengths(rate: Fraction) -> list[int]:
    """Even numbers of frames."""
    lengths, seconds = set(), float(SHORTEST)
    while seconds <= LONGEST:
        lengths.add(max(4, 2 * round(seconds * rate / 2)))
        seconds *= FINER
    return sorted(lengths)


def _of_length(pictures: np.ndarray, length: int) -> Iterator[Mixture]:
    beside = max(2, length // 4)
    for first in range(beside, len(pictures) - length - beside, BLOCK):
        stop = min(first + BLOCK, len(pictures) - length - beside)
        part = pictures[first - beside : stop + length + beside].astype(np.float32)
        yield from _within(part.reshape(len(part), -1, 3), length, beside, first - beside)


def _within(part: np.ndarray, length: int, beside: int, offset: int) -> Iterator[Mixture]:
    """The mixtures among frames `[n, cells, 3]`, of which the first and last `beside` are only looked at."""
    count = len(part) - length - 2 * beside
    begin, end = part[beside : beside + count], part[beside + length : beside + length + count]
    step = end - begin
    distance = np.maximum(_size(step), 1e-3)
    shares, strays = [], np.zeros(count, np.float32)
    for place in PLACES:
        at = beside + round(place * length)
        gone = part[at : at + count] - begin
        share = (gone * step).mean((1, 2)) / distance**2
        shares.append(share)
        strays = np.maximum(strays, _size(gone - share[:, None, None] * step) / distance)
    before, after = _size(begin - part[:count]), _size(part[-count:] - end)
    outside = np.maximum(before, after) / distance
    good = (strays < UNLIKE) & (outside < OUTSIDE) & (distance > LEAST) & _in_order(shares)
    good &= (np.abs(step).mean(2) > SEEN).mean(1) > PART
    good &= _correlation(begin, end) < SAME
    for n in np.flatnonzero(good):
        flat = [float(side[n].mean(1).std()) < FLAT for side in (begin, end)]
        strength = float(distance[n] * (1 - strays[n] - outside[n]))
        yield Mixture(int(offset + beside + n), int(offset + beside + length + n), strength, *flat)


def _in_order(shares: list[np.ndarray]) -> np.ndarray:
    """Whether there is more of the second end at each place, and at none of them only one of the two."""
    quarter, half, last = shares
    rising = (quarter > APART) & (half > quarter + APART) & (last > half + APART) & (last < 1 - APART)
    return rising & (half > 0.25) & (half < 0.75)


def _size(pictures: np.ndarray) -> np.ndarray:
    return np.sqrt((pictures * pictures).mean((1, 2)))


def _correlation(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Of the brightness of pictures `[n, cells, 3]`, one by one; 0 where one of them has one colour."""
    x, y = (side.mean(2) - side.mean((1, 2))[:, None] for side in (a, b))
    power = np.sqrt((x * x).sum(1) * (y * y).sum(1))
    return np.where(power > 1e-3, (x * y).sum(1) / np.maximum(power, 1e-3), 0)
