"""What dialogs share."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QPushButton


def close_button(dialog: QDialog) -> QPushButton:
    button = QPushButton(QCoreApplication.translate("dialogs", "Close"))
    button.setDefault(True)
    button.clicked.connect(dialog.reject)
    return button
