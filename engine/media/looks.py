"""What single frames look like: sharpness, motion, brightness, stillness, black, bars.

Pictures come in order, `[H, W, 3]` uint8 RGB, scaled down (`SIZE` wide at most), which keeps the figures of
files of different sizes comparable. Needs OpenCV: only `engine.media.scenes` imports this, late.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

SIZE = 640
"""Pictures are judged at most this wide: finer detail is grain and coding noise."""

FLOW_WIDTH = 160
BLOCKS = (32, 18)
STILL_LEVELS = 0.2  # grey levels; re-encoding a repeated frame changes it less, any camera's noise more
STILL_BLOCK = 1.0  # grey levels in the worst of 32 × 18 blocks, so that one small thing that moves is seen
BLACK_LEVEL = 24  # grey levels; a black frame may carry the encoder's noise and a wrong range
BLACK_SHARE = 0.995
BAR_LEVEL = 28
BAR_EDGE = 64  # what lies beside a bar gets this bright at some time; a dark corner fades into black slowly
PROFILE_EVERY = 4  # bars stand still: every fourth frame tells, and an hour's profiles stay small


@dataclass
class Look:
    """One frame. `still`: it shows what the one before it does. `sharpness` is the variance of the
    Laplacian, `brightness` a mean of 0 … 255, `motion` the mean optical flow from the frame before, in
    widths of the picture. `rows` and `columns` are the brightest grey level of each, None between samples.
    """

    sharpness: float
    brightness: float
    motion: float
    still: bool
    black: bool
    rows: np.ndarray | None = None
    columns: np.ndarray | None = None


class Looker:
    """Measures frames that follow on each other."""

    def __init__(self) -> None:
        self._flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST)
        self._grey: np.ndarray | None = None
        self._small: np.ndarray | None = None
        self._count = 0

    def look(self, rgb: np.ndarray) -> Look:
        grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
        height = max(12, round(FLOW_WIDTH * grey.shape[0] / grey.shape[1]))
        small = cv2.resize(grey, (FLOW_WIDTH, height), interpolation=cv2.INTER_AREA)
        still = self._grey is not None and is_still(self._grey, grey)
        motion = 0.0
        if self._small is not None and not still:
            flow = self._flow.calc(self._small, small, None)  # pyright: ignore[reportArgumentType, reportCallIssue]
            motion = float(np.hypot(flow[..., 0], flow[..., 1]).mean()) / FLOW_WIDTH
        look = Look(
            sharpness=float(cv2.Laplacian(grey, cv2.CV_32F).var()),
            brightness=float(grey.mean()),
            motion=motion,
            still=still,
            black=bool(np.count_nonzero(grey <= BLACK_LEVEL) >= BLACK_SHARE * grey.size),
        )
        if self._count % PROFILE_EVERY == 0 and not look.black:
            look.rows, look.columns = grey.max(axis=1), grey.max(axis=0)
        self._grey, self._small = grey, small
        self._count += 1
        return look


def is_still(before: np.ndarray, grey: np.ndarray) -> bool:
    """Whether two grey pictures `[H, W]` uint8 show the same, but for what coding does to it."""
    change = cv2.absdiff(before, grey)
    if float(change.mean()) > STILL_LEVELS:
        return False
    return float(cv2.resize(change, BLOCKS, interpolation=cv2.INTER_AREA).max()) <= STILL_BLOCK


def bars(looks: list[Look]) -> tuple[int, int, int, int]:
    """(left, top, right, bottom): rows and columns at the edges that stay black, where they come in pairs.

    A dark floor or sky is dark on one side only: bars count where both opposite ones are there, much alike.
    """
    rows = [look.rows for look in looks if look.rows is not None]
    columns = [look.columns for look in looks if look.columns is not None]
    if not rows:
        return 0, 0, 0, 0
    top, bottom = _pair(np.max(rows, axis=0))
    left, right = _pair(np.max(columns, axis=0))
    return left, top, right, bottom


def _pair(profile: np.ndarray) -> tuple[int, int]:
    lit = np.flatnonzero(profile > BAR_LEVEL)
    if not len(lit):
        return 0, 0
    first, last = int(lit[0]), len(profile) - 1 - int(lit[-1])
    smaller, larger = sorted((first, last))
    if smaller < 2 or larger - smaller > max(2, larger // 4):
        return 0, 0
    edges = profile[first : first + 4].max(), profile[: len(profile) - last][-4:].max()
    return (first, last) if min(edges) >= BAR_EDGE else (0, 0)
