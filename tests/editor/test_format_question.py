"""Footage of another size or rate than a film that has cards: asked once, done by a button, undone as one."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from editor.library.format_question import KEY
from editor.main_window import MainWindow
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Document
from engine.document.time import FrameRange


@pytest.fixture
def cards(window: MainWindow, tmp_path: Path) -> Workspace:
    """A film of one card and no footage, 30 frames a second."""
    document = edits.add_card(Document(rate=Fraction(30), width=320, height=240), FrameRange(0, 60))
    assert window.workspace.new(tmp_path / "film.tween", document)
    return window.workspace


def bring_in(qtbot: QtBot, work: Workspace, footage: Path) -> None:
    with qtbot.waitSignal(work.document_changed, timeout=20_000):
        work.import_files([str(footage)])


def format_of(work: Workspace) -> tuple[float, int, int]:
    return float(work.document.rate), work.document.width, work.document.height


def press(window: MainWindow, text: str) -> None:
    row = window.banner.row(KEY)
    assert row is not None
    next(button for button in row.findChildren(QPushButton) if button.text() == text).click()


def test_the_film_takes_the_footages_size_and_rate_when_told_to(
    qtbot: QtBot, window: MainWindow, cards: Workspace, footage: Path
) -> None:
    bring_in(qtbot, cards, footage)
    row = window.banner.row(KEY)
    assert row is not None
    assert "192 × 112 at 24" in row.text.text()
    assert "320 × 240 at 30" in row.text.text()
    press(window, "Make the film like it")
    assert format_of(cards) == (24, 192, 112)
    assert window.banner.row(KEY) is None
    cards.undo()
    assert format_of(cards) == (30, 320, 240)
    assert window.banner.row(KEY) is None


def test_the_film_can_keep_its_own_and_is_not_asked_again(
    qtbot: QtBot, window: MainWindow, cards: Workspace, footage: Path
) -> None:
    bring_in(qtbot, cards, footage)
    press(window, "Keep the film")
    assert format_of(cards) == (30, 320, 240)
    bring_in(qtbot, cards, footage)
    assert window.banner.row(KEY) is None


def test_undoing_the_import_takes_the_question_back(
    qtbot: QtBot, window: MainWindow, cards: Workspace, footage: Path
) -> None:
    bring_in(qtbot, cards, footage)
    cards.undo()
    assert window.banner.row(KEY) is None


def test_an_opened_film_and_a_film_without_frames_ask_nothing(
    qtbot: QtBot, window: MainWindow, cards: Workspace, footage: Path, tmp_path: Path
) -> None:
    bring_in(qtbot, cards, footage)
    path = cards.project.path if cards.project is not None else Path()
    cards.close()
    assert window.banner.row(KEY) is None
    assert cards.open(path)
    assert window.banner.row(KEY) is None
    assert cards.new(tmp_path / "other.tween", Document(rate=Fraction(30), width=320, height=240))
    bring_in(qtbot, cards, footage)
    assert format_of(cards) == (24, 192, 112)
    assert window.banner.row(KEY) is None
