"""The history panel, one panel as large as the window, and the layout that is remembered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from editor.app import build
from editor.main_window import MainWindow
from editor.panels.layout import focus_in
from tests.editor.conftest import open_footage


def test_history_lists_every_edit_and_a_click_goes_there(
    qtbot: QtBot, window: MainWindow, footage: Path
) -> None:
    work = open_footage(qtbot, window, footage)
    window.actions_by_id["history"].trigger()
    panel = window.sides.history
    qtbot.waitUntil(panel.isVisible)
    for frame in (20, 40):
        work.set_playhead(frame)
        window.actions_by_id["split"].trigger()
    qtbot.waitUntil(lambda: panel.list.count() == 3)
    assert [panel.list.item(row).text().endswith("Split") for row in range(3)] == [False, True, True]
    assert panel.list.currentRow() == 2
    rect = panel.list.visualItemRect(panel.list.item(0))
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert len(work.document.cards) == 1
    assert work.redo_name == "Split"
    qtbot.waitUntil(lambda: panel.list.currentRow() == 0)
    assert panel.list.count() == 3
    work.redo()
    qtbot.waitUntil(lambda: panel.list.currentRow() == 1)
    work.set_playhead(5)
    window.actions_by_id["split"].trigger()
    qtbot.waitUntil(lambda: panel.list.count() == 3 and panel.list.currentRow() == 2)
    work.close()
    qtbot.waitUntil(lambda: panel.currentIndex() == 0)


def test_a_panel_fills_the_window_and_goes_back(qtbot: QtBot, window: MainWindow, footage: Path) -> None:
    open_footage(qtbot, window, footage)
    window.activateWindow()
    window.sides.timeline.setFocus()
    qtbot.waitUntil(window.sides.timeline.hasFocus)
    window.actions_by_id["maximise"].trigger()
    assert window.docks["film"].isVisible()
    assert not window.center.isVisible()
    assert not window.docks["card"].isVisible()
    qtbot.waitUntil(lambda: window.docks["film"].height() > window.height() // 2)
    window.actions_by_id["maximise"].trigger()
    assert window.center.isVisible()
    assert window.docks["card"].isVisible()
    assert not window.docks["history"].isVisible()
    window.viewer().setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.viewer().setFocus()
    window.actions_by_id["maximise"].trigger()
    assert window.center.isVisible()
    assert not window.docks["film"].isVisible()
    window.actions_by_id["reset_layout"].trigger()
    assert window.docks["film"].isVisible()
    assert not window.layout_of_panels.maximised


def test_the_keyboard_goes_from_panel_to_panel(qtbot: QtBot, window: MainWindow, footage: Path) -> None:
    open_footage(qtbot, window, footage)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: not window.docks["film"].visibleRegion().isEmpty())
    window.sides.timeline.setFocus()

    def panel() -> str:
        now = QApplication.focusWidget()
        assert now is not None
        return next((name for name, dock in window.docks.items() if dock.isAncestorOf(now)), "picture")

    way = [panel()]
    for _ in range(4):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        way.append(panel())
    assert way == ["film", "picture", "library", "card", "film"]
    qtbot.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert panel() == "card"
    window.layout_of_panels.enter("history")
    assert window.docks["history"].isVisible()


def test_finding_a_control_ties_no_widget_to_its_neighbour(qtbot: QtBot) -> None:
    """What Qt makes itself is still there for Python when a widget before it in the focus chain has gone."""
    top = QWidget()
    qtbot.addWidget(top)
    before, button = QLabel("before"), QToolButton()
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    menu = QMenu(button)
    made_by_qt = menu.addAction("made by Qt")
    button.setMenu(menu)
    column = QVBoxLayout(top)
    column.addWidget(before)
    column.addWidget(button)
    top.show()
    assert focus_in(top)
    before.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert isValid(made_by_qt)
    button.setEnabled(False)
    assert not focus_in(top)


def test_the_layout_is_remembered_without_the_maximised_panel(qtbot: QtBot, window: MainWindow) -> None:
    _ = window.sides
    window.docks["card"].hide()
    window.actions_by_id["history"].trigger()
    window.actions_by_id["maximise"].trigger()
    window.close()
    again = build()
    qtbot.addWidget(again)
    again.show()
    qtbot.waitExposed(again)
    assert not again.docks["card"].isVisible()
    assert again.docks["film"].isVisible()
    assert not again.docks["history"].isHidden()
    again.close()


def test_the_title_names_the_film_and_saving_says_that_nothing_is_unsaved(
    qtbot: QtBot, window: MainWindow, footage: Path, settings: Path
) -> None:
    assert window.windowTitle() == "Tweenboard"
    work = open_footage(qtbot, window, footage)
    assert work.project is not None
    film = work.project.path
    assert window.windowTitle() == "meadow – Tweenboard"
    assert window.windowFilePath() == str(film)
    window.actions_by_id["save"].trigger()
    assert str(film) in window.notice.text.text()
    with qtbot.waitSignal(work.written, timeout=20_000):
        window.sides.dialogs.save_copy_as(settings / "other.tween", goes_on=True)
    assert work.project.path == settings / "other.tween"
    assert film.exists()
    assert window.windowTitle() == "other – Tweenboard"
    work.close()
    assert window.windowFilePath() == ""


def test_the_film_gets_what_a_wide_picture_leaves(qtbot: QtBot, window: MainWindow) -> None:
    film = window.docks["film"]
    window.resize(1440, 900)
    window.layout_of_panels.reset()
    qtbot.waitUntil(lambda: film.height() > 300)
    window.resize(1440, 760)
    window.layout_of_panels.reset()
    qtbot.waitUntil(lambda: film.height() < 290)
