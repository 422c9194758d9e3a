"""Painted regions as masks: which pixels of a frame are redrawn, and how much of the new picture shows there.

Edges are anti-aliased, and a feather lies wholly inside its region: where the mask is 0 the footage stays
exactly as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
from PIL import Image, ImageDraw

from engine.document.request import RegionMask

FINE = 4
"""An edge is drawn that many times larger in each direction, and shrunk."""


def mask_at(regions: Sequence[RegionMask], frame: int, size: tuple[int, int]) -> np.ndarray | None:
    """`[H, W]` float32 in 0 … 1 at `size` (width, height) for film frame `frame`: the highest of its regions,
    None where there is none. Do not write to it."""
    here = tuple(region for region in regions if frame in region.place)
    return _together(here, size) if here else None


def laid_over(below: np.ndarray, above: np.ndarray, mask: np.ndarray | None) -> np.ndarray:
    """`above` over `below` (`[H, W, 3]` uint8) as far as `mask [H, W]` says; elsewhere `below` as it is."""
    if mask is None:
        return below
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not len(rows):
        return below
    part = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    # Round to nearest gives `below` itself where the mask is 0 and `above` where it is 1.
    mixed = below[part] + mask[part][..., None] * (above[part].astype(np.float32) - below[part])
    result = below.copy()
    result[part] = np.rint(mixed).astype(np.uint8)
    return result


@lru_cache(maxsize=64)
def _together(regions: tuple[RegionMask, ...], size: tuple[int, int]) -> np.ndarray:
    masks = [_one(region, size) for region in regions]
    mask = np.maximum.reduce(masks)
    mask.flags.writeable = False
    return mask


def _one(region: RegionMask, size: tuple[int, int]) -> np.ndarray:
    width, height = size
    points = region.points
    if region.shape == "box":
        (x0, y0), (x1, y1) = points
        points = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
    fine = Image.new("L", (width * FINE, height * FINE))
    # Pillow counts whole pixels, and a polygon holds its last one as well as its first.
    corners = np.rint(np.asarray(points) * (width * FINE, height * FINE)).astype(int)
    corners -= corners > corners.mean(axis=0)
    ImageDraw.Draw(fine).polygon([(int(x), int(y)) for x, y in corners], fill=255)
    cover = np.asarray(fine.resize(size, Image.Resampling.BOX), np.float32) / 255
    feather = region.feather * width
    if feather < 1:
        return cover
    inside = cv2.distanceTransform((cover > 0).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return cover * np.minimum(inside / np.float32(feather), 1)
