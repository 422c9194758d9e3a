"""The film's sound: every unmuted audio clip, mixed at its place, as loud as it is there, with its fades."""

from __future__ import annotations

import math
from collections import OrderedDict
from fractions import Fraction

import numpy as np

from engine.document.model import Clip, Document
from engine.media.audio import AudioReader
from engine.render.crossfade import fades, tails
from engine.render.envelope import amplitudes

CHANNELS = 2
OPEN_FILES = 8


def sample_at(frame: int, rate: Fraction, sample_rate: int) -> int:
    """The audio sample at which a frame begins. Exact at every rate, so that long films do not drift."""
    return round(Fraction(frame) / rate * sample_rate)


def _at_speed(reader: AudioReader, begin: Fraction, speed: Fraction, count: int) -> np.ndarray:
    """`count` samples of sound that begin at sample `begin` of the file and run `speed` times as fast.

    Its pitch goes with the speed, as a tape's does. A sample is the mean of what it passes over (which keeps
    fast sound free of whistling), read off the sound's running sum between its samples.
    """
    whole = math.floor(begin)
    read = math.floor(begin + count * speed) - whole + 2
    heard = reader.read(whole, read).astype(np.float64)
    total = np.concatenate([np.zeros((1, CHANNELS)), np.cumsum(heard, axis=0)])
    width = max(1.0, float(speed))
    at = float(begin - whole) + np.arange(count) * float(speed)
    steps = np.arange(read + 1)
    means = [
        (np.interp(at + width, steps, total[:, c]) - np.interp(at, steps, total[:, c])) / width
        for c in range(CHANNELS)
    ]
    return np.stack(means, axis=1).astype(np.float32)


class SoundMixer:
    """Mixes the sound of one document version. Not thread-safe."""

    def __init__(self, document: Document, rate: int = 48_000) -> None:
        self.rate = rate
        self._readers: OrderedDict[str, AudioReader] = OrderedDict()
        self.update(document)

    def update(self, document: Document) -> None:
        self._document = document
        self._assets = {asset.id: asset for asset in document.assets}
        self._clips = [
            clip
            for track in document.tracks
            if track.kind == "audio" and not track.muted
            for clip in track.clips
            if not clip.muted
        ]
        self._fades, self._tails = fades(document), tails(document)

    @property
    def silent(self) -> bool:
        """No clip sounds at all: an export has no sound stream then."""
        return not self._clips

    def read(self, start: int, count: int) -> np.ndarray:
        """Samples `start` … `start + count - 1` of the film, `[count, 2]` float32 in [-1, 1]."""
        mix = np.zeros((count, CHANNELS), np.float32)
        for clip in self._clips:
            self._add(mix, clip, start)
        return np.clip(mix, -1.0, 1.0, out=mix)

    def close(self) -> None:
        for reader in self._readers.values():
            reader.close()
        self._readers.clear()

    def _add(self, mix: np.ndarray, clip: Clip, start: int) -> None:
        rate = self._document.rate
        first = sample_at(clip.place.start, rate, self.rate)
        stop = sample_at(clip.place.stop + self._tails.get(clip.id, 0), rate, self.rate)
        a, b = max(first, start), min(stop, start + len(mix))
        if a >= b:
            return
        reader = self._reader(self._assets[clip.asset].path)
        # Counted from where the film begins, so that a cut, whose own sample is a rounded one, moves nothing.
        if clip.speed == 1:
            heard = reader.read(a + sample_at(clip.source_start - clip.place.start, rate, self.rate), b - a)
        else:
            zero = clip.source_start + clip.phase - clip.place.start * clip.speed
            heard = _at_speed(reader, zero / rate * self.rate + a * clip.speed, clip.speed, b - a)
        if clip.gain_keys:
            heard = heard * amplitudes(clip, a, b - a, rate, self.rate)
        elif clip.gain:
            heard = heard * np.float32(10 ** (clip.gain / 20))
        for fade in self._fades.get(clip.id, ()):
            heard = heard * fade.gain(a, b - a, rate, self.rate)
        mix[a - start : b - start] += heard

    def _reader(self, path: str) -> AudioReader:
        reader = self._readers.get(path)
        if reader is None:
            reader = self._readers[path] = AudioReader(path, rate=self.rate, channels=CHANNELS)
            while len(self._readers) > OPEN_FILES:
                self._readers.popitem(last=False)[1].close()
        self._readers.move_to_end(path)
        return reader
