"""Exports: one after the other in the background, with progress and cancel.

Each writes the film as it was when it was asked for; later edits do not change what is being written.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from editor.background import Task
from editor.workspace import Workspace

if TYPE_CHECKING:
    from editor.dialogs.export import Choice
    from engine.document.model import Document
    from engine.document.take import Take
    from engine.render.export import ExportReport

    Film = tuple[Document, Mapping[str, Take | None]]

SETTLED = 1.5
"""Seconds after which the speed so far says something about the rest."""


class Exports(QObject):
    progress = Signal(str, int, int, float)
    """File name and how many more wait, frames done, frames in all, seconds left (below 0 while that cannot
    be known)."""
    ended = Signal()
    finished = Signal(object)
    """`ExportReport` of a file that is complete."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._work = workspace
        self._task: Task | None = None
        self._path: Path | None = None
        self._waiting: deque[tuple[Choice, Film]] = deque()

    @property
    def running(self) -> bool:
        return self._task is not None

    @property
    def waiting(self) -> tuple[str, ...]:
        """The names of the files that are still to be begun."""
        return tuple(choice.path.name for choice, _ in self._waiting)

    def start(self, choice: Choice) -> None:
        """Write it now, or after those that were asked for before."""
        if choice.path in (self._path, *(other.path for other, _ in self._waiting)):
            told = self.tr("{0} is being written already; choose another name, or cancel that export first.")
            self._work.notice.emit(told.format(choice.path.name))
            return
        document, shown = self._work.document, self._work.shown
        self._waiting.append((choice, (document, {card.id: shown(card) for card in document.cards})))
        if self.running:
            self._work.notice.emit(self.tr("{0} is written next.").format(choice.path.name))
        else:
            self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._path = None
            return
        choice, (document, takes) = self._waiting.popleft()
        self._path = choice.path

        def work(task: Task[ExportReport]) -> ExportReport:
            if choice.smart:
                from engine.render.smart import smart_export as export
            else:
                from engine.render.export import export

            begun = time.monotonic()

            def report(done: int, total: int) -> None:
                spent = time.monotonic() - begun
                left = spent * (total - done) / done if spent > SETTLED else -1.0
                self.progress.emit(self._name(choice), done, total, left)

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

        self.progress.emit(self._name(choice), 0, 0, -1.0)
        self._task = self._work.background.run(work, self._done, self._failed)

    def _name(self, choice: Choice) -> str:
        more = len(self._waiting)
        return f"{choice.path.name} (+{more})" if more else choice.path.name

    def cancel(self) -> None:
        """Stop the one that is being written; the next one begins."""
        if self._task is not None:
            self._task.cancel()

    def _done(self, report: ExportReport) -> None:
        self._task = None
        self.ended.emit()
        self.finished.emit(report)
        self._next()

    def _failed(self, sentence: str) -> None:
        self._task = None
        self.ended.emit()
        self._work.notice.emit(sentence or self.tr("The export was cancelled; nothing was written."))
        self._next()
