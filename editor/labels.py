"""Labels for sentences that a program says: plain text, whatever it holds, in as many lines as it takes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def sentence_label(role: str) -> QLabel:
    """An empty one; `role` is the style sheet's: "quiet", "warning" or "error"."""
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
