"""Colour and sharpness that wander when a shot is drawn on and on, each time from what was drawn last.

Each part of it is joined without a step to the one before it, so that what is a little off in every part adds
up: after ten of them a sky has another blue, and edges stand out harder. So each part is compared with the
pictures that the shot began with, too, and led back to them:

    shot began ─┐ plate: the median picture, subjects that move on dropped out of it
    drawn frame ─── less the plate ─▶ median over the picture = what the colour has wandered
                    where both show the same, edge against edge = what the sharpness has

A shot that is drawn from words alone, longer than a model's window, begins with its own first window.

Only what is off everywhere alike has wandered. Where the picture has become another one (the camera moved,
the sun set) its places differ each in its own way, and it is left as it was drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np

CELL = 8
"""Pixels of a drawn frame, across and down, that are compared as one."""
FINE = 4.0
"""Pixels of blur that take away what counts as detail."""
PACE = 12
"""Drawn frames in which about two thirds of what has wandered are taken back."""
UNLIKE = (8.0, 20.0)
"""Grey levels by which half of the picture is off in another way than the whole is: up to the first both show
the same, from the last they do not."""
FAR = (20.0, 40.0)
"""Grey levels of a change of the whole picture: up to the first it has wandered, from the last it is
meant."""
GAIN = (0.5, 1.1)
"""Least and largest factor of the detail. It may be softened much; sharpened, a model's own faults would
show."""


@dataclass(frozen=True, slots=True)
class Tone:
    """What a drawn frame lacks: `shift [3]` grey levels to be added, its detail times `gain`."""

    shift: np.ndarray
    gain: float = 1.0

    def towards(self, other: Tone, part: float) -> Tone:
        return Tone(
            self.shift + part * (other.shift - self.shift), self.gain + part * (other.gain - self.gain)
        )

    def given(self, picture: np.ndarray, scale: float) -> np.ndarray:
        """`picture [H, W, 3]` with it, float32; `scale`: its pixels to one of the drawn frame."""
        picture = picture.astype(np.float32)
        if abs(self.gain - 1) > 1e-3:
            picture += (self.gain - 1) * (picture - cv2.GaussianBlur(picture, (0, 0), FINE * scale))
        return picture + self.shift.astype(np.float32)


PLATE = 6
"""Pictures of what the shot began with that are looked at, at most."""


class Began(Protocol):
    """What drawn frames are held to, told of each in turn."""

    def lacking(self, drawn: np.ndarray, else_: Tone) -> Tone: ...


class Opening:
    """What a shot began with: `pictures [h, w, 3]` uint8 of it, at least one, of the drawn frames' size."""

    def __init__(self, pictures: Sequence[np.ndarray]) -> None:
        self._colour = np.median([_cells(picture.astype(np.float32)) for picture in pictures], axis=0)
        self._detail = np.median([detail(picture) for picture in pictures], axis=0)

    def lacking(self, drawn: np.ndarray, else_: Tone) -> Tone:
        """What `drawn [h, w, 3]` uint8 has lost of it; `else_` as far as it shows something else."""
        off = self._colour - _cells(drawn.astype(np.float32))
        shift = np.median(off, axis=(0, 1))
        rest = np.abs(off - shift).max(2)
        same = rest < UNLIKE[1]
        trust = (1 - eased(float(np.median(rest)), *UNLIKE)) * (1 - eased(float(np.abs(shift).max()), *FAR))
        gain = bounded(self._detail[same].sum(), detail(drawn)[same].sum()) if same.any() else else_.gain
        return else_.towards(Tone(shift, gain), trust)


class FirstWindow:
    """The opening of a shot that has nothing beside it: its own first `frames` frames, as they were drawn."""

    def __init__(self, frames: int) -> None:
        self._frames, self._told = frames, 0
        self._pictures: list[np.ndarray] = []
        self._opening: Opening | None = None

    def lacking(self, drawn: np.ndarray, else_: Tone) -> Tone:
        """As `Opening` says it; nothing, as long as the first frames last."""
        if self._opening is not None:
            return self._opening.lacking(drawn, else_)
        if self._told % -(-self._frames // PLATE) == 0:
            self._pictures.append(drawn)
        self._told += 1
        if self._told == self._frames:
            self._opening = Opening(self._pictures)
        return else_


def detail(picture: np.ndarray) -> np.ndarray:
    """`[h', w']`: how much of `picture [h, w, 3]` uint8 is finer than `FINE`, cell by cell."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    return _cells(np.abs(grey - cv2.GaussianBlur(grey, (0, 0), FINE)))


def bounded(wanted: float, there: float) -> float:
    """The factor that brings the detail `there` to what is `wanted`, within `GAIN`."""
    return min(GAIN[1], max(GAIN[0], float((wanted + 1) / (there + 1))))


def eased(value: float, low: float, high: float) -> float:
    part = min(1.0, max(0.0, (value - low) / (high - low)))
    return part * part * (3 - 2 * part)


def _cells(picture: np.ndarray) -> np.ndarray:
    h, w = picture.shape[:2]
    return cv2.resize(picture, (max(1, w // CELL), max(1, h // CELL)), interpolation=cv2.INTER_AREA)
