"""What went before a clip, as an encoder is to see it: moving as the clip does.

A causal encoder looks back. At the first frame behind a range that is drawn there is nothing to look back at,
and a still picture in its place is a lie that shows: the first kept latents then say that nothing moved
before them, and the model draws frames that stand still at the join. Pictures led back along the clip's own
motion come closer to what was there: on drawn scenes of a known past, the first latent's error falls from .28
to .17 of a latent's .91.
"""

from __future__ import annotations

import cv2
import numpy as np

from engine.diffusion.flow import moved

EXPLAINED = 0.5
"""The flow is believed where it leaves at most this part of the step between the first two pictures: not over
a cut, nor where something appears."""
STILL = 0.25
"""Grey levels: a smaller step than that is none."""


def led_back(clip: np.ndarray, frames: int) -> np.ndarray | None:
    """`frames` pictures that lead to the clip `[F, H, W, 3]` uint8, in time order; None where its first two
    pictures tell no motion."""
    if len(clip) < 2 or frames < 1:
        return None
    first, second = clip[0], clip[1]
    flow = _flow(first, second)
    step = _apart(first, second)
    if step < STILL or _apart(moved(second, flow), first) > EXPLAINED * step:
        return None
    return np.stack([moved(first, k * flow) for k in range(frames, 0, -1)])


def _flow(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """`[H, W, 2]`: where in the second picture a pixel of the first one lies, less its own place."""
    dis = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    one, other = (cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) for picture in (first, second))
    return dis.calc(one, other, np.zeros((*first.shape[:2], 2), np.float32))


def _apart(one: np.ndarray, other: np.ndarray) -> float:
    """Mean difference in grey levels."""
    return float(np.abs(one.astype(np.float32) - other).mean())
