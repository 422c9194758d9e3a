"""A row of pictures that takes more of them by drop, from the library and from file managers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from editor import theme
from editor.background import Task
from editor.cards.strip import Strip
from editor.library.drops import ASSET_TYPE, accept_copy, film_among, local_files, project_among
from editor.library.folders import files_of
from editor.workspace import Workspace
from engine.document.model import Asset
from engine.errors import TweenError


class DropRow(QFrame):
    pictures_dropped = Signal(object)
    """A tuple of `Asset`, which the film may not have yet."""

    def __init__(self, workspace: Workspace, name: str, below: int = 0) -> None:
        super().__init__()
        self._work = workspace
        self.setAcceptDrops(True)
        self.setProperty("role", "row")
        self.setAccessibleName(name)
        self.hint = QLabel()
        self.hint.setProperty("role", "quiet")
        self.hint.setFont(theme.small_font())
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.strip = Strip(name, below)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.TINY, theme.TINY, theme.TINY, theme.TINY)
        column.addWidget(self.hint)
        column.addWidget(self.strip)
        self.setMinimumHeight(40)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._mark(accept_copy(event))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        accept_copy(event)

    def dragLeaveEvent(self, event: object) -> None:
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(False)
        if not accept_copy(event):
            return
        data = event.mimeData()
        known = {asset.id: asset for asset in self._work.document.assets}
        if data.hasFormat(ASSET_TYPE):
            ids = bytes(data.data(ASSET_TYPE).data()).decode("utf-8", "replace").split()
            self._tell(tuple(known[each] for each in ids if each in known))
            return
        files = local_files(data)
        for sentence in files.refusals:
            self._work.notice.emit(sentence)
        if film_among(files.paths) or project_among(files.paths):
            self._work.import_files(list(files.paths))  # no pictures: a film of their own
        elif files.paths:
            self.bring(files.paths)

    def bring(self, paths: tuple[str, ...]) -> None:
        """Look at the files, and at those in folders, in the background, then tell of them."""

        def work(task: Task[tuple[tuple[Asset, ...], list[str]]]) -> tuple[tuple[Asset, ...], list[str]]:
            from engine.project.importing import asset_from_file

            found: list[Asset] = []
            inside, sentences = files_of(paths, task.cancelled)
            for path in inside:
                try:
                    found.append(asset_from_file(path))
                except TweenError as error:
                    sentences.append(str(error))
            return tuple(found), sentences

        def done(result: tuple[tuple[Asset, ...], list[str]]) -> None:
            found, sentences = result
            for sentence in sentences:
                self._work.notice.emit(sentence)
            self._tell(found)

        self._work.background.run(work, done, self._work.notice.emit)

    def _tell(self, assets: tuple[Asset, ...]) -> None:
        if assets:
            self.pictures_dropped.emit(assets)

    def _mark(self, on: bool) -> None:
        self.setProperty("drop", on)
        self.style().polish(self)
