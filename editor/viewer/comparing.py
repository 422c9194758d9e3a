"""What is held against what: the film against its footage, or two takes of a card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from editor.viewer.composing import Takes
from editor.viewer.picture import Layout
from engine.document.take import Take


@dataclass(frozen=True, slots=True)
class Compare:
    """`left`: a take's id, "" for the footage alone. `right`: a take's id, "" for what the film shows."""

    layout: Layout = "one"
    card: str = ""
    """Whose takes were chosen."""
    left: str = ""
    right: str = ""

    @property
    def on(self) -> bool:
        return self.layout != "one"


def sides(compare: Compare, shown: Takes, takes: Iterable[Take]) -> tuple[Takes | None, Takes]:
    """(left, right): what every card shows on either side; None for the footage alone.

    `shown`: what the film shows, `takes`: those of the card. One that is gone gives way to what it was
    compared with before it was chosen.
    """
    by_id = {take.id: take for take in takes}
    left, right = by_id.get(compare.left), by_id.get(compare.right)
    if not compare.on or compare.card not in shown:
        return None, shown
    return (
        {**shown, compare.card: left} if left is not None else None,
        {**shown, compare.card: right} if right is not None else shown,
    )
