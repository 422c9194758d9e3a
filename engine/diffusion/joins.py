"""The seam score of a take, taken as its frames are written."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

import numpy as np

from engine.diffusion.canvas import read_pictures
from engine.diffusion.layout import Layout, Picture
from engine.document.request import Request
from engine.media.steps import AROUND, reduced, score, steps_between, still

NEAR = AROUND + 1
"""Frames looked at on either side of a join."""


class Joins:
    """Shown every drawn frame in order; knows the kept ones beside the range from the request itself."""

    def __init__(self, request: Request, layout: Layout, size: tuple[int, int]) -> None:
        """`size` (width, height): as the frames are written."""
        self._request, self._layout, self._size = request, layout, size
        self._first: list[np.ndarray] = []
        self._last: deque[np.ndarray] = deque(maxlen=NEAR)

    def add(self, rgb: np.ndarray) -> None:
        picture = reduced(rgb)
        if len(self._first) < NEAR:
            self._first.append(picture)
        self._last.append(picture)

    def worst(self) -> float | None:
        """Of the one or two joins; 1.0 looks like any other step, None without kept frames beside."""
        start, stop = self._layout.draw.start, self._layout.draw.stop
        before = self._kept(range(start - 1, start - 1 - NEAR, -1))[::-1]
        after = self._kept(range(stop, stop + NEAR))
        found = [
            _join(left, right, drawn)
            for left, right, drawn in (
                (before, self._first, (False, True)),
                (list(self._last), after, (True, False)),
            )
            if len(left) and len(right)
        ]
        return max(found, default=None)

    def _kept(self, frames: Sequence[int]) -> list[np.ndarray]:
        """Frames outwards from a cut, as far as they are known without a gap."""
        pictures: list[Picture] = []
        for frame in frames:
            here = [n for n, known in enumerate(self._request.known) if frame in known.place]
            if not here or self._request.leaves_bars(self._request.known[here[-1]]):
                break
            pictures.append(Picture(here[-1], frame))
        read = read_pictures(self._request, pictures, self._size, lambda: None)
        return [reduced(read[picture]) for picture in pictures]


def _join(left: list[np.ndarray], right: list[np.ndarray], drawn: tuple[bool, bool]) -> float:
    steps, at = np.array(steps_between([*left, *right])), len(left) - 1
    return max(score(steps[at], np.delete(steps, at, axis=0))[0], still(steps, at, drawn))
