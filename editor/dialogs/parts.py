"""What dialogs share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton

from editor.background import Background, Task

T = TypeVar("T")


def close_button(dialog: QDialog) -> QPushButton:
    button = QPushButton(QCoreApplication.translate("dialogs", "Close"))
    button.setDefault(True)
    button.clicked.connect(dialog.reject)
    return button


def done_from_text(dialog: QDialog, button: QPushButton) -> None:
    """Ctrl+Return presses the button also from a box of text, where Return begins a line."""
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        QShortcut(QKeySequence(keys), dialog).activated.connect(button.click)


def run_for(
    dialog: QDialog,
    background: Background,
    work: Callable[[Task[T]], T],
    done: Callable[[T], None],
    failed: Callable[[str], None],
) -> Task[T]:
    """Run in the background while the dialog is open; once it is closed nothing comes back to it."""
    task = background.run(
        work,
        lambda result: None if task.cancelled() else done(result),
        lambda sentence: None if task.cancelled() else failed(sentence),
    )
    dialog.finished.connect(task.cancel)
    dialog.destroyed.connect(task.cancel)  # begun by a timer of one that was closed and not yet gone
    return task
