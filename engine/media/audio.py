"""Samples by exact position.

Sample 0 of a clip is the moment of its first picture (of its first sound, for sound alone), so the relation
of picture and sound is the file's own. Sound is clocked by counting samples; timestamps only place the
first one, and again where they differ by more than `SLACK`, which keeps long recordings in step and fills
gaps with silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from math import gcd
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame

from engine.media.images import is_image
from engine.media.probe import AudioInfo
from engine.media.safety import check_file, demux, open_container
from engine.media.scan import scan

SLACK = 0.04  # seconds; below what an eye notices on lips, above the jitter of any container's timestamps
PREROLL = 0.25  # seconds decoded before a target after a seek: covers Opus, MP3's reservoir and AAC's overlap
THROUGH = 2.0  # seconds; a forward jump no longer than this is decoded through
HISTORY = 1.0  # seconds kept behind the reading position
ANCHORS = 100_000
HALF = 0.70710678
# Share of each channel in (left, right): ITU-R BS.775. The low-frequency channel is left out, as there.
DOWNMIX = {
    "FL": (1.0, 0.0), "FR": (0.0, 1.0), "FC": (HALF, HALF), "LFE": (0.0, 0.0),
    "BL": (HALF, 0.0), "BR": (0.0, HALF), "SL": (HALF, 0.0), "SR": (0.0, HALF), "BC": (0.5, 0.5),
    "FLC": (1.0, 0.0), "FRC": (0.0, 1.0), "DL": (1.0, 0.0), "DR": (0.0, 1.0),
}  # fmt: skip


def read_audio(
    path: str | Path, start: Fraction | float, stop: Fraction | float, rate: int = 48_000, channels: int = 2
) -> np.ndarray:
    """Sound of a clip from `start` to `stop` seconds: `[round((stop - start) · rate), channels]` float32.

    Silence where the file has no sound. Raises `TweenError` when the file cannot be opened.
    """
    start, stop = Fraction(start), Fraction(stop)
    with AudioReader(path, rate, channels) as reader:
        return reader.read(round(start * rate), max(0, round((stop - start) * rate)))


class AudioReader:
    """Reads a file's sound at any position, resampled to `rate`, as 1 or 2 `channels`. Not thread-safe.

    Reading forwards is cheapest. `info` is None for a file without sound, which reads as silence.
    """

    def __init__(self, path: str | Path, rate: int = 48_000, channels: int = 2) -> None:
        self.rate, self.channels = rate, channels
        self.info: AudioInfo | None = None
        self._container = None
        real = check_file(path)
        if is_image(real):
            return
        found = scan(real)
        if found.audio_stream is None or found.info.audio is None:
            return
        self.info = found.info.audio
        self._path = real
        self._stream_index = found.audio_stream
        self._native = self.info.rate
        self._zero = found.picture_start
        self._anchors: dict[int, int] = {}
        self._grid: tuple[int, int] | None = None
        self._end: int | None = None  # the sound is known to be over here, at `rate`
        self._restart()

    def read(self, start: int, count: int) -> np.ndarray:
        """Samples `start` … `start + count - 1` of the clip at `rate`: `[count, channels]` float32.

        Silence before the sound begins and after it ends.
        """
        out = np.zeros((max(count, 0), self.channels), np.float32)
        if self._container is None or count <= 0 or (self._end is not None and start >= self._end):
            return out
        behind = start < self._have_from
        if behind or start > self._have_to + THROUGH * self.rate:
            self._place(start)
        while self._have_to < start + count:
            block = next(self._blocks, None)
            if block is None:
                self._end = max(self._have_to, min(start, self._end or start))
                break
            self._keep(block, start)
        for position, block in self._kept:
            a, b = max(position, start), min(position + len(block), start + count)
            if a < b:
                out[a - start : b - start] = block[a - position : b - position]
        return out

    def close(self) -> None:
        if self._container is not None:
            self._blocks = iter(())
            self._container.close()
            self._container = None

    def __enter__(self) -> AudioReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Where decoding stands. Positions called native count samples at the file's own rate.

    def _restart(self) -> None:
        """Open the file afresh, at its first sample."""
        if self._container is not None:
            self._container.close()
        self._container = open_container(self._path)
        self._stream = self._container.streams[self._stream_index]
        self._time_base = self._stream.time_base or Fraction(1, self._native)
        self._coarse = self._time_base > Fraction(1, self._native)
        decoded = self._decoded()
        if self._zero is None:  # sound alone begins with the first sample that comes out
            first = next(decoded, None)
            self._zero = ((first and first[0]) or self._stream.start_time or 0) * self._time_base
            decoded = decoded if first is None else chain([first], decoded)
        self._begin(self._continuous(decoded, from_start=True))
        self._have_from = -(1 << 62)  # nothing lies before the first sample but silence
        for _ in range(4):
            if self._coarse and self._grid is None and (block := next(self._blocks, None)) is not None:
                self._keep(block, block[0])

    def _begin(self, native: Iterator[tuple[int, np.ndarray]]) -> None:
        self._blocks = self._resampled(native)
        self._kept: list[tuple[int, np.ndarray]] = []
        first = next(self._blocks, None)
        if first is None:
            self._have_from, self._have_to = -(1 << 62), -(1 << 62)
            return
        self._have_from = self._have_to = first[0]
        self._keep(first, first[0])

    def _place(self, start: int) -> None:
        """Bring decoding to at most `start`, from a little before so that codecs have settled."""
        assert self._container is not None
        assert self._zero is not None
        wanted = Fraction(start, self.rate)
        for back in (Fraction(PREROLL), Fraction(2), Fraction(10)):
            seconds = wanted - back
            if seconds <= 0:
                break
            try:
                self._container.seek(
                    int((seconds + self._zero) / self._time_base), stream=self._stream, backward=True
                )
            except (av.FFmpegError, OSError):
                break
            self._stream.codec_context.flush_buffers()  # pyright: ignore[reportAttributeAccessIssue]
            self._begin(self._continuous(self._decoded()))
            if self._have_from <= start - int(PREROLL * self.rate / 4):
                return
        self._restart()

    def _keep(self, block: tuple[int, np.ndarray], start: int) -> None:
        self._kept.append(block)
        self._have_to = block[0] + len(block[1])
        limit = min(start, self._have_to) - int(HISTORY * self.rate)
        while len(self._kept) > 1 and self._kept[0][0] + len(self._kept[0][1]) <= limit:
            position, old = self._kept.pop(0)
            self._have_from = position + len(old)

    def _decoded(self) -> Iterator[tuple[int | None, np.ndarray]]:
        """(timestamp, samples `[n, channels]` float32) of each decoded frame."""
        assert self._container is not None
        packets = demux(self._container, self._stream)
        context = self._stream.codec_context
        while True:
            try:
                packet = next(packets, None)
            except (av.FFmpegError, OSError):
                packet = None
            try:
                frames = context.decode(packet if packet is not None and packet.size else None)  # pyright: ignore
            except av.FFmpegError:
                frames = []
            for frame in frames:
                yield frame.pts, self._samples(frame)
            if packet is None or packet.size == 0:
                return

    def _continuous(
        self, decoded: Iterator[tuple[int | None, np.ndarray]], from_start: bool = False
    ) -> Iterator[tuple[int, np.ndarray]]:
        """Blocks that follow on each other: gaps become silence, overlaps are dropped, jitter is ignored."""
        position: int | None = None
        slack = int(SLACK * self._native)
        for number, (pts, samples) in enumerate(decoded):
            stated = self._position_of(pts)
            if position is None:
                position = stated or 0
            elif stated is not None and abs(stated - position) > slack:
                if stated > position:
                    while position < stated:
                        quiet = np.zeros((min(stated - position, self._native), self.channels), np.float32)
                        yield position, quiet
                        position += len(quiet)
                else:
                    samples = samples[position - stated :]
            if self._coarse and from_start:
                # Timestamps in milliseconds cannot place a sample: remember where counting put this one.
                if pts is not None and len(self._anchors) < ANCHORS:
                    self._anchors.setdefault(pts, position)
                if number == 1 and len(samples):  # the first frame may have lost its priming
                    self._grid = position, len(samples)
            if len(samples):
                yield position, samples
                position += len(samples)

    def _position_of(self, pts: int | None) -> int | None:
        """Native position of a timestamp: where counting once put it, else by the clock.

        Where the clock is coarse and frames are of one length, the position is the nearest frame boundary.
        """
        assert self._zero is not None
        if pts is None:
            return None
        if pts in self._anchors:
            return self._anchors[pts]
        stated = round((pts * self._time_base - self._zero) * self._native)
        if self._grid is not None:
            origin, length = self._grid
            boundary = origin + round((stated - origin) / length) * length
            if abs(boundary - stated) <= 1 + 2 * self._time_base * self._native:
                return boundary
        return stated

    def _samples(self, frame: AudioFrame) -> np.ndarray:
        if frame.sample_rate != self._native:
            resampler = av.AudioResampler(format="fltp", rate=self._native)
            parts = [f.to_ndarray().T for f in (*resampler.resample(frame), *resampler.resample(None))]
            data = np.concatenate(parts) if parts else np.zeros((0, frame.layout.nb_channels), np.float32)
        else:
            data = frame.to_ndarray()
            data = data.T if frame.format.is_planar else data.reshape(-1, frame.layout.nb_channels)
        if data.dtype == np.uint8:
            data = (data.astype(np.float32) - 128.0) / 128.0
        elif data.dtype.kind == "i":
            data = data.astype(np.float32) / float(1 << (8 * data.dtype.itemsize - 1))
        data = np.nan_to_num(data.astype(np.float32, copy=False))
        return mix_channels(data, [c.name for c in frame.layout.channels], self.channels)

    def _resampled(self, native: Iterator[tuple[int, np.ndarray]]) -> Iterator[tuple[int, np.ndarray]]:
        """Blocks at `rate`; the first is padded back to where both rates have a sample, so starts agree."""
        if self._native == self.rate:
            yield from native
            return
        common = gcd(self._native, self.rate)
        step, out_step = self._native // common, self.rate // common
        layout = "mono" if self.channels == 1 else "stereo"
        resampler = av.AudioResampler(format="fltp", layout=layout, rate=self.rate)
        position: int | None = None
        for at, samples in native:
            if position is None:
                pad = at % step
                position = (at - pad) // step * out_step
                samples = np.concatenate([np.zeros((pad, self.channels), np.float32), samples])
            frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples.T), format="fltp", layout=layout)
            frame.sample_rate = self._native
            for done in resampler.resample(frame):
                block = done.to_ndarray().T
                yield position, block
                position += len(block)
        if position is not None:
            for done in resampler.resample(None):
                yield position, done.to_ndarray().T
                position += done.samples


def mix_channels(samples: np.ndarray, names: list[str], channels: int) -> np.ndarray:
    """`[n, len(names)]` -> `[n, channels]` float32; never louder than the loudest input."""
    count = samples.shape[1]
    if count == channels:
        return samples
    if count == 1:
        return np.repeat(samples, channels, axis=1)
    weights = np.array([DOWNMIX.get(name, (0.5, 0.5)) for name in names], np.float32)
    if channels == 1:
        weights = weights.sum(axis=1, keepdims=True)
    weights /= max(float(weights.sum(axis=0).max()), 1.0)
    return samples @ weights
