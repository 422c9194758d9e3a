"""From kept frames into drawn ones without a step: the footage beside a cut is carried over it.

A decoder never gives back quite the picture that was encoded: it is softer, and a little off in colour. Cut
straight from footage to drawn frames, that shows as a flash. So the kept frame beside the cut is moved along
with the drawn frames, by their own optical flow, and laid over them with a weight that falls from 1 to 0:

    kept frame ─ flow ─▶ ─ flow ─▶ ─ flow ─▶ …
    weight        .98       .9        .7     … 0        the same backwards from the cut at the end

Where the flow does not hold (something new appears) the weight falls at once, so nothing is smeared. The mean
colour that the round trip through the latents costs is put back all the way, not only near the cut.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np

REACH = 12
"""Drawn frames that a kept one is carried into: half a second of film at 24 a second."""
EASE = 48
"""Drawn frames over which the mean colour goes over from the left cut's to the right cut's."""
STILL = 0.25
"""Flow of less than this many pixels is noise: warping by it would only blur."""
TOLERANCE = 40.0
"""Grey levels by which a moved picture may miss the drawn one and still count for about a third."""


@dataclass(frozen=True, slots=True)
class Edge:
    """The kept frame beside a cut: `footage [H, W, 3]` as it is, at the size that is written, and
    `decoded [h, w, 3]` as the model's decoder gives it back; both uint8."""

    footage: np.ndarray
    decoded: np.ndarray

    @property
    def shift(self) -> np.ndarray:
        """`[3]`: what has to be added to decoded frames to have the footage's mean colour."""
        return self.footage.mean((0, 1)) - self.decoded.mean((0, 1))


@dataclass(frozen=True, slots=True)
class Cover:
    """What lies over one drawn frame: `footage` moved by `flow [h, w, 2]`, as far as `weight [h, w]` says.

    Kept at the drawn frames' size until it is needed: a film's frames are far larger than a model's.
    """

    footage: np.ndarray
    flow: np.ndarray
    weight: np.ndarray

    def full(self) -> tuple[np.ndarray, np.ndarray]:
        """(picture `[H, W, 3]`, weight `[H, W, 1]`) float32, at the footage's size."""
        size = (self.footage.shape[1], self.footage.shape[0])
        scale = np.array([size[0] / self.flow.shape[1], size[1] / self.flow.shape[0]], np.float32)
        flow = cv2.resize(self.flow, size, interpolation=cv2.INTER_LINEAR) * scale
        weight = cv2.resize(self.weight, size, interpolation=cv2.INTER_LINEAR)
        return _moved(self.footage, flow, cv2.INTER_CUBIC).astype(np.float32), weight[..., None]


class Carrier:
    """One kept frame on its way over the cut, a drawn frame at a time."""

    def __init__(self, edge: Edge) -> None:
        self._footage = edge.footage
        self._before = edge.decoded
        h, w = edge.decoded.shape[:2]
        self._flow = np.zeros((h, w, 2), np.float32)
        self._trust = np.ones((h, w), np.float32)
        self._steps = 0
        self._dis = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)

    @property
    def done(self) -> bool:
        return self._steps >= REACH

    def over(self, drawn: np.ndarray) -> Cover:
        """What to lay over the next frame, `drawn [h, w, 3]` uint8."""
        self._steps += 1
        step = self._dis.calc(_grey(drawn), _grey(self._before), np.empty(0, np.float32))
        step[np.hypot(step[..., 0], step[..., 1]) < STILL] = 0
        miss = np.abs(_moved(self._before, step).astype(np.float32) - drawn).mean(2)
        doubt = cv2.GaussianBlur(miss, (0, 0), 1.5) / TOLERANCE
        self._trust = _moved(self._trust, step) * np.exp(-(doubt**2))
        self._flow = step + _moved(self._flow, step)
        self._before = drawn
        fade = np.float32(0.5 + 0.5 * math.cos(math.pi * self._steps / (REACH + 1)))
        return Cover(self._footage, self._flow, self._trust * fade)


def hand_over(
    drawn: Iterable[np.ndarray],
    size: tuple[int, int],
    left: Edge | None,
    right: Callable[[], Edge | None],
) -> Iterator[np.ndarray]:
    """The frames `drawn [h, w, 3]` uint8 at `size` (width, height), joined to what lies beside them.

    `right` is asked when `drawn` has ended, since its frame is decoded after the others. Memory is bounded:
    at most `EASE` drawn frames are held back.
    """
    carrier = Carrier(left) if left else None
    held: deque[_Held] = deque()
    for frame in drawn:
        cover = carrier.over(frame) if carrier and not carrier.done else None
        held.append(_Held(frame, cover))
        if len(held) > EASE:
            yield held.popleft().finished(size, left.shift if left else None)
    yield from _last(list(held), size, left, right())


@dataclass(slots=True)
class _Held:
    frame: np.ndarray
    left: Cover | None
    right: Cover | None = None

    def finished(self, size: tuple[int, int], shift: np.ndarray | None) -> np.ndarray:
        base = self.frame
        if (base.shape[1], base.shape[0]) != size:
            base = cv2.resize(base, size, interpolation=cv2.INTER_CUBIC)
        covers = [cover.full() for cover in (self.left, self.right) if cover is not None]
        if shift is None and not covers:
            return base
        base = base.astype(np.float32) + (0 if shift is None else shift.astype(np.float32))
        if covers:
            total = np.maximum(sum(weight for _, weight in covers), 1)
            base = base + sum(weight / total * (picture - base) for picture, weight in covers)
        return np.clip(np.rint(base), 0, 255).astype(np.uint8)


def _last(
    held: list[_Held], size: tuple[int, int], left: Edge | None, right: Edge | None
) -> Iterator[np.ndarray]:
    """The frames in front of the right cut, which it is carried back into."""
    if right:
        carrier = Carrier(right)
        for each in reversed(held[-REACH:]):
            each.right = carrier.over(each.frame)
    for i, each in enumerate(held):
        part = (i + 1) / (len(held) + 1)
        yield each.finished(size, _between(left, right, part))


def _between(left: Edge | None, right: Edge | None, part: float) -> np.ndarray | None:
    if left and right:
        return left.shift * (1 - part) + right.shift * part
    only = left or right
    return only.shift if only else None


def _grey(rgb: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)


def _moved(picture: np.ndarray, flow: np.ndarray, how: int = cv2.INTER_LINEAR) -> np.ndarray:
    """`picture` at the places that `flow [h, w, 2]` points to, from each pixel of the new one."""
    h, w = flow.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    return cv2.remap(picture, x + flow[..., 0], y + flow[..., 1], how, borderMode=cv2.BORDER_REPLICATE)
