"""Framings that people ask for by name: a corner, a half, the whole frame, an upright strip."""

from __future__ import annotations

from dataclasses import replace

from engine.document.fit import Size
from engine.document.framing import SCALE, Framing, fitted

CORNER = 1 / 3
"""The part of the film's width and height that a picture in a corner has at most."""
MARGIN = 0.04
"""Between a picture in a corner and the film's edges, as a part of its shorter side."""
UPRIGHT = 9 / 16

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in the film's pixels."""

PRESETS = (
    "whole", "fill", "upright", "top-left", "top-right", "bottom-left", "bottom-right", "left", "right",
    "top", "bottom",
)  # fmt: skip
"""Of these, the first two keep the crop and the next four, too; `upright` and the halves make one of their
own, so that what is left has the shape that they fill."""


def preset(name: str, framing: Framing, source: Size, film: Size, fill: bool = False) -> Framing:
    """`framing` moved, scaled and cropped as the preset of that name (of `PRESETS`) says, and not turned.

    It stays mirrored, and fitted as it is. `source`, `film` and `fill`: as of `placement`.
    """
    width, height = film
    whole = (0.0, 0.0, float(width), float(height))
    if name in ("whole", "fill"):
        return _inside(framing, source, film, fill, whole, cover=name == "fill")
    if name == "upright":
        side = min(width, height * UPRIGHT)
        tall = side / UPRIGHT
        x, y = (width - side) / 2, (height - tall) / 2
        return _cropped(framing, source, film, fill, (x, y, x + side, y + tall))
    if "-" in name:
        return _inside(framing, source, film, fill, _corner(name, framing, source, film, fill))
    halves = {
        "left": (0.0, 0.0, width / 2, whole[3]),
        "right": (width / 2, 0.0, whole[2], whole[3]),
        "top": (0.0, 0.0, whole[2], height / 2),
        "bottom": (0.0, height / 2, whole[2], whole[3]),
    }
    return _cropped(framing, source, film, fill, halves[name])


def _corner(name: str, framing: Framing, source: Size, film: Size, fill: bool) -> Box:
    """A box of the picture's own shape, so that it lies as far from both edges."""
    width, height = film
    seen_width, seen_height = _seen(framing, fitted(framing.fit, source, film, fill))
    scale = min(width * CORNER / seen_width, height * CORNER / seen_height)
    w, h, margin = seen_width * scale, seen_height * scale, MARGIN * min(film)
    x = margin if name.endswith("left") else width - margin - w
    y = margin if name.startswith("top") else height - margin - h
    return x, y, x + w, y + h


def _seen(framing: Framing, size: Size) -> tuple[float, float]:
    return (
        size[0] * (1 - framing.left - framing.right),
        size[1] * (1 - framing.top - framing.bottom),
    )


def _inside(framing: Framing, source: Size, film: Size, fill: bool, box: Box, cover: bool = False) -> Framing:
    """What the crop leaves is whole in `box`, or covers it, its middle in the box's."""
    size = fitted(framing.fit, source, film, fill)
    seen = _seen(framing, size)
    scales = (box[2] - box[0]) / seen[0], (box[3] - box[1]) / seen[1]
    scale = max(SCALE[0], min(SCALE[1], max(scales) if cover else min(scales)))
    # What is left may lie beside the middle of the picture, on the other side of it when mirrored.
    x = (framing.left - framing.right) / 2 * size[0] * scale * (-1 if framing.flip_x else 1)
    y = (framing.top - framing.bottom) / 2 * size[1] * scale * (-1 if framing.flip_y else 1)
    return replace(
        framing,
        x=((box[0] + box[2]) / 2 - x) / film[0],
        y=((box[1] + box[3]) / 2 - y) / film[1],
        scale=scale,
        rotation=0.0,
    )


def _cropped(framing: Framing, source: Size, film: Size, fill: bool, box: Box) -> Framing:
    """The middle of the source, cropped to the shape of `box`, which it fills."""
    width, height = fitted(framing.fit, source, film, fill)
    scale = max((box[2] - box[0]) / width, (box[3] - box[1]) / height)
    across = max(0.0, 1 - (box[2] - box[0]) / (width * scale)) / 2
    down = max(0.0, 1 - (box[3] - box[1]) / (height * scale)) / 2
    framing = replace(framing, left=across, right=across, top=down, bottom=down)
    return _inside(framing, source, film, fill, box, cover=True)
