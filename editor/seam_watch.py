"""Seam scores, measured in the background whenever what lies on either side of a join has changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from editor.background import Background, Task
from engine.document.model import Document
from engine.document.take import ShownTake

QUIET_MS = 400
Measured = dict[int, tuple[float, float]]
"""Film frame -> score and ghost of the join before it."""


class SeamWatch(QObject):
    """`scores` and `ghosts` (frames in which the other side of the join shows through) are the last ones
    measured, by film frame; `changed` tells of new ones."""

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
        self.ghosts: dict[int, float] = {}

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

        def work(task: Task[Measured]) -> Measured:
            from engine.render.seams import seams

            found = seams(document, lambda card: takes.get(card.id))
            return {seam.frame: (seam.score, seam.ghost) for seam in found}

        self._task = self._background.run(work, self._keep, lambda sentence: None)

    def _keep(self, found: Measured) -> None:
        scores = {frame: score for frame, (score, _) in found.items()}
        ghosts = {frame: ghost for frame, (_, ghost) in found.items()}
        if (scores, ghosts) != (self.scores, self.ghosts):
            self.scores, self.ghosts = scores, ghosts
            self.changed.emit()


def _id(shown: ShownTake, card: object) -> str:
    take = shown(card)  # type: ignore[arg-type]
    return take.id if take is not None else ""
