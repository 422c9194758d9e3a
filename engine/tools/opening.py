"""Where the shot began that new frames go on with: their colours are held to it (`engine.diffusion.drift`).

    [footage   ][1 a][2 a][3 a]     3 goes on from 2, which went on from 1: all are held to the footage
    [1 a       ][2 a][3 a]          … to 1, which was drawn from its words alone
    [1 a  ][2 b     ][3 b]          … to 2: other words may well mean other colours

Held to the card before it each time, the colour could wander a little further with every card.
"""

from __future__ import annotations

from engine.document.model import Card, Document
from engine.document.picture import TakePicture, scene_at, shown_frames
from engine.document.queries import card_at, loops
from engine.document.take import ShownTake
from engine.document.time import FrameRange

LOOKED_AT = 24
"""Film frames of the opening, those nearest to what is drawn."""


def opening(doc: Document, card: Card, shown: ShownTake) -> FrameRange | None:
    """Film frames that the colours of `card` are held to.

    None where nothing is beside it, and where it lies between kept frames: it has to arrive at these.
    """
    start, stop = card.range.start, card.range.stop
    before = not card.cut and scene_at(doc, start - 1, shown) is not None
    after = not _cut_at(doc, stop) and scene_at(doc, stop, shown) is not None
    if before == after or card.alone or loops(doc):
        return None
    return _began(doc, card, start - 1 if before else stop, before, shown)


def _began(doc: Document, card: Card, at: int, before: bool, shown: ShownTake) -> FrameRange | None:
    """From frame `at` on away from `card`, card by card: footage, else the last card of the same words."""
    found: FrameRange | None = None
    while (picture := scene_at(doc, at, shown)) is not None:
        beside = card_at(doc, at)
        if not isinstance(picture, TakePicture) or beside is None:
            return _near(at, before, FrameRange(0, doc.frames))
        if (beside.words, beside.negative, beside.style) != (card.words, card.negative, card.style):
            break
        found = _near(at, before, shown_frames(beside, shown))
        if beside.cut if before else _cut_at(doc, beside.range.stop):
            break
        at = beside.range.start - 1 if before else beside.range.stop
    return found


def _near(at: int, before: bool, within: FrameRange) -> FrameRange:
    """Up to `LOOKED_AT` frames from `at` on, away from what is drawn."""
    near = FrameRange(at - LOOKED_AT + 1, at + 1) if before else FrameRange(at, at + LOOKED_AT)
    return near.intersect(within)


def _cut_at(doc: Document, frame: int) -> bool:
    card = card_at(doc, frame)
    return card is not None and card.range.start == frame and card.cut
