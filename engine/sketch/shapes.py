"""Draws each subject once, large, as a picture with an alpha channel; frames only move that picture about."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from engine.sketch.world import Rgb

#: The sprite spans [-EXTENT, EXTENT] radii in both directions, which leaves room for the outline.
EXTENT = 1.25
_SUPERSAMPLE = 3

Point = tuple[float, float]


def shade(colour: Rgb, factor: float) -> Rgb:
    """The colour made darker (factor < 1) or lighter (factor > 1, towards white)."""
    if factor <= 1:
        return tuple(round(c * factor) for c in colour)  # type: ignore[return-value]
    return tuple(round(255 - (255 - c) / factor) for c in colour)  # type: ignore[return-value]


def outline_of(colour: Rgb) -> Rgb:
    """A dark rim, or a light one round a nearly black subject, so that no subject melts into its place."""
    return (150, 150, 158) if max(colour) < 60 else shade(colour, 0.45)


class _Pen:
    """Draws in radii around the centre, onto a supersampled picture."""

    def __init__(self, colour: Rgb, pixels: int) -> None:
        self.side = pixels * _SUPERSAMPLE
        self.scale = self.side / (2 * EXTENT)
        self.colour = colour
        self.rim = outline_of(colour)
        # The clear pixels carry the rim's colour, so that resampling never mixes in a stranger at the edge.
        self.image = Image.new("RGBA", (self.side, self.side), (*self.rim, 0))
        self.draw = ImageDraw.Draw(self.image)
        self.line = max(1, round(0.07 * self.scale))

    def at(self, point: Point) -> Point:
        return (point[0] + EXTENT) * self.scale, (point[1] + EXTENT) * self.scale

    def polygon(self, points: list[Point], fill: Rgb | None = None) -> None:
        corners = [self.at(p) for p in points]
        self.draw.polygon(corners, fill=(*(fill or self.colour), 255))
        self.draw.line(
            [*corners, corners[0], corners[1]], fill=(*self.rim, 255), width=self.line, joint="curve"
        )

    def disc(self, centre: Point, radius: float, fill: Rgb | None = None) -> None:
        (x0, y0), (x1, y1) = (
            self.at((centre[0] - radius, centre[1] - radius)),
            self.at((centre[0] + radius, centre[1] + radius)),
        )
        self.draw.ellipse(
            (x0, y0, x1, y1), fill=(*(fill or self.colour), 255), outline=(*self.rim, 255), width=self.line
        )

    def rectangle(
        self, left: float, top: float, right: float, bottom: float, fill: Rgb | None = None
    ) -> None:
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], fill)

    def hole(self, centre: Point, radius: float) -> None:
        (x0, y0), (x1, y1) = (
            self.at((centre[0] - radius, centre[1] - radius)),
            self.at((centre[0] + radius, centre[1] + radius)),
        )
        self.draw.ellipse((x0, y0, x1, y1), fill=(*self.rim, 0), outline=(*self.rim, 255), width=self.line)


def _ball(pen: _Pen) -> None:
    pen.disc((0, 0), 1)
    # A band makes the ball's turning visible.
    light = shade(pen.colour, 1.6)
    (x0, y0), (x1, y1) = pen.at((-0.94, -0.94)), pen.at((0.94, 0.94))
    pen.draw.chord((x0, y0, x1, y1), 200, 340, fill=(*light, 255))


def _box(pen: _Pen) -> None:
    pen.rectangle(-0.9, -0.9, 0.9, 0.9)


def _star(pen: _Pen) -> None:
    turns = [(-90 + 36 * k) / 180 * math.pi for k in range(10)]
    reach = [1.08 if k % 2 == 0 else 0.5 for k in range(10)]
    pen.polygon([(r * math.cos(a), r * math.sin(a)) for r, a in zip(reach, turns, strict=True)])


def _ring(pen: _Pen) -> None:
    pen.disc((0, 0), 1)
    pen.hole((0, 0), 0.5)


def _triangle(pen: _Pen) -> None:
    pen.polygon([(0, -1), (1.02, 0.85), (-1.02, 0.85)])


def _tree(pen: _Pen) -> None:
    pen.rectangle(-0.16, 0.3, 0.16, 1.0, (104, 70, 44))
    pen.disc((0, -0.25), 0.78)


def _house(pen: _Pen) -> None:
    pen.rectangle(-0.8, -0.15, 0.8, 0.95)
    pen.polygon([(0, -1.05), (1.05, -0.12), (-1.05, -0.12)], shade(pen.colour, 0.72))
    pen.rectangle(-0.2, 0.35, 0.2, 0.95, (250, 236, 190))


def _boat(pen: _Pen) -> None:
    pen.polygon([(-1.1, 0.3), (1.1, 0.3), (0.7, 0.95), (-0.7, 0.95)])
    pen.rectangle(-0.06, -1.0, 0.06, 0.3, (104, 70, 44))
    pen.polygon([(0.1, -1.0), (0.95, 0.12), (0.1, 0.12)], shade(pen.colour, 1.5))
    pen.polygon([(-0.1, -0.75), (-0.75, 0.12), (-0.1, 0.12)], shade(pen.colour, 1.5))


def _bird(pen: _Pen) -> None:
    pen.polygon([(-0.55, 0.1), (-1.12, -0.28), (-1.05, 0.3)], shade(pen.colour, 0.72))
    (x0, y0), (x1, y1) = pen.at((-0.75, -0.32)), pen.at((0.62, 0.52))
    pen.draw.ellipse((x0, y0, x1, y1), fill=(*pen.colour, 255), outline=(*pen.rim, 255), width=pen.line)
    pen.disc((0.62, -0.36), 0.36)
    pen.polygon([(0.92, -0.5), (1.2, -0.32), (0.92, -0.2)], (244, 170, 40))
    pen.polygon([(-0.4, 0.0), (0.3, 0.0), (-0.35, -1.0)], shade(pen.colour, 1.5))
    pen.disc((0.7, -0.44), 0.06, (24, 24, 28))


def _person(pen: _Pen) -> None:
    pen.rectangle(-0.32, 0.3, -0.05, 1.05, (60, 60, 84))
    pen.rectangle(0.05, 0.3, 0.32, 1.05, (60, 60, 84))
    pen.polygon([(-0.34, -0.4), (0.34, -0.4), (0.78, 0.28), (0.58, 0.42), (0.38, 0.1), (0.38, 0.42),
                 (-0.38, 0.42), (-0.38, 0.1), (-0.58, 0.42), (-0.78, 0.28)])  # fmt: skip
    pen.disc((0, -0.72), 0.33, (236, 196, 160))


_DRAWERS = {
    "ball": _ball, "box": _box, "star": _star, "ring": _ring,
    "triangle": _triangle, "tree": _tree, "house": _house, "boat": _boat,
    "bird": _bird, "person": _person,
}  # fmt: skip


def sprite(subject: str, colour: Rgb, pixels: int) -> Image.Image:
    """The subject as an RGBA picture of `pixels` × `pixels` that spans EXTENT radii each way."""
    pen = _Pen(colour, pixels)
    _DRAWERS[subject](pen)
    return pen.image.resize((pixels, pixels), Image.Resampling.BOX)
