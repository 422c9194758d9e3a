"""Moving the pointer over a picture of the library runs through its footage."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QListView

from editor.library.model import AssetModel, ShownAssets

STEPS = 24
"""Pictures that a clip is run through in, so that each is decoded once and kept."""


class HoverScrub(QObject):
    """Watches the view's pointer; tells the model which frame to show."""

    def __init__(self, view: QListView, shown: ShownAssets, model: AssetModel) -> None:
        super().__init__(view)
        self._view = view
        self._shown = shown
        self._model = model
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._model.scrub("")
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            if event.buttons() == Qt.MouseButton.NoButton:
                self._look(event)
            else:
                self._model.scrub("")
        return False

    def _look(self, event: QMouseEvent) -> None:
        index = self._view.indexAt(event.position().toPoint())
        asset = self._shown.asset(index) if index.isValid() else None
        if asset is None or asset.kind != "video" or asset.frames < 2:
            self._model.scrub("")
            return
        rect = self._view.visualRect(index)
        share = (event.position().x() - rect.left()) / max(1, rect.width() - 1)
        self._model.scrub(asset.id, round(min(max(share, 0.0), 1.0) * STEPS) / STEPS)
