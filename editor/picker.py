"""A combo box with our own arrow, in the colour of the text."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from editor import icons, theme


class Picker(QComboBox):
    """The wheel scrolls what it lies in; it changes the choice only where the keyboard is in it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = theme.tokens()
        color = tokens.quiet if self.isEnabled() else tokens.faded
        size = theme.ICON_SMALL
        arrow = icons.pixmap("chevron-down", size, self.devicePixelRatioF(), color)
        painter = QPainter(self)
        painter.drawPixmap(self.width() - size - theme.TINY, (self.height() - size) // 2, arrow)
        painter.end()
