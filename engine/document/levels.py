"""How loud a clip is and how much is seen of it: one number throughout, or key frames that it goes between.

    gain      decibels by which its sound is louder than in its file; between key frames it goes evenly in
              decibels, as the line on the timeline is drawn and as ears hear it
    opacity   0 … 1; between key frames it goes evenly, and is exactly 0 or 1 where they say so

Frames count from the clip's first one throughout, as those of key frames do, but in `level_at`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, get_args

from engine.document.keys import Ease, Key, faults, in_order, key_at, key_before, passage, without

if TYPE_CHECKING:
    from engine.document.model import Clip

Level = Literal["gain", "opacity"]
LEVELS: tuple[Level, ...] = get_args(Level)

GAIN = (-60.0, 24.0)
"""Decibels: from next to nothing to sixteen times."""
OPACITY = (0.0, 1.0)
LIMITS: dict[Level, tuple[float, float]] = {"gain": GAIN, "opacity": OPACITY}


@dataclass(frozen=True, slots=True)
class LevelKey(Key):
    """The level at one frame."""

    value: float = 0.0
    ease: Ease = field(default="linear", kw_only=True)


Keys = tuple[LevelKey, ...]


def keys_of(clip: Clip, level: Level) -> Keys:
    return clip.gain_keys if level == "gain" else clip.opacity_keys


def number_of(clip: Clip, level: Level) -> float:
    """The level throughout; of a clip with key frames, that of the first one."""
    return clip.gain if level == "gain" else clip.opacity


def with_level(clip: Clip, level: Level, number: float, keys: Keys = ()) -> Clip:
    """`clip` with that level throughout, or going between `keys`; the number is the first one's then, which
    programs go by that know of none."""
    number = keys[0].value if keys else number
    if level == "gain":
        return replace(clip, gain=number, gain_keys=keys)
    return replace(clip, opacity=number, opacity_keys=keys)


def value_at(keys: Sequence[LevelKey], frame: float) -> float:
    """Between `keys`, one or more in order of time."""
    one, other, share = passage(keys, frame)
    return one.value + (other.value - one.value) * share


def level_at(clip: Clip, level: Level, frame: float) -> float:
    """At film frame `frame`, which may lie beyond the clip's end."""
    keys = keys_of(clip, level)
    return value_at(keys, frame - clip.place.start) if keys else number_of(clip, level)


def with_key(clip: Clip, level: Level, frame: int, value: float | None = None) -> Keys:
    """The key frames with one at `frame`; None: where the level is already."""
    keys = keys_of(clip, level)
    old = key_at(keys, frame) or key_before(keys, frame) or LevelKey(frame)
    if value is None:
        value = level_at(clip, level, clip.place.start + frame)
    kept = old.extra if old.frame == frame else ""
    return in_order((*keys, LevelKey(frame, value, ease=old.ease, extra=kept)))


def without_key(clip: Clip, level: Level, frame: int) -> Clip:
    """Without the one at `frame`; without the last one the level is throughout as that had it."""
    now = level_at(clip, level, clip.place.start + frame)
    return with_level(clip, level, now, without(keys_of(clip, level), frame))


def level_faults(clip: Clip) -> Iterator[str]:
    """What is wrong with both levels, each as the end of a sentence that names the clip."""
    for level in LEVELS:
        for value in (number_of(clip, level), *(key.value for key in keys_of(clip, level))):
            if not LIMITS[level][0] <= value <= LIMITS[level][1]:
                yield f"has a gain of {value:g} dB" if level == "gain" else f"has an opacity of {value:g}"
        yield from faults(keys_of(clip, level))
