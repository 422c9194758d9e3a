"""Edits of the storyboard: cards and their keyframes. `engine.document.edits` re-exports them.

In the diagrams `[1]` is a card, a letter a clip or prompt, `*` a keyframe; time runs to the right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypedDict, Unpack

from engine.document.ids import NewId, random_id
from engine.document.invariants import uncovered
from engine.document.model import Card, Document, Keyframe
from engine.document.queries import asset_by_id, asset_length, card_by_id, card_label
from engine.document.time import FrameRange
from engine.errors import TweenError

MAX_SEED = 2**32 - 1

KEEP: dict[str, Any] = {
    "prompt": "", "negative": "", "strength": 1.0, "seed": 0, "steps": None, "model": None,
    "style": None, "keyframes": (), "pinned": None,
}  # fmt: skip
"""A person's part of a card, as a card that only keeps has it."""


class CardFields(TypedDict, total=False):
    """What `set_card` can set; see `Card` for each."""

    prompt: str
    negative: str
    strength: float
    seed: int
    steps: int | None
    model: str | None
    style: str | None
    pinned: str | None
    locked: bool


def add_card(doc: Document, span: FrameRange, *, new_id: NewId = random_id) -> Document:
    """Make a card exactly at `span`: cut out of the cards there, or new at the film's end.

    before   [1          ]            [1    ]
    after    [1 ][2  ][3 ]            [1    ][2   ]   (the film grows)

    A card that is exactly there already is left as it is. Refused when `span` leaves the film or a gap
    before it, and when it would join cards that are locked or that each have a wish of their own.
    """
    if not span or span.start < 0:
        raise TweenError(f"The range {span} is no place for a card; choose at least one frame from 0 on.")
    if span.start == doc.frames:
        return append_card(doc, span, new_id, join=False)
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
    for card in touched:
        refuse_locked(doc, card)
    parts = [card_part(card, card.range.intersect(span), new_id()) for card in touched]
    wishes = [part for part in parts if replace(part, **KEEP) != part]
    if len(wishes) > 1:
        labels = " and ".join(card_label(doc, c) for c, p in zip(touched, parts, strict=True) if p in wishes)
        raise TweenError(f"{labels} would become one card; merge them or empty all but one first.")
    base = (wishes or parts or [_new_card(span, new_id)])[0]
    keys = tuple(replace(key, offset=key.offset + base.range.start - span.start) for key in base.keyframes)
    middle = replace(base, range=span, keyframes=keys)
    around: list[Card] = []
    for card in touched:
        if card.range.start < span.start:
            around.append(card_part(card, FrameRange(card.range.start, span.start), card.id))
        if span.stop < card.range.stop:
            # A card that stays on both sides is two cards now; one that stays on one side keeps its name.
            both = card.range.start < span.start
            around.append(
                card_part(card, FrameRange(span.stop, card.range.stop), new_id() if both else card.id)
            )
    rest = [card for card in doc.cards if not card.range.overlaps(span)]
    return replace(doc, cards=_sorted([*rest, *around, middle]))


def append_card(doc: Document, span: FrameRange, new_id: NewId, *, join: bool = False) -> Document:
    """A new card behind the last one; with `join`, a last card that only keeps grows over it instead."""
    last = doc.cards[-1] if doc.cards else None
    if join and last and not last.locked and last.range.stop == span.start and replace(last, **KEEP) == last:
        return replace(
            doc, cards=(*doc.cards[:-1], replace(last, range=FrameRange(last.range.start, span.stop)))
        )
    return replace(doc, cards=_sorted([*doc.cards, _new_card(span, new_id)]))


def cover(doc: Document, new_id: NewId) -> Document:
    """Keep cards over every clip that has none above it."""
    for hole in uncovered(doc):
        doc = append_card(doc, hole, new_id, join=True)
    return doc


def _new_card(span: FrameRange, new_id: NewId) -> Card:
    card_id = new_id()
    return Card(card_id, span, lineage=card_id, origin=span.start)


def merge_cards(doc: Document, first_id: str, second_id: str) -> Document:
    """Join two neighbouring cards; the earlier one's name and settings stay.

    before   [1 a  ][2 b  ]
    after    [1 a b       ]
    two different prompts are both kept, one after the other; a card without a wish takes the other's
    """
    first, second = sorted((card_by_id(doc, first_id), card_by_id(doc, second_id)), key=lambda c: c.range)
    for card in (first, second):
        refuse_locked(doc, card)
    if first.id == second.id or first.range.stop != second.range.start:
        raise TweenError(
            f"{card_label(doc, first)} and {card_label(doc, second)} are not neighbours; "
            "only two cards side by side can be merged."
        )
    wish = second if replace(first, **KEEP) == first else first
    shift = second.range.start - first.range.start
    keys = (*first.keyframes, *(replace(key, offset=key.offset + shift) for key in second.keyframes))
    joined = replace(
        wish,
        id=first.id,
        range=FrameRange(first.range.start, second.range.stop),
        prompt=_both(first.prompt, second.prompt),
        negative=_both(first.negative, second.negative),
        keyframes=keys,
        pinned=wish.pinned if first.pinned == second.pinned or not (first.pinned and second.pinned) else None,
    )
    return replace(doc, cards=_sorted([c for c in doc.cards if c.id not in (first.id, second.id)] + [joined]))


def roll_cards(doc: Document, boundary: int, to: int) -> Document:
    """Move the boundary between two neighbouring cards; the film keeps its length, takes keep their frames.

    before   [1   |2      ]
    after    [1      |2   ]
    """
    left = next((card for card in doc.cards if card.range.stop == boundary), None)
    right = next((card for card in doc.cards if card.range.start == boundary), None)
    if left is None or right is None:
        raise TweenError(f"There is no boundary between two cards at frame {boundary}.")
    refuse_locked(doc, left)
    refuse_locked(doc, right)
    if not left.range.start < to < right.range.stop:
        raise TweenError(
            f"The boundary at {boundary} cannot go to {to}; both cards need a frame of their own."
        )
    moved = {
        left.id: card_part(left, FrameRange(left.range.start, to), left.id),
        right.id: card_part(right, FrameRange(to, right.range.stop), right.id),
    }
    return replace(doc, cards=tuple(moved.get(card.id, card) for card in doc.cards))


def _both(first: str, second: str) -> str:
    return first if second in ("", first) else f"{first} {second}".strip()


def set_card(doc: Document, card_id: str, **fields: Unpack[CardFields]) -> Document:
    """Set a card's wish: prompt, negative, strength, seed, steps, model, style, pinned, locked.

    before   [1      ]
    after    [1 a, .6]
    a locked card only lets itself be unlocked (other fields may change in the same call)
    """
    unknown = fields.keys() - CardFields.__annotations__.keys()
    if unknown:
        raise TypeError(f"a card has no settable field {sorted(unknown)}")
    card = card_by_id(doc, card_id)
    if fields.get("locked") is not False:
        refuse_locked(doc, card)
    _refuse_fields(card_label(doc, card), fields)
    return _with_card(doc, replace(card, **fields))


def _refuse_fields(label: str, fields: CardFields) -> None:
    strength = fields.get("strength", 1.0)
    if not 0 <= strength <= 1:
        raise TweenError(f"{label} cannot have strength {strength}; it goes from 0 (keep) to 1 (draw anew).")
    seed = fields.get("seed", 0)
    if not 0 <= seed <= MAX_SEED:
        raise TweenError(f"{label} cannot have seed {seed}; seeds go from 0 to {MAX_SEED}.")
    steps = fields.get("steps")
    if steps is not None and not 1 <= steps <= 1000:
        raise TweenError(f"{label} cannot be drawn in {steps} steps; use 1 to 1000.")
    for name in ("model", "style"):
        if fields.get(name) == "":
            raise TweenError(f"{label} needs the name of a {name}, or none.")


def set_prompt(doc: Document, card_id: str, text: str) -> Document:
    """Say what happens in a card; an empty prompt keeps the footage.

    before   [1  ]
    after    [1 a]
    """
    return set_card(doc, card_id, prompt=text)


def pin_take(doc: Document, card_id: str, take_id: str | None) -> Document:
    """Show one take of the card whatever is drawn later; None shows the newest again.

    before   [1 newest]
    after    [1 pinned]
    """
    return set_card(doc, card_id, pinned=take_id)


def attach_keyframe(
    doc: Document, card_id: str, asset_id: str, offset: int = 0, source_frame: int = 0
) -> Document:
    """Fix the picture `offset` frames after the card's start to a frame of an image or video.

    before   [1       ]
    after    [1  *    ]   (a keyframe already at that offset is replaced)
    """
    card = card_by_id(doc, card_id)
    label = card_label(doc, card)
    refuse_locked(doc, card)
    asset = asset_by_id(doc, asset_id)
    if asset.kind == "audio":
        raise TweenError(f"{asset.path} is sound; {label} needs an image or a video as a keyframe.")
    if not 0 <= offset < len(card.range):
        raise TweenError(f"{label} has no frame {offset}; a keyframe goes from 0 to {len(card.range) - 1}.")
    length = 1 if asset.kind == "image" else asset_length(asset, doc.rate)
    if not 0 <= source_frame < length:
        raise TweenError(f"{asset.path} has no frame {source_frame}; its last is {length - 1}.")
    keys = [key for key in card.keyframes if key.offset != offset] + [
        Keyframe(asset_id, offset, source_frame)
    ]
    return _with_card(doc, replace(card, keyframes=tuple(sorted(keys, key=lambda key: key.offset))))


def remove_keyframe(doc: Document, card_id: str, offset: int) -> Document:
    """Let the picture at `offset` be drawn again.

    before   [1  *    ]
    after    [1       ]
    """
    card = card_by_id(doc, card_id)
    refuse_locked(doc, card)
    keys = tuple(key for key in card.keyframes if key.offset != offset)
    if keys == card.keyframes:
        raise TweenError(f"{card_label(doc, card)} has no keyframe at its frame {offset}.")
    return _with_card(doc, replace(card, keyframes=keys))


def card_part(card: Card, span: FrameRange, card_id: str) -> Card:
    """The share of `card` inside `span`, and its keyframes; lineage and origin stay: its takes still show."""
    gone = span.start - card.range.start
    keys = tuple(
        replace(key, offset=key.offset - gone) for key in card.keyframes if 0 <= key.offset - gone < len(span)
    )
    return replace(card, id=card_id, range=span, keyframes=keys)


def ripple_cards(cards: Iterable[Card], span: FrameRange, new_id: NewId) -> tuple[Card, ...]:
    """The cards with `span` taken out and closed up; each part keeps its takes by moving its origin along."""
    left: list[Card] = []
    for card in cards:
        before = card.range.start < span.start
        if before:
            left.append(
                card_part(card, FrameRange(card.range.start, min(card.range.stop, span.start)), card.id)
            )
        if card.range.stop > span.stop:
            rest = FrameRange(max(card.range.start, span.stop), card.range.stop)
            part = card_part(card, rest, new_id() if before else card.id)
            shift = -len(span)
            left.append(replace(part, range=part.range.shift(shift), origin=part.origin + shift))
    return _sorted(left)


def refuse_locked(doc: Document, card: Card) -> None:
    if card.locked:
        raise TweenError(f"{card_label(doc, card)} is locked; unlock it to change it.")


def _with_card(doc: Document, card: Card) -> Document:
    return replace(doc, cards=tuple(card if c.id == card.id else c for c in doc.cards))


def _sorted(cards: Iterable[Card]) -> tuple[Card, ...]:
    return tuple(sorted(cards, key=lambda card: card.range))
