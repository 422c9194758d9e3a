"""Key frames of a framing (`engine.document.keys`), and the poses that a picture goes through between them.

A scale grows by the same factor in every frame, so that a zoom looks even, and the centre goes with it: what
is zoomed into keeps its place, and where a picture covers the film at both ends, it covers it in between.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from engine.document.keys import Key, passage

Pose = tuple[float, float, float, float, float, float, float, float]
"""`x`, `y`, `scale`, `rotation`, `left`, `top`, `right`, `bottom`, as of `Framing`."""


@dataclass(frozen=True, slots=True)
class FramingKey(Key):
    """Where the picture lies at one frame. Other than a framing that stands still it may turn by whole
    rounds: from 0 to 720 degrees it turns twice."""

    x: float = 0.5
    y: float = 0.5
    scale: float = 1.0
    rotation: float = 0.0
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0

    @property
    def pose(self) -> Pose:
        return (
            self.x, self.y, self.scale, self.rotation, self.left, self.top, self.right, self.bottom,
        )  # fmt: skip


def pose_at(keys: Sequence[FramingKey], frame: int) -> Pose:
    """Between `keys`, one or more in order of time."""
    one, other, share = passage(keys, frame)
    if one is other:
        return one.pose
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
