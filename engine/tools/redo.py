"""Redo: draw a stretch of the film again, a whole card or a bad second of one.

    before   [1 a          ]
    after    [1 a     ][2 a]   (another seed; or other words)

The frames on both sides stay and are the context.
"""

from __future__ import annotations

import math
import re
from fractions import Fraction

from engine.document.card_edits import MAX_SEED, CardFields
from engine.document.edits import add_card, set_card, split_card
from engine.document.ids import NewId, random_id
from engine.document.model import Card, Document
from engine.document.queries import card_at, card_by_id, card_by_index
from engine.document.time import FrameRange, parse_range
from engine.errors import TweenError
from engine.tools.edited import Edited


def redo(
    doc: Document,
    span: FrameRange,
    prompt: str | None = None,
    strength: float | None = None,
    seed: int | None = None,
    *,
    new_id: NewId = random_id,
) -> Edited:
    """A card exactly over film frames `span`, cut out of the one there, with a seed of its own.

    None leaves what the card there says, and takes the next seed. Raises `TweenError` where `span` leaves the
    film, joins two cards, or has no words.
    """
    doc, card = card_over(doc, span, new_id)
    seed = (card.seed + 1) % (MAX_SEED + 1) if seed is None else seed
    fields: CardFields = {"seed": seed, "pinned": None, "start": None}
    if prompt is not None:
        fields["prompt"] = prompt
    if strength is not None:
        fields["strength"] = strength
    doc = set_card(doc, card.id, **fields)
    refuse_wordless(doc, card.id)
    return Edited(doc, (card.id,))


def card_over(doc: Document, span: FrameRange, new_id: NewId) -> tuple[Document, Card]:
    """The film with a card exactly over `span`: that card, cut out of the one there with its wish and its
    takes, or a new one. Raises `TweenError` where `span` leaves the film or joins two cards."""
    inside = card_at(doc, span.start)
    if inside is None or not inside.words or not inside.range.covers(span):
        doc = add_card(doc, span, new_id=new_id)
    else:
        for frame in (span.start, span.stop):
            if inside.range.start < frame < inside.range.stop:
                doc = split_card(doc, frame, new_id=new_id)
    card = card_at(doc, span.start)
    assert card is not None
    assert card.range == span
    return doc, card


def refuse_wordless(doc: Document, card_id: str) -> None:
    card = card_by_id(doc, card_id)
    if not card.words:
        raise TweenError(
            f"Nothing says what happens in {card.range}; give a prompt, or write it on the card."
        )


def span_of(doc: Document, text: str) -> FrameRange:
    """`A-B`, a card's number, or `end-1.5s`: that long at the film's end."""
    if text.strip().isdecimal():
        return card_by_index(doc, int(text)).range
    if tail := re.fullmatch(r"end-(\d{1,6}(?:\.\d{1,6})?)s", text.strip()):
        frames = math.ceil(Fraction(tail[1]) * doc.rate)
        if not 0 < frames <= doc.frames:
            raise TweenError(
                f"The film has no last {tail[1]} s; it is {float(doc.frames / doc.rate):g} s long."
            )
        return FrameRange(doc.frames - frames, doc.frames)
    return parse_range(text)
