"""How long two pictures are seen at once: what a cross-fade looks like, and no step between frames can tell.

The edges of the picture beside a join are followed into the frames that come after it, by their optical flow,
and what is left of their contrast is measured there:

    goes on   1  1  1  1  1  1        cut   1  0  0  0  0  0        double image   1  .8  .6  .4  .2  0

Only edges that go count, and only while they are half gone: what keeps most of its contrast (a picture that
becomes softer or darker) is the same picture. Differences of contrast are looked at coarsely, for a decoder's
softness is no double image.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

REACH = 12
"""Frames after a join that are looked at; by the next one what was there has gone, or stays."""
COARSE = 3 / 192
"""Blur before edges are looked for, and size of the places they are compared in, as a part of the width."""
STAYS = 0.6
"""An edge that keeps this part of its contrast has not gone, and counts less the more it keeps."""
FAINT = 1.0
"""Grey levels a pixel: fainter edges are noise."""


def ghost(beside: np.ndarray, frames: Sequence[np.ndarray]) -> float:
    """For how many of `frames` (outwards from the join, `[H, W, 3]` in grey levels, at most `REACH` and one
    are looked at) the picture `beside` it is half there, as a mean over its edges.

    A dissolve over n frames scores about n/3, and one of half the picture half of that; a cut or a picture
    that goes on score next to nothing.
    """
    frames = frames[: REACH + 1]
    if len(frames) < 2:
        return 0.0
    left, weight = _contrast_left(beside, frames)
    if not weight.any():
        return 0.0
    end = np.clip(left[-1], 0, 1)
    going = np.clip(1 - end / STAYS, 0, 1)
    gone = np.clip((left[:-1] - end) / np.maximum(1 - end, 1 - STAYS), 0, 1)
    half = np.clip(8 * gone * (1 - gone) - 1, 0, 1).sum(0)
    return round(float((weight * going * half).sum() / weight.sum()), 3)


def _contrast_left(beside: np.ndarray, frames: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """(`[n, H, W]` part of its contrast that each place of `beside` has left in each frame, `[H, W]` how much
    of an edge there is, 0 where it leaves the picture)."""
    h, w = beside.shape[:2]
    blur = COARSE * w
    edges = _slopes(beside, blur)
    energy = cv2.GaussianBlur((edges**2).sum(2), (0, 0), blur)
    dis = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    flow, inside, left = np.zeros((h, w, 2), np.float32), np.ones((h, w), bool), []
    before = _grey(beside)
    for frame in frames:
        now = _grey(frame)
        step = dis.calc(before, now, np.empty(0, np.float32))
        flow = flow + _at(step, x + flow[..., 0], y + flow[..., 1])
        to_x, to_y = x + flow[..., 0], y + flow[..., 1]
        inside &= (to_x >= 0) & (to_x <= w - 1) & (to_y >= 0) & (to_y <= h - 1)
        here = _slopes(_at(frame.astype(np.float32), to_x, to_y), blur)
        left.append(cv2.GaussianBlur((here * edges).sum(2), (0, 0), blur) / (energy + FAINT / 2))
        before = now
    strength = np.sqrt(energy)
    return np.stack(left), np.where(inside & (strength > FAINT), strength, 0)


def _slopes(picture: np.ndarray, blur: float) -> np.ndarray:
    """`[H, W, 6]`: grey levels a pixel, across and down."""
    soft = cv2.GaussianBlur(picture.astype(np.float32), (0, 0), blur)
    across = cv2.Sobel(soft, cv2.CV_32F, 1, 0, scale=1 / 8)
    return np.dstack([across, cv2.Sobel(soft, cv2.CV_32F, 0, 1, scale=1 / 8)])


def _grey(picture: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(np.clip(np.rint(picture), 0, 255).astype(np.uint8), cv2.COLOR_RGB2GRAY)


def _at(picture: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
