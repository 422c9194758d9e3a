"""How visible is a join: its step in colour, texture and motion against the film's own steps around it.

A score of 1.0 says that the step from the last frame before the join to the first one after it is as large
as the larger steps (90th percentile) between the frames nearby; a film's ordinary frames score at or below 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np

from engine.document.model import Document
from engine.document.picture import TakePicture, runs
from engine.document.queries import loops
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.media.open import open_reader
from engine.media.steps import AROUND, reduced, score, steps_between
from engine.render.compose import Composer


@dataclass(frozen=True, slots=True)
class Seam:
    """The join in front of film frame `frame`; `score` is the worst of its three parts. In a loop the join
    in front of its first frame stands where the film ends."""

    frame: int
    score: float
    colour: float
    texture: float
    motion: float


def joins(document: Document, shown: ShownTake) -> tuple[int, ...]:
    """Frames at which a take meets footage or another take; a loop's end, when it meets its beginning so."""
    pieces = list(runs(document, FrameRange(0, document.frames), shown))
    pairs = list(pairwise(pieces))
    if pieces and loops(document):
        opening, picture = pieces[0]
        pairs.append((pieces[-1], (opening.shift(document.frames), picture)))
    return tuple(
        run.start
        for (_, before), (run, after) in pairs
        if isinstance(before, TakePicture) or isinstance(after, TakePicture)
    )


def seams(document: Document, shown: ShownTake) -> list[Seam]:
    """A score for every join of the film, in time order."""
    places = joins(document, shown)
    if not places:
        return []
    # As exactly as it is exported: the viewer's quick way from YUV is a level too dark, in footage alone.
    with Composer(document, shown, None, partial(open_reader, exact=True)) as composer:
        return [_seam(composer, n, _around(document, n), document.frames, places) for n in places]


def _around(document: Document, n: int) -> FrameRange:
    """The frames to look at on either side of a join: a loop's go on beyond its ends, once round at most."""
    near, frames = AROUND + 1, document.frames
    if loops(document):
        return FrameRange(n - min(near, frames), n + min(near, frames))
    return FrameRange(max(0, n - near), min(frames, n + near))


def _seam(composer: Composer, n: int, around: FrameRange, frames: int, places: tuple[int, ...]) -> Seam:
    steps = np.array(steps_between([reduced(composer.frame(i % frames)) for i in around]))
    at = n - around.start - 1
    # Frame 0 is the film's end, where a loop has its last join.
    joined = {place % frames for place in places}
    others = [i for i in range(len(steps)) if (i + around.start + 1) % frames not in joined]
    return Seam(n, *score(steps[at], steps[others]))
