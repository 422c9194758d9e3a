"""What a brush and an eraser make of the regions that are there. For a background thread: it needs OpenCV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.document.model import Point, Region
from engine.document.time import CardRange

if TYPE_CHECKING:
    import numpy as np

WIDTH = 640
"""Masks are painted at that many pixels a picture's width."""
HOLE = 6
"""Pixels: a hole that is narrower is filled."""


def with_stroke(
    regions: Sequence[Region],
    frames: CardRange,
    points: Sequence[Point],
    width: float,
    feather: float,
    film: tuple[int, int],
) -> tuple[Region, ...]:
    """A brush drawn along `points`, `width` picture widths wide, added for `frames`.

    It grows together with the regions of exactly these frames that it touches, so that no soft edge runs
    through the middle of what looks like one. Raises `TweenError` without OpenCV.
    """
    from engine.media.painting import area, stroke

    size = _size(film)
    mask = stroke(points, width, size)
    kept: list[Region] = []
    for region in regions:
        painted = area(region.shape, region.points, size) if region.frames == frames else None
        if painted is None or not (painted & mask).any():
            kept.append(region)
        else:
            mask = mask | painted
    return (*kept, *(Region(frames, "polygon", line, feather) for line in outlines(mask)))


def without_stroke(
    regions: Sequence[Region],
    frame: int,
    points: Sequence[Point],
    width: float,
    film: tuple[int, int],
) -> tuple[Region, ...]:
    """The eraser: out of the regions that are seen at the card's frame `frame`, each for all its frames."""
    from engine.media.painting import area, stroke

    size = _size(film)
    rubbed = stroke(points, width, size)
    left: list[Region] = []
    for region in regions:
        painted = area(region.shape, region.points, size) if frame in region.frames else None
        if painted is None or not (painted & rubbed).any():
            left.append(region)
        else:
            left += [
                replace(region, shape="polygon", points=line, extra="")
                for line in outlines(painted & ~rubbed)
            ]  # fmt: skip
    return tuple(left)


def outlines(mask: np.ndarray) -> tuple[tuple[Point, ...], ...]:
    """Polygons that together are the mask `[H, W]` bool, also where it has holes: it is cut open there."""
    from engine.media.painting import opencv, polygons

    cv2 = opencv()
    if not mask.any():
        return ()
    lines, tree = cv2.findContours(mask.astype("uint8"), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    boxes = [
        cv2.boundingRect(line) for line, (_, _, _, inside) in zip(lines, tree[0], strict=True) if inside >= 0
    ]
    holes = [box for box in boxes if min(box[2:]) >= HOLE]
    if not holes:
        return polygons(mask)
    left, _, wide, _ = max(holes, key=lambda box: box[2] * box[3])
    middle, both = left + wide // 2, min(4, wide // 4)
    one, other = mask.copy(), mask.copy()
    one[:, middle + both :] = False
    other[:, : middle - both] = False
    return (*outlines(one), *outlines(other))


def _size(film: tuple[int, int]) -> tuple[int, int]:
    return WIDTH, max(8, round(WIDTH * film[1] / film[0]))
