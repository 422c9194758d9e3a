"""A combo box with our own arrow, in the colour of the text."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from editor import icons, theme


class Picker(QComboBox):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = theme.tokens()
        color = tokens.quiet if self.isEnabled() else tokens.faded
        size = theme.ICON_SMALL
        arrow = icons.pixmap("chevron-down", size, self.devicePixelRatioF(), color)
        painter = QPainter(self)
        painter.drawPixmap(self.width() - size - theme.TINY, (self.height() - size) // 2, arrow)
        painter.end()
