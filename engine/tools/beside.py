"""What a new card has from those beside it: its words, and the frames that it is drawn from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from engine.document.card_edits import MAX_SEED
from engine.document.model import Card, Document
from engine.document.parts import KEEP
from engine.document.picture import shown_take
from engine.document.queries import card_at, loops
from engine.document.take import ShownTake
from engine.errors import TweenError

LOOK = ("negative", "steps", "model", "style", "references", "loras", "scale", "guidance")
WORDS = ("prompt", "subject", "action", "setting", "shot", "camera", "lighting", "mood")


def going_on(new: Card, beside: Card | None, prompt: str | None, seed: int | None) -> Card:
    """`new` with the look of the card beside it, and `prompt` or else its words; with `seed`, or else the one
    after it, since the same noise once more would draw the same thing once more.

    Raises `TweenError` where neither says anything.
    """
    if prompt is None and (beside is None or not beside.words):
        raise TweenError(
            f"Nothing says what happens in the {len(new.range)} new frames; give a prompt, or write it on "
            "the card beside them."
        )
    taken = LOOK if prompt is not None else (*LOOK, *WORDS)
    wish = {name: getattr(beside, name) if beside else KEEP[name] for name in taken}
    if prompt is not None:
        wish["prompt"] = prompt
    if seed is None:
        seed = (beside.seed + 1) % (MAX_SEED + 1) if beside else 0
    return replace(new, **wish, seed=seed)


def undrawn_beside(doc: Document, new: Collection[str], shown: ShownTake | None) -> tuple[str, ...]:
    """Cards next to the `new` ones that are still to be drawn themselves, in the film's order: without their
    frames the new ones would go on from nothing. None where nobody says which takes there are."""
    if shown is None:
        return ()
    edges = {edge for card in doc.cards if card.id in new for edge in (card.range.start - 1, card.range.stop)}
    if loops(doc):
        edges = {edge % doc.frames for edge in edges}
    found = {card.id: card for edge in edges if (card := card_at(doc, edge)) is not None}
    return tuple(
        card.id
        for card in doc.cards
        if card.id in found
        and card.id not in new
        and card.words
        and not card.locked
        and shown_take(card, shown) is None
    )
