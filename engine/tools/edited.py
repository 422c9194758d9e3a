"""What a tool gives back: the film with its wish on it, and the cards to draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.document.model import Card, Document
from engine.document.request import Request
from engine.document.take import ShownTake
from engine.tools.regenerate import regenerate

Wish = Callable[[Document, Card, ShownTake, str], Request]
"""(film, card, the takes shown, model for cards that name none) -> what to draw."""


@dataclass(frozen=True, slots=True)
class Edited:
    """`cards`: ids of the cards to draw, in the order to draw them. `notes`: sentences that a person should
    read before drawing, such as what will be done otherwise than asked, and why."""

    document: Document
    cards: tuple[str, ...]
    notes: tuple[str, ...] = ()
    wish: Wish = regenerate
    """What to draw for each of `cards`: the card, or a film of several that begins with it."""
