"""What is chosen on the timeline: any number of clips, cards and markers, and the one that panels show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from engine.document.model import Document
from engine.document.queries import card_at


@dataclass(frozen=True, slots=True)
class Selection:
    """`ids` is what edits act on. `card` is the card whose panel is shown, also while a clip is chosen;
    `clip` is the clip that was chosen last."""

    card: str | None = None
    clip: str | None = None
    ids: frozenset[str] = frozenset()


def one(card: str | None, clip: str | None) -> Selection:
    """A clip, with the card that stays in sight, or a card alone, or nothing."""
    chosen = clip or card
    return Selection(card, clip, frozenset((chosen,)) if chosen else frozenset())


def several(document: Document, ids: Iterable[str], lead: str | None, before: Selection) -> Selection:
    """Those of `ids` that the film has. `lead` is the one that panels show, by default the first card."""
    chosen = frozenset(ids) & _all_ids(document)
    cards = [card.id for card in document.cards if card.id in chosen]
    if lead in chosen and lead not in cards:
        clip = None if any(marker.id == lead for marker in document.markers) else lead
        return Selection(before.card, clip, chosen)
    card = lead if lead in cards else cards[0] if cards else None
    return Selection(card if chosen else None, None, chosen)


def kept(document: Document, selection: Selection, playhead: int) -> Selection:
    """After an edit: what is gone is chosen no more; a card that is gone hands on to the one under the
    playhead."""
    there = _all_ids(document)
    ids = selection.ids & there
    clip = selection.clip if selection.clip in there else None
    card = selection.card
    if card is None or card in there:
        return replace(selection, clip=clip, ids=ids)
    under = card_at(document, playhead)
    card = under.id if under else None
    return Selection(card, clip, ids or one(card, clip).ids)


def _all_ids(document: Document) -> frozenset[str]:
    ids = {clip.id for track in document.tracks for clip in track.clips}
    ids.update(card.id for card in document.cards)
    ids.update(marker.id for marker in document.markers)
    return frozenset(ids)
