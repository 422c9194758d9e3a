"""How loud a clip is at every sample: its gain, which goes evenly in decibels between key frames."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from engine.document.model import Clip


def decibels(clip: Clip, frames: np.ndarray) -> np.ndarray:
    """At each of `frames`, film frames and parts of them counted from the clip's first one; float64."""
    keys = clip.gain_keys
    if not keys:
        return np.full(len(frames), clip.gain, np.float64)
    at = np.array([key.frame for key in keys], np.float64)
    values = np.array([key.value for key in keys], np.float64)
    held, smooth = (np.array([key.ease == ease for key in keys]) for ease in ("hold", "smooth"))
    after = np.searchsorted(at, frames, side="right")
    one, other = np.maximum(after - 1, 0), np.minimum(after, len(keys) - 1)
    share = np.clip((frames - at[one]) / np.maximum(at[other] - at[one], 1.0), 0.0, 1.0)
    share = np.where(smooth[one], share * share * (3 - 2 * share), share)
    share[held[one]] = 0.0
    return values[one] + (values[other] - values[one]) * share


def amplitudes(clip: Clip, start: int, count: int, rate: Fraction, sample_rate: int) -> np.ndarray:
    """`[count, 1]` float32 for film samples from `start` on: what the clip's sound is multiplied by."""
    frames = (start + np.arange(count)) * float(rate / sample_rate) - clip.place.start
    return (10 ** (decibels(clip, frames) / 20)).astype(np.float32)[:, None]
