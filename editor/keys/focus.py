"""Which keys belong to the control that has the focus, before any shortcut may have them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

TEXT_INPUTS = (QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
PRESS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


def wants_key(widget: QWidget | None, event: QKeyEvent) -> bool:
    """Whether this key is part of how `widget` itself is used: letters in a text box, Space on a button."""
    if widget is None or event.modifiers() & ~(
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    ):
        return False
    key = event.key()
    if isinstance(widget, TEXT_INPUTS):
        return key < Qt.Key.Key_F1 or key > Qt.Key.Key_F35
    if isinstance(widget, QAbstractButton):
        return key in PRESS
    if isinstance(widget, QAbstractSlider):
        return key in ARROWS
    if isinstance(widget, QAbstractItemView):
        return key in ARROWS or key in PRESS
    return False
