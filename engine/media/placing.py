"""One picture laid into another, at a place that need not lie inside it."""

from __future__ import annotations

import numpy as np

from engine.document.fit import Box, Size


def placed(picture: np.ndarray, box: Box, size: Size) -> np.ndarray:
    """`picture [h, w, channels]` at `box` of one of `size` (width, height): zero around it, cut off at the
    edges. The picture itself when it has that size."""
    x, y, w, h = box
    if (w, h) == size:
        return picture
    canvas = np.zeros((size[1], size[0], picture.shape[2]), picture.dtype)
    seen = picture[max(-y, 0) : size[1] - y, max(-x, 0) : size[0] - x]
    canvas[max(y, 0) : max(y, 0) + seen.shape[0], max(x, 0) : max(x, 0) + seen.shape[1]] = seen
    return canvas
