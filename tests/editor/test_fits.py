"""No text is cut off: the window at 1280 × 720 and every dialog, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QGroupBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from editor import actions
from editor.language import choice
from editor.main_window import MainWindow
from tests.editor.conftest import open_footage

ARROW = 24
"""Width of what stands beside the text of a combo box."""
DIALOGS = ("settings", "shortcuts", "about", "export_film", "backups", "relink", "models", "help")


@pytest.fixture(params=["en", "zh_CN"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    choice.switch(qapp, request.param)
    yield request.param
    choice.switch(qapp, "en")


@pytest.fixture
def full(window: MainWindow, qtbot: QtBot, footage: Path, language: str) -> MainWindow:
    """With a film, at the least size, in one of the languages."""
    window.resize(1280, 720)
    open_footage(qtbot, window, footage)
    qtbot.waitUntil(lambda: bool(window.workspace.document.cards))
    window.workspace.select_card(window.workspace.document.cards[0].id)
    QApplication.processEvents()
    return window


def cut_off(top: QWidget) -> list[str]:
    """Texts that have less room than they need; those that wrap or are shortened with “…” need none."""
    return [
        f"{type(each.parent()).__name__} › {text!r}: {need} wide, {room} there"
        for each in top.findChildren(QWidget)
        if each.isVisible()
        for text, need, room in _needs(each)
        if need > room
    ]


def _needs(each: QWidget) -> Iterator[tuple[str, int, int]]:
    metrics = each.fontMetrics()
    if isinstance(each, QLabel) and each.text() and not each.wordWrap() and "<" not in each.text():
        lines = each.text().split("\n")
        yield each.text(), max(map(metrics.horizontalAdvance, lines)), each.contentsRect().width()
        yield each.text(), len(lines) * metrics.ascent(), each.height()
    elif isinstance(each, QPushButton | QCheckBox | QRadioButton) and each.text():
        yield each.text(), _width(each), each.width()
        yield each.text(), metrics.ascent(), each.height()
    elif isinstance(each, QComboBox):
        yield each.currentText(), metrics.horizontalAdvance(each.currentText()) + ARROW, each.width()
    elif isinstance(each, QGroupBox):
        yield each.title(), metrics.horizontalAdvance(each.title()), each.width()


def _width(button: QAbstractButton) -> int:
    words = button.fontMetrics().horizontalAdvance(button.text().replace("&", ""))
    return words + (0 if button.icon().isNull() else button.iconSize().width())


def test_the_window_and_its_dialogs_cut_no_text_off(full: MainWindow, qtbot: QtBot) -> None:
    assert not cut_off(full)
    tools = next(menu for title, menu in actions.MENUS if title == "T&ools")
    names = (*DIALOGS, *(spec.id for spec in tools if spec.id and spec.id not in actions.SUBMENUS))
    looked_at = 0
    for name in names:
        if not full.actions_by_id[name].isEnabled():
            continue
        full.actions_by_id[name].trigger()
        QApplication.processEvents()
        for dialog in [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog)]:
            if dialog.isVisible():
                assert not cut_off(dialog), name
                looked_at += 1
                dialog.close()
        QApplication.processEvents()
    assert looked_at >= len(DIALOGS) + 8


def test_a_label_that_is_too_narrow_is_found(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    label = QLabel("A label that is far too long for its place", holder)
    label.resize(60, 20)
    holder.show()
    assert len(cut_off(holder)) == 1
