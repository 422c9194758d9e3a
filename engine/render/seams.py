"""How visible is a join: its step in colour, texture and motion against the film's own steps around it.

A score of 1.0 says that the step from the last frame before the join to the first one after it is as large
as the larger steps (90th percentile) between the frames nearby; a film's ordinary frames score at or below 1.
A film that moves must not stand still there, either: frames that freeze score the higher, the more the clip
beside them moves (`engine.media.steps.still`).

A fade has no large step anywhere, and shows two pictures at once instead: for how many frames, is told beside
the score (`engine.render.ghost`).
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
from engine.media.steps import AROUND, reduced, score, steps_between, still
from engine.render.compose import Composer
from engine.render.ghost import ghost


@dataclass(frozen=True, slots=True)
class Seam:
    """The join in front of film frame `frame`; `score` is the worst of its four parts. `ghost`: for how many
    of the drawn frames beside it what is on its other side shows through them. In a loop the join in front of
    its first frame stands where the film ends."""

    frame: int
    score: float
    colour: float
    texture: float
    motion: float
    still: float
    ghost: float


@dataclass(frozen=True, slots=True)
class Join:
    """In front of film frame `frame`; whether the frames `before` and `after` it were drawn (one was)."""

    frame: int
    before: bool
    after: bool


def joins(document: Document, shown: ShownTake) -> tuple[Join, ...]:
    """Where a take meets footage or another take; a loop's end, when it meets its beginning so."""
    pieces = list(runs(document, FrameRange(0, document.frames), shown))
    pairs = list(pairwise(pieces))
    if pieces and loops(document):
        opening, picture = pieces[0]
        pairs.append((pieces[-1], (opening.shift(document.frames), picture)))
    met = (
        Join(run.start, isinstance(before, TakePicture), isinstance(after, TakePicture))
        for (_, before), (run, after) in pairs
    )
    return tuple(join for join in met if join.before or join.after)


def seams(document: Document, shown: ShownTake) -> list[Seam]:
    """A score for every join of the film, in time order."""
    found = joins(document, shown)
    if not found:
        return []
    places = tuple(join.frame for join in found)
    # As exactly as it is exported: the viewer's quick way from YUV is a level too dark, in footage alone.
    with Composer(document, shown, None, partial(open_reader, exact=True)) as composer:
        return [
            _seam(composer, join, _around(document, join.frame), document.frames, places) for join in found
        ]


def _around(document: Document, n: int) -> FrameRange:
    """The frames to look at on either side of a join: a loop's go on beyond its ends, once round at most."""
    near, frames = AROUND + 1, document.frames
    if loops(document):
        return FrameRange(n - min(near, frames), n + min(near, frames))
    return FrameRange(max(0, n - near), min(frames, n + near))


def _seam(composer: Composer, join: Join, around: FrameRange, frames: int, places: tuple[int, ...]) -> Seam:
    pictures = [reduced(composer.frame(i % frames)) for i in around]
    steps = np.array(steps_between(pictures))
    n = join.frame
    at = n - around.start - 1
    # Frame 0 is the film's end, where a loop has its last join.
    joined = {place % frames for place in places}
    cut = [(i + around.start + 1) % frames in joined for i in range(len(steps))]
    others = [i for i in range(len(steps)) if not cut[i]]
    # Outwards from the join, as far as no other one is met.
    before = next((i + 1 for i in range(at - 1, -1, -1) if cut[i]), 0)
    after = next((i + 1 for i in range(at + 1, len(steps)) if cut[i]), len(pictures))
    left, right = pictures[before : at + 1][::-1], pictures[at + 1 : after]
    sides = [(right[0], left)] * join.before + [(left[0], right)] * join.after
    worst, colour, texture, motion = score(steps[at], steps[others])
    frozen = still(steps[before : after - 1], at - before, (join.before, join.after))
    double = max(ghost(beside, side) for beside, side in sides)
    return Seam(n, max(worst, frozen), colour, texture, motion, frozen, double)
