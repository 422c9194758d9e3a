"""How visible is a join: its step in colour, texture and motion against the film's own steps around it.

A score of 1.0 says that the step from the last frame before the join to the first one after it is as large
as the larger steps (90th percentile) between the frames nearby; a film's ordinary frames score at or below 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engine.document.model import Document
from engine.document.picture import TakePicture, runs
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.render.compose import Composer

AROUND = 12
"""Steps looked at on either side of a join: half a second of film at 24 a second."""

WIDTH = 192
"""Frames are judged this wide: finer than that is the encoder's grain, not a seam."""

FLOOR = np.array([0.25, 0.01, 0.25])
"""Steps that nobody sees: a quarter of a grey level in colour and motion, 1 % of texture energy. They keep a
still film from turning its own noise into scores."""


@dataclass(frozen=True, slots=True)
class Seam:
    """The join in front of film frame `frame`; `score` is the worst of its three parts."""

    frame: int
    score: float
    colour: float
    texture: float
    motion: float


def joins(document: Document, shown: ShownTake) -> tuple[int, ...]:
    """Frames at which a take meets footage or another take."""
    pieces = list(runs(document, FrameRange(0, document.frames), shown))
    return tuple(
        run.start
        for (_, before), (run, after) in pairwise(pieces)
        if isinstance(before, TakePicture) or isinstance(after, TakePicture)
    )


def seams(document: Document, shown: ShownTake) -> list[Seam]:
    """A score for every join of the film, in time order."""
    places = joins(document, shown)
    if not places:
        return []
    with Composer(document, shown) as composer:
        return [_seam(composer, n, document.frames, places) for n in places]


def _seam(composer: Composer, n: int, frames: int, places: tuple[int, ...]) -> Seam:
    first, stop = max(0, n - AROUND - 1), min(frames, n + AROUND + 1)
    steps = np.array(steps_between([reduced(composer.frame(i)) for i in range(first, stop)]))
    at = n - first - 1
    others = [i for i in range(len(steps)) if i + first + 1 not in places]
    return Seam(n, *score(steps[at], steps[others]))


def reduced(rgb: np.ndarray) -> np.ndarray:
    """Block means of a picture, about `WIDTH` wide.

    Composed at full size first: a scaler on the way from the file rounds footage and takes differently, and
    that would be taken for a seam.
    """
    k = max(1, rgb.shape[1] // WIDTH)
    h, w = rgb.shape[0] // k, rgb.shape[1] // k
    return rgb[: h * k, : w * k].reshape(h, k, w, k, 3).mean(axis=(1, 3), dtype=np.float32)


def score(step: np.ndarray, others: np.ndarray) -> tuple[float, float, float, float]:
    """(worst, colour, texture, motion) of one step `[3]` against the other steps `[n, 3]`."""
    usual = np.percentile(others, 90, axis=0) if len(others) else np.zeros(3)
    parts = (step + FLOOR) / (usual + FLOOR)
    colour, texture, motion = (round(float(part), 3) for part in parts)
    return max(colour, texture, motion), colour, texture, motion


def steps_between(pictures: list[np.ndarray]) -> list[np.ndarray]:
    """Step from each picture `[H, W, 3]` (grey levels) to the next: `[3]` colour, texture, motion.

    Colour and motion are in grey levels, texture is the difference of log edge energy.
    """
    steps: list[np.ndarray] = []
    before = None
    for picture in pictures:
        rgb = picture.astype(np.float32)
        luma = rgb @ np.array([0.2126, 0.7152, 0.0722], np.float32)
        edges = np.abs(np.diff(luma, axis=0)).mean() + np.abs(np.diff(luma, axis=1)).mean()
        now = (rgb.mean(axis=(0, 1)), float(np.log(edges + 1.0)), luma)
        if before is not None:
            colour = float(np.abs(now[0] - before[0]).max())
            motion = float(np.abs(now[2] - before[2]).mean())
            steps.append(np.array([colour, abs(now[1] - before[1]), motion]))
        before = now
    return steps
