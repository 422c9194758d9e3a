"""A picture moved along an optical flow."""

from __future__ import annotations

import cv2
import numpy as np


def moved(picture: np.ndarray, flow: np.ndarray, how: int = cv2.INTER_LINEAR) -> np.ndarray:
    """`picture` at the places that `flow [h, w, 2]` points to, from each pixel of the new one."""
    h, w = flow.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    return cv2.remap(picture, x + flow[..., 0], y + flow[..., 1], how, borderMode=cv2.BORDER_REPLICATE)
