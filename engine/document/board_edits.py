"""Edits of the storyboard's shape: where cards begin and end. `engine.document.edits` re-exports them.

In the diagrams `[1]` is a card, a letter a clip or prompt, `*` a keyframe; time runs to the right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from engine.document.ids import NewId, random_id
from engine.document.invariants import uncovered
from engine.document.locks import locks_hold, refuse_locked
from engine.document.model import Card, Document
from engine.document.parts import (
    card_part,
    cards_in_order,
    end_of,
    gives_way,
    is_keep,
    joined_curve,
    joined_keyframes,
    rearranged,
    tidy,
    with_card,
)
from engine.document.queries import card_by_id, card_label
from engine.document.time import FrameRange
from engine.errors import TweenError

STRUCTURED = ("subject", "action", "setting", "shot", "camera", "lighting", "mood")
"""The parts of a prompt that a card keeps one by one."""


@locks_hold
def add_card(doc: Document, span: FrameRange, *, new_id: NewId = random_id) -> Document:
    """Make a card exactly at `span`: cut out of the cards there, in a gap, or new at the film's end.

    before   [1          ]            [1    ]
    after    [1 ][2  ][3 ]            [1    ][2   ]   (the film grows)

    A card that is exactly there already is left as it is. Refused when `span` leaves the film or a gap
    before it, and when it would join cards that are locked or that each have a wish of their own.
    """
    if not span or span.start < 0:
        raise TweenError(f"The range {span} is no place for a card; choose at least one frame from 0 on.")
    if span.start == doc.frames:
        return append_card(doc, span, new_id)
    if span.start > doc.frames:
        raise TweenError(f"The range {span} leaves a gap after the film's end; start it at {doc.frames}.")
    if span.stop > doc.frames:
        raise TweenError(
            f"The range {span} runs past the film's end at {doc.frames}; "
            f"end it there, or start at {doc.frames} to extend the film."
        )
    if any(card.range == span for card in doc.cards):
        return doc
    return _carve(doc, span, new_id)


def _carve(doc: Document, span: FrameRange, new_id: NewId) -> Document:
    touched = [card for card in doc.cards if card.range.overlaps(span)]
    parts = [card_part(doc, card, card.range.intersect(span), new_id()) for card in touched]
    wishes = [part for part in parts if not is_keep(part)]
    for card in touched:
        refuse_locked(doc, card)
    if len(wishes) > 1:
        labels = " and ".join(card_label(doc, c) for c, p in zip(touched, parts, strict=True) if p in wishes)
        raise TweenError(f"{labels} would become one card; merge them or empty all but one first.")
    base = (wishes or parts or [_new_card(span, new_id)])[0]
    return replace(
        doc,
        cards=cards_in_order([*_around(doc, doc.cards, span, new_id), card_part(doc, base, span, base.id)]),
    )


def _around(doc: Document, cards: Iterable[Card], span: FrameRange, new_id: NewId) -> list[Card]:
    """The cards with nothing left in `span`."""
    left: list[Card] = []
    for card in cards:
        if not card.range.overlaps(span):
            left.append(card)
            continue
        # A card that stays on both sides is two cards now; one that stays on one side keeps its name.
        before = card.range.start < span.start
        if before:
            left.append(card_part(doc, card, FrameRange(card.range.start, span.start), card.id))
        if span.stop < card.range.stop:
            name = new_id() if before else card.id
            left.append(card_part(doc, card, FrameRange(span.stop, card.range.stop), name))
    return left


def append_card(doc: Document, span: FrameRange, new_id: NewId, *, join: bool = False) -> Document:
    """A new card in a gap; with `join`, the last card grows over it instead when it only keeps."""
    last = doc.cards[-1] if doc.cards else None
    if join and last and gives_way(last) and last.range.stop == span.start:
        grown = replace(last, range=FrameRange(last.range.start, span.stop))
        return replace(doc, cards=(*doc.cards[:-1], grown))
    return replace(doc, cards=cards_in_order([*doc.cards, _new_card(span, new_id)]))


def cover(doc: Document, new_id: NewId, *, join: bool = True) -> Document:
    """Keep cards over every clip that has none above it; `join` as in `append_card`."""
    for hole in uncovered(doc):
        doc = append_card(doc, hole, new_id, join=join)
    return doc


def _new_card(span: FrameRange, new_id: NewId) -> Card:
    card_id = new_id()
    return Card(card_id, span, lineage=card_id, origin=span.start)


def place_cards(
    doc: Document, rest: Sequence[Card], cards: Sequence[Card], new_id: NewId, before: Document | None = None
) -> Document:
    """The board with `cards` among the `rest`; what only keeps gives way, anything else is refused, by the
    name that it has in `before`."""
    left = list(rest)
    for card in cards:
        for other in left:
            if other.range.overlaps(card.range) and not gives_way(other):
                refuse_locked(before or doc, other)
                raise TweenError(
                    f"{card_label(before or doc, other)} is in the way; move, resize or remove it first."
                )
        left = _around(doc, left, card.range, new_id)
    return cover(replace(doc, cards=cards_in_order([*left, *cards])), new_id, join=not cards)


@locks_hold
def resize_card(doc: Document, card_id: str, span: FrameRange, *, new_id: NewId = random_id) -> Document:
    """Give a card other edges; it grows over gaps and over cards that only keep.

    before   [1   ][2    ]
    after    [1      ][2 ]   (footage that a shrinking card leaves gets a card that keeps it)

    Its takes stay at their frames. Refused where another card with a wish is in the way.
    """
    card = card_by_id(doc, card_id)
    if not span or span.start < 0:
        raise TweenError(f"The range {span} is no place for a card; choose at least one frame from 0 on.")
    rest = [other for other in doc.cards if other.id != card_id]
    return place_cards(doc, rest, [card_part(doc, card, span, card.id)], new_id)


@locks_hold
def remove_card(doc: Document, card_id: str, *, new_id: NewId = random_id) -> Document:
    """Take a card off the board; the footage below it is kept.

    before   [1 a ][2 b ]   V1 AAAA....
    after    [1   ]               AAAA....

    A card over a gap leaves a gap; one over footage leaves a card without a wish.
    """
    card = card_by_id(doc, card_id)
    return place_cards(doc, [other for other in doc.cards if other.id != card.id], [], new_id)


@locks_hold
def split_card(doc: Document, frame: int, *, new_id: NewId = random_id) -> Document:
    """Cut the card over `frame` before it; the clips below stay whole.

    before   [1      ]   V1 AAAAAAAA
    after    [1  ][2 ]   V1 AAAAAAAA
    both keep lineage, wish and their side's keyframes and regions
    """
    card = next((card for card in doc.cards if card.range.start < frame < card.range.stop), None)
    if card is None:
        raise TweenError(f"There is no card to cut at frame {frame}.")
    return replace(doc, cards=cut_cards(doc, frame, new_id))


def cut_cards(doc: Document, frame: int, new_id: NewId) -> tuple[Card, ...]:
    cards: list[Card] = []
    for card in doc.cards:
        if card.range.start < frame < card.range.stop:
            cards.append(card_part(doc, card, FrameRange(card.range.start, frame), card.id))
            cards.append(card_part(doc, card, FrameRange(frame, card.range.stop), new_id()))
        else:
            cards.append(card)
    return tuple(cards)


@locks_hold
def merge_cards(doc: Document, first_id: str, second_id: str) -> Document:
    """Join two neighbouring cards; the earlier one's name and settings stay.

    before   [1 a  ][2 b  ]
    after    [1 a b       ]
    two different prompts are both kept, one after the other; a card without a wish takes the other's
    """
    first, second = sorted((card_by_id(doc, first_id), card_by_id(doc, second_id)), key=lambda c: c.range)
    if first.id == second.id or first.range.stop != second.range.start:
        raise TweenError(
            f"{card_label(doc, first)} and {card_label(doc, second)} are not neighbours; "
            "only two cards side by side can be merged."
        )
    for card in (first, second):
        refuse_locked(doc, card)
    joined = _joined(doc, first, second)
    return replace(
        doc, cards=tuple(joined if c.id == first.id else c for c in doc.cards if c.id != second.id)
    )


def _joined(doc: Document, first: Card, second: Card) -> Card:
    wish = second if is_keep(first) else first
    shift = second.range.start - first.range.start
    keys = (*first.keyframes, *(replace(key, offset=key.offset + shift) for key in second.keyframes))
    regions = (replace(region, frames=region.frames.shift(shift)) for region in second.regions)
    loras = {lora.name: lora for lora in (*second.loras, *first.loras)}
    both = {name: _both(getattr(first, name), getattr(second, name)) for name in STRUCTURED}
    return replace(
        wish,
        **both,
        id=first.id,
        range=FrameRange(first.range.start, second.range.stop),
        prompt=_both(first.prompt, second.prompt),
        negative=_both(first.negative, second.negative),
        keyframes=joined_keyframes(doc, keys),
        regions=tidy([*first.regions, *regions]),
        references=tuple(dict.fromkeys([*first.references, *second.references])),
        loras=tuple(loras[name] for name in sorted(loras)),
        pinned=wish.pinned if first.pinned == second.pinned or not (first.pinned and second.pinned) else None,
        start=wish.start if first.start == second.start or is_keep(first) or is_keep(second) else None,
        group=first.group or second.group,
        cut=first.cut,
        loop=second.loop,
        blend=joined_curve((first.blend, first.range), (second.blend, second.range)),
    )


def _both(first: str, second: str) -> str:
    return first if second in ("", first) else f"{first} {second}".strip()


@locks_hold
def roll_cards(doc: Document, boundary: int, to: int) -> Document:
    """Move the boundary between two neighbouring cards; the film keeps its length, takes keep their frames.

    before   [1   |2      ]
    after    [1      |2   ]
    """
    left = next((card for card in doc.cards if card.range.stop == boundary), None)
    right = next((card for card in doc.cards if card.range.start == boundary), None)
    if left is None or right is None:
        raise TweenError(f"There is no boundary between two cards at frame {boundary}.")
    if not left.range.start < to < right.range.stop:
        raise TweenError(
            f"The boundary at {boundary} cannot go to {to}; both cards need a frame of their own."
        )
    doc = with_card(doc, card_part(doc, left, FrameRange(left.range.start, to), left.id))
    return with_card(doc, card_part(doc, right, FrameRange(to, right.range.stop), right.id))


@locks_hold
def reorder_card(
    doc: Document, card_id: str, before_id: str | None = None, *, new_id: NewId = random_id
) -> Document:
    """Tell the story in another order: a card and all the film under it go before another card.

    before   [1  ][2 ][3  ]   V1 AAAABBBCCCC
    after    [3  ][1  ][2 ]   V1 CCCCAAAABBB
    before None: to the end; clips over the edges are cut there; locked tracks stay as they are

    Takes, markers, keyframes and regions go with their frames.
    """
    span = card_by_id(doc, card_id).range
    to = card_by_id(doc, before_id).range.start if before_id else doc.frames
    if span.start <= to <= span.stop:
        return doc
    inner = FrameRange(to, span.start) if to < span.start else FrameRange(span.stop, to)
    first, second = (inner, span) if to < span.start else (span, inner)
    pieces = [
        (FrameRange(0, first.start), 0),
        (first, first.start + len(second)),
        (second, first.start),
        (FrameRange(second.stop, end_of(doc)), second.stop),
    ]
    return cover(rearranged(doc, pieces, new_id, move_locked=False), new_id)
