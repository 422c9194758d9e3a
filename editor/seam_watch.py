"""Seam scores, measured in the background whenever what lies on either side of a join has changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from editor.background import Background, Task
from engine.document.model import Document
from engine.document.take import ShownTake

QUIET_MS = 400


class SeamWatch(QObject):
    """`scores` are the last ones measured; `changed` tells of new ones."""

    changed = Signal()

    def __init__(self, background: Background, now: Callable[[], tuple[Document, ShownTake]]) -> None:
        super().__init__()
        self._background = background
        self._now = now
        self._key: object = None
        self._task: Task | None = None
        self._timer = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._timer.timeout.connect(self._measure)
        self.scores: dict[int, float] = {}

    def look(self) -> None:
        """Something may have changed; measure soon if it has."""
        document, shown = self._now()
        takes = tuple((card.range, card.origin, card.loop, _id(shown, card)) for card in document.cards)
        key = (document.tracks, takes) if any(take for *_, take in takes) else None
        if key == self._key:
            return
        self._key = key
        if self._task is not None:
            self._task.cancel()
        if key is None:
            self._timer.stop()
            self._keep({})
        else:
            self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()

    def _measure(self) -> None:
        document, shown = self._now()
        takes = {card.id: shown(card) for card in document.cards}

        def work(task: Task[dict[int, float]]) -> dict[int, float]:
            from engine.render.seams import seams

            return {seam.frame: seam.score for seam in seams(document, lambda card: takes.get(card.id))}

        self._task = self._background.run(work, self._keep, lambda sentence: None)

    def _keep(self, scores: dict[int, float]) -> None:
        if scores != self.scores:
            self.scores = scores
            self.changed.emit()


def _id(shown: ShownTake, card: object) -> str:
    take = shown(card)  # type: ignore[arg-type]
    return take.id if take is not None else ""
