"""Choosing footage or a picture: from the library, or a file that is looked at in the background."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from editor.background import Task
from editor.language.words import asset_name
from editor.picker import Picker
from editor.workspace import Workspace
from engine.document.model import Asset, AssetKind
from engine.errors import TweenError

FILE = "file"
PATTERNS = {
    "image": "*.png *.jpg *.jpeg *.webp *.bmp *.tif *.tiff",
    "video": "*.mp4 *.mov *.mkv *.webm *.avi *.m4v *.mpg *.ts *.gif",
}


class AssetPicker(Picker):
    """Assets of `kinds`, and the way to another file. `none`: what it says for no choice at all."""

    changed = Signal()

    def __init__(self, name: str, work: Workspace, kinds: Collection[AssetKind], none: str) -> None:
        super().__init__()
        self._work, self._kinds = work, kinds
        self._refusal = ""
        self._task: Task[Asset] | None = None
        self._name = ""
        self._known = {asset.id: asset for asset in work.document.assets if asset.kind in kinds}
        self.setAccessibleName(name)
        self.addItem(none, None)
        for asset in self._known.values():
            self.addItem(asset_name(asset), asset.id)
        self.insertSeparator(self.count())
        self.addItem(self.tr("Another file…"), FILE)
        self._row = 0
        self.activated.connect(self._chosen)

    def asset(self) -> Asset | None:
        """Raises `TweenError` where the file that was chosen is none of that kind."""
        if self._refusal:
            raise TweenError(self._refusal)
        return self._known.get(str(self.currentData()))

    def waiting(self) -> str:
        return self.tr("Looking at {0}…").format(self._name) if self._task is not None else ""

    def choose_file(self, path: str) -> None:
        """Look at a file; it is chosen once it is known."""
        self.leave()
        self._name, self._refusal = Path(path).name, ""

        def work(task: Task[Asset]) -> Asset:
            from engine.project.importing import asset_from_file

            return asset_from_file(path)

        task = self._work.background.run(
            work, lambda asset: self._came(task, asset), lambda sentence: self._refused(task, sentence)
        )
        self._task = task
        self.changed.emit()

    def leave(self) -> None:
        """What is being looked at is wanted no more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _chosen(self, row: int) -> None:
        if self.itemData(row) != FILE:
            self.leave()
            self._row, self._refusal = row, ""
            self.changed.emit()
            return
        self.setCurrentIndex(self._row)
        patterns = " ".join(PATTERNS.get(kind, "") for kind in sorted(self._kinds))
        path, _ = QFileDialog.getOpenFileName(self, self.accessibleName(), "", f"({patterns})")
        if path:
            self.choose_file(path)

    def _came(self, task: Task[Asset], asset: Asset) -> None:
        if task is not self._task:
            return
        self._task = None
        if asset.kind not in self._kinds:
            self._refusal = self.tr("{0} is of another kind; choose another file.").format(self._name)
        else:
            if asset.id not in self._known:
                self.insertItem(1, asset_name(asset), asset.id)
            self._known[asset.id] = asset
            self._row = self.findData(asset.id)
            self.setCurrentIndex(self._row)
        self.changed.emit()

    def _refused(self, task: Task[Asset], sentence: str) -> None:
        if task is self._task:
            self._task, self._refusal = None, sentence
            self.changed.emit()
