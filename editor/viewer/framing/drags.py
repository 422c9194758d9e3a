"""What a drag makes of a framing, and what it sticks to. Plain values in the film's pixels, no widgets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.document.fit import Size
from engine.document.framing import SCALE, Framing, Placement, Vector, placement

STEP = 15.0
"""Degrees that a turn goes by while Shift is held; …"""
LEVEL = 2.0
"""… within so many of a quarter turn it sticks to that."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is framed: its framing when it was grabbed, the source's and the film's size, the film's rule."""

    framing: Framing
    source: Size
    film: Size
    fill: bool = False

    def place(self, framing: Framing | None = None) -> Placement:
        return placement(framing or self.framing, self.source, self.film, self.fill)


@dataclass(frozen=True, slots=True)
class Keys:
    """`level`: along one axis, by whole steps (Shift). `centred`: around the middle (Alt). `free`: without
    sticking to anything (Control)."""

    level: bool = False
    centred: bool = False
    free: bool = False


@dataclass(frozen=True, slots=True)
class Dragged:
    """A framing, and the film's lines that it sticks to: x of upright ones, y of level ones."""

    framing: Framing
    upright: tuple[float, ...] = ()
    level: tuple[float, ...] = ()


def moved(subject: Subject, by: Vector, reach: float, keys: Keys) -> Dragged:
    """Moved by so many pixels; edges and middle stick to the film's within `reach`."""
    if keys.level:
        by = (by[0], 0.0) if abs(by[0]) >= abs(by[1]) else (0.0, by[1])
    left, top, right, bottom = subject.place().bounds()
    width, height = subject.film
    x, across = _stuck((left, (left + right) / 2, right), by[0], width, 0 if keys.free else reach)
    y, down = _stuck((top, (top + bottom) / 2, bottom), by[1], height, 0 if keys.free else reach)
    framing = subject.framing
    return Dragged(replace(framing, x=framing.x + x / width, y=framing.y + y / height), across, down)


def scaled(subject: Subject, corner: int, at: Vector, reach: float, keys: Keys) -> Dragged:
    """Corner number `corner` of `Placement.corners` follows the pointer; the opposite one stays, or the
    middle. The corner sticks to the film's edges and middle lines."""
    place = subject.place()
    corners = place.corners()
    here, there = corners[corner], corners[(corner + 2) % 4]
    middle = (here[0] + there[0]) / 2, (here[1] + there[1]) / 2
    fixed = middle if keys.centred else there
    arm = here[0] - fixed[0], here[1] - fixed[1]
    times = ((at[0] - fixed[0]) * arm[0] + (at[1] - fixed[1]) * arm[1]) / (arm[0] ** 2 + arm[1] ** 2)
    lines: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
    if not keys.free:
        times, lines = _stuck_arm(fixed, arm, times, subject.film, reach)
    framing = subject.framing
    least, most = (bound / framing.scale for bound in SCALE)
    times = min(most, max(least, times))
    x, y = (
        fixed[axis] + times * (centre * side - fixed[axis])
        for axis, (centre, side) in enumerate(zip((framing.x, framing.y), subject.film, strict=True))
    )
    scale = min(SCALE[1], max(SCALE[0], framing.scale * times))
    new = replace(framing, scale=scale, x=x / subject.film[0], y=y / subject.film[1])
    return Dragged(new, *lines)


def turned(subject: Subject, start: Vector, at: Vector, keys: Keys) -> Dragged:
    """As far as the pointer went round the middle."""
    framing, (width, height) = subject.framing, subject.film
    x, y = framing.x * width, framing.y * height
    by = math.atan2(at[1] - y, at[0] - x) - math.atan2(start[1] - y, start[0] - x)
    turn = framing.rotation + math.degrees(by)
    if keys.level:
        turn = STEP * round(turn / STEP)
    elif not keys.free and abs(turn - 90 * round(turn / 90)) <= LEVEL:
        turn = 90.0 * round(turn / 90)
    return Dragged(replace(framing, rotation=180 - (180 - turn) % 360))


def _stuck(edges: Sequence[float], by: float, side: int, reach: float) -> tuple[float, tuple[float, ...]]:
    """(how far to go, the lines then met): the nearest of the film's edges and middle within `reach`."""
    first, middle, last = edges
    pairs = [(first, 0), (last, side), (middle, side / 2), (first, side / 2), (last, side / 2)]
    near = [line - edge for edge, line in pairs if abs(line - edge - by) <= reach]
    if not near:
        return by, ()
    best = min(near, key=lambda way: abs(way - by))
    return best, tuple({float(line) for edge, line in pairs if abs(line - edge - best) < 1e-6})


def _stuck_arm(
    fixed: Vector, arm: Vector, times: float, film: Size, reach: float
) -> tuple[float, tuple[tuple[float, ...], tuple[float, ...]]]:
    """(how many times the arm's length, the upright and the level lines that its end then meets)."""
    long = math.hypot(*arm)
    found: list[tuple[float, int, float]] = []
    for axis in (0, 1):
        for line in (0.0, film[axis] / 2, float(film[axis])):
            if abs(arm[axis]) > 1e-6:
                there = (line - fixed[axis]) / arm[axis]
                if there > 0 and abs(there - times) * long <= reach:
                    found.append((there, axis, line))
    if not found:
        return times, ((), ())
    best = min(found, key=lambda each: abs(each[0] - times))[0]
    met = [{line for there, axis, line in found if axis == a and abs(there - best) < 1e-6} for a in (0, 1)]
    return best, (tuple(met[0]), tuple(met[1]))
