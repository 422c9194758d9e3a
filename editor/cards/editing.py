"""Edits from the card panel: of one card, or of all that are chosen together, as one step of the history."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from engine.document import edits
from engine.document.model import Card, Document

if TYPE_CHECKING:
    from editor.selection import Selection
    from editor.workspace import Workspace
    from engine.tools.edited import Edited


class Mixed:
    """What a control is given where the chosen cards say different things."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "MIXED"


MIXED: Final = Mixed()


class CardEditing(QObject):
    """`cards`: what the panel shows, in the film's order. Edits go to those of them that are not locked."""

    refused = Signal()
    """An edit was not made; whoever shows values shows those of the film again."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._work = workspace
        # Documents and selections are values: the same object has the same cards in it.
        self._found_in: Document | None = None
        self._found_for: Selection | None = None
        self._found: tuple[Card, ...] = ()

    @property
    def cards(self) -> tuple[Card, ...]:
        """The selected card, or all that are chosen when it is one of several; none without a selection."""
        document, selection = self._work.document, self._work.selection
        if document is not self._found_in or selection is not self._found_for:
            self._found_in, self._found_for = document, selection
            self._found = self._chosen()
        return self._found

    def _chosen(self) -> tuple[Card, ...]:
        lead, ids = self._work.card(), self._work.selection.ids
        if lead is None:
            return ()
        if len(ids) < 2 or lead.id not in ids:
            return (lead,)
        chosen = tuple(card for card in self._work.document.cards if card.id in ids)
        return chosen if len(chosen) > 1 else (lead,)

    @property
    def card(self) -> Card | None:
        """The one card; None for several."""
        cards = self.cards
        return cards[0] if len(cards) == 1 else None

    def common(self, field: str) -> object:
        """What all the cards have in a field, or `MIXED`."""
        values = [getattr(card, field) for card in self.cards]
        return values[0] if all(value == values[0] for value in values) else MIXED

    def set(self, name: str, field: str = "", **fields: object) -> None:
        """Set fields of every card. `name` is what undo calls it; edits of one `field` merge in time."""
        self.each(name, lambda doc, card: edits.set_card(doc, card.id, **fields), field)  # type: ignore[arg-type]

    def each(self, name: str, edit: Callable[[Document, Card], Document], field: str = "") -> bool:
        """Make an edit of every card. A locked card is left alone, or refuses when it is the only one."""
        cards = self.cards
        wanted = [card for card in cards if not card.locked] or list(cards)

        def whole(doc: Document) -> Document:
            for card in wanted:
                doc = edit(doc, card)
            return doc

        place = f"{' '.join(card.id for card in wanted)}.{field}" if field else ""
        return self._said(self._work.apply(name, whole, place))

    def tool(self, name: str, run: Callable[[Document], Edited]) -> bool:
        """Use a tool, and tell what it has to say."""
        notes: list[str] = []

        def whole(doc: Document) -> Document:
            edited = run(doc)
            notes.extend(edited.notes)
            return edited.document

        well = self._said(self._work.apply(name, whole))
        for note in notes if well else ():
            self._work.notice.emit(note)
        return well

    def _said(self, well: bool) -> bool:
        if not well:
            self.refused.emit()
        return well
