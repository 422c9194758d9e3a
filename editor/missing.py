"""Footage of the open film that is not where it was: looked for in the background, shown as offline."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.document.model import Asset

if TYPE_CHECKING:
    from editor.background import Task
    from editor.workspace import Workspace
    from engine.project.relink import Relinked


@dataclass(frozen=True)
class _Seen:
    """What a look at the disk found: what is not there, and what a search found again."""

    missing: tuple[Asset, ...]
    relinked: Relinked | None


class MissingMedia(QObject):
    """Looks when the film's footage changes, and when `look` is called; each file is searched for once."""

    changed = Signal()
    """Files went, or came back."""
    found = Signal(object)
    """Names of the files that were found somewhere else and are used from there now."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._work = workspace
        self._assets: tuple[Asset, ...] = ()
        self._searched: set[str] = set()
        self._task: Task[_Seen] | None = None
        self._looking_at: tuple[Asset, ...] = ()
        self.assets: tuple[Asset, ...] = ()
        """Footage that is missing, as last seen."""
        self.searching = False
        workspace.project_changed.connect(self._start_over)
        workspace.document_changed.connect(self._follow)

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(asset.path for asset in self.assets)

    def look(self) -> None:
        """Look at the disk again: a drive may have come back. A look that is under way goes on."""
        project, document = self._work.project, self._work.document
        if project is None or not document.assets:
            self._show(())
            return
        if self._task is not None and self._looking_at is document.assets:
            return
        if self._task is not None:
            self._task.cancel()
        self._looking_at = document.assets
        film, searched = project.path, frozenset(self._searched)

        def work(task: Task[_Seen]) -> _Seen:
            from engine.project.relink import likely_places, missing_media, relink

            missing = missing_media(document)
            if not any(asset.fingerprint not in searched for asset in missing):
                return _Seen(missing, None)
            places = likely_places(film, document)
            return _Seen(missing, relink(document, places, cancelled=task.cancelled))

        self.searching = True
        self._task = task = self._work.background.run(work, lambda seen: self._done(task, seen), self._failed)

    def _start_over(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = None
        self.searching = False
        self._searched.clear()
        self._assets = ()
        self._show(())

    def _follow(self) -> None:
        assets = self._work.document.assets
        if assets != self._assets:
            self._assets = assets
            self._show(tuple(asset for asset in self.assets if asset in assets))
            self.look()

    def _done(self, task: Task[_Seen], seen: _Seen) -> None:
        if task is not self._task:  # of another film, or of before the last edit
            return
        self._task = None
        self.searching = False
        answer = seen.relinked
        if answer is None or not answer.places:
            self._searched |= {asset.fingerprint for asset in seen.missing}
            self._show(seen.missing)
            return
        self._searched |= {asset.fingerprint for asset in answer.missing}
        self._show(answer.missing)
        if self._work.relocate(answer.places):
            self.found.emit(tuple(Path(new).name for _, new in answer.found))

    def _failed(self, sentence: str) -> None:
        self._task = None
        self.searching = False

    def _show(self, assets: tuple[Asset, ...]) -> None:
        if assets != self.assets:
            self.assets = assets
            self.changed.emit()
