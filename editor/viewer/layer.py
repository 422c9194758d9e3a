"""What lies over the picture and may take the mouse: guides, painted regions, dragging a frame out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter

if TYPE_CHECKING:
    from editor.viewer.picture import PictureView


class Layer(QObject):
    """The topmost layer that takes a press gets the moves and the release that follow."""

    def paint(self, painter: QPainter, view: PictureView) -> None:
        """Over the composed picture, clipped to where it shows."""

    def press(self, event: QMouseEvent, view: PictureView) -> bool:
        """Whether this is the layer's own."""
        return False

    def move(self, event: QMouseEvent, view: PictureView) -> None:
        """With a button down after `press`, or hovering."""

    def release(self, event: QMouseEvent, view: PictureView) -> None:
        """After a `press` that was taken."""

    def double_click(self, event: QMouseEvent, view: PictureView) -> bool:
        return False

    def cursor(self, at: QPointF, view: PictureView) -> Qt.CursorShape | None:
        return None
