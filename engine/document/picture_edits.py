"""Edits of the pictures that a card is given: keyframes at frames of it, references at none.
`engine.document.edits` re-exports them.

In the diagrams `[1]` is a card, `*` a keyframe of one frame, `***` one of three; time runs to the right.
"""

from __future__ import annotations

from dataclasses import replace

from engine.document.locks import unlocked_card
from engine.document.model import Card, Document, Keyframe, Reference
from engine.document.parts import keyframes_with, with_card
from engine.document.queries import asset_by_id, asset_length, card_label
from engine.document.time import SourceRange
from engine.errors import TweenError


def attach_keyframe(
    doc: Document, card_id: str, asset_id: str, offset: int = 0, source_frame: int = 0, frames: int = 1
) -> Document:
    """Fix the pictures from `offset` frames after the card's start on: to an image, or `frames` frames of a
    video from `source_frame` on, counted at the film's rate.

    before   [1       ]
    after    [1  ***  ]   (a keyframe that begins at that offset is replaced, others give way there)
    """
    card = unlocked_card(doc, card_id)
    if frames < 1:
        raise TweenError(f"A keyframe of {card_label(doc, card)} needs at least one frame.")
    _refuse_picture(doc, card, asset_id, SourceRange(source_frame, source_frame + frames), "a keyframe")
    return _laid(doc, card, Keyframe(asset_id, offset, source_frame, frames))


def move_keyframe(doc: Document, card_id: str, offset: int, to: int) -> Document:
    """Let the keyframe over the card's frame `offset` begin at its frame `to`.

    before   [1 ***   ]
    after    [1   *** ]   (others give way there)
    """
    card = unlocked_card(doc, card_id)
    key = _keyframe_at(doc, card, offset)
    rest = tuple(other for other in card.keyframes if other is not key)
    return _laid(doc, replace(card, keyframes=rest), replace(key, offset=to))


def remove_keyframe(doc: Document, card_id: str, offset: int) -> Document:
    """Let the pictures of the keyframe over the card's frame `offset` be drawn again.

    before   [1  ***  ]
    after    [1       ]
    """
    card = unlocked_card(doc, card_id)
    gone = _keyframe_at(doc, card, offset)
    return with_card(doc, replace(card, keyframes=tuple(key for key in card.keyframes if key is not gone)))


def _keyframe_at(doc: Document, card: Card, offset: int) -> Keyframe:
    for key in card.keyframes:
        if offset in key.place:
            return key
    raise TweenError(f"{card_label(doc, card)} has no keyframe at its frame {offset}.")


def _laid(doc: Document, card: Card, key: Keyframe) -> Document:
    last = len(card.range) - key.frames
    if not 0 <= key.offset <= last:
        label = card_label(doc, card)
        if last < 0:
            raise TweenError(f"{label} has {len(card.range)} frames, too few for a keyframe of {key.frames}.")
        raise TweenError(f"{label} has no frame {key.offset} for it; a keyframe goes from 0 to {last}.")
    return with_card(doc, replace(card, keyframes=keyframes_with(doc, card.keyframes, key)))


def _refuse_picture(doc: Document, card: Card, asset_id: str, source: SourceRange, purpose: str) -> None:
    """An image has one frame, at 0, and is shown for any length."""
    asset = asset_by_id(doc, asset_id)
    if asset.kind == "audio":
        raise TweenError(
            f"{asset.path} is sound; {card_label(doc, card)} needs an image or a video as {purpose}."
        )
    image = asset.kind == "image"
    length = 1 if image else asset_length(asset, doc.rate)
    stop = source.start + 1 if image else source.stop
    if not SourceRange(0, length).covers(SourceRange(source.start, stop)):
        missing = source.start if source.start not in range(length) else length
        raise TweenError(f"{asset.path} has no frame {missing}; its last is {length - 1}.")


def attach_reference(
    doc: Document, card_id: str, asset_id: str, source_frame: int = 0, weight: float = 1.0
) -> Document:
    """Show the model how somebody or something looks, without giving it a frame of the card.

    before   [1        ]
    after    [1  (ref) ]   (the same picture again only takes the new weight)
    """
    card = unlocked_card(doc, card_id)
    _refuse_picture(doc, card, asset_id, SourceRange(source_frame, source_frame + 1), "a reference")
    if not 0 <= weight <= 1:
        raise TweenError(f"{card_label(doc, card)} cannot follow a reference by {weight}; use 0 to 1.")
    new = Reference(asset_id, source_frame, weight)
    refs = [new if _same_picture(ref, new) else ref for ref in card.references]
    return with_card(doc, replace(card, references=tuple(refs if new in refs else [*refs, new])))


def _same_picture(one: Reference, other: Reference) -> bool:
    return (one.asset, one.source_frame) == (other.asset, other.source_frame)


def remove_reference(doc: Document, card_id: str, asset_id: str, source_frame: int = 0) -> Document:
    """Draw the card without that picture for a model.

    before   [1  (ref) ]
    after    [1        ]
    """
    card = unlocked_card(doc, card_id)
    gone = Reference(asset_id, source_frame)
    refs = tuple(ref for ref in card.references if not _same_picture(ref, gone))
    if refs == card.references:
        raise TweenError(f"{card_label(doc, card)} has no such reference.")
    return with_card(doc, replace(card, references=refs))
