"""Minima and maxima of sound, for drawing it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np

from engine.errors import Cancelled
from engine.media.audio import AudioReader
from engine.media.probe import probe

CHUNK = 1 << 18  # samples read at a time; a cancel is noticed between chunks


def peaks(
    path: str | Path,
    buckets: int,
    start: Fraction | float = 0,
    stop: Fraction | float | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> np.ndarray:
    """Sound from `start` to `stop` seconds (None: its end) as `[buckets, 2]` float32: minimum, maximum.

    Taken over both channels, in -1 … 1; zeros where there is no sound. Raises `TweenError` when the file
    cannot be read, `Cancelled` when `cancelled()` turns true.
    """
    result = np.zeros((buckets, 2), np.float32)
    info = probe(path)
    if info.audio is None or buckets <= 0:
        return result
    rate = info.audio.rate
    end = Fraction(stop) if stop is not None else max(info.duration, info.audio.duration)
    edges = (
        np.linspace(round(Fraction(start) * rate), round(end * rate), buckets + 1).round().astype(np.int64)
    )
    with AudioReader(path, rate, 2) as reader:
        first = 0
        while first < buckets:
            if cancelled is not None and cancelled():
                raise Cancelled("Reading the sound was stopped.")
            last = int(np.searchsorted(edges, edges[first] + CHUNK, "right")) - 1
            last = min(max(last, first + 1), buckets)
            _fill(result, reader, edges, first, last)
            first = last
    return result


def _fill(result: np.ndarray, reader: AudioReader, edges: np.ndarray, first: int, last: int) -> None:
    """Buckets `first` … `last - 1`. A bucket shorter than a sample takes the sample it lies in."""
    origin = int(edges[first])
    samples = reader.read(origin, max(1, int(edges[last]) - origin))
    offsets = np.minimum(edges[first:last] - origin, len(samples) - 1)
    result[first:last, 0] = np.minimum.reduceat(samples.min(axis=1), offsets)
    result[first:last, 1] = np.maximum.reduceat(samples.max(axis=1), offsets)
