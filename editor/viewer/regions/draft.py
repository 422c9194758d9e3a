"""One thing that is being painted, from the press of the button to its place on the card."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from engine.document.model import Point

Tool = Literal["box", "polygon", "brush", "eraser", "subject"]
TOOLS: tuple[Tool, ...] = ("box", "polygon", "brush", "eraser", "subject")

NEAR = 0.002
"""Picture widths between two points of a stroke: what is nearer adds nothing."""
SMALLEST = 0.01
"""The least width and height of a box; a click is no box."""


@dataclass(slots=True)
class Draft:
    """Points in 0 … 1 of the picture, `width` in picture widths (brush and eraser). `over`: where the mouse
    is while a polygon is being drawn."""

    tool: Tool
    points: list[Point] = field(default_factory=list)
    width: float = 0.0
    over: Point | None = None

    @property
    def drags(self) -> bool:
        """Whether it ends with the button; a polygon takes a click for each corner."""
        return self.tool != "polygon"

    def add(self, point: Point) -> None:
        """Where the mouse went on to, or was clicked."""
        point = clamped(point)
        if self.tool in ("box", "subject"):
            self.points = [self.points[0] if self.points else point, point]
        elif not self.points or max(abs(a - b) for a, b in zip(point, self.points[-1], strict=True)) >= NEAR:
            self.points.append(point)

    @property
    def whole(self) -> bool:
        """Whether there is enough of it to make a region of."""
        if self.tool in ("box", "subject"):
            return len(self.points) == 2 and all(
                abs(a - b) >= SMALLEST for a, b in zip(*self.points, strict=True)
            )
        return len(self.points) >= (3 if self.tool == "polygon" else 1)


def clamped(point: Point) -> Point:
    """The nearest place in the picture, as exactly as a document keeps it."""
    u, v = (round(min(1.0, max(0.0, side)), 4) for side in point)
    return u, v
