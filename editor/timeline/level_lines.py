"""The line over a clip that says how loud it is, or how much is seen of it: where it runs, what lies under a
point. It keeps clear of the handles of fades above it; between key frames it is as straight as what is heard.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.document.levels import LIMITS, Level, keys_of, level_at

if TYPE_CHECKING:
    from editor.timeline.scale import TimeScale
    from engine.document.model import Clip, TrackKind

ABOVE, BELOW = 14.0, 5.0
"""Pixels of a lane that the line leaves free."""
LEAST = 60.0
"""A clip narrower than this shows its line, but none of its points."""
NEAR = 5.0
"""Pixels from the line, or from a point, that take hold of it."""
STEP = 4.0
"""Pixels between the corners of what is drawn for a line that bends softly."""
MIDDLE: dict[Level, float] = {"gain": 0.0, "opacity": 0.5}
"""A sound changes from the beginning of a frame on, sample by sample; a picture is one of its whole frame."""


def level_of(kind: TrackKind) -> Level:
    return "gain" if kind == "audio" else "opacity"


def has_line(kind: TrackKind, clip: Clip, pointed: bool) -> bool:
    """Whether a clip shows its line: with key frames always, a sound also where it is chosen or under the
    pointer."""
    return bool(keys_of(clip, level_of(kind))) or (pointed and kind == "audio")


def level_y(level: Level, value: float, top: float, height: float) -> float:
    low, high = LIMITS[level]
    share = (value - low) / (high - low)
    return top + ABOVE + (1 - share) * (height - ABOVE - BELOW)


def level_a_pixel(level: Level, height: float) -> float:
    """By how much it grows for each pixel upwards."""
    low, high = LIMITS[level]
    return (high - low) / (height - ABOVE - BELOW)


def point_x(scale: TimeScale, clip: Clip, level: Level, frame: int) -> float:
    """Of a key frame, `frame` film frames after the clip's first one."""
    return scale.x(clip.place.start + frame + MIDDLE[level])


def points(scale: TimeScale, clip: Clip, level: Level) -> Iterator[tuple[float, int]]:
    """(x, frame after the clip's first one) of the key frames inside a clip that is wide enough for them."""
    if len(clip.place) * scale.pixels < LEAST:
        return
    for key in keys_of(clip, level):
        if 0 <= key.frame < len(clip.place):
            yield point_x(scale, clip, level, key.frame), key.frame


def line(
    scale: TimeScale, clip: Clip, level: Level, top: float, height: float, width: float
) -> list[tuple[float, float]]:
    """Its corners in the view, which is `width` wide."""
    left, right = max(scale.x(clip.place.start), -STEP), min(scale.x(clip.place.stop), width + STEP)
    if right <= left:
        return []

    def corner(x: float) -> tuple[float, float]:
        frame = (x + scale.left) / scale.pixels - MIDDLE[level]
        return x, level_y(level, level_at(clip, level, frame), top, height)

    keys = keys_of(clip, level)
    places = {left, right}
    for one, other in pairwise(keys):
        a, b = (point_x(scale, clip, level, key.frame) for key in (one, other))
        places |= {x for x in (a, b) if left < x < right}
        if one.ease == "smooth":
            steps = int(max(0.0, min(b, right) - max(a, left)) / STEP)
            places |= {max(a, left) + n * STEP for n in range(1, steps + 1)}
        elif one.ease == "hold" and left < b < right:
            places.add(b - 0.01)
    return [corner(x) for x in sorted(places)]


def point_under(
    scale: TimeScale, clip: Clip, level: Level, top: float, height: float, x: float, y: float
) -> int | None:
    """The key frame, counted from the clip's first frame, that is taken hold of there; the nearest."""
    near = [
        (abs(at - x), frame)
        for at, frame in points(scale, clip, level)
        if abs(at - x) <= NEAR and abs(_y(clip, level, frame, top, height) - y) <= NEAR
    ]
    return min(near)[1] if near else None


def line_under(
    scale: TimeScale, clip: Clip, level: Level, top: float, height: float, x: float, y: float
) -> bool:
    frame = (x + scale.left) / scale.pixels - MIDDLE[level]
    return abs(level_y(level, level_at(clip, level, frame), top, height) - y) <= NEAR


def _y(clip: Clip, level: Level, frame: int, top: float, height: float) -> float:
    return level_y(level, level_at(clip, level, clip.place.start + frame), top, height)
