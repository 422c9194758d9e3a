"""A window of one's own for every test: settings and films in its folder, closed at its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor.app import application, build
from editor.garbage import collect
from editor.main_window import MainWindow
from editor.workspace import Workspace


@pytest.fixture(autouse=True)
def garbage() -> Iterator[None]:
    """Collected by the GUI thread alone, as in the program; see `editor.garbage`."""
    gc.disable()
    yield
    collect()


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and new films go to the test's folder."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    monkeypatch.setenv("TWEENBOARD_FILMS", str(tmp_path / "films"))
    return tmp_path


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, settings: Path) -> Iterator[MainWindow]:
    application()
    window = build()
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def workspace(window: MainWindow) -> Workspace:
    return window.workspace


@pytest.fixture(scope="session")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """60 frames, 192 × 112, 24 a second: a red square that crosses a green field, every frame another."""
    from engine.media.output.film_writer import FilmWriter
    from engine.media.output.settings import Settings

    path = tmp_path_factory.mktemp("footage") / "meadow.mp4"
    from fractions import Fraction

    with FilmWriter(path, (192, 112), Fraction(24), Settings(crf=12)) as writer:
        for n in range(60):
            picture = np.zeros((112, 192, 3), np.uint8)
            picture[:60] = (120, 180, 240)
            picture[60:] = (60, 160, 70)
            picture[50:74, n * 2 : n * 2 + 24] = (220, 40, 40)
            writer.write(picture)
    return path


@pytest.fixture(scope="session")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from PIL import Image

    path = tmp_path_factory.mktemp("pictures") / "key.png"
    Image.new("RGB", (192, 112), (200, 60, 60)).save(path)
    return path


def drop(target: QWidget, *urls: str | Path, at: QPointF | None = None) -> bool:
    """Drop local paths (or URLs as text) on a widget; whether it took them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(u)) if isinstance(u, Path) else QUrl(u) for u in urls])
    at = at or QPointF(target.rect().center())
    offered = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at.toPoint(), offered, mime, left, none)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    assert enter.dropAction() == Qt.DropAction.CopyAction
    event = QDropEvent(at, offered, mime, left, none)
    QApplication.sendEvent(target, event)
    assert event.dropAction() == Qt.DropAction.CopyAction
    return event.isAccepted()


def open_footage(qtbot: QtBot, window: MainWindow, footage: Path) -> Workspace:
    """A film made by dropping footage on the window."""
    with qtbot.waitSignal(window.workspace.project_changed, timeout=20_000):
        assert drop(window, footage)
    return window.workspace


def said(signal: object) -> str:
    """The sentence that a waited-for notice carried."""
    words = getattr(signal, "args", None)
    assert words
    return str(words[0])
