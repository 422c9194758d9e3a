"""A picture at the place in the film's that its clip's framing gives it; around it nothing.

decoded         shrunk by areas       placed
┌────────┐      ┌────┐                ┌───────────┐
│        │  →   │    │            →   │  ╱╲       │   upright ones by whole pixels, resampled once;
│        │      └────┘                │  ╲╱       │   turned and moving ones with antialiased edges
└────────┘                            └───────────┘
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from engine.document.fit import Size
from engine.document.framing import Framing, Moment, Placement, Vector

LARGE = 2
"""An upright picture of more than so many film widths or heights is drawn only where it is seen."""
SLIGHT = 1.25
"""In a move whose largest picture is no more than so many times its smallest, it is shrunk once for all of
them: it has hardly anything that could shimmer."""
KEPT_EDGES = 4
"""Shapes of turned pictures kept ready: they are the same in every frame of their clips."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A picture `[h, w, 3]`, or `[h, w, 4]` with straight alpha, uint8, in rows and columns of a film's."""

    rows: slice
    columns: slice
    picture: np.ndarray

    @property
    def opaque(self) -> bool:
        return self.picture.shape[2] == 3

    def whole(self, size: Size) -> np.ndarray:
        """`[H, W, 4]` uint8 of `size` (width, height), transparent beside the patch."""
        canvas = np.zeros((size[1], size[0], 4), np.uint8)
        part = canvas[self.rows, self.columns]
        part[..., : self.picture.shape[2]] = self.picture
        if self.opaque:
            part[..., 3] = 255
        return canvas

    def pasted(self, below: np.ndarray) -> np.ndarray:
        """A new picture `[H, W, 3]`: the patch, which is opaque, over `below`."""
        result = below.copy()
        result[self.rows, self.columns] = self.picture
        return result


def decode_size(want: Vector, framing: Framing, native: Size) -> Size:
    """The size to decode a picture at that is `want` (width, height) large on the film, as `framing` says.

    It is its size without being scaled, doubled or halved as often as it takes to have all the detail: while
    a person scales, the same few readers serve. No more is asked of a file than it has.
    """
    # Rounded, so that it is the same in all frames of a move.
    base = round(want[0] / framing.scale, 3), round(want[1] / framing.scale, 3)
    scale = framing.detail if isinstance(framing, Moment) else framing.scale
    if scale == 1:
        return max(1, round(base[0])), max(1, round(base[1]))
    times = 2.0 ** math.ceil(math.log2(scale))
    size = tuple(max(2, 2 * round(side * times / 2)) for side in base)
    if times <= 1 or (size[0] <= native[0] and size[1] <= native[1]):
        return size[0], size[1]
    if native[0] >= base[0] and native[1] >= base[1]:
        return native
    return max(1, round(base[0])), max(1, round(base[1]))


def framed(picture: np.ndarray, place: Placement, size: Size, moment: Framing | None = None) -> Patch | None:
    """`picture`, `[h, w, 3]` or `[h, w, 4]` with straight alpha, where `place` (in pixels of a picture of
    `size`, width and height) puts it; None where nothing of it is seen.

    `moment`: the framing that it is placed by. In a move (`Moment`) it lies on fractions of a pixel, even
    where its sides run along the film's.
    """
    if isinstance(moment, Moment):
        slight = moment.detail <= SLIGHT * moment.least
        ready = largest(picture, place, moment) if slight else _at_most(picture, place.size)
        return _warped(ready, place, size)
    if place.upright and place.size[0] <= LARGE * size[0] and place.size[1] <= LARGE * size[1]:
        return _upright(picture, place, size)
    return _warped(_at_most(picture, place.size), place, size)


def largest(picture: np.ndarray, place: Placement, moment: Moment) -> np.ndarray:
    """`picture`, which lies at `place` at one moment of a move, no larger than all of the move needs it."""
    times = moment.detail / moment.scale
    # Rounded, so that it is the same at every moment.
    return _at_most(picture, (round(place.size[0] * times, 3), round(place.size[1] * times, 3)))


def _upright(picture: np.ndarray, place: Placement, size: Size) -> Patch | None:
    opposite = place.to_film(1, 1)
    left, right = _whole(place.corner[0], opposite[0])
    top, bottom = _whole(place.corner[1], opposite[1])
    seen_left, seen_top, seen_right, seen_bottom = (math.floor(edge + 0.5) for edge in place.bounds())
    columns = slice(max(0, left, seen_left), min(size[0], right, seen_right))
    rows = slice(max(0, top, seen_top), min(size[1], bottom, seen_bottom))
    if columns.start >= columns.stop or rows.start >= rows.stop:
        return None
    scaled = _resized(picture, (right - left, bottom - top))
    scaled = scaled[:: -1 if place.down[1] < 0 else 1, :: -1 if place.across[0] < 0 else 1]
    inside = scaled[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
    return Patch(rows, columns, np.ascontiguousarray(inside))


def _whole(one: float, other: float) -> tuple[int, int]:
    """The pixel edges nearest to two sides; at least one pixel apart. Halves go up, on both sides."""
    first, last = (math.floor(edge + 0.5) for edge in sorted((one, other)))
    return first, max(last, first + 1)


def _resized(picture: np.ndarray, size: Size) -> np.ndarray:
    """Areas are averaged where it gets smaller, so that fine patterns do not shimmer."""
    height, width = picture.shape[:2]
    if (width, height) == size:
        return picture
    smaller = size[0] <= width and size[1] <= height
    way = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    if picture.shape[2] == 3:
        return cv2.resize(picture, size, interpolation=way)
    return _straight(cv2.resize(_multiplied(picture), size, interpolation=way))


def _at_most(picture: np.ndarray, want: Vector) -> np.ndarray:
    height, width = picture.shape[:2]
    return _resized(
        picture, (min(width, max(1, math.ceil(want[0]))), min(height, max(1, math.ceil(want[1]))))
    )


def _warped(picture: np.ndarray, place: Placement, size: Size) -> Patch | None:
    box = place.bounds()
    left, top = (max(0, math.floor(edge - 1)) for edge in box[:2])
    right, bottom = (min(whole, math.ceil(edge + 1)) for edge, whole in zip(box[2:], size, strict=True))
    if left >= right or top >= bottom:
        return None
    height, width = picture.shape[:2]
    (ax, ay), (dx, dy), (x, y) = place.across, place.down, place.corner
    # From pixels to pixels; a pixel's middle is half a pixel from its corner.
    to_film = np.array(
        [
            [ax / width, dx / height, x + ax / width / 2 + dx / height / 2 - 0.5 - left],
            [ay / width, dy / height, y + ay / width / 2 + dy / height / 2 - 0.5 - top],
        ]
    )
    source = picture if picture.shape[2] == 3 else _multiplied(picture)
    found = cv2.warpAffine(
        source, to_film, (right - left, bottom - top),
        flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    rows, columns = slice(top, bottom), slice(left, right)
    edges = None if place.covers(size) else _coverage(place, (left, top, right, bottom))
    if picture.shape[2] == 4:
        return Patch(rows, columns, _straight(found if edges is None else found * edges[..., None]))
    if edges is None:
        return Patch(rows, columns, found)
    return Patch(rows, columns, np.dstack([found, np.rint(edges * 255).astype(np.uint8)]))


@lru_cache(KEPT_EDGES)
def _coverage(place: Placement, box: tuple[int, int, int, int]) -> np.ndarray | None:
    """`[h, w]` float32: how much of each pixel of `box` (left, top, right, bottom) lies on what the crop
    leaves; None for all of it. Do not write to it."""
    left, top, right, bottom = box
    origin = place.to_source(left + 0.5, top + 0.5)
    right_of, below = place.to_source(left + 1.5, top + 0.5), place.to_source(left + 0.5, top + 1.5)
    x, y = np.arange(right - left, dtype=np.float32), np.arange(bottom - top, dtype=np.float32)[:, None]
    covered = np.ones((bottom - top, right - left), np.float32)
    for axis, long in enumerate(place.size):
        share = origin[axis] + x * (right_of[axis] - origin[axis]) + y * (below[axis] - origin[axis])
        inside = np.minimum(share - place.crop[axis], 1 - place.crop[axis + 2] - share) * np.float32(long)
        covered *= np.clip(inside + 0.5, 0, 1)
    return None if covered.min() == 1 else covered


def _multiplied(picture: np.ndarray) -> np.ndarray:
    """Straight alpha -> float32 colours multiplied by it: what is not seen must not tint what is."""
    colours = picture.astype(np.float32)
    colours[..., :3] *= colours[..., 3:] / 255
    return colours


def _straight(picture: np.ndarray) -> np.ndarray:
    """The reverse, uint8."""
    alpha = np.clip(picture[..., 3:], 0, 255)
    colour = np.divide(picture[..., :3] * 255, alpha, out=np.zeros_like(picture[..., :3]), where=alpha > 0)
    return np.rint(np.concatenate([colour, alpha], axis=2)).clip(0, 255).astype(np.uint8)
