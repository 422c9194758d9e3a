"""Jobs that draw several cards as one film: which cards, and what is wanted of them now."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from editor.jobs.queue import MANY
from editor.jobs.view import JobView
from engine.document.model import Card, Document
from engine.errors import TweenError

if TYPE_CHECKING:
    from editor.workspace import Workspace
    from engine.document.request import Request
    from engine.document.take import ShownTake
    from engine.tools.edited import Wish


def members(document: Document, request: Request) -> tuple[Card, ...]:
    """The cards of which `request` makes one film: those on its lineage, within what it draws."""
    return tuple(
        card
        for card in document.cards
        if card.lineage == request.lineage and request.local.covers(card.local(card.range))
    )


def film_wish(request: Request) -> Wish | None:
    """How to make the request anew after an edit; None where it draws one card alone."""
    if not request.spans:
        return None

    def wish(document: Document, card: Card, shown: ShownTake, model: str) -> Request:
        from engine.tools.storyboard import film_request

        film = members(document, request)
        apart = any(before.range.stop != after.range.start for before, after in pairwise(film))
        if apart or card not in film[:1]:
            raise TweenError("The cards of this film do not lie side by side any more; draw the board again.")
        return film_request(document, film, shown, model, request.transition)

    return wish


class FilmJobs(QObject):
    """Which job draws a card as a part of a film. Cards after the first hear of its progress, too."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._work = workspace
        self._views: dict[str, JobView] = {}
        self._cards: dict[str, tuple[Request, tuple[Card, ...]]] = {}
        """What each job draws, and the cards of that film in `_document`."""
        self._document: Document | None = None
        workspace.jobs.changed.connect(self._look)
        workspace.document_changed.connect(self._look)

    def of(self, card_id: str) -> JobView | None:
        return self._views.get(card_id)

    def _look(self) -> None:
        before = self._views
        films = [view for view in self._work.jobs.views() if view.request.spans]
        if not films and not before:
            return
        self._views = {card.id: view for view in reversed(films) for card in self._members(view)}
        self._cards = {view.job_id: self._cards[view.job_id] for view in films}
        changed = [
            each for each in before.keys() | self._views.keys() if before.get(each) != self._views.get(each)
        ]
        for card_id in changed if len(changed) <= MANY else ("",):
            self._work.job_changed.emit(card_id)

    def _members(self, view: JobView) -> tuple[Card, ...]:
        """Looked for once for each document and job: a queue tells of its progress more often than that."""
        if self._document is not self._work.document:
            self._document = self._work.document
            self._cards.clear()
        known = self._cards.get(view.job_id)
        if known is None or known[0] is not view.request:
            known = self._cards[view.job_id] = (view.request, members(self._work.document, view.request))
        return known[1]
