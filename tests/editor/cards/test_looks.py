"""Styles as pictures: search, choose, keep one's own, remove it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from editor.cards.panel import CardPanel
from editor.cards.save_style import SaveStyleDialog
from editor.workspace import Workspace
from engine.document import edits
from engine.tools.styles import styles
from tests.editor.cards.filled import one


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWEENBOARD_DATA", str(tmp_path / "data"))


def test_a_style_is_found_by_name_or_words_and_chosen(
    qtbot: QtBot, panel: CardPanel, work: Workspace
) -> None:
    picker = panel.style_picker
    picker.showPopup()
    assert picker.popup.rows.rowCount() == len(styles()) + 1
    qtbot.keyClicks(picker.popup.search, "noir")
    assert picker.popup.rows.rowCount() == 1
    qtbot.keyClick(picker.popup.search, Qt.Key.Key_Return)
    assert one(work).style == "noir"
    assert picker.currentText() == "Film noir"
    assert panel.folds["look"].head.summary.startswith("Film noir")
    work.undo()
    assert picker.currentText() == "No style"


def test_every_style_of_the_program_shows_its_picture(panel: CardPanel) -> None:
    picker = panel.style_picker
    picker.showPopup()
    colours: set[int] = set()
    for row in range(1, picker.count()):
        icon = picker.popup.rows.index(row, 0).data(Qt.ItemDataRole.DecorationRole)
        colours.add(icon.pixmap(96, 54).toImage().pixel(48, 40))
    assert len(colours) == picker.count() - 1


def test_footage_without_words_becomes_a_remix_in_the_style(panel: CardPanel, work: Workspace) -> None:
    work.select_card(work.document.cards[0].id)
    panel.style_picker.chosen.emit("pencil")
    card = work.document.cards[0]
    look = styles()["pencil"]
    assert (card.style, card.prompt, card.strength) == ("pencil", look.prompt, look.strength)
    panel.style_picker.chosen.emit(None)
    assert (work.document.cards[0].style, work.document.cards[0].prompt) == (None, "")


def test_an_empty_card_waits_for_its_words_with_its_style(panel: CardPanel, work: Workspace) -> None:
    from engine.document.time import FrameRange

    work.apply("New card", lambda doc: edits.add_card(doc, FrameRange(48, 60)))
    work.select_card(work.document.cards[2].id)
    panel.style_picker.chosen.emit("neon")
    assert work.document.cards[2].style == "neon"


def test_a_style_is_saved_from_a_card_and_removed(qtbot: QtBot, panel: CardPanel, work: Workspace) -> None:
    card_id = one(work).id
    work.apply("Light", lambda doc: edits.set_card(doc, card_id, lighting="cold blue light"))
    picker = panel.style_picker
    picker.save_wanted.emit()
    dialog = panel.findChild(SaveStyleDialog)
    assert isinstance(dialog, SaveStyleDialog)
    assert not dialog.save.isEnabled()
    dialog.name.setText("Film noir")
    dialog.save.click()
    assert "another name" in dialog.problem.text()
    dialog.name.setText("Cold")
    dialog.save.click()
    assert styles()["cold"].prompt == "cold blue light"
    assert picker.findData("cold") > 0
    picker.chosen.emit("cold")
    picker.showPopup()
    assert picker.remove.isVisible()
    spy = QSignalSpy(work.notice)
    qtbot.mouseClick(picker.remove, Qt.MouseButton.LeftButton)
    assert "cold" not in styles()
    assert spy.at(0)[0] == "The style “Cold” is removed."
    assert picker.currentText() == "cold (missing)"
    picker.chosen.emit(None)
    picker.showPopup()
    assert not picker.remove.isVisible()


def test_a_card_that_says_nothing_of_its_look_asks_for_the_words(panel: CardPanel, work: Workspace) -> None:
    dialog = SaveStyleDialog(work.document, one(work), panel)
    dialog.name.setText("Plain")
    dialog.save.click()
    assert "says how it looks" in dialog.problem.text()
    dialog.words.setText("pastel colours")
    dialog.save.click()
    assert dialog.made is not None
    assert styles()["plain"].prompt == "pastel colours"
