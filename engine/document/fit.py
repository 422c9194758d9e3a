"""Where a picture lies in the film's, when the two differ in shape: whole, between bars, or filling it."""

from __future__ import annotations

from fractions import Fraction

Size = tuple[int, int]
"""(width, height) in pixels."""
Box = tuple[int, int, int, int]
"""(x, y, width, height) of a picture in another, which it may exceed on all sides."""


def fit_box(width: int, height: int, into: Size, fill: bool = False) -> Box:
    """The largest box of the picture's shape inside `into`, centred, even-sized; to `fill`, the smallest that
    leaves nothing of `into` empty."""
    if fill:
        return _fill_box(width, height, into)
    scale = min(Fraction(into[0], width), Fraction(into[1], height))
    w, h = (
        min(whole, 2 * round(side * scale / 2)) for side, whole in zip((width, height), into, strict=True)
    )
    # A picture that misses the frame by a pixel or two of rounding fills it: no hairline borders.
    w, h = (whole if whole - side <= 2 else side for side, whole in zip((w, h), into, strict=True))
    w, h = max(w, 2), max(h, 2)
    return (into[0] - w) // 2, (into[1] - h) // 2, w, h


def _fill_box(width: int, height: int, into: Size) -> Box:
    scale = max(Fraction(into[0], width), Fraction(into[1], height))
    w, h = (
        max(whole, 2 * round(side * scale / 2)) for side, whole in zip((width, height), into, strict=True)
    )
    return (into[0] - w) // 2, (into[1] - h) // 2, w, h


def scaled_box(box: Box, film: Size, size: Size) -> Box:
    """Where `box` of a film's picture of size `film` lies when that picture is scaled to `size`, which need
    not have its shape. What fills the film fills it; at least one pixel is left."""
    edges: list[tuple[int, int]] = []
    for first, side, whole, new in zip(box[:2], box[2:], film, size, strict=True):
        start = min(round(Fraction(first * new, whole)), new - 1)
        edges.append((start, max(start + 1, round(Fraction((first + side) * new, whole)))))
    (x0, x1), (y0, y1) = edges
    return x0, y0, x1 - x0, y1 - y0
