"""Draft and refine: look at a small drawing first, then draw the one that is right at full size.

    draft    a quarter of the pixels, a few times as quick       [1 ▪]
    refine   full size, begun from the draft with the same seed  [1 ■]

The draft's frames are what the full-size drawing begins from: redrawn for a fraction of the steps, they give
it their composition and movement, and the model the detail that they have no pixels for.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.document.edits import set_card
from engine.document.model import Card, Document, Start
from engine.document.queries import card_by_id, card_label
from engine.document.take import Take
from engine.errors import TweenError
from engine.tools.edited import Edited

SCALE = 0.5
"""Of the model's width and height, for a draft."""
STRENGTH = 0.25
"""The fraction of the steps for which a draft is redrawn; see tests/bench/tool_draft.py."""


def draft(doc: Document, cards: Sequence[str], scale: float = SCALE) -> Edited:
    """Draw `cards` (ids) at `scale` of the model's width and height, from nothing that was drawn before.

    Raises `TweenError` for a card without words, and for one that draws only a part of its picture.
    """
    if not scale < 1:
        raise TweenError(f"A draft at scale {scale:g} is none; use less than 1, such as {SCALE}.")
    for card in (card_by_id(doc, card_id) for card_id in cards):
        label = card_label(doc, card)
        if not card.words:
            raise TweenError(f"{label} has no prompt; describe what happens there first.")
        if card.regions or card.outpaint:
            raise TweenError(
                f"{label} draws only a part of its picture, and the rest is there at full size; draw it so."
            )
        doc = set_card(doc, card.id, scale=scale, start=None, pinned=None)
    return Edited(doc, tuple(cards))


def refine(doc: Document, card_id: str, take: Take, strength: float = STRENGTH) -> Edited:
    """Draw the card at full size from its draft `take`, with the seed that drew it.

    `strength` 0 … 1: how much of the drawing is done anew. Raises `TweenError` for a take that is no draft,
    or none of this card.
    """
    card = card_by_id(doc, card_id)
    label = card_label(doc, card)
    if take.lineage != card.lineage or not card.on_film(take.range).overlaps(card.range):
        raise TweenError(f"The take {take.id} is none of {label}; choose one of its own.")
    if take.request.scale >= 1:
        raise TweenError(
            f"The take {take.id} of {label} is at full size already; there is nothing to refine."
        )
    if not 0 < strength <= 1:
        raise TweenError(f"{label} cannot be refined at strength {strength:g}; it goes from above 0 to 1.")
    start = Start(take.id, float(strength))
    doc = set_card(doc, card.id, scale=1.0, start=start, seed=take.request.seed, pinned=None)
    return Edited(doc, (card.id,))


def draft_of(card: Card, takes: Sequence[Take]) -> Take | None:
    """Of a card's takes, newest first, the draft to refine: the pinned one, else the newest."""
    drafts = [take for take in takes if take.request.scale < 1]
    return next((take for take in drafts if take.id == card.pinned), drafts[0] if drafts else None)
