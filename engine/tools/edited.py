"""What a tool gives back: the film with its wish on it, and the cards to draw."""

from __future__ import annotations

from dataclasses import dataclass

from engine.document.model import Document


@dataclass(frozen=True, slots=True)
class Edited:
    """`cards`: ids of the cards to draw, in the order to draw them. `notes`: sentences that a person should
    read before drawing, such as what will be done otherwise than asked, and why."""

    document: Document
    cards: tuple[str, ...]
    notes: tuple[str, ...] = ()
