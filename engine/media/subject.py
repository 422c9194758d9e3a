"""What stands out in a box that a person drew around it (GrabCut, Rother et al., SIGGRAPH 2004)."""

from __future__ import annotations

import numpy as np

from engine.document.model import Point
from engine.errors import TweenError
from engine.media.painting import opencv
from engine.media.tracking import shrunk

ROUNDS = 6
"""How often colours and outline are fitted to each other."""
LEAST = 0.05
"""The part of the box that a subject fills at least."""


def subject_in(rgb: np.ndarray, corners: tuple[Point, Point]) -> np.ndarray:
    """The mask `[h, w]` bool, at the working size, of what differs in colour from what lies around the box.

    `rgb [H, W, 3]` uint8; the corners in 0 … 1 of the picture. Raises `TweenError` without OpenCV, where the
    box has nothing around it, and where nothing in it stands out.
    """
    cv2 = opencv()
    small = shrunk(rgb)
    height, width = small.shape[:2]
    (x0, x1), (y0, y1) = (sorted((a, b)) for a, b in zip(*corners, strict=True))
    left, right = round(x0 * width), round(x1 * width)
    top, bottom = round(y0 * height), round(y1 * height)
    if right - left < 4 or bottom - top < 4:
        raise TweenError("The box around the subject is too small; draw it around all of the subject.")
    if (right - left) * (bottom - top) > 0.95 * width * height:
        raise TweenError("The box around the subject is the whole picture; leave some of the background out.")
    labels = np.zeros((height, width), np.uint8)
    box = left, top, right - left, bottom - top
    cv2.grabCut(
        np.ascontiguousarray(small), labels, box, np.zeros((1, 65)), np.zeros((1, 65)), ROUNDS,
        cv2.GC_INIT_WITH_RECT,
    )  # fmt: skip
    mask = (labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD)
    if mask.sum() < LEAST * box[2] * box[3]:
        raise TweenError("Nothing stands out in the box around the subject; paint its mask instead.")
    return mask
