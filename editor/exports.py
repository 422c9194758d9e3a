"""The export that runs: one at a time, in the background, with progress and cancel."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from editor.background import Task
from editor.workspace import Workspace

if TYPE_CHECKING:
    from editor.dialogs.export import Choice
    from engine.render.export import ExportReport

SETTLED = 1.5
"""Seconds after which the speed so far says something about the rest."""


class Exports(QObject):
    progress = Signal(str, int, int, float)
    """File name, frames done, frames in all, seconds left (below 0 while that cannot be known)."""
    ended = Signal()
    finished = Signal(object)
    """`ExportReport` of a file that is complete."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._work = workspace
        self._task: Task | None = None

    @property
    def running(self) -> bool:
        return self._task is not None

    def start(self, choice: Choice) -> None:
        if self.running:
            self._work.notice.emit(self.tr("An export is running; wait for it or cancel it first."))
            return
        # The film as it is now: later edits do not change what is being written.
        document = self._work.document
        takes = {card.id: self._work.shown(card) for card in document.cards}
        name = choice.path.name

        def work(task: Task[ExportReport]) -> ExportReport:
            if choice.smart:
                from engine.render.smart import smart_export as export
            else:
                from engine.render.export import export

            begun = time.monotonic()

            def report(done: int, total: int) -> None:
                spent = time.monotonic() - begun
                left = spent * (total - done) / done if spent > SETTLED else -1.0
                self.progress.emit(name, done, total, left)

            return export(
                document,
                lambda card: takes.get(card.id),
                choice.path,
                span=choice.span,
                settings=choice.settings,
                overwrite=choice.overwrite,
                report=report,
                cancelled=task.cancelled,
                labels=choice.labels,
            )

        self.progress.emit(name, 0, 0, -1.0)
        self._task = self._work.background.run(work, self._done, self._failed)

    def cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _done(self, report: ExportReport) -> None:
        self._task = None
        self.ended.emit()
        self.finished.emit(report)

    def _failed(self, sentence: str) -> None:
        self._task = None
        self.ended.emit()
        self._work.notice.emit(sentence or self.tr("The export was cancelled; nothing was written."))
