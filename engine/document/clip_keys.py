"""All key frames of a clip together, framing and levels: cut or at another speed it keeps them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from engine.document.keys import shifted, stretched
from engine.document.model import Clip


def has_keys(clip: Clip) -> bool:
    return bool(clip.gain_keys or clip.opacity_keys or (clip.framing is not None and clip.framing.keys))


def keys_shifted(clip: Clip, by: int) -> Clip:
    """Of a clip whose first frame is now `by` frames earlier: all stays on its frame of the film."""
    if not by or not has_keys(clip):
        return clip
    framing = clip.framing and replace(clip.framing, keys=shifted(clip.framing.keys, by))
    gain, opacity = shifted(clip.gain_keys, by), shifted(clip.opacity_keys, by)
    return replace(clip, framing=framing, gain_keys=gain, opacity_keys=opacity)


def keys_stretched(clip: Clip, times: Fraction) -> Clip:
    """Taking so many times as long, to the nearest frames."""
    if times == 1 or not has_keys(clip):
        return clip
    framing = clip.framing and replace(clip.framing, keys=stretched(clip.framing.keys, times))
    gain, opacity = stretched(clip.gain_keys, times), stretched(clip.opacity_keys, times)
    return replace(clip, framing=framing, gain_keys=gain, opacity_keys=opacity)
