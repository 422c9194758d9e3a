"""The sounds of two clips that are blended cross over as their pictures do, at equal power.

    upper clip   sin(π/2 · influence)        lower clip   cos(π/2 · influence)

Two sounds that have nothing in common keep their loudness so. A sound that goes on at both ends of the blend
(the second clip only appears in the first, and is silent) stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from engine.document.layers import pairs
from engine.document.model import Card, Clip, Document, Point
from engine.document.parts import curve_part
from engine.document.queries import clips_in
from engine.document.time import FrameRange


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
    for card in document.cards:
        for clip, fade in _of_card(document, card) if card.blend else ():
            found.setdefault(clip.id, []).append(fade)
    return found


def _of_card(document: Document, card: Card) -> Iterator[tuple[Clip, Fade]]:
    for place, lower, upper in pairs(document, card.range):
        points = curve_part(card.blend, card.range, place)
        for picture, over in ((lower, False), (upper, True)):
            for sound in clips_in(document, place, "audio"):
                goes_on = sound.place.start < card.range.start and sound.place.stop > card.range.stop
                if sound.link and sound.link == picture.clip.link and not goes_on:
                    yield sound, Fade(place, points, over)
