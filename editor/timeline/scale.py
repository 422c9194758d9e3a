"""Film frames <-> pixels of the timeline, and where the ruler puts its ticks. Plain numbers, no widget."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

MAX_PIXELS = 64.0
"""Widest a single frame gets: a thumbnail's width, so that every frame shows itself."""
MIN_PIXELS = 1 / 4096
LEAD = 12.0
"""Pixels kept free before the first frame, so that the playhead at 0 is all there."""


@dataclass(frozen=True, slots=True)
class TimeScale:
    """`pixels` a frame, and the film position (in pixels) of the view's left edge. Both in logical pixels."""

    pixels: float = 4.0
    left: float = -LEAD

    def x(self, frame: float) -> float:
        return frame * self.pixels - self.left

    def place(self, x: float) -> float:
        """The film position under view position x, in frames and parts of them."""
        return (x + self.left) / self.pixels

    def frame(self, x: float) -> int:
        """The frame under view position x; never below 0."""
        return max(0, int((x + self.left) // self.pixels))

    def edge(self, x: float) -> int:
        """The frame boundary nearest to x: what a dragged edge lands on."""
        return max(0, round((x + self.left) / self.pixels))

    def zoomed(self, factor: float, x: float) -> TimeScale:
        """Zoom about view position x: the place of the film under it stays under it."""
        pixels = min(max(self.pixels * factor, MIN_PIXELS), MAX_PIXELS)
        return TimeScale(pixels, max(-LEAD, (x + self.left) / self.pixels * pixels - x))

    def scrolled(self, left: float) -> TimeScale:
        return TimeScale(self.pixels, max(-LEAD, left))


def scale_from(pixels: float, first: float) -> TimeScale:
    """`pixels` a frame, with the place `first` of the film (in frames) at the view's left edge."""
    pixels = min(max(pixels, MIN_PIXELS), MAX_PIXELS)
    return TimeScale(pixels, max(-LEAD, first * pixels))


def fitted(frames: int, width: int, margin: int = 24) -> TimeScale:
    """The whole film in `width` pixels, with room for what may come after it."""
    usable = max(1, width - 2 * margin)
    return TimeScale(min(MAX_PIXELS, max(MIN_PIXELS, usable / max(frames, 1))), -LEAD)


def tick_step(pixels: float, rate: Fraction, room: float = 96.0) -> tuple[int, int]:
    """(frames between labels, frames between small ticks): labels at least `room` pixels apart.

    Below a second the steps divide the rate as people count it; above, they are 1, 2, 5, 10, 15, 30 s and
    the same of minutes and hours.
    """
    base = max(1, round(rate))
    within = [n for n in (1, 2, 5, 6, 10, 12, 15) if n < base]
    seconds = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18000, 36000]
    steps = within + [base * s for s in seconds]
    major = next((step for step in steps if step * pixels >= room), 0)
    if not major:
        major = steps[-1]
        while major * pixels < room:
            major *= 2
    minor = next((s for s in steps if s * pixels >= 7 and major % s == 0), major)
    return major, minor
