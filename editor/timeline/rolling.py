"""Rolling the boundary between two cards."""

from __future__ import annotations

from dataclasses import replace

from engine.document.card_edits import card_part, refuse_locked
from engine.document.model import Document
from engine.document.time import FrameRange
from engine.errors import TweenError


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
