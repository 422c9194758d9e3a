"""Restyle: chosen cards, or the whole film, in another style.

    before   [1 a ][2     ][3 b ]   V1 AAAAAAAAAAAA....
    after    [1 a*][2 *   ][3 b*]   (* the style; footage without words becomes a remix in it)

A card with words of its own keeps them, and its strength. One that only shows footage gets the style's words
and strength, so that the footage is redrawn towards it.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.document.card_edits import CardFields
from engine.document.edits import set_card
from engine.document.model import Card, Document
from engine.document.picture import runs
from engine.document.queries import card_by_id, card_label
from engine.errors import TweenError
from engine.families.catalog import BUILT_IN
from engine.families.lora_files import lora_file
from engine.families.wording import family_of
from engine.tools.edited import Edited
from engine.tools.styles import Style, style, styles


def restyle(
    doc: Document,
    key: str | None,
    model: str,
    cards: Sequence[str] | None = None,
    strength: float | None = None,
) -> Edited:
    """Give `cards` (ids; None: the whole film, locked cards left out) the style `key`; None takes it away.

    `strength` counts for every card of them; else footage without words takes the style's. `model` draws the
    cards that name none. Raises `TweenError` for a locked card that was named, and when no card is changed.
    """
    look = style(key) if key else None
    chosen = [card_by_id(doc, each) for each in cards] if cards is not None else list(doc.cards)
    drawn: list[str] = []
    bare: list[Card] = []
    locked: list[Card] = []
    for card in chosen:
        if card.locked and cards is None:
            locked.append(card)
        elif wish := _wish(doc, card, look, strength):
            doc = set_card(doc, card.id, **wish)
            if card_by_id(doc, card.id).words:
                drawn.append(card.id)
        else:
            bare.append(card)
    if len(bare) + len(locked) == len(chosen):
        raise TweenError(_nothing(doc, chosen, look))
    notes = [f"{card_label(doc, card)} is locked and keeps its look." for card in locked]
    if look:
        notes += [
            f"{card_label(doc, card)} has neither words nor footage, so there is nothing to draw in a style."
            for card in bare
        ]
        notes += _notes(doc, drawn, look, model)
    return Edited(doc, tuple(drawn), tuple(notes))


def _wish(doc: Document, card: Card, look: Style | None, strength: float | None) -> CardFields | None:
    """What is set on `card`; None where there is nothing to do."""
    old = styles().get(card.style) if card.style else None
    only_style = old is not None and card.words == old.prompt
    fields: CardFields = {"style": look.key if look else None, "pinned": None}
    if strength is not None:
        fields["strength"] = strength
    if card.words and not only_style:
        return fields if look or card.style else None
    if look is None:
        return {**fields, "prompt": "", "strength": 1.0} if only_style else None
    if all(picture is None for _, picture in runs(doc, card.range)):
        return None
    return {"strength": look.strength, **fields, "prompt": look.prompt}


def _nothing(doc: Document, chosen: Sequence[Card], look: Style | None) -> str:
    if not chosen:
        return "The film has no cards yet; put footage or words on the board first."
    where = card_label(doc, chosen[0]) if len(chosen) == 1 else "The film, as far as it was chosen,"
    if look is None:
        return f"{where} has no style to take away."
    return f"{where} has nothing to draw in the style “{look.name}”; it needs words or footage, and no lock."


def _notes(doc: Document, drawn: Sequence[str], look: Style, model: str) -> list[str]:
    """What will be otherwise than the style says."""
    notes: list[str] = []
    models = {card_by_id(doc, each).model or model for each in drawn}
    if not look.sketch and any(family_of(each) == BUILT_IN for each in models):
        notes.append(
            f"The built-in model was taught no words for “{look.name}”, so its pictures stay as they are; "
            "choose a larger model for this style."
        )
    for lora in look.loras:
        try:
            lora_file(lora.name)
        except TweenError as error:
            notes.append(f"“{look.name}” uses a LoRA that is not there yet. {error}")
    return notes
