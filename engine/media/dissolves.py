"""Slow changes of shot: dissolves from one picture into another, and fades through a colour.

In a dissolve every picture between two ends is a mixture of them, with more and more of the second; a pan, a
thing that moves through the picture or a cut shows something else in between. So for windows of many lengths
it is measured how far the pictures at a quarter, half and three quarters of the way lie from the straight
line between the ends, beside the distance of the ends (`UNLIKE`). Around a dissolve less goes on than in it
(`OUTSIDE`), which a steady change of light or a slow pan does not keep to; most of the picture changes
(`PART`), which a title that fades in does not do; and the ends are different pictures (`SAME`).

Pictures are compared in `GRID` cells, where small movements hardly count. Where much moves, a few large cells
(`COARSE`) may lie further from the line, if the fine detail tells of a mixture: of two pictures laid over
each other each one's detail is weaker by its share, and its energy by the share's square, so that half of it
is gone in the middle however the pictures move. What moves still more is missed rather than guessed.
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
COARSE = (4, 3)
"""Cells of `GRID`, across and down, to one of the large ones."""
MOVED_UNLIKE, MOVED_OUTSIDE = 0.25, 0.3
"""As `UNLIKE` and `OUTSIDE`, for large cells and a detail that says so."""
FINE = 60.0
"""The energy of the detail of both ends: what is softer tells nothing."""
DETAIL = (0.7, 1.35)
"""The energy of the detail over what it is in a mixture."""
LOST = 0.7
"""At most so much of the ends' energy is left in the middle."""
STEADY = 1.5
"""The ratio of the energy at an end and a little outside of it."""
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


def detail(picture: np.ndarray) -> float:
    """The energy of a picture's fine detail; `[H, W, 3]` uint8."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return float(cv2.Laplacian(grey, cv2.CV_32F).var())


def slow_changes(pictures: Sequence[np.ndarray], details: Sequence[float], rate: Fraction) -> list[int]:
    """Frames at which the next shot has taken over: the middle of dissolves and of the colour between fades.

    `pictures` are the frames of one piece without hard cuts, each `[9, 16, 3]` uint8, and `details` the
    energy of their fine detail.
    """
    if not len(pictures):
        return []
    frames = np.stack(pictures)
    found = mixtures(frames, np.array(details, np.float32), rate)
    changes = [_halfway(frames, each) for each in found if not (each.from_flat or each.to_flat)]
    for away, back in pairwise(found):
        if away.to_flat and back.from_flat:
            changes.append((away.stop + back.start) // 2)
    return sorted(changes)


def mixtures(pictures: np.ndarray, details: np.ndarray, rate: Fraction) -> list[Mixture]:
    """All that do not overlap, the strongest first chosen, in order. `pictures` is `[n, 9, 16, 3]` uint8, and
    `details` is `[n]`."""
    candidates = [each for length in _lengths(rate) for each in _of_length(pictures, details, length)]
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


def _of_length(pictures: np.ndarray, details: np.ndarray, length: int) -> Iterator[Mixture]:
    beside = max(2, length // 4)
    for first in range(beside, len(pictures) - length - beside, BLOCK):
        stop = min(first + BLOCK, len(pictures) - length - beside)
        looked = slice(first - beside, stop + length + beside)
        part = pictures[looked].astype(np.float32)
        yield from _within(part, details[looked], length, beside, first - beside)


def _within(
    part: np.ndarray, details: np.ndarray, length: int, beside: int, offset: int
) -> Iterator[Mixture]:
    """The mixtures among frames `[n, 9, 16, 3]`, of which the first and last `beside` are only looked at."""
    cells = part.reshape(len(part), -1, 3)
    across, down = COARSE
    shape = len(part), GRID[1] // down, down, GRID[0] // across, across, 3
    large = part.reshape(shape).mean((2, 4)).reshape(len(part), -1, 3)
    fine, coarse = _Line(cells, length, beside), _Line(large, length, beside)
    good = (fine.strays < UNLIKE) & (fine.outside < OUTSIDE) & fine.rising
    moved = (coarse.strays < MOVED_UNLIKE) & (coarse.outside < MOVED_OUTSIDE) & coarse.rising
    moved &= _fades_over(details, coarse.shares, length, beside)
    good |= moved
    good &= (fine.distance > LEAST) & ((np.abs(fine.step).mean(2) > SEEN).mean(1) > PART)
    good &= _correlation(fine.begin, fine.end) < SAME
    for n in np.flatnonzero(good):
        flat = [float(side[n].mean(1).std()) < FLAT for side in (fine.begin, fine.end)]
        lost = min(float(fine.strays[n] + fine.outside[n]), float(coarse.strays[n] + coarse.outside[n]))
        strength = float(fine.distance[n]) * (1 - lost)
        yield Mixture(int(offset + beside + n), int(offset + beside + length + n), strength, *flat)


class _Line:
    """How far pictures `[n, cells, 3]` lie from the straight line between the ends of every window.

    `strays` and `outside` are shares of the ends' distance; `shares` those of the second end at `PLACES`.
    """

    def __init__(self, cells: np.ndarray, length: int, beside: int) -> None:
        count = len(cells) - length - 2 * beside
        self.begin, self.end = (
            cells[beside : beside + count],
            cells[beside + length : beside + length + count],
        )
        self.step = self.end - self.begin
        self.distance = np.maximum(_size(self.step), 1e-3)
        self.shares: list[np.ndarray] = []
        self.strays = np.zeros(count, np.float32)
        for place in PLACES:
            at = beside + round(place * length)
            gone = cells[at : at + count] - self.begin
            share = (gone * self.step).mean((1, 2)) / self.distance**2
            self.shares.append(share)
            strayed = _size(gone - share[:, None, None] * self.step) / self.distance
            self.strays = np.maximum(self.strays, strayed)
        before, after = _size(self.begin - cells[:count]), _size(cells[-count:] - self.end)
        self.outside = np.maximum(before, after) / self.distance
        self.rising = _in_order(self.shares)


def _fades_over(details: np.ndarray, shares: list[np.ndarray], length: int, beside: int) -> np.ndarray:
    """Whether the detail `[n]` of the windows goes as that of a mixture does, and is steady beside it."""
    count = len(details) - length - 2 * beside
    energy = np.maximum(details, 1e-3)
    begin, end = energy[beside : beside + count], energy[beside + length : beside + length + count]
    good = np.minimum(begin, end) > FINE
    for inside, outside in ((begin, energy[:count]), (end, energy[-count:])):
        good &= (inside < STEADY * outside) & (outside < STEADY * inside)
    for place, share in zip(PLACES, shares, strict=True):
        at = beside + round(place * length)
        ratio = energy[at : at + count] / ((1 - share) ** 2 * begin + share**2 * end)
        good &= (ratio > DETAIL[0]) & (ratio < DETAIL[1])
    half = beside + round(0.5 * length)
    return good & (energy[half : half + count] < LOST * (begin + end) / 2)


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
