"""Painted masks and the polygons that a document keeps of them: strokes, areas, what a painted file says.

A mask is `[H, W]` bool at any size over the whole picture; points are (x, y) in 0 … 1 of the picture from its
upper left, as in `engine.document.model.Region`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.document.model import Point, Shape
from engine.errors import TweenError
from engine.media.images import UNREADABLE, open_image

if TYPE_CHECKING:
    from types import ModuleType

Polygon = tuple[Point, ...]

MISSING = "{} OpenCV, which is not installed; install the program with its extra “models” or “vision”."
FINE = 4
"""Outlines are found on masks drawn that many times larger, so that they lie between pixels."""
SMOOTH = 0.003
"""Steps in an outline finer than that (in picture widths) are the mask's own pixels: they are smoothed."""
TOLERANCE = 0.004
"""How far a polygon may lie beside the outline, in picture widths."""
SMALLEST = 0.02
"""Spots below that part of the largest area are left out: dust, not what was painted."""


def opencv(needed: str = "Following and finding a subject need") -> ModuleType:
    """OpenCV, or one sentence that begins with who `needed` it and says where it comes from."""
    try:
        import cv2
    except ModuleNotFoundError as error:
        if error.name != "cv2":
            raise
        raise TweenError(MISSING.format(needed)) from None
    return cv2


def area(shape: Shape, points: Sequence[Point], size: tuple[int, int]) -> np.ndarray:
    """The pixels inside a region's shape, at `size` (width, height)."""
    if shape == "box":
        (x0, y0), (x1, y1) = points
        points = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
    cv2 = opencv()
    mask = np.zeros((size[1] * FINE, size[0] * FINE), np.uint8)
    corners = np.rint(np.asarray(points) * (size[0] * FINE, size[1] * FINE) - 0.5).astype(np.int32)
    cv2.fillPoly(mask, [corners], 255)
    return cv2.resize(mask, size, interpolation=cv2.INTER_AREA) > 127


def stroke(points: Sequence[Point], width: float, size: tuple[int, int]) -> np.ndarray:
    """The pixels under a round brush of `width` (in picture widths) drawn along `points`; one point is a
    dab."""
    cv2 = opencv()
    mask = np.zeros((size[1], size[0]), np.uint8)
    path = np.rint(np.asarray(points, np.float64) * size - 0.5).astype(np.int32)
    thick = max(1, round(width * size[0]))
    cv2.polylines(mask, [path], False, 255, thick)
    for x, y in path.tolist():
        cv2.circle(mask, (x, y), thick // 2, 255, -1)
    return mask > 0


def read_mask(path: str | Path, film: tuple[int, int]) -> np.ndarray:
    """A painted picture: what is opaque in it, or bright where all of it is opaque. It may have another size
    than `film` (width, height), but not another shape."""
    try:
        with open_image(str(path)) as image:
            has_alpha = image.has_transparency_data
            grey = np.asarray(image.convert("RGBA").getchannel("A") if has_alpha else image.convert("L"))
    except (TweenError, *UNREADABLE):
        raise TweenError(f"{Path(path).name} cannot be read as a painted mask; save it as PNG.") from None
    height, width = grey.shape
    if abs(math.log(width / height * film[1] / film[0])) > math.log(1.02):
        raise TweenError(
            f"{Path(path).name} is {width}×{height}, another shape than the film's {film[0]}×{film[1]}; "
            "paint it over a picture of the film."
        )
    mask = grey > 127
    if not mask.any():
        raise TweenError(
            f"Nothing is painted in {Path(path).name}; what is to change is white or opaque there."
        )
    return mask


def grown(mask: np.ndarray, by: float) -> np.ndarray:
    """The mask with `by` picture widths more on every side."""
    reach = by * mask.shape[1]
    if reach < 0.5:
        return mask
    cv2 = opencv()
    away = cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return (away <= reach) & mask.any()


def polygons(mask: np.ndarray, tolerance: float = TOLERANCE) -> tuple[Polygon, ...]:
    """The outlines of a mask's areas, the largest first, with as few corners as `tolerance` (in picture
    widths) allows; holes are filled. None for an empty mask."""
    cv2 = opencv()
    height, width = mask.shape
    fine = (width * FINE, height * FINE)
    large = cv2.resize(mask.astype(np.float32), fine, interpolation=cv2.INTER_LINEAR)
    large = cv2.GaussianBlur(large, (0, 0), SMOOTH * fine[0]) > 0.5
    lines, _ = cv2.findContours(large.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    lines = sorted(lines, key=cv2.contourArea, reverse=True)
    found: list[Polygon] = []
    for line in lines:
        if found and cv2.contourArea(line) < SMALLEST * cv2.contourArea(lines[0]):
            break
        corners = cv2.approxPolyDP(line, tolerance * fine[0], True)[:, 0]
        if len(corners) >= 3:
            found.append(
                tuple(_inside((x + 0.5) / fine[0], (y + 0.5) / fine[1]) for x, y in corners.tolist())
            )
    return tuple(found)


def _inside(x: float, y: float) -> Point:
    """Four digits are a tenth of a pixel in a thousand, and keep the document small; the picture's own edge
    is met, so that a subject that leaves it is covered to the last pixel."""
    near = 0.0015
    x, y = (0.0 if v < near else 1.0 if v > 1 - near else round(v, 4) for v in (x, y))
    return x, y
