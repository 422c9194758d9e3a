"""Advice on how far cards lie apart, worked out once for each state of the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editor.workspace import Workspace
    from engine.document.model import Document


class SpacingHints:
    def __init__(self, workspace: Workspace) -> None:
        self._work = workspace
        self._for: tuple[Document, str] | None = None
        self._told: dict[str, str] = {}

    def of(self, card_id: str) -> str:
        """A sentence, or "" where the card's length and its distance to the others are good."""
        from engine.tools.spacing import advice

        now = (self._work.document, self._work.model)
        if self._for is None or self._for[0] is not now[0] or self._for[1] != now[1]:
            self._for, self._told = now, advice(*now)
        return self._told.get(card_id, "")
