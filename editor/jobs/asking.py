"""Cards that a person wants drawn become jobs: a few at once, many chunk by chunk.

What drawing a card means takes a while to work out where the board is large; a thread does it then, and the
window only takes in what comes of it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from engine.document.queries import card_index
from engine.errors import TweenError

if TYPE_CHECKING:
    from editor.background import Task
    from editor.workspace import Workspace
    from engine.document.model import Card, Document
    from engine.document.request import Request
    from engine.document.take import ShownTake
    from engine.tools.edited import Wish

MANY = 100
"""Cards that have to be looked at, up to which it is done at once."""
CHUNK = 50
"""Cards of one turn of the thread, and of one change of the queue."""

Worked = list[tuple[str, "Request | TweenError"]]
"""What drawing each card is, or why it cannot be drawn."""


@dataclass(frozen=True)
class Moment:
    """The film as it is now; reading it is safe in any thread."""

    document: Document
    shown: ShownTake
    model: str


@dataclass
class Order:
    """`ids`: cards still to be queued. `only`: those in one of these states; all without any. `none`: what to
    say when there was no such card."""

    ids: deque[str]
    wish: Wish | None
    only: Collection[str]
    none: str
    asked: int = field(default=0)


class Asking(QObject):
    """Owned by the workspace; closing the film or emptying the queue ends what is still being asked for."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._work = workspace
        self._orders: deque[Order] = deque()
        self._task: Task[Worked] | None = None
        workspace.jobs.emptied.connect(self.drop)
        workspace.project_changed.connect(self.drop)

    @property
    def busy(self) -> bool:
        """Whether cards are still to be queued."""
        return bool(self._orders)

    def ask(
        self, card_ids: Iterable[str], wish: Wish | None = None, only: Collection[str] = (), none: str = ""
    ) -> None:
        """Queue the cards, or what `wish` makes of them; those that cannot be drawn say why."""
        from engine.tools.regenerate import regenerate

        order = Order(deque(card_ids), wish, only, none)
        cost = len(order.ids) if wish in (None, regenerate) else len(self._work.document.cards)
        if cost <= MANY:
            while order.ids:
                now = moment(self._work)
                self._submit(order, _worked(now, self._chunk(order), order, _never))
            self._end(order)
            return
        self._orders.append(order)
        if self._task is None:
            self._next()

    def drop(self) -> None:
        """Queue nothing more."""
        self._orders.clear()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _next(self) -> None:
        """The next chunk goes to the thread."""
        while self._orders and not self._orders[0].ids:
            self._end(self._orders.popleft())
        if not self._orders:
            return
        order, now = self._orders[0], moment(self._work)
        chunk = self._chunk(order)

        def work(task: Task[Worked]) -> Worked:
            return _worked(now, chunk, order, task.cancelled)

        def done(worked: Worked) -> None:
            if task.cancelled():
                return
            self._task = None
            if self._work.document is now.document:
                self._submit(order, worked)
            else:  # edited meanwhile
                order.ids.extendleft(card.id for card, _ in reversed(chunk))
            self._next()

        task = self._task = self._work.background.run(work, done)

    def _chunk(self, order: Order) -> list[tuple[Card, bool]]:
        """The next cards that are still there, and whether what state they are in is to be looked at."""
        wanted = [order.ids.popleft() for _ in range(min(CHUNK, len(order.ids)))]
        ids = set(wanted)
        by_id = {card.id: card for card in self._work.document.cards if card.id in ids}
        chunk: list[tuple[Card, bool]] = []
        for card in (by_id[each] for each in wanted if each in by_id):
            view = self._work.job(card.id)
            if not order.only or view is None or view.state in order.only:
                chunk.append((card, bool(order.only) and view is None))
        return chunk

    def _submit(self, order: Order, worked: Worked) -> None:
        work = self._work
        if work.project is None or not worked:
            return
        with work.jobs.together():
            for card_id, wanted in worked:
                order.asked += 1
                if isinstance(wanted, TweenError):
                    work.notice.emit(str(wanted))
                elif work.jobs.busy(card_id):
                    text = self.tr("Card {0} is being drawn already.")
                    card: Any = work.card(card_id)
                    work.notice.emit(text.format(card_index(work.document, card)))
                else:
                    work.jobs.submit(work.project.takes_folder, wanted)

    def _end(self, order: Order) -> None:
        if not order.asked and order.none:
            self._work.notice.emit(order.none)


def moment(work: Workspace) -> Moment:
    takes = work.project.takes if work.project is not None else None
    return Moment(work.document, takes.shown if takes is not None else _nothing, work.model)


def _nothing(card: Card) -> None:
    return None


def _never() -> bool:
    return False


def _worked(now: Moment, chunk: Sequence[tuple[Card, bool]], order: Order, cancelled: Any) -> Worked:
    from engine.tools.board import card_state
    from engine.tools.regenerate import regenerate

    worked: Worked = []
    for card, looks in chunk:
        if cancelled():
            break
        try:
            if looks and card_state(now.document, card, now.shown, now.model) not in order.only:
                continue
            request = (order.wish or regenerate)(now.document, card, now.shown, now.model)
        except TweenError as error:
            worked.append((card.id, error))
        else:
            worked.append((card.id, request))
    return worked
