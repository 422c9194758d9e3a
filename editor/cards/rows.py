"""What short lists in the panel are made of: rows of something wide, then small controls, then a cross;
and numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QVBoxLayout, QWidget

from editor import icons, theme
from editor.decimals import DecimalBox


def row_of(wide: QWidget, *small: QWidget) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.TINY)
    line.addWidget(wide, 1)
    for widget in small:
        line.addWidget(widget)
    return row


def cross_button(hint: str, name: str) -> QToolButton:
    """`name`: for those who hear it, with what it takes away."""
    cross = QToolButton()
    cross.setIcon(icons.icon("cancel"))
    cross.setToolTip(hint)
    cross.setAccessibleName(name)
    cross.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return cross


def empty(column: QVBoxLayout) -> None:
    """Take every row out, and away."""
    while (item := column.takeAt(0)) is not None:
        row = item.widget()
        if row is not None:
            row.hide()
            row.deleteLater()


class Slider(QSlider):
    """The wheel scrolls the panel; it moves the slider only where the keyboard is in it."""

    def __init__(self, name: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, 100)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Number(DecimalBox):
    """As with `Slider`, the wheel scrolls past it."""

    def __init__(self, name: str, least: float, most: float, step: float) -> None:
        super().__init__()
        self.setRange(least, most)
        self.setSingleStep(step)
        self.setFixedWidth(64)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(theme.NUMBER_LEFT, 0, 0, 0)
        self.setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
