"""Cutting a clip at its shot changes: looked for in the background, then one edit."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from editor.background import Task
from editor.language.words import asset_name
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Clip, Document
from engine.document.queries import asset_by_id


class ShotCuts(QObject):
    progress = Signal(str, int, int)
    """What is looked at, frames looked at, frames in all."""
    ended = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._work = workspace
        self._task: Task | None = None

    @property
    def running(self) -> bool:
        return self._task is not None

    def start(self, clip: Clip) -> None:
        if self.running:
            self._work.notice.emit(self.tr("Shot changes are being looked for; wait or cancel that first."))
            return
        document = self._work.document
        name = asset_name(asset_by_id(document, clip.asset))

        def work(task: Task[tuple[int, ...]]) -> tuple[int, ...]:
            from engine.media.shots import shot_changes

            return shot_changes(
                document,
                clip.id,
                report=lambda done, total: self.progress.emit(name, done, total),
                cancelled=task.cancelled,
            )

        self.progress.emit(name, 0, 0)
        self._task = self._work.background.run(work, lambda cuts: self._done(clip, cuts), self._failed)

    def cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _done(self, clip: Clip, cuts: tuple[int, ...]) -> None:
        self._end()
        now = {each.id: each for track in self._work.document.tracks for each in track.clips}
        if now.get(clip.id) != clip:
            self._work.notice.emit(self.tr("The clip was changed meanwhile; look for its shots again."))
        elif not cuts:
            self._work.notice.emit(self.tr("No shot change was found in this clip."))
        else:
            self._work.apply(self.tr("Cut at shot changes"), lambda doc: _cut(doc, cuts))

    def _failed(self, sentence: str) -> None:
        self._end()
        self._work.notice.emit(sentence or self.tr("The search for shot changes was cancelled."))

    def _end(self) -> None:
        self._task = None
        self.ended.emit()


def _cut(document: Document, cuts: tuple[int, ...]) -> Document:
    for frame in cuts:
        document = edits.split(document, frame)
    return document
