"""Films that were opened lately."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QMenu

from editor.workspace import Workspace

KEPT = 10
KEY = "recent"


class RecentFilms(QObject):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._work = workspace
        workspace.project_changed.connect(self._remember)

    def paths(self) -> list[str]:
        value = QSettings().value(KEY, [])
        return [value] if isinstance(value, str) else [str(path) for path in value or []]  # type: ignore[union-attr]

    def fill(self, menu: QMenu) -> None:
        """Keep `menu` listing the films, newest first; those that are gone are left out."""
        menu.aboutToShow.connect(partial(self._list, menu))

    def _list(self, menu: QMenu) -> None:
        menu.clear()
        for path in self.paths():
            if Path(path).is_file():
                action = menu.addAction(Path(path).stem.replace("&", "&&"))
                action.setStatusTip(path)
                action.triggered.connect(partial(self._open, path))
        if menu.isEmpty():
            menu.addAction(self.tr("None yet")).setEnabled(False)

    def _open(self, path: str, checked: bool = False) -> None:
        self._work.open(path)

    def _remember(self) -> None:
        if self._work.project is not None:
            path = str(self._work.project.path.absolute())
            QSettings().setValue(KEY, [path, *(p for p in self.paths() if p != path)][:KEPT])
