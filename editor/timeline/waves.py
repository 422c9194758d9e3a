"""Waveforms of a whole track as one picture: a handful of array operations however many clips there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QColor, QImage

if TYPE_CHECKING:
    import numpy as np

PEAKS_A_SECOND = 200
"""Of the finest level of a pyramid; each next level holds half as many."""
OPACITY = 0.85


class WavePiece(NamedTuple):
    """Columns `left` … `right - 1` (device pixels) show a pyramid from `second` of its file on."""

    pyramid: list[np.ndarray]
    left: int
    right: int
    second: float
    loud: float = 1.0
    """Peaks are drawn so many times as high."""


def pyramid_of(level: np.ndarray) -> list[np.ndarray]:
    """Peaks `[n, 2]` (low, high), then each level half as fine as the one before."""
    import numpy as np

    pyramid = [level]
    while len(level) > 64:
        even = level[: len(level) // 2 * 2].reshape(-1, 2, 2)
        level = np.stack([even[:, :, 0].min(1), even[:, :, 1].max(1)], axis=1)
        pyramid.append(level)
    return pyramid


def lane_image(
    pieces: Sequence[WavePiece], width: int, height: int, seconds_a_pixel: float, color: QColor
) -> QImage:
    """A picture `width` × `height` device pixels, transparent but for the peaks."""
    import numpy as np

    low, high = np.zeros(width, np.float32), np.zeros(width, np.float32)
    covered = np.zeros(width, bool)
    sources: dict[int, list[WavePiece]] = {}
    for piece in pieces:
        sources.setdefault(id(piece.pyramid), []).append(piece)
    for mine in sources.values():
        _fill(low, high, covered, mine, seconds_a_pixel)
    middle = (height - 1) / 2
    rows = np.arange(height, dtype=np.float32)[:, None]
    mask = (rows >= np.floor(middle - high * middle)) & (rows <= np.ceil(middle - low * middle)) & covered
    return _tinted(mask, color)


def _fill(
    low: np.ndarray, high: np.ndarray, covered: np.ndarray, pieces: list[WavePiece], step: float
) -> None:
    """Peaks of one file into the columns of its pieces; `covered` also where its sound has ended."""
    import numpy as np

    pyramid = pieces[0].pyramid
    level = 0
    while level + 1 < len(pyramid) and step * PEAKS_A_SECOND / 2**level > 2:
        level += 1
    peaks = pyramid[level]
    stride = step * PEAKS_A_SECOND / 2**level
    edges = np.array([(piece.left, piece.right) for piece in pieces])
    counts = edges[:, 1] - edges[:, 0]
    lefts = np.repeat(edges[:, 0], counts)
    loud = np.repeat(np.array([piece.loud for piece in pieces], np.float32), counts)
    starts = np.repeat(np.array([piece.second for piece in pieces]), counts) * PEAKS_A_SECOND / 2**level
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


def _tinted(mask: np.ndarray, color: QColor) -> QImage:
    import numpy as np

    parts = ((color.red(), 16), (color.green(), 8), (color.blue(), 0))
    word = (round(255 * OPACITY) << 24) | sum(round(part * OPACITY) << shift for part, shift in parts)
    pixels = np.multiply(mask, np.uint32(word), dtype=np.uint32)
    height, width = pixels.shape
    image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
    return image.copy()
