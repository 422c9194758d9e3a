"""Dragging the frame out of the picture: other programs get it as a PNG file, and only ever a copy.

An item of the library that is shown is dragged itself, to where its part shall go on the film.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, QSize, Qt, QTemporaryDir, QUrl
from PySide6.QtGui import QDrag, QImage, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication

from editor.library.drops import asset_data
from editor.viewer.composing import Film
from editor.viewer.layer import Layer
from editor.viewer.picture import PictureView
from editor.viewer.snapshot import save_snapshot

if TYPE_CHECKING:
    from editor.background import Background, Task
    from engine.document.model import Asset

THUMB = QSize(160, 90)


class DragOut(Layer):
    """`film()`: what is shown, the frame's number and a name for its file; None where there is no frame.
    `item()`: the item of the library that is shown instead."""

    def __init__(
        self,
        background: Background,
        film: Callable[[], tuple[Film, int, str] | None],
        item: Callable[[], Asset | None],
        failed: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._film = film
        self._item = item
        self._failed = failed
        self._pressed: QPointF | None = None
        self._writing: Task[str] | None = None
        self._folder: QTemporaryDir | None = None

    def press(self, event: QMouseEvent, view: PictureView) -> bool:
        inside = view.place().contains(event.position())
        if event.button() != Qt.MouseButton.LeftButton or not inside or view.picture is None:
            return False
        self._pressed = event.position()
        view.clicked.emit()
        return True

    def move(self, event: QMouseEvent, view: PictureView) -> None:
        if self._pressed is None or self._writing is not None:
            return
        away = event.position() - self._pressed
        if away.manhattanLength() >= QApplication.startDragDistance():
            self._write(view)

    def release(self, event: QMouseEvent, view: PictureView) -> None:
        self._pressed = None

    def stop(self) -> None:
        """The files go with the viewer."""
        self._folder = None

    def _write(self, view: PictureView) -> None:
        """At the film's own size, in the background; the drag begins when the file is whole."""
        item = self._item()
        if item is not None and view.picture is not None:
            self._drag(asset_data([item]), view.picture.image, view)
            return
        wanted = self._film()
        if wanted is None:
            return
        film, frame, name = wanted
        self._folder = self._folder or QTemporaryDir()
        path = self._folder.filePath(name)

        def done(path: str) -> None:
            self._writing = None
            if self._pressed is not None:
                self._drag(file_data(path), QImage(path), view)

        def failed(sentence: str) -> None:
            self._writing, self._pressed = None, None
            self._failed(sentence)

        self._writing = self._background.run(lambda task: save_snapshot(film, frame, path), done, failed)

    def _drag(self, data: QMimeData, image: QImage, view: PictureView) -> None:
        self._pressed = None
        drag = QDrag(view)
        drag.setMimeData(data)
        thumb = image.scaled(
            THUMB, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )  # fmt: skip
        drag.setPixmap(QPixmap.fromImage(thumb))
        drag.setHotSpot(QPoint(thumb.width() // 2, thumb.height() // 2))
        drag.exec(Qt.DropAction.CopyAction, Qt.DropAction.CopyAction)


def file_data(path: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path)])
    return mime


def file_name(film: str, frame: int) -> str:
    """`Film – 114.png`, without what a file's name cannot have."""
    stem = "".join(c for c in Path(film).stem if c.isprintable() and c not in '/\\:*?"<>|').strip(" .")
    return f"{stem or 'Film'} – {frame}.png"
