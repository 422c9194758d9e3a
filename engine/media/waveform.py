"""Minima and maxima of sound, for drawing it; kept for later runs."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np

from engine import __version__
from engine.errors import Cancelled
from engine.media.audio import AudioReader
from engine.media.cache import Shelf
from engine.media.index_store import key_of
from engine.media.probe import probe

PEAKS = Shelf("peaks", 1, 256 << 20)
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
    for result in peaks_so_far(path, buckets, start, stop, cancelled):  # noqa: B007 the last one is whole
        pass
    return result


def peaks_so_far(
    path: str | Path,
    buckets: int,
    start: Fraction | float = 0,
    stop: Fraction | float | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[np.ndarray]:
    """`peaks` while they are read: the same array each time, filled further, zeros where it is not yet.

    What was read before, by this run or another, comes at once and whole. Nothing comes where there is no
    sound. Raises as `peaks` does.
    """
    info = probe(path)
    if info.audio is None or buckets <= 0:
        return
    rate = info.audio.rate
    end = Fraction(stop) if stop is not None else max(info.duration, info.audio.duration)
    key = f"{key_of(info.path)}-{__version__}-{buckets}-{float(start):.6f}-{float(end):.6f}"
    _look(cancelled)
    kept = _unpack(PEAKS.get(key), buckets)
    if kept is not None:
        yield kept
        return
    edges = (
        np.linspace(round(Fraction(start) * rate), round(end * rate), buckets + 1).round().astype(np.int64)
    )
    result = np.zeros((buckets, 2), np.float32)
    with AudioReader(path, rate, 2) as reader:
        first = 0
        while first < buckets:
            _look(cancelled)
            last = int(np.searchsorted(edges, edges[first] + CHUNK, "right")) - 1
            last = min(max(last, first + 1), buckets)
            _fill(result, reader, edges, first, last)
            first = last
            yield result
    PEAKS.put(key, zlib.compress(result.tobytes(), 1))


def _look(cancelled: Callable[[], bool] | None) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled("Reading the sound was stopped.")


def _unpack(data: bytes | None, buckets: int) -> np.ndarray | None:
    if data is None:
        return None
    try:
        raw = zlib.decompressobj().decompress(data, buckets * 8 + 1)
        return np.frombuffer(raw, np.float32).reshape(buckets, 2).copy()
    except (zlib.error, ValueError):
        return None


def _fill(result: np.ndarray, reader: AudioReader, edges: np.ndarray, first: int, last: int) -> None:
    """Buckets `first` … `last - 1`. A bucket shorter than a sample takes the sample it lies in."""
    origin = int(edges[first])
    samples = reader.read(origin, max(1, int(edges[last]) - origin))
    offsets = np.minimum(edges[first:last] - origin, len(samples) - 1)
    result[first:last, 0] = np.minimum.reduceat(samples.min(axis=1), offsets)
    result[first:last, 1] = np.maximum.reduceat(samples.max(axis=1), offsets)
