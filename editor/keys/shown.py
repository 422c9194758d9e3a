"""Keys in words, for the tips of buttons that do what an entry of the menu does."""

from __future__ import annotations

from PySide6.QtGui import QAction, QKeySequence


def keys_of(action: QAction) -> str:
    """Its first shortcut in this system's words; "" without one."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
