"""Where a clip's picture lies in the film's: moved, scaled, turned, mirrored, its edges cropped away.

    ┌─────────────────┐      x, y      where the picture's centre lies, as shares of the film's sides
    │        ┌──────┐ │      scale     1: as large as a clip without framing
    │        │  +   │ │      rotation  degrees clockwise around that centre
    │        └──────┘ │      crop      shares of the source that are hidden; what is left stays where it is
    └─────────────────┘      outside it the tracks below show through

A clip without framing is fitted into the film by the film's own rule (`engine.document.fit`). With key frames
(`engine.document.framing_keys`) it moves; `Framing.at` is the framing of one frame then.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from engine.document.fit import Size, fit_box
from engine.document.framing_keys import FramingKey, Pose, pose_at
from engine.document.keys import faults

Fit = Literal["film", "inside", "fill", "stretch"]
"""How large the picture is at a scale of 1: by the film's own rule (`Document.fill`), whole inside the film,
covering it, or pulled to its shape."""
FITS: tuple[Fit, ...] = get_args(Fit)

Vector = tuple[float, float]

SCALE = (0.01, 20.0)
TURN = (-360.0, 360.0)
TURNS = (-3600.0, 3600.0)
"""Degrees of a framing that stands still, and at key frames."""
REACH = (-10.0, 11.0)
"""How far outside the film, in its own sides, a picture's centre may lie."""
LEFT = 0.01
"""The part of the source's width and height that a crop leaves, at least."""
NEXT_TO_NOTHING = 1e-6
"""Shares of a picture that differ by less than this are the same."""


@dataclass(frozen=True, slots=True)
class Framing:
    """`left`, `top`, `right` and `bottom` are the crop, counted on the source before it is mirrored."""

    x: float = 0.5
    y: float = 0.5
    scale: float = 1.0
    rotation: float = 0.0
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    flip_x: bool = False
    """Mirrored left to right."""
    flip_y: bool = False
    """Upside down, as in water."""
    fit: Fit = "film"
    keys: tuple[FramingKey, ...] = ()
    """In order of time. Where there are any, position, size, turn and crop are theirs, and the numbers above
    those of the first one (`settled`)."""
    extra: str = field(default="", repr=False)
    """A JSON object of a newer version's fields, carried through untouched; "" for none."""

    @property
    def crop(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        return self.left, self.top, self.right, self.bottom

    @property
    def pose(self) -> Pose:
        return (
            self.x, self.y, self.scale, self.rotation, self.left, self.top, self.right, self.bottom,
        )  # fmt: skip

    def at(self, frame: int) -> Framing:
        """The framing of the frame that is `frame` film frames after the clip's first one: this one where it
        stands still, else a `Moment`."""
        if not self.keys:
            return self
        scales = [key.scale for key in self.keys]
        pose = pose_at(self.keys, frame)
        return Moment(*pose, self.flip_x, self.flip_y, self.fit, least=min(scales), detail=max(scales))


@dataclass(frozen=True, slots=True)
class Moment(Framing):
    """A framing at one frame of a move: laid to fractions of a pixel, so that it does not tremble."""

    least: float = 1.0
    """The smallest scale in the move, …"""
    detail: float = 1.0
    """… and the largest: all of it is decoded as that needs it, so that it stays as sharp."""


NEUTRAL = Framing()


def posed(framing: Framing, pose: Pose) -> Framing:
    """`framing`, standing still, with those numbers."""
    return replace(framing, **dict(zip(NUMBERS, pose, strict=True)), keys=())  # pyright: ignore[reportArgumentType]


def settled(framing: Framing | None) -> Framing | None:
    """`framing` with its turn between -180 (not included) and 180 degrees, and the numbers of its first key
    frame, which programs show that know of none; None where it changes nothing."""
    if framing is None or framing == NEUTRAL:
        return None
    if framing.keys:
        framing = replace(posed(framing, framing.keys[0].pose), keys=framing.keys)
    turn = framing.rotation
    if math.isfinite(turn) and not -180 < turn <= 180:
        framing = replace(framing, rotation=180 - (180 - turn) % 360)
    return None if framing == NEUTRAL else framing


def exact(framing: Framing) -> Framing:
    """The same with floats for numbers, and nothing that this version does not know: for digests."""
    numbers = {name: float(getattr(framing, name)) for name in NUMBERS}
    return replace(framing, **numbers, extra="")  # pyright: ignore[reportArgumentType]


NUMBERS = ("x", "y", "scale", "rotation", "left", "top", "right", "bottom")


def broken(framing: Framing) -> Iterator[str]:
    """What is wrong with the values, each as the end of a sentence that names the clip."""
    yield from _broken_pose(framing, TURN)
    for key in framing.keys:
        yield from _broken_pose(key, TURNS)
    yield from faults(framing.keys)
    if framing.fit not in FITS:
        yield f"is fitted by “{framing.fit}”, which is none of {', '.join(FITS)}"


def _broken_pose(pose: Framing | FramingKey, turns: Vector) -> Iterator[str]:
    for name, value in (("across", pose.x), ("down", pose.y)):
        if not REACH[0] <= value <= REACH[1]:
            yield f"has its centre at {value:g} {name}, far outside the film; use 0 to 1 for inside it"
    if not SCALE[0] <= pose.scale <= SCALE[1]:
        yield f"is scaled to {pose.scale * 100:g} %; use {SCALE[0] * 100:g} to {SCALE[1] * 100:g}"
    if not turns[0] <= pose.rotation <= turns[1]:
        most = 180 if turns == TURN else turns[1]
        yield f"is turned by {pose.rotation:g} degrees; use {-most:g} to {most:g}"
    if not all(0 <= share <= 1 for share in (pose.left, pose.top, pose.right, pose.bottom)):
        yield "is cropped by a share that is not between 0 and 1"
    elif max(pose.left + pose.right, pose.top + pose.bottom) > 1 - LEFT + NEXT_TO_NOTHING:
        yield f"is cropped away whole; leave at least {LEFT * 100:g} % of its width and height"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a source picture lies on a film's, in the film's pixels from its upper left, y downwards.

    The point at shares (u, v) of the source lies at corner + u · across + v · down.
    """

    corner: Vector
    across: Vector
    down: Vector
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)

    @property
    def size(self) -> Vector:
        """How wide and high the whole picture is on the film."""
        return math.hypot(*self.across), math.hypot(*self.down)

    @property
    def upright(self) -> bool:
        """Whether its sides run along the film's; it may be mirrored."""
        return max(abs(self.across[1]), abs(self.down[0])) < NEXT_TO_NOTHING

    def to_film(self, u: float, v: float) -> Vector:
        (x, y), (ax, ay), (dx, dy) = self.corner, self.across, self.down
        return x + u * ax + v * dx, y + u * ay + v * dy

    def to_source(self, x: float, y: float) -> Vector:
        """The shares (u, v) of the source at a point of the film; outside 0 … 1 beside it."""
        (ax, ay), (dx, dy) = self.across, self.down
        x, y, area = x - self.corner[0], y - self.corner[1], ax * dy - ay * dx
        return (x * dy - y * dx) / area, (y * ax - x * ay) / area

    def corners(self) -> tuple[Vector, Vector, Vector, Vector]:
        """Of what the crop leaves: the source's upper left, upper right, lower right, lower left."""
        left, top, right, bottom = self.crop
        return (
            self.to_film(left, top), self.to_film(1 - right, top),
            self.to_film(1 - right, 1 - bottom), self.to_film(left, 1 - bottom),
        )  # fmt: skip

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the smallest upright box around what the crop leaves."""
        xs, ys = zip(*self.corners(), strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def shows(self, x: float, y: float) -> bool:
        """Whether the picture is seen at that point of the film."""
        (u, v), (left, top, right, bottom) = self.to_source(x, y), self.crop
        near = NEXT_TO_NOTHING
        return left - near <= u <= 1 - right + near and top - near <= v <= 1 - bottom + near

    def covers(self, film: Size) -> bool:
        """Whether nothing of a film's picture of that size is left beside it."""
        width, height = film
        return all(self.shows(x, y) for x in (0, width) for y in (0, height))

    def on(self, film: Size, size: Size) -> Placement:
        """The same where the film's picture, `film` in size, is drawn in `size`."""
        x, y = size[0] / film[0], size[1] / film[1]
        corner, across, down = ((a * x, b * y) for a, b in (self.corner, self.across, self.down))
        return replace(self, corner=corner, across=across, down=down)


def placement(framing: Framing, source: Size, film: Size, fill: bool = False) -> Placement:
    """Where a picture of size `source` lies on a film; `fill`: the film's own rule, `Document.fill`."""
    width, height = (side * framing.scale for side in fitted(framing.fit, source, film, fill))
    turn = math.radians(framing.rotation)
    cos, sin = math.cos(turn), math.sin(turn)
    if framing.rotation % 90 == 0:  # of these, sines and cosines are a little off
        cos, sin = float(round(cos)), float(round(sin))
    x, y = (-1 if framing.flip_x else 1), (-1 if framing.flip_y else 1)
    across, down = (x * width * cos, x * width * sin), (-y * height * sin, y * height * cos)
    corner = (
        framing.x * film[0] - (across[0] + down[0]) / 2,
        framing.y * film[1] - (across[1] + down[1]) / 2,
    )
    return Placement(corner, across, down, framing.crop)


def fitted(fit: Fit, source: Size, film: Size, fill: bool = False) -> Size:
    """How large a picture of size `source` is on a film at a scale of 1."""
    if fit == "stretch":
        return film
    _, _, width, height = fit_box(*source, film, fill if fit == "film" else fit == "fill")
    return width, height
