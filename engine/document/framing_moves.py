"""What is made of a framing's key frames, and moves that people ask for by name. Frames count from the clip's
first one throughout, as those of `FramingKey`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.document.fit import Size
from engine.document.framing import NEUTRAL, NUMBERS, SCALE, Framing, fitted, posed, settled
from engine.document.framing_keys import FramingKey, Pose, pose_at
from engine.document.framing_presets import preset
from engine.document.keys import Ease, in_order, key_at, key_before, without
from engine.document.keys import eased as eased_keys

ZOOM = 1.2
"""How much larger the picture is at one end of a slow zoom, and throughout a slow pan, than it need be."""

MOVES = ("zoom-in", "zoom-out", "pan-left", "pan-right", "pan-up", "pan-down")
"""Where the view goes: it pans to the left as the picture goes to the right."""


def keyed(framing: Framing, frame: int, wanted: Framing) -> Framing:
    """`framing` changed to be `wanted`, which stands still, at `frame`: one that moves gets a key frame
    there, one that stands still is `wanted` throughout. Mirrors and fit are always those of all frames."""
    if not framing.keys:
        return replace(wanted, keys=())
    whole = replace(framing, flip_x=wanted.flip_x, flip_y=wanted.flip_y, fit=wanted.fit)
    return _with_pose(whole, frame, wanted.pose)


def with_key(framing: Framing, frame: int) -> Framing:
    """With a key frame at `frame`, where the picture lies as it did; the first one makes it a move."""
    return _with_pose(framing, frame, pose_at(framing.keys, frame) if framing.keys else framing.pose)


def without_key(framing: Framing, frame: int) -> Framing:
    """Without the one at `frame`; without the last one it stands still as that had it."""
    left = without(framing.keys, frame)
    return replace(framing, keys=left) if left else still(framing, frame)


def posed_at(framing: Framing, frame: int) -> Framing:
    """Standing still as it is at `frame`, with the whole turns that it has made until then."""
    return posed(framing, pose_at(framing.keys, frame)) if framing.keys else framing


def still(framing: Framing, frame: int) -> Framing:
    """Throughout as it is at `frame`."""
    return settled(posed_at(framing, frame)) or NEUTRAL if framing.keys else framing


def throughout(framing: Framing, values: Mapping[str, Any]) -> Framing:
    """With these values of a Framing, in every key frame where it moves."""
    numbers = {name: value for name, value in values.items() if name in NUMBERS}
    keys = tuple(replace(key, **numbers) for key in framing.keys)
    return replace(framing, **values, keys=keys)


def eased(framing: Framing, ease: Ease, frame: int | None = None) -> Framing:
    """With another way from the last key frame up to `frame` to the next; None: from all of them."""
    return replace(framing, keys=eased_keys(framing.keys, ease, frame))


def move(name: str, framing: Framing, frames: int, source: Size, film: Size, fill: bool = False) -> Framing:
    """A slow move over `frames` frames, of `MOVES`, in which the picture covers the film at every moment.

    Crop, mirrors and fit stay, as they are at the first frame. `source`, `film` and `fill`: as of
    `engine.document.framing.placement`.
    """
    covering = preset("fill", still(framing, 0), source, film, fill)
    closer = _scaled(covering, ZOOM)
    if name in ("zoom-in", "zoom-out"):
        ends = (covering, closer) if name == "zoom-in" else (closer, covering)
    else:
        axis = 0 if name in ("pan-left", "pan-right") else 1
        # A picture that is long enough is panned over as it is.
        room = _room(covering, axis, source, film, fill)
        base = covering if room >= (ZOOM - 1) / 2 else closer
        room = max(0.0, _room(base, axis, source, film, fill))
        way = room if name in ("pan-left", "pan-up") else -room
        ends = _shifted(base, axis, -way), _shifted(base, axis, way)
    last = max(1, frames - 1)
    keys = (FramingKey(0, *ends[0].pose), FramingKey(last, *ends[1].pose))
    return replace(covering, keys=keys)


def _with_pose(framing: Framing, frame: int, pose: Pose) -> Framing:
    old = key_at(framing.keys, frame) or key_before(framing.keys, frame) or FramingKey(frame)
    values = dict(zip(NUMBERS, pose, strict=True))
    kept = old.extra if old.frame == frame else ""
    new = FramingKey(frame, **values, ease=old.ease, extra=kept)
    return replace(framing, keys=in_order((*framing.keys, new)))


def _scaled(framing: Framing, times: float) -> Framing:
    """Larger around the middle of what is seen of the film."""
    times = min(times, SCALE[1] / framing.scale)
    return replace(
        framing,
        scale=framing.scale * times,
        x=0.5 + (framing.x - 0.5) * times,
        y=0.5 + (framing.y - 0.5) * times,
    )


def _room(framing: Framing, axis: int, source: Size, film: Size, fill: bool) -> float:
    """How far the picture, in the middle of the film, can go to either side, as a share of the film's."""
    hidden = (framing.left + framing.right, framing.top + framing.bottom)[axis]
    seen = fitted(framing.fit, source, film, fill)[axis] * framing.scale * (1 - hidden)
    return (seen / film[axis] - 1) / 2


def _shifted(framing: Framing, axis: int, by: float) -> Framing:
    return replace(framing, y=framing.y + by) if axis else replace(framing, x=framing.x + by)
