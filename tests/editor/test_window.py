"""The window as a whole: actions, keys, names for those who do not see, layout, the ways in."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from editor import actions
from editor.commands import Commands
from editor.main_window import MainWindow
from engine.document import edits
from tests.editor.conftest import drop, open_footage, said

CONTROLS = (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit, QPlainTextEdit)


def test_every_action_does_something_and_no_key_does_two_things() -> None:
    ids = [spec.id for spec in actions.specs()]
    assert len(ids) == len(set(ids))
    assert all(callable(getattr(Commands, action_id, None)) for action_id in ids)
    keys = [QKeySequence(key).toString() for spec in actions.specs() for key in spec.keys]
    assert all(keys)
    assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)


def test_keys_people_know() -> None:
    keys = {spec.id: spec.keys for spec in actions.specs()}
    assert keys["split"] == ("Ctrl+K", "Ctrl+B")
    assert keys["snapping"] == ("S", "N")
    assert keys["play"] == ("Space",)
    assert keys["ripple_delete"][0] == "Shift+Del"
    assert keys["export_film"][0] == "Ctrl+M"
    assert [keys[k][0] for k in ("shuttle_back", "shuttle_stop", "shuttle_on")] == ["J", "K", "L"]


def test_the_export_button_is_in_sight_and_works_when_there_is_a_film(
    qtbot: QtBot, window: MainWindow, footage: Path
) -> None:
    button = window.findChild(QPushButton, "export")
    assert button is not None
    assert button.isVisible()
    assert not button.isEnabled()
    open_footage(qtbot, window, footage)
    assert button.isEnabled()
    with qtbot.waitSignal(window.actions_by_id["export_film"].triggered):
        QTimer.singleShot(0, lambda: qtbot.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_Escape))
        button.click()


def test_letters_type_in_a_text_box_and_do_nothing_else(
    qtbot: QtBot, window: MainWindow, footage: Path
) -> None:
    work = open_footage(qtbot, window, footage)
    window.activateWindow()
    window.describe(work.document.cards[0].id)
    prompt = window.sides.cards.prompt
    qtbot.waitUntil(prompt.hasFocus)
    qtbot.keyClicks(prompt, "s n jkl i,o. pq")
    qtbot.keyClick(prompt, Qt.Key.Key_Home)
    qtbot.keyClick(prompt, Qt.Key.Key_Delete)
    assert prompt.toPlainText() == " n jkl i,o. pq"
    assert work.snapping
    assert (work.document.mark_in, work.document.mark_out, work.playhead) == (None, None, 0)
    assert len(work.document.tracks[0].clips) == 1
    window.sides.timeline.setFocus()
    qtbot.keyClick(window.sides.timeline, Qt.Key.Key_S)
    assert not work.snapping


def test_a_run_of_keystrokes_is_one_undo(qtbot: QtBot, window: MainWindow, footage: Path) -> None:
    work = open_footage(qtbot, window, footage)
    window.describe(work.document.cards[0].id)
    qtbot.keyClicks(window.sides.cards.prompt, "rain")
    assert work.document.cards[0].prompt == "rain"
    qtbot.keyClick(window.sides.cards.prompt, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert work.document.cards[0].prompt == ""
    assert window.sides.cards.prompt.toPlainText() == ""
    assert not work.can_undo or work.undo_name != "Prompt"


def test_every_control_has_a_name(qtbot: QtBot, window: MainWindow, footage: Path, picture: Path) -> None:
    work = open_footage(qtbot, window, footage)
    assert drop(window.sides.cards.keyframes, picture)
    qtbot.waitUntil(lambda: bool(work.document.cards[0].keyframes), timeout=20_000)
    nameless = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in window.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and not isinstance(widget, QScrollBar)
        and not widget.objectName().startswith("qt_")
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]
    assert not nameless


def test_labels_show_text_never_markup(qtbot: QtBot, window: MainWindow, footage: Path) -> None:
    work = open_footage(qtbot, window, footage)
    work.notice.emit('<img src="file:///etc/passwd">')
    assert window.notice.text.textFormat() == Qt.TextFormat.PlainText
    for label in window.findChildren(QLabel):
        if label.textFormat() != Qt.TextFormat.PlainText:
            assert "<" not in label.text()


def test_the_layout_comes_back(qtbot: QtBot, window: MainWindow) -> None:
    docks = window.docks
    qtbot.waitUntil(lambda: window.sides is not None)
    docks["card"].hide()
    docks["library"].setFloating(True)
    window.actions_by_id["reset_layout"].trigger()
    assert docks["card"].isVisible()
    assert not docks["library"].isFloating()
    assert window.dockWidgetArea(docks["film"]) == Qt.DockWidgetArea.BottomDockWidgetArea


def test_a_storyboard_from_text_is_one_click(qtbot: QtBot, window: MainWindow, settings: Path) -> None:
    qtbot.mouseClick(window.welcome.text, Qt.MouseButton.LeftButton)
    work = window.workspace
    assert work.project is not None
    assert work.project.path == settings / "films" / "Storyboard.tween"
    assert [str(card.range) for card in work.document.cards] == ["0–49"]
    assert work.state(work.document.cards[0].id) == "empty"
    assert window.sides.cards.foot.button.text() == "Draw 0–49"
    assert not window.sides.cards.foot.button.isEnabled()
    work.close()
    assert window.center.currentWidget() is window.welcome
    qtbot.mouseClick(window.welcome.text, Qt.MouseButton.LeftButton)
    assert work.project is not None
    assert work.project.path.name == "Storyboard 2.tween"


def test_the_sample_is_one_click(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.workspace.project_changed, timeout=30_000):
        qtbot.mouseClick(window.welcome.sample, Qt.MouseButton.LeftButton)
    assert window.workspace.document.frames == 324
    assert window.center.currentWidget() is window.viewer()


@pytest.mark.parametrize("url", ["http://example.org/film.mp4", "file://server/share/film.mp4"])
def test_what_is_not_on_this_computer_is_refused_with_a_sentence(
    qtbot: QtBot, window: MainWindow, url: str
) -> None:
    with qtbot.waitSignal(window.workspace.notice) as told:
        assert drop(window, url)
    assert "not on this computer" in said(told)
    assert window.notice.isVisible()
    assert window.workspace.project is None


def test_empty_folders_and_missing_files_are_refused(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for thing, words in ((empty, "has no video, picture or sound"), (tmp_path / "gone.mp4", "not found")):
        with qtbot.waitSignal(window.workspace.notice) as told:
            drop(window, thing)
        assert words in said(told)


def test_a_file_that_is_no_video_says_so_and_starts_nothing(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, settings: Path
) -> None:
    text = tmp_path / "notes.mp4"
    text.write_text("ffconcat version 1.0\nfile other.mp4\n")
    with qtbot.waitSignal(window.workspace.notice, timeout=20_000) as told:
        drop(window, text)
    assert "notes.mp4" in said(told)
    assert window.workspace.project is None
    assert not (settings / "films").exists()


def test_a_film_dropped_on_the_window_is_opened(qtbot: QtBot, window: MainWindow, footage: Path) -> None:
    work = open_footage(qtbot, window, footage)
    assert work.project is not None
    path = work.project.path
    work.close()
    assert drop(window, path)
    assert work.project is not None
    assert work.project.path == path
    assert work.document.frames == 60


def test_the_keyboard_is_where_the_work_is(qtbot: QtBot, window: MainWindow, footage: Path) -> None:
    assert window.focusWidget() is window.welcome.footage
    open_footage(qtbot, window, footage)
    assert window.focusWidget() is window.viewer().picture


def test_escape_in_a_cards_text_gives_the_keyboard_back_to_the_film(
    qtbot: QtBot, window: MainWindow, footage: Path
) -> None:
    work = open_footage(qtbot, window, footage)
    window.activateWindow()
    window.describe(work.document.cards[0].id)
    prompt = window.sides.cards.prompt
    qtbot.waitUntil(prompt.hasFocus)
    qtbot.keyClicks(prompt, "rain")
    qtbot.keyClick(prompt, Qt.Key.Key_Escape)
    qtbot.waitUntil(window.sides.timeline.hasFocus)
    assert work.document.cards[0].prompt == "rain"


def test_drawing_looks_at_the_chosen_card(qtbot: QtBot, window: MainWindow, footage: Path) -> None:
    work = open_footage(qtbot, window, footage)
    work.jobs.hold()
    work.apply("Split", lambda doc: edits.split(doc, 20))
    first, second = work.document.cards
    work.apply("Prompt", lambda doc: edits.set_prompt(doc, second.id, "a red ball"))
    work.select_card(second.id)
    work.set_playhead(3)
    window.sides.commands.draw(second.id)
    assert work.playhead in second.range
    work.set_playhead(second.range.start)
    window.sides.commands.draw(second.id)
    assert work.playhead == second.range.start
    work.select_card(first.id)
    work.set_playhead(5)
    window.sides.commands.draw(second.id)
    assert work.playhead == 5  # not chosen: the person looks elsewhere
