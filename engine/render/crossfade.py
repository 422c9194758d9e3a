"""Sounds that come and go with their pictures: fades, dissolves and blends, all at equal power.

    what comes   sin(π/2 · influence)        what goes   cos(π/2 · influence)

Two sounds that have nothing in common keep their loudness so, whether they cross in a dissolve or by fades on
two tracks; mixed in equal parts they would sink by 3 dB. In a blend, a sound that goes on at both ends (the
second clip only appears in the first, and is silent) stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from engine.document.fades import dissolving
from engine.document.layers import pairs
from engine.document.model import Card, Clip, Document, Point
from engine.document.parts import curve_part
from engine.document.queries import clips_in, tracks_of
from engine.document.time import FrameRange

STRAIGHT: tuple[Point, ...] = ((0.0, 0.0), (1.0, 1.0))


@dataclass(frozen=True, slots=True)
class Fade:
    """Over film frames `place`, by `points` (time, influence of the upper clip), both 0 … 1."""

    place: FrameRange
    points: tuple[Point, ...]
    upper: bool

    def gain(self, start: int, count: int, rate: Fraction, sample_rate: int) -> np.ndarray:
        """`[count, 1]` float32 for film samples from `start` on; 1 outside `place`."""
        frame = (start + np.arange(count)) * float(rate / sample_rate)
        times, influences = np.array(self.points, np.float64).T
        angle = np.interp((frame - self.place.start) / len(self.place), times, influences) * (np.pi / 2)
        inside = (frame >= self.place.start) & (frame < self.place.stop)
        gain = np.where(inside, np.sin(angle) if self.upper else np.cos(angle), 1.0)
        return gain.astype(np.float32)[:, None]


def fades(document: Document) -> dict[str, list[Fade]]:
    """By the id of the sound clip, what it is multiplied by."""
    found: dict[str, list[Fade]] = {}
    for clip, fade in _of_clips(document):
        found.setdefault(clip.id, []).append(fade)
    for card in document.cards:
        for clip, fade in _of_card(document, card) if card.blend else ():
            found.setdefault(clip.id, []).append(fade)
    return found


def tails(document: Document) -> dict[str, int]:
    """By the id of the sound clip, for how many film frames it is heard beyond its end: in a dissolve."""
    return {left.id: clip.dissolve for left, clip in _dissolves(document)}


def _dissolves(document: Document) -> Iterator[tuple[Clip, Clip]]:
    """Every two sound clips, both heard, of which the second comes out of the first."""
    for track in tracks_of(document, "audio"):
        for left, clip in pairwise(track.clips):
            if clip.dissolve and not (left.muted or clip.muted) and left.place.stop == clip.place.start:
                yield left, clip


def _of_clips(document: Document) -> Iterator[tuple[Clip, Fade]]:
    for track in tracks_of(document, "audio"):
        for clip in track.clips:
            start, stop = clip.place.start, clip.place.stop
            if clip.fade_in:
                yield clip, Fade(FrameRange(start, start + clip.fade_in), STRAIGHT, upper=True)
            if clip.fade_out:
                yield clip, Fade(FrameRange(stop - clip.fade_out, stop), STRAIGHT, upper=False)
    for left, clip in _dissolves(document):
        yield left, Fade(dissolving(clip), STRAIGHT, upper=False)
        yield clip, Fade(dissolving(clip), STRAIGHT, upper=True)


def _of_card(document: Document, card: Card) -> Iterator[tuple[Clip, Fade]]:
    for place, lower, upper in pairs(document, card.range):
        points = curve_part(card.blend, card.range, place)
        for picture, over in ((lower, False), (upper, True)):
            for sound in clips_in(document, place, "audio"):
                goes_on = sound.place.start < card.range.start and sound.place.stop > card.range.stop
                if sound.link and sound.link == picture.clip.link and not goes_on:
                    yield sound, Fade(place, points, over)
