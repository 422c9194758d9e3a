"""A file that the system hands over is brought in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from editor.handed import Handed


def test_a_file_that_is_handed_over_is_brought_in(qapp: QApplication, tmp_path: Path) -> None:
    brought: list[list[str]] = []
    handed = Handed(qapp, brought.append)
    try:
        film = str(tmp_path / "a film.tween")
        assert QApplication.sendEvent(qapp, QFileOpenEvent(film))
        QApplication.sendEvent(qapp, QEvent(QEvent.Type.User))
        assert brought == [[film]]
    finally:
        qapp.removeEventFilter(handed)
