"""Key frames of whatever changes over a clip: its framing, how loud it is, how much is seen of it.

    key      ◆ 0          ◆ 20        ◆ 30        (film frames from the clip's first one)
    value    A   A→B      B    B→C    C    C      before the first and after the last it stays

Cuts and trims count the frames anew (`shifted`), so that every frame that is left stays as it was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal, TypeVar, get_args

from engine.document.time import nearest

Ease = Literal["smooth", "linear", "hold"]
"""How it goes from a key frame to the next: setting off and coming to rest softly, evenly, or in a jump."""
EASES: tuple[Ease, ...] = get_args(Ease)

FARTHEST = 10**8
"""Frames between a clip's first one and a key frame that are still believed."""


@dataclass(frozen=True, slots=True)
class Key:
    """What every key frame has; subclasses say what is so at it."""

    frame: int
    """Film frames after the clip's first one; below 0 or beyond its end where the clip was cut since."""
    ease: Ease = field(default="smooth", kw_only=True)
    """On the way to the next one."""
    extra: str = field(default="", repr=False, kw_only=True)
    """A JSON object of a newer version's fields, carried through untouched; "" for none."""


K = TypeVar("K", bound=Key)


def passage(keys: Sequence[K], frame: float) -> tuple[K, K, float]:
    """Between `keys`, one or more in order of time: the one that counts at `frame`, the one that it is on
    its way to, and how much of that way is made, 0 … 1; exactly 0 at a key frame."""
    after = bisect_right(keys, frame, key=lambda key: key.frame)
    if after == 0:
        return keys[0], keys[0], 0.0
    one = keys[after - 1]
    if after == len(keys) or one.frame == frame or one.ease == "hold":
        return one, one, 0.0
    other = keys[after]
    share = (frame - one.frame) / (other.frame - one.frame)
    return one, other, share * share * (3 - 2 * share) if one.ease == "smooth" else share


def key_at(keys: Iterable[K], frame: int) -> K | None:
    return next((key for key in keys if key.frame == frame), None)


def key_before(keys: Sequence[K], frame: int) -> K | None:
    return next((key for key in reversed(keys) if key.frame < frame), None)


def key_after(keys: Iterable[K], frame: int) -> K | None:
    return next((key for key in keys if key.frame > frame), None)


def in_order(keys: Iterable[K]) -> tuple[K, ...]:
    """Sorted by time; of several at one frame the last."""
    return tuple(sorted({key.frame: key for key in keys}.values(), key=lambda key: key.frame))


def without(keys: Iterable[K], frame: int) -> tuple[K, ...]:
    return tuple(key for key in keys if key.frame != frame)


def eased(keys: Sequence[K], ease: Ease, frame: int | None = None) -> tuple[K, ...]:
    """With another way from the last key frame up to `frame` to the next; None: from all of them."""
    now = None if frame is None or not keys else key_before(keys, frame + 1) or keys[0]
    return tuple(replace(key, ease=ease) if now in (None, key) else key for key in keys)


def shifted(keys: tuple[K, ...], by: int) -> tuple[K, ...]:
    """Of a clip whose first frame is now `by` frames earlier: all stays on its frame of the film."""
    return tuple(replace(key, frame=key.frame + by) for key in keys) if by else keys


def stretched(keys: tuple[K, ...], times: Fraction) -> tuple[K, ...]:
    """Taking so many times as long, to the nearest frames; of key frames that meet, the last is left."""
    if not keys or times == 1:
        return keys
    return in_order(replace(key, frame=nearest(key.frame * times)) for key in keys)


def faults(keys: Sequence[Key]) -> Iterator[str]:
    """What is wrong with their times and ways, each as the end of a sentence that names the clip."""
    for key in keys:
        if key.ease not in EASES:
            yield f"goes on from a key frame by “{key.ease}”, which is none of {', '.join(EASES)}"
        if abs(key.frame) > FARTHEST:
            yield f"has a key frame {key.frame} frames after its first one, where no film reaches"
    frames = [key.frame for key in keys]
    if frames != sorted(set(frames)):
        yield "has key frames that are not in order of time"
