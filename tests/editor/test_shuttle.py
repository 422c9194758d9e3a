"""J and L with K held go a frame at a time, as in other editors; the keys may be others."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.main_window import MainWindow
from editor.workspace import Workspace
from tests.editor.conftest import open_footage


@pytest.fixture
def work(qtbot: QtBot, window: MainWindow, footage: Path) -> Workspace:
    work = open_footage(qtbot, window, footage)
    work.set_playhead(20)
    window.activateWindow()
    window.sides.timeline.setFocus()
    qtbot.waitUntil(window.sides.timeline.hasFocus)
    return work


@pytest.mark.parametrize("stop", [Qt.Key.Key_K, Qt.Key.Key_H])
def test_with_the_stop_key_held_a_press_is_one_frame(
    qtbot: QtBot, window: MainWindow, work: Workspace, stop: Qt.Key
) -> None:
    window.actions_by_id["shuttle_stop"].setShortcuts([QKeySequence(stop)])
    timeline, player = window.sides.timeline, window.viewer().player
    qtbot.keyPress(timeline, stop)
    for _ in range(3):
        qtbot.keyClick(timeline, Qt.Key.Key_L)
    qtbot.keyClick(timeline, Qt.Key.Key_J)
    assert work.playhead == 22
    assert not player.playing
    qtbot.keyRelease(timeline, stop)
    qtbot.keyClick(timeline, Qt.Key.Key_L)
    assert player.playing
    player.pause()


def test_a_key_that_is_let_go_elsewhere_is_not_held_for_ever(
    qtbot: QtBot, window: MainWindow, work: Workspace
) -> None:
    timeline, player = window.sides.timeline, window.viewer().player
    qtbot.keyPress(timeline, Qt.Key.Key_K)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))
    qtbot.keyClick(timeline, Qt.Key.Key_L)
    assert player.playing
    player.pause()
