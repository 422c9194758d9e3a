"""Where the picture lies in its view: fitted, or at a zoom around a point of it. Plain values, no widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace

SMALLEST, LARGEST = 0.05, 16.0
"""How far a person can zoom, in device pixels a pixel of the film."""


@dataclass(frozen=True, slots=True)
class Placing:
    """`zoom` is device pixels a pixel of the film, None to fit; `centre` the point of the picture (0 … 1 each
    way) that lies in the middle of the view."""

    film: tuple[int, int] = (1280, 720)
    zoom: float | None = None
    centre: tuple[float, float] = (0.5, 0.5)

    def scale(self, view: tuple[int, int]) -> float:
        """Device pixels a pixel of the film, in a view of so many device pixels."""
        if self.zoom is not None:
            return self.zoom
        return min(view[0] / self.film[0], view[1] / self.film[1])

    def place(self, view: tuple[int, int]) -> tuple[int, int, int, int]:
        """Left, top, width and height of the picture in device pixels of the view."""
        scale = self.scale(view)
        sizes = [max(2, round(side * scale)) for side in self.film]
        corners = [
            _corner(size, room, middle)
            for size, room, middle in zip(sizes, view, self.centre, strict=True)
        ]  # fmt: skip
        return corners[0], corners[1], sizes[0], sizes[1]

    def zoomed(self, view: tuple[int, int], factor: float, at: tuple[float, float]) -> Placing:
        """Larger by `factor`; what lies at `at` (device pixels of the view) stays there."""
        return self.zoomed_to(view, self.scale(view) * factor, at)

    def zoomed_to(self, view: tuple[int, int], zoom: float, at: tuple[float, float] | None = None) -> Placing:
        """At `zoom`, with what lies at `at` (the middle of the view, without) where it was."""
        left, top, width, height = self.place(view)
        x, y = at if at is not None else (view[0] / 2, view[1] / 2)
        u, v = (x - left) / width, (y - top) / height
        zoom = min(LARGEST, max(SMALLEST, zoom))
        w, h = self.film[0] * zoom, self.film[1] * zoom
        return replace(
            self, zoom=zoom, centre=(u + (view[0] / 2 - x) / w, v + (view[1] / 2 - y) / h)
        ).kept(view)  # fmt: skip

    def panned(self, view: tuple[int, int], dx: float, dy: float) -> Placing:
        """The picture moved by so many device pixels, not beyond its edges."""
        _, _, width, height = self.place(view)
        u, v = self.centre
        return replace(self, centre=(u - dx / width, v - dy / height)).kept(view)

    def kept(self, view: tuple[int, int]) -> Placing:
        """With a centre that the view can have: no empty room beside a picture that is larger than it."""
        _, _, *sizes = self.place(view)
        u, v = (
            _clamped(middle, room / size)
            for middle, size, room in zip(self.centre, sizes, view, strict=True)
        )  # fmt: skip
        return replace(self, centre=(u, v))


def _corner(size: int, room: int, middle: float) -> int:
    if size <= room:
        return (room - size) // 2
    return min(0, max(room - size, round(room / 2 - middle * size)))


def _clamped(middle: float, seen: float) -> float:
    """`seen`: the part of the picture that the view holds."""
    return 0.5 if seen >= 1 else min(1 - seen / 2, max(seen / 2, middle))
