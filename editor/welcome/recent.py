"""Films that were opened lately, each with a picture of where it was left."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu

from editor.workspace import Workspace

KEPT = 10
KEY = "recent"
PICTURE = QSize(128, 72)
DENSE = 2
"""Pictures are kept for dense screens."""
FIRST_MS, LATER_MS = 1_500, 30_000
"""When a film's picture is kept: soon after it was opened, then now and then."""


class RecentFilms(QObject):
    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._work = workspace
        self._seen: QImage | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.keep_picture)
        self._film: Path | None = None
        self._kept_once = False
        workspace.project_changed.connect(self._remember)
        workspace.closing.connect(self.keep_picture)

    def paths(self) -> list[str]:
        value = QSettings().value(KEY, [])
        return [value] if isinstance(value, str) else [str(path) for path in value or []]  # type: ignore[union-attr]

    def there(self) -> list[str]:
        """Those that can be opened now."""
        return [path for path in self.paths() if Path(path).is_file()]

    def forget(self, path: str) -> None:
        """Off the list; the film stays where it is."""
        QSettings().setValue(KEY, [each for each in self.paths() if each != path])
        self.changed.emit()

    def open(self, path: str, checked: bool = False) -> None:
        self._work.open(path)

    def fill(self, menu: QMenu) -> None:
        """Keep `menu` listing the films, newest first; those that are gone are left out."""
        menu.aboutToShow.connect(partial(self._list, menu))

    def _list(self, menu: QMenu) -> None:
        menu.clear()
        for path in self.there():
            action = menu.addAction(Path(path).stem.replace("&", "&&"))
            action.setStatusTip(path)
            action.triggered.connect(partial(self.open, path))
        if menu.isEmpty():
            menu.addAction(self.tr("None yet")).setEnabled(False)

    def _remember(self) -> None:
        self.keep_picture()  # of the film that is left
        project = self._work.project
        self._film = project.path.absolute() if project is not None else None
        self._seen, self._kept_once = None, False
        self._timer.stop()
        if self._film is not None:
            path = str(self._film)
            QSettings().setValue(KEY, [path, *(p for p in self.paths() if p != path)][:KEPT])
        self.changed.emit()

    # Pictures.

    def see(self, image: QImage | None) -> None:
        """What the viewer shows of the open film."""
        if image is None or image.isNull() or self._film is None:
            return
        self._seen = image
        if not self._timer.isActive():
            self._timer.start(LATER_MS if self._kept_once else FIRST_MS)

    def keep_picture(self) -> None:
        """Keep what was last seen; one that cannot be kept is no loss."""
        if self._film is None or self._seen is None:
            return
        place = picture_place(self._film)
        small = self._seen.scaled(
            PICTURE * DENSE,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        if place is not None and small.save(str(place)):
            self._seen, self._kept_once = None, True

    @staticmethod
    def picture(path: str) -> QImage | None:
        place = picture_place(Path(path))
        image = QImage(str(place)) if place is not None else QImage()
        return None if image.isNull() else image


def picture_place(film: Path) -> Path | None:
    """Where the film's picture lies, in the cache; None where there can be none."""
    from engine.media.cache import make_folder

    folder = make_folder("films")
    name = hashlib.sha256(str(film).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return folder / f"{name}.png" if folder is not None else None
