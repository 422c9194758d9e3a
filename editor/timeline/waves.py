"""Waveforms of a whole track as one picture: a handful of array operations however many clips there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QColor, QImage

if TYPE_CHECKING:
    import numpy as np

PEAKS_A_SECOND = 200
"""Of the finest level of a pyramid; each next level holds half as many."""
OPACITY = 0.85


class Sounds(NamedTuple):
    """Stretches of a file's sound: columns `left` … `right - 1` (device pixels) show it from `second` on."""

    pyramid: list[np.ndarray]
    left: np.ndarray
    right: np.ndarray
    second: np.ndarray
    loud: np.ndarray
    """Peaks are drawn so many times as high; a number for every column of every stretch."""


def pyramid_of(level: np.ndarray) -> list[np.ndarray]:
    """Peaks `[n, 2]` (low, high), then each level half as fine as the one before."""
    import numpy as np

    pyramid = [level]
    while len(level) > 64:
        even = level[: len(level) // 2 * 2].reshape(-1, 2, 2)
        level = np.stack([even[:, :, 0].min(1), even[:, :, 1].max(1)], axis=1)
        pyramid.append(level)
    return pyramid


class Canvas:
    """A picture `width` × `height` device pixels that waveforms are drawn on, again and again."""

    def __init__(self, width: int, height: int) -> None:
        import numpy as np

        self._pixels = np.zeros((height, width), np.uint32)
        self.image = QImage(
            self._pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied
        )
        """Shows what was drawn last."""

    def draw(self, sounds: Iterable[Sounds], seconds_a_pixel: float, color: QColor) -> None:
        """Transparent but for the peaks."""
        import numpy as np

        height, width = self._pixels.shape
        low, high = np.zeros(width, np.float32), np.zeros(width, np.float32)
        covered = np.zeros(width, bool)
        for each in sounds:
            _fill(low, high, covered, each, seconds_a_pixel)
        middle = (height - 1) / 2
        top = np.where(covered, np.floor(middle - high * middle), height).astype(np.int16)
        bottom = np.ceil(middle - low * middle).astype(np.int16)
        rows = np.arange(height, dtype=np.int16)[:, None]
        np.multiply((rows >= top) & (rows <= bottom), np.uint32(_word(color)), out=self._pixels)


def _fill(low: np.ndarray, high: np.ndarray, covered: np.ndarray, sounds: Sounds, step: float) -> None:
    """Peaks of one file into the columns of its stretches; `covered` also where its sound has ended."""
    import numpy as np

    level = 0
    while level + 1 < len(sounds.pyramid) and step * PEAKS_A_SECOND / 2**level > 2:
        level += 1
    peaks = sounds.pyramid[level]
    stride = step * PEAKS_A_SECOND / 2**level
    counts = sounds.right - sounds.left
    lefts = np.repeat(sounds.left, counts)
    loud = sounds.loud.astype(np.float32)
    starts = np.repeat(sounds.second, counts) * PEAKS_A_SECOND / 2**level
    ends = np.cumsum(counts)
    within = np.arange(ends[-1]) - np.repeat(ends - counts, counts)
    index = (starts + within * stride).astype(np.int64)
    columns = lefts + within
    inside = (columns >= 0) & (columns < len(low))
    covered[columns[inside]] = True
    seen = (index >= 0) & (index < len(peaks)) & inside
    index, columns, loud = index[seen], columns[seen], loud[seen]
    # A column covers up to two peaks of this level (a few more at the coarsest one).
    after = np.minimum(index + max(1, int(stride)), len(peaks) - 1)
    low[columns] = np.clip(loud * np.minimum(peaks[index, 0], peaks[after, 0]), -1, 0)
    high[columns] = np.clip(loud * np.maximum(peaks[index, 1], peaks[after, 1]), 0, 1)


def _word(color: QColor) -> int:
    """A pixel of the colour, premultiplied."""
    parts = ((color.red(), 16), (color.green(), 8), (color.blue(), 0))
    return (round(255 * OPACITY) << 24) | sum(round(part * OPACITY) << shift for part, shift in parts)
