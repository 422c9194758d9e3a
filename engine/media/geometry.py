"""How a coded picture is turned, mirrored and stretched to be shown."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

IDENTITY = (1, 0, 0, 1)


@dataclass(frozen=True)
class Geometry:
    """A coded picture of `width` × `height` and what stands between it and the screen.

    `matrix` is the sign pattern (a, b, c, d) of the display matrix: point (x, y) of the coded picture lands
    at (a·x + c·y, b·x + d·y), y downwards, in quarter turns. `sar` is the width of a pixel over its height.
    """

    width: int
    height: int
    matrix: tuple[int, int, int, int] = IDENTITY
    sar: Fraction = Fraction(1)

    @property
    def swaps(self) -> bool:
        """True when width and height change places."""
        return self.matrix[0] == 0

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height on screen: turned first, then the width stretched so that pixels are square."""
        width, height, sar = self.width, self.height, self.sar
        if self.swaps:
            width, height, sar = height, width, 1 / sar
        return max(1, round(width * sar)), height

    @property
    def plain(self) -> bool:
        """True when the coded picture is shown as it is: upright, with square pixels."""
        return self.matrix == IDENTITY and self.sar == 1

    def before_turn(self, size: tuple[int, int]) -> tuple[int, int]:
        """The size to scale the coded picture to, so that turned it is `size`."""
        return (size[1], size[0]) if self.swaps else size

    def turn(self, picture: np.ndarray) -> np.ndarray:
        """Turn and mirror `[h, w, …]` as it is to be shown; C-contiguous, the input itself if possible."""
        if self.matrix == IDENTITY:
            return np.ascontiguousarray(picture)
        a, b, c, d = self.matrix
        if self.swaps:
            picture = picture.swapaxes(0, 1)
            across, down = c, b
        else:
            across, down = a, d
        return np.ascontiguousarray(picture[:: down or 1, :: across or 1])

    def turned_back(self, picture: np.ndarray) -> np.ndarray:
        """The inverse of `turn`: what is shown as `picture` the way the file codes it."""
        if self.matrix == IDENTITY:
            return np.ascontiguousarray(picture)
        a, b, c, d = self.matrix
        across, down = (c, b) if self.swaps else (a, d)
        picture = picture[:: down or 1, :: across or 1]
        return np.ascontiguousarray(picture.swapaxes(0, 1) if self.swaps else picture)

    @property
    def display_matrix(self) -> tuple[int, ...]:
        """FFmpeg's 3 × 3 display matrix, as `matrix_from_side_data` reads it; the picture begins at 0, 0."""
        a, b, c, d = self.matrix
        right = self.width * min(a, 0) + self.height * min(c, 0)
        below = self.width * min(b, 0) + self.height * min(d, 0)
        one = 1 << 16
        return a * one, b * one, 0, c * one, d * one, 0, -right * one, -below * one, 1 << 30

    def note(self) -> str | None:
        """What was done, as a sentence, or None when the picture is upright and unmirrored."""
        names = {
            (0, 1, -1, 0): "turned 90° clockwise",
            (-1, 0, 0, -1): "turned 180°",
            (0, -1, 1, 0): "turned 90° anticlockwise",
            (-1, 0, 0, 1): "mirrored left to right",
            (1, 0, 0, -1): "mirrored top to bottom",
            (0, 1, 1, 0): "turned 90° and mirrored",
            (0, -1, -1, 0): "turned 90° and mirrored",
        }
        name = names.get(self.matrix)
        return f"The picture is {name}, as the file asks." if name else None


def matrix_from_side_data(data: bytes) -> tuple[int, int, int, int]:
    """The sign pattern of FFmpeg's 3 × 3 display matrix (nine native int32), to the nearest quarter turn."""
    if len(data) < 36:
        return IDENTITY
    a, b, _, c, d, *_ = struct.unpack("=9i", data[:36])
    if abs(b) + abs(c) > abs(a) + abs(d):
        return 0, _sign(b), _sign(c), 0
    return (_sign(a), 0, 0, _sign(d)) if a or d else IDENTITY


def _sign(value: int) -> int:
    return -1 if value < 0 else 1
