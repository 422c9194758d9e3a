"""Key frames of a framing, and the poses that a picture goes through from one to the next.

    key          ◆ 0          ◆ 20       ◆ 30          (film frames from the clip's first one)
    frame    …   0     10     20    25   30   …
    pose     A   A    A→B     B    B→C   C    C        before the first and after the last it stays

A scale grows by the same factor in every frame, so that a zoom looks even, and the centre goes with it: what
is zoomed into keeps its place, and where a picture covers the film at both ends, it covers it in between.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

Ease = Literal["smooth", "linear", "hold"]
"""How it goes from a key frame to the next: setting off and coming to rest softly, evenly, or in a jump."""
EASES: tuple[Ease, ...] = get_args(Ease)

Pose = tuple[float, float, float, float, float, float, float, float]
"""`x`, `y`, `scale`, `rotation`, `left`, `top`, `right`, `bottom`, as of `Framing`."""

FARTHEST = 10**8
"""Frames between a clip's first one and a key frame that are still believed."""


@dataclass(frozen=True, slots=True)
class FramingKey:
    """Where the picture lies at one frame. Other than a framing that stands still it may turn by whole
    rounds: from 0 to 720 degrees it turns twice."""

    frame: int
    """Film frames after the clip's first one; below 0 or beyond its end where the clip was cut since."""
    x: float = 0.5
    y: float = 0.5
    scale: float = 1.0
    rotation: float = 0.0
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    ease: Ease = "smooth"
    """On the way to the next one."""
    extra: str = field(default="", repr=False)
    """A JSON object of a newer version's fields, carried through untouched; "" for none."""

    @property
    def pose(self) -> Pose:
        return (
            self.x, self.y, self.scale, self.rotation, self.left, self.top, self.right, self.bottom,
        )  # fmt: skip


def pose_at(keys: Sequence[FramingKey], frame: int) -> Pose:
    """Between `keys`, one or more in order of time."""
    after = bisect_right(keys, frame, key=lambda key: key.frame)
    if after == 0:
        return keys[0].pose
    one = keys[after - 1]
    if after == len(keys) or one.frame == frame or one.ease == "hold":
        return one.pose
    other = keys[after]
    share = (frame - one.frame) / (other.frame - one.frame)
    if one.ease == "smooth":
        share = share * share * (3 - 2 * share)
    grown = _grown(one.scale, other.scale, share)
    along = (grown, grown, grown, share, share, share, share, share)
    x, y, scale, turn, left, top, right, bottom = (
        a + (b - a) * way for a, b, way in zip(one.pose, other.pose, along, strict=True)
    )
    return x, y, scale, turn, left, top, right, bottom


def _grown(one: float, other: float, share: float) -> float:
    """The part of the way between two scales that is made after `share` of it, by equal factors."""
    factor = math.log(other / one)
    return share if abs(factor) < 1e-9 else math.expm1(factor * share) / math.expm1(factor)


def keys_out_of_order(keys: Sequence[FramingKey]) -> bool:
    frames = [key.frame for key in keys]
    return frames != sorted(set(frames))
