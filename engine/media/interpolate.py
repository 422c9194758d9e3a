"""The pictures between two: what moves is found by optical flow both ways, and moved a part of its way.

    first  ─ flow ─▶  the moment between  ◀─ flow ─  second

Each picture's flow (DIS, Kroeger et al., arXiv 1603.03590) is thrown forward to the moment wanted, the surer
of two that meet there winning (forward warping as in Niklaus and Liu, arXiv 2003.05534); then both pictures
are moved along it and laid over each other. What only one of the two has seen, because something stands in
front of it in the other, is taken from that one alone. Over a cut nothing is moved: the nearer one is held.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engine.media.painting import opencv

if TYPE_CHECKING:
    from engine.media.timing import Timing

WIDEST = 960
"""Pixels of the longer side at which flow is found; its pictures are moved at their own size."""
CLOSE = 1.0
"""Pixels by which flow there and back may miss, at which a pixel still counts for about a third, …"""
LIKE = 30.0
"""… and grey levels by which what it arrives at may differ."""
LEAST = 0.01
"""What a pixel counts that neither holds for: more than nothing, where there is nothing better."""
AREA = 9
"""Pixels of the square in which flow has to make pictures more alike, …"""
GAIN = 1.3
"""… by this factor at least."""
BARE = 0.02
"""Coverage below which no pixel of a picture arrives."""
STRANGE = 22.0
"""Mean difference in grey levels, of pictures moved onto each other, from which on they are two shots …"""
SURE = 0.35
"""… if also less than this part of their pixels finds its way there and back."""


class Between:
    """Two neighbouring pictures, RGB `[H, W, 3]` uint8 of one size, and the way from one to the other.

    `cut`: they are of different shots. Raises `TweenError` without OpenCV.
    """

    def __init__(self, first: np.ndarray, second: np.ndarray) -> None:
        cv2 = self._cv2 = opencv("Frames between frames need")
        self._first, self._second = first, second
        self._same = bool((first == second).all())
        self.cut = False
        if self._same:
            return
        height, width = first.shape[:2]
        scale = min(1.0, WIDEST / max(height, width))
        size = max(16, round(width * scale)), max(16, round(height * scale))
        small = [cv2.resize(rgb, size, interpolation=cv2.INTER_AREA) for rgb in (first, second)]
        grey = [cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY) for rgb in small]
        dis = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
        dis.setFinestScale(0)  # every pixel's own way: one to two decibels for half as much time again
        self._there = self._needed(dis.calc(grey[0], grey[1], None), small[0], small[1])
        self._back = self._needed(dis.calc(grey[1], grey[0], None), small[1], small[0])
        self._trust_first, missed = self._trust(self._there, self._back, small[0], small[1])
        self._trust_second, _ = self._trust(self._back, self._there, small[1], small[0])
        self.cut = missed > STRANGE and float((self._trust_first > 0.5).mean()) < SURE

    def at(self, time: float) -> np.ndarray:
        """The picture at `time`, 0 (the first) … 1 (the second); a fresh array."""
        if self._same or self.cut or time in (0, 1):
            return (self._first if time < 0.5 else self._second).copy()
        first, seen_first = self._side(self._first, self._there, self._trust_first, time)
        second, seen_second = self._side(self._second, self._back, self._trust_second, 1 - time)
        share = (1 - time) * seen_first**2 + 1e-6
        share = (share / (share + time * seen_second**2 + 1e-6))[..., None]
        return np.clip(np.rint(share * first + (1 - share) * second), 0, 255).astype(np.uint8)

    def _needed(self, flow: np.ndarray, rgb: np.ndarray, other: np.ndarray) -> np.ndarray:
        """`flow` without what explains nothing: light that comes and goes, grain, what stands still."""
        blur = self._cv2.blur
        rest = blur(np.abs(other.astype(np.float32) - rgb).mean(2), (AREA, AREA))
        moved = blur(np.abs(self._moved(other, flow).astype(np.float32) - rgb).mean(2), (AREA, AREA))
        flow[rest <= GAIN * moved] = 0
        return flow

    def _trust(
        self, flow: np.ndarray, back: np.ndarray, rgb: np.ndarray, other: np.ndarray
    ) -> tuple[np.ndarray, float]:
        """`[h, w]` how sure the way of each pixel is, and by how many grey levels the pictures miss."""
        home = np.hypot(*np.moveaxis(flow + self._moved(back, flow), -1, 0))
        miss = np.abs(self._moved(other, flow).astype(np.float32) - rgb).mean(2)
        trust = np.exp(-((home / CLOSE) ** 2) - (miss / LIKE) ** 2)
        return np.maximum(trust, LEAST).astype(np.float32), float(miss.mean())

    def _side(
        self, picture: np.ndarray, flow: np.ndarray, trust: np.ndarray, time: float
    ) -> tuple[np.ndarray, np.ndarray]:
        """One picture moved to the moment: float32 `[H, W, 3]`, and `[H, W]` how well it was seen there."""
        cv2 = self._cv2
        thrown, seen = _thrown(flow, trust, time)
        blurred = cv2.GaussianBlur(np.dstack([thrown * seen[..., None], seen]), (0, 0), 8)
        around = blurred[..., :2] / (blurred[..., 2:] + 1e-6)
        thrown = np.where(seen[..., None] < BARE, around, thrown)
        height, width = picture.shape[:2]
        if seen.shape != (height, width):
            grown = np.array([width / seen.shape[1], height / seen.shape[0]], np.float32)
            thrown = cv2.resize(thrown, (width, height), interpolation=cv2.INTER_LINEAR) * grown
            seen = cv2.resize(seen, (width, height), interpolation=cv2.INTER_LINEAR)
        return self._moved(picture, -time * thrown, cv2.INTER_CUBIC).astype(np.float32), seen

    def _moved(self, picture: np.ndarray, flow: np.ndarray, how: int | None = None) -> np.ndarray:
        """`picture` at the places that `flow [h, w, 2]` points to, from each pixel of the new one."""
        cv2 = self._cv2
        h, w = flow.shape[:2]
        x, y = np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32)[:, None]
        at = (flow[..., 0] + x).astype(np.float32), (flow[..., 1] + y).astype(np.float32)
        how = cv2.INTER_LINEAR if how is None else how
        return cv2.remap(picture, *at, how, borderMode=cv2.BORDER_REPLICATE)


def _thrown(flow: np.ndarray, trust: np.ndarray, time: float) -> tuple[np.ndarray, np.ndarray]:
    """`flow [h, w, 2]` of the pixels that are at each place after `time` of their way, and `[h, w]` 0 … 1 how
    much of them, each weighed by `trust`, has arrived there."""
    h, w = flow.shape[:2]
    x = np.arange(w, dtype=np.float32) + time * flow[..., 0]
    y = np.arange(h, dtype=np.float32)[:, None] + time * flow[..., 1]
    left, top = np.floor(x), np.floor(y)
    sums = np.zeros((3, h * w))
    for right, below in ((0, 0), (1, 0), (0, 1), (1, 1)):
        column, row = (left + right).astype(np.int64), (top + below).astype(np.int64)
        part = (1 - np.abs(x - column)) * (1 - np.abs(y - row)) * trust
        inside = (column >= 0) & (column < w) & (row >= 0) & (row < h) & (part > 0)
        place, part = (row * w + column)[inside], part[inside]
        for i, value in enumerate((flow[..., 0][inside], flow[..., 1][inside], 1)):
            sums[i] += np.bincount(place, part * value, h * w)
    weight = sums[2].reshape(h, w)
    mean = (sums[:2].reshape(2, h, w) / np.maximum(weight, 1e-6)).astype(np.float32)
    return np.ascontiguousarray(np.moveaxis(mean, 0, -1)), np.minimum(weight, 1).astype(np.float32)


def position(timing: Timing, seconds: Fraction) -> Fraction:
    """Where a clip is `seconds` after its start, in its own frames: 2.5 is half way from frame 2 to frame 3;
    held at the first and the last."""
    last = len(timing.ticks) - 1
    if timing.constant:
        return min(max(seconds * timing.rate, Fraction(0)), Fraction(last))
    i = min(max(bisect_right(timing.ticks, seconds / timing.time_base) - 1, 0), last)
    if i == last:
        return Fraction(last)
    start, stop = (timing.ticks[n] * timing.time_base for n in (i, i + 1))
    return i + min(max((seconds - start) / (stop - start), Fraction(0)), Fraction(1))


def tweened(picture: Callable[[int], np.ndarray], times: Iterable[Fraction]) -> Iterator[np.ndarray]:
    """The pictures at `times`, in frames of which `picture` gives each by its number.

    A whole number gives that frame itself. Two pictures and the flow between them are held at a time, so
    `times` should not jump to and fro.
    """
    held: tuple[int, Between] | None = None
    for time in times:
        n = int(time)
        part = time - n
        if not part:
            yield picture(n)
            continue
        if held is None or held[0] != n:
            held = n, Between(picture(n), picture(n + 1))
        yield held[1].at(float(part))
