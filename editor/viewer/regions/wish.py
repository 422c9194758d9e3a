"""What becomes of the painted part: the words of a remix, and the edit that they make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.document.card_edits import MAX_SEED
from engine.document.model import Card, Document
from engine.document.take import ShownTake
from engine.tools.edited import Edited
from engine.tools.remix import STRENGTHS, remix
from engine.tools.words_of_change import NOTHING_ELSE, Change

Kind = Literal["replace", "remove", "add", "again"]


@dataclass(frozen=True, slots=True)
class Wish:
    """`again`: as the card's own words say. `old` may be empty where something is removed: then whatever was
    painted goes."""

    kind: Kind
    old: str = ""
    new: str = ""
    strength: float = STRENGTHS["strong"]

    @property
    def lacks(self) -> Literal["", "old", "new"]:
        """The word that has to be filled in first."""
        if self.kind == "replace" and not self.old.strip():
            return "old"
        if self.kind in ("replace", "add") and not self.new.strip():
            return "new"
        return ""


def remixed(doc: Document, card: Card, wish: Wish, shown: ShownTake) -> Edited:
    """The card with the wish on it, redrawn where it is painted. The same wish once more takes another seed.

    Raises `TweenError` as `engine.tools.remix.remix` does.
    """
    changes: tuple[Change, ...] = ()
    prompt = None
    if wish.kind in ("replace", "add"):
        changes = (Change(wish.old.strip() if wish.kind == "replace" else "", wish.new.strip()),)
    elif wish.kind == "remove" and wish.old.strip():
        changes = (Change(wish.old.strip()),)
    elif wish.kind == "remove":
        prompt = NOTHING_ELSE

    def made(seed: int | None) -> Edited:
        return remix(doc, card.range, wish.strength, prompt, changes, card.regions, seed, shown)

    edited = made(None)
    return edited if edited.document != doc else made((card.seed + 1) % (MAX_SEED + 1))
