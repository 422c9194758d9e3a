"""A mask painted in one frame, carried over the frames before and after it along optical flow.

Flow (DIS, Kroeger et al., arXiv 1603.03590) bleeds over the edge of what moves, by more in every frame. So
the mask is not bent along it, but moved, turned and scaled as most of its pixels are (RANSAC); then its edge
is set anew within a narrow band by the colours on both sides (GrabCut, Rother et al., SIGGRAPH 2004), as
long as these agree: `tests/bench/tool_remix.py --only tracking` measures what that is worth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from engine.errors import TweenError
from engine.media.painting import Polygon, grown, opencv, polygons

WIDTH = 320
"""Working width in pixels: an edge is then known to about a three hundredth of the picture."""
BAND = 4
"""Pixels to either side of the carried edge within which colours may set it anew."""
AGREE = 0.7
"""Overlap (IoU) of the carried mask and the one set anew, below which the flow alone counts."""
HELD = 0.97
"""Overlap with an earlier mask from which on its outline serves for this one too."""
LEFT = 0.1
"""The subject has left when less than that part of the painted area is seen."""
STILL = 0.1
"""Pixels a frame below which nothing of the subject has moved."""
STRANGE = 40.0
"""Median difference in colour (of 255) at which it is not the same thing any more."""
SURE = 0.25
"""Part of the mask that flow must take to the next frame and back again; with less, a third of `STRANGE` is
enough to tell that it is a cut, or something in front."""


@dataclass(frozen=True, slots=True)
class Track:
    """`masks[i]`: `[h, w]` bool of picture i at the working size, None where the subject is not seen: from
    `lost` (a cut, or something in front) or `left` (it went out of the picture) on, away from where it was
    painted; at most one picture in either direction."""

    masks: tuple[np.ndarray | None, ...]
    lost: tuple[int, ...] = ()
    left: tuple[int, ...] = ()


def carry(
    pictures: Iterable[np.ndarray],
    mask: np.ndarray,
    at: int,
    report: Callable[[int], None] | None = None,
) -> Track:
    """Carry `mask [H, W]` of picture `at` over all `pictures` (RGB `[H, W, 3]` uint8, one size, in order).

    `report` is told the number of pictures read. Raises `TweenError` without OpenCV, for an empty mask, and
    where there is no picture `at`.
    """
    cv2 = opencv()
    small: list[np.ndarray] = []
    for rgb in pictures:
        small.append(shrunk(rgb))
        if report:
            report(len(small))
    if not 0 <= at < len(small):
        raise TweenError(f"The mask was painted in frame {at}, but only {len(small)} frames are followed.")
    size = (small[at].shape[1], small[at].shape[0])
    painted = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0.5
    if not painted.any():
        raise TweenError("The mask is empty, or too small to be followed; paint more of the subject.")
    masks: list[np.ndarray | None] = [None] * len(small)
    masks[at] = painted
    lost: list[int] = []
    left: list[int] = []
    for way in (range(at + 1, len(small)), range(at - 1, -1, -1)):
        follower = _Follower(small[at], painted)
        for i in way:
            masks[i] = follower.next(small[i])
            if masks[i] is None:
                (left if follower.left else lost).append(i)
                break
    return Track(tuple(masks), tuple(lost), tuple(left))


def shrunk(rgb: np.ndarray) -> np.ndarray:
    """The picture at the width that subjects are found and followed at."""
    cv2 = opencv()
    height, width = rgb.shape[:2]
    size = WIDTH, max(8, round(height * WIDTH / width))
    return cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if width > WIDTH else cv2.INTER_CUBIC)


def outlines(masks: Iterable[np.ndarray | None], grow: float = 0.0) -> list[tuple[Polygon, ...]]:
    """The polygons of every mask, `grow` picture widths wider; those of the frame before as long as they fit,
    so that a subject that hardly moves takes little room in a document."""
    found: list[tuple[Polygon, ...]] = []
    held: np.ndarray | None = None
    for mask in masks:
        if mask is None:
            found.append(())
            held = None
        elif held is not None and overlap(held, mask) >= HELD:
            found.append(found[-1])
        else:
            found.append(polygons(grown(mask, grow)))
            held = mask
    return found


def overlap(a: np.ndarray, b: np.ndarray) -> float:
    """Intersection over union of two masks; 1 for two empty ones."""
    either = int((a | b).sum())
    return int((a & b).sum()) / either if either else 1.0


class _Follower:
    """One direction: the last frame and its mask."""

    def __init__(self, rgb: np.ndarray, mask: np.ndarray) -> None:
        self._cv2 = opencv()
        self._flow = self._cv2.DISOpticalFlow.create(self._cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
        self._rgb, self._grey = rgb, self._cv2.cvtColor(rgb, self._cv2.COLOR_RGB2GRAY)
        self._mask, self._painted = mask, int(mask.sum())
        self.left = False

    def next(self, rgb: np.ndarray) -> np.ndarray | None:
        """The mask in the neighbouring frame `rgb`; None when the subject is not in it."""
        grey = self._cv2.cvtColor(rgb, self._cv2.COLOR_RGB2GRAY)
        flow = self._flow.calc(self._grey, grey, None)
        at, to, sure = self._steps(grey, flow)
        if sure > 0.9 and np.abs(to - at).max() < STILL:
            return self._mask  # setting the edge of what stands still anew could only lose some of it
        carried = self._carried(rgb, at, to, STRANGE if sure >= SURE else STRANGE / 3)
        if carried is None or carried.sum() < max(4, LEFT * self._painted):
            self.left = carried is not None or self._at_edge()
            return None
        mask = self._set_anew(rgb, carried)
        self._rgb, self._grey, self._mask = rgb, grey, mask
        return mask

    def _at_edge(self) -> bool:
        edges = self._mask[0], self._mask[-1], self._mask[:, 0], self._mask[:, -1]
        return any(edge.any() for edge in edges)

    def _steps(self, grey: np.ndarray, flow: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
        """Pixels of the mask, where `flow` takes them, and which part of them it also takes back."""
        cv2 = self._cv2
        back = self._flow.calc(grey, self._grey, None)
        height, width = grey.shape
        y, x = np.nonzero(self._mask)
        at = np.stack([x, y], 1).astype(np.float32)
        to = at + flow[y, x]
        inside = (to >= 0).all(1) & (to <= (width - 1, height - 1)).all(1)
        at, to = at[inside], to[inside]
        if not len(at):
            return at, to, 0.0
        home = cv2.remap(back, to[:, None, 0], to[:, None, 1], cv2.INTER_LINEAR)[:, 0] + to
        step = np.linalg.norm(to - at, axis=1)
        sure = np.linalg.norm(home - at, axis=1) < 1 + 0.1 * step
        return at[sure], to[sure], float(sure.mean())

    def _carried(self, rgb: np.ndarray, at: np.ndarray, to: np.ndarray, limit: float) -> np.ndarray | None:
        """The mask moved, turned and scaled as most of its pixels were; None where the colours are others."""
        cv2 = self._cv2
        place = None
        few = np.linspace(0, len(at) - 1, min(len(at), 1500)).astype(int)
        if len(few) >= 8:
            cv2.setRNGSeed(1)
            place, _ = cv2.estimateAffinePartial2D(
                at[few], to[few], method=cv2.RANSAC, ransacReprojThreshold=2.0
            )
        if place is None:
            place = np.array([[1, 0, 0], [0, 1, 0]], np.float64)
            place[:, 2] = np.median(to - at, axis=0) if len(at) else 0
        height, width = self._mask.shape
        carried = cv2.warpAffine(self._mask.astype(np.float32), place, (width, height)) > 0.5
        if not carried.any():
            return carried
        before = cv2.warpAffine(self._rgb, place, (width, height), borderMode=cv2.BORDER_REPLICATE)
        return carried if np.median(cv2.absdiff(before, rgb).max(-1)[carried]) <= limit else None

    def _set_anew(self, rgb: np.ndarray, mask: np.ndarray) -> np.ndarray:
        """The mask with its edge where the colours change, if that is near the edge that flow found."""
        cv2 = self._cv2
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * BAND + 1, 2 * BAND + 1))
        core = cv2.erode(mask.astype(np.uint8), kernel, borderValue=1)
        reach = cv2.dilate(mask.astype(np.uint8), kernel)
        ring = cv2.dilate(reach, kernel, iterations=3)
        if not core.any() or reach.all():
            return mask
        labels = np.where(reach > 0, cv2.GC_PR_BGD, cv2.GC_BGD).astype(np.uint8)
        labels[mask] = cv2.GC_PR_FGD
        labels[core > 0] = cv2.GC_FGD
        rows, columns = np.flatnonzero(ring.any(1)), np.flatnonzero(ring.any(0))
        part = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        found = labels[part].copy()
        try:
            cv2.grabCut(
                np.ascontiguousarray(rgb[part]), found, None, np.zeros((1, 65)), np.zeros((1, 65)), 2,
                cv2.GC_INIT_WITH_MASK,
            )  # fmt: skip
        except cv2.error:  # too few pixels on one side to have colours of its own
            return mask
        anew = np.zeros_like(mask)
        anew[part] = (found == cv2.GC_FGD) | (found == cv2.GC_PR_FGD)
        return anew if overlap(anew, mask) >= AGREE else mask
