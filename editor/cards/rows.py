"""What short lists in the panel are made of: rows of something wide, then small controls, then a cross."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from editor import icons, theme


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


def scroll_over(widget: QWidget) -> None:
    """The wheel scrolls the panel; it changes this value only where the keyboard is in it."""
    if widget.focusPolicy() == Qt.FocusPolicy.WheelFocus:
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.installEventFilter(_Scrolls(widget))


class _Scrolls(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)
