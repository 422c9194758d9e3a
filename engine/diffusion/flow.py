"""A picture moved along an optical flow."""

from __future__ import annotations

import cv2
import numpy as np


def moved(picture: np.ndarray, flow: np.ndarray, how: int = cv2.INTER_LINEAR) -> np.ndarray:
    """`picture` at the places that `flow [h, w, 2]` points to, from each pixel of the new one."""
    return cv2.remap(picture, *_places(flow), how, borderMode=cv2.BORDER_REPLICATE)


def moved_sharp(picture: np.ndarray, flow: np.ndarray) -> np.ndarray:
    """`moved`, as sharp as it was: cubic, with no pixel lighter or darker than the four that it lies between.

    A cubic alone overshoots beside every edge, so that a picture becomes harder the moment it moves by part
    of a pixel; straight between the pixels, it would become softer.
    """
    x, y = _places(flow)
    corner = np.floor(x + NEARLY), np.floor(y + NEARLY)
    four = np.ones((2, 2), np.uint8)
    least, most = (
        cv2.remap(
            extreme(picture, four, anchor=(0, 0)), *corner, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE
        )
        for extreme in (cv2.erode, cv2.dilate)
    )
    cubic = cv2.remap(picture, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.minimum(np.maximum(cubic, least), most)


NEARLY = 1e-3
"""Pixels: a flow that points so close before a pixel's middle points there."""


def _places(flow: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    h, w = flow.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    return x + flow[..., 0], y + flow[..., 1]
