"""The command palette: by the keyboard alone, with what cannot be had now greyed and said."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor import actions
from editor.dialogs.palette import ENTRY, PaletteDialog
from editor.keys.entries import Entry, entries, found
from editor.keys.needs import needed
from editor.main_window import MainWindow
from engine.document import edits
from tests.editor.conftest import open_footage

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def opened(qtbot: QtBot, window: MainWindow) -> PaletteDialog:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_P, CTRL_SHIFT)
    qtbot.waitUntil(lambda: bool(window.findChildren(PaletteDialog)))
    return window.findChildren(PaletteDialog)[-1]


def first(palette: PaletteDialog) -> Entry:
    entry = palette.list.currentItem().data(ENTRY)
    assert isinstance(entry, Entry)
    return entry


def test_every_action_is_in_it_with_its_keys(window: MainWindow) -> None:
    _ = window.sides
    listed = entries(window)
    assert (
        sum(entry.where not in ("Panels", "Card", "Marker") for entry in listed) == len(actions.specs()) - 1
    )
    split = next(entry for entry in listed if entry.title == "Split at playhead")
    assert split.keys == "Ctrl+K, Ctrl+B"
    assert split.why == "needs a film with something in it"


def test_everything_greyed_says_what_it_waits_for() -> None:
    for needs in get_args(actions.Needs):
        assert bool(needed(needs)) == bool(needs)


def test_letters_and_enter_do_it(qtbot: QtBot, window: MainWindow, footage: Path) -> None:
    work = open_footage(qtbot, window, footage)
    work.set_playhead(20)
    palette = opened(qtbot, window)
    qtbot.keyClicks(palette.search, "split play")
    assert first(palette).title == "Split at playhead"
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(work.document.cards) == 2)
    assert not window.findChildren(PaletteDialog) or not palette.isVisible()


def test_what_cannot_be_had_stays_open_and_does_nothing(qtbot: QtBot, window: MainWindow) -> None:
    palette = opened(qtbot, window)
    qtbot.keyClicks(palette.search, "split")
    assert first(palette).why
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert "needs a film" in palette.search.accessibleDescription()
    qtbot.keyClick(palette.search, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert not window.findChildren(PaletteDialog)


def test_cards_are_found_by_their_words_and_markers_by_their_names(
    qtbot: QtBot, window: MainWindow, footage: Path
) -> None:
    work = open_footage(qtbot, window, footage)
    work.apply("Split", lambda doc: edits.split(doc, 24))
    second = work.document.cards[1].id
    work.apply("Prompt", lambda doc: edits.set_card(doc, second, prompt="rain on a tin roof"))
    work.apply("Marker", lambda doc: edits.add_marker(doc, 40, "chorus"))
    palette = opened(qtbot, window)
    qtbot.keyClicks(palette.search, "card rain")
    assert first(palette).title == "Go to card 2: rain on a tin roof"
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: (work.selected_card, work.playhead) == (second, 24))
    chorus = found("chorus", entries(window), 5)[0]
    chorus.run()
    assert work.playhead == 40


def test_arrows_go_round_the_list_and_nothing_found_says_so(qtbot: QtBot, window: MainWindow) -> None:
    palette = opened(qtbot, window)
    qtbot.keyClick(palette.search, Qt.Key.Key_Up)
    assert palette.list.currentRow() == palette.list.count() - 1
    qtbot.keyClick(palette.search, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 0
    qtbot.keyClicks(palette.search, "zzzqq")
    assert palette.empty.isVisible()
    assert not palette.list.isVisible()
