"""What state a card is in: what the timeline, the card panel and `tween show` say of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from engine.document.model import Card, Document
from engine.document.picture import runs, shown_take
from engine.document.queries import loops
from engine.document.request import Known, Request
from engine.document.take import ShownTake, Take
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.tools.film_takes import share
from engine.tools.regenerate import request_for, take_fingerprint

CardState = Literal["keep", "empty", "ready", "stale", "done", "locked"]


def card_state(doc: Document, card: Card, shown: ShownTake, model: str | None = None) -> CardState:
    """`locked` for a locked card, else its `board_state`."""
    return "locked" if card.locked else board_state(doc, card, shown, model)


def board_state(doc: Document, card: Card, shown: ShownTake, model: str | None = None) -> CardState:
    """A card's state, locked or not.

    keep    no prompt: the footage below is shown        empty   no prompt and nothing below
    ready   a prompt, not drawn yet                      done    drawn as the card says now
    stale   drawn, but the card, its footage or its neighbours say something else now
    """
    if not card.words:
        below = any(picture is not None for _, picture in runs(doc, card.range))
        return "keep" if below else "empty"
    take = shown_take(card, shown)
    if take is None:
        return "ready"
    return "stale" if is_stale(doc, card, take, shown, model) else "done"


def is_stale(doc: Document, card: Card, take: Take, shown: ShownTake, model: str | None = None) -> bool:
    """Whether `card` would be drawn otherwise now than it was in `take`.

    Where the card leaves something open, what the take was drawn with counts: steps, guidance, a model
    (unless `model` names one), and the seed of a take that a person pinned.

    Of two neighbours the one drawn later has the earlier one's take as its context, and their join fits
    although the earlier one saw something else there; so a neighbour that was drawn to fit `take` does not
    make it stale. Otherwise no order of drawing would ever leave all cards done. In a take of several cards
    (`engine.tools.storyboard`) each stands for itself: other words in one leave the others done.
    """
    was = take.request
    try:
        now = request_for(doc, card, shown, model or was.model)
    except TweenError:
        return True  # its style is gone, so it could not be drawn like this again
    now = replace(
        now,
        steps=was.steps if card.steps is None else now.steps,
        seed=was.seed if card.pinned == take.id else now.seed,
        guidance=was.guidance if card.guidance is None else now.guidance,
    )
    if now.digest() == take.digest:
        return False
    # Held to the shot's opening, colours move by a few levels; where that changes, its neighbours tell.
    was, now = replace(was, colours=()), replace(now, colours=())
    if now.digest() == was.digest():
        return False
    fitted = _drawn_to_fit(doc, card, take, shown)
    if was.spans:
        mine = share(doc, card, take, shown, fitted)
        if mine is None:
            return True
        was, beside = mine
        was, now = _in_order(was), _in_order(_without(now, beside))
    elif not fitted or now.local != was.local:
        return True
    moved = was.draw.start - now.draw.start
    then = _without(was, [span.shift(moved) for span in fitted])
    return _without(now, fitted).digest() != then.digest()


def _drawn_to_fit(doc: Document, card: Card, take: Take, shown: ShownTake) -> list[FrameRange]:
    """Film ranges that show takes of other cards which had `take` as their context."""
    mine = take_fingerprint(take.id)
    spans: list[FrameRange] = []
    for other in doc.cards:
        theirs = shown_take(other, shown) if other.id != card.id else None
        if theirs and any(known.fingerprint == mine for known in theirs.request.known):
            spans.append(other.range.intersect(other.on_film(theirs.range)))
    # Beyond its own ends a loop is seen once more.
    rounds = (-doc.frames, 0, doc.frames) if loops(doc) else (0,)
    return [span.shift(moved) for span in spans if span for moved in rounds]


def _without(request: Request, spans: Iterable[FrameRange]) -> Request:
    """`request` with nothing known in `spans`."""
    known = list(request.known)
    for span in spans:
        known = [part for entry in known for part in _outside(entry, span)]
    return replace(request, known=tuple(known))


def _in_order(request: Request) -> Request:
    """What a film has known beside it comes in another order than what a card has."""
    return replace(request, known=tuple(sorted(request.known, key=lambda known: known.place)))


def _outside(known: Known, span: FrameRange) -> list[Known]:
    if not known.place.overlaps(span):
        return [known]
    parts: list[Known] = []
    if known.place.start < span.start:
        parts.append(replace(known, place=FrameRange(known.place.start, span.start)))
    if span.stop < known.place.stop:
        later = span.stop - known.place.start
        place = FrameRange(span.stop, known.place.stop)
        parts.append(replace(known, place=place, source_start=known.source_start + later))
    return parts
