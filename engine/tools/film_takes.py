"""A take of several cards (`engine.tools.storyboard`), as one of them sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.document.model import Card, Document
from engine.document.picture import TakePicture, runs
from engine.document.request import Known, Request
from engine.document.take import ShownTake, Take
from engine.document.time import FrameRange
from engine.tools.regenerate import CONTEXT


def share(
    doc: Document, card: Card, take: Take, shown: ShownTake, fitted: Sequence[FrameRange]
) -> tuple[Request, list[FrameRange]] | None:
    """The film's Request as if `card` alone had been drawn by it, and the film ranges beside the card that
    were drawn along with it.

    None where the card would be drawn otherwise now, whatever it says: it had another range, it has been cut
    off from its neighbours, or next to it the film shows neither the take nor, in `fitted`, one drawn to fit.
    """
    was = take.request
    moved = card.origin - was.origin
    place, film = card.range.shift(-moved), was.draw.shift(moved)
    mine = next((span for span in was.spans if span.place == place), None)
    near = FrameRange(card.range.start - CONTEXT, card.range.stop + CONTEXT)
    if mine is None or any(
        each.cut and film.start < each.range.start < film.stop and each.range.start in near
        for each in doc.cards
    ):
        return None
    beside = [FrameRange(film.start, card.range.start), FrameRange(card.range.stop, film.stop)]
    if not all(_stands(doc, each.intersect(near), take, film, shown, fitted) for each in beside):
        return None
    first, last = near.start - moved, near.stop - moved
    then = [
        FrameRange(min(first, was.draw.start), was.draw.start),
        place,
        FrameRange(was.draw.stop, max(last, was.draw.stop)),
    ]
    known = [part for entry in was.known for span in then if (part := within(doc, entry, span))]
    alone = replace(was, draw=place, prompt=mine.prompt, negative=mine.negative, spans=(), transition=0)
    return replace(alone, known=tuple(known)), [each for each in beside if each]


def within(doc: Document, known: Known, span: FrameRange) -> Known | None:
    """The part of `known` in `span`, if any."""
    place = known.place.intersect(span)
    if not place:
        return None
    still = any(asset.kind == "image" and asset.fingerprint == known.fingerprint for asset in doc.assets)
    later = 0 if still else place.start - known.place.start
    return replace(known, place=place, source_start=known.source_start + later)


def _stands(
    doc: Document,
    span: FrameRange,
    take: Take,
    film: FrameRange,
    shown: ShownTake,
    fitted: Sequence[FrameRange],
) -> bool:
    return all(
        any(other.covers(place) for other in fitted)
        or (
            isinstance(picture, TakePicture)
            and picture.take.id == take.id
            and picture.index == place.start - film.start
        )
        for place, picture in runs(doc, span, shown)
    )
