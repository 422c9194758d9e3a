"""Keymaps: tables of other editors, own changes, files; a key never means two things."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from editor.dialogs.shortcuts import ShortcutsDialog
from editor.keys import keymap as maps
from editor.keys.store import Keys
from editor.main_window import MainWindow
from engine.errors import TweenError
from tests.editor.conftest import open_footage

IDS = sorted(maps.standard())[:6]
KEYS = st.sampled_from([maps.portable(key) for key in ("A", "B", "Ctrl+B", "Shift+F2", "Left", "/")])
MAPS = st.dictionaries(st.sampled_from(IDS), st.lists(KEYS, max_size=2, unique=True).map(tuple))


def single(keymap: maps.Keymap) -> bool:
    keys = [key for each in keymap.values() for key in each]
    return len(keys) == len(set(keys))


@pytest.mark.parametrize("name", maps.PRESETS)
def test_every_keymap_gives_a_key_to_one_action(name: str) -> None:
    keymap = maps.preset(name)
    assert set(keymap) == set(maps.standard())
    assert single(keymap)
    assert all(keymap[each] for each in ("split", "play", "undo", "delete", "set_in", "set_out", "generate"))
    assert keymap["palette"]


def test_keys_that_people_of_other_editors_know() -> None:
    assert maps.preset("kdenlive")["split"] == ("Shift+R",)
    assert maps.preset("shotcut")["split"] == ("S",)
    assert maps.preset("premiere")["tool_roll"] == ("N",)
    assert maps.preset("resolve")["tool_select"] == ("A",)


@given(MAPS, MAPS)
def test_changes_over_a_keymap_keep_it_single_and_can_be_told_again(
    first: maps.Keymap, more: maps.Keymap
) -> None:
    base = maps.overlaid(maps.standard(), {})
    for changes in (first, more):
        if single(changes):
            base = maps.overlaid(base, changes)
            assert single(base)
            assert all(base[each] == keys for each, keys in changes.items())
    again = maps.overlaid(maps.standard(), maps.changes_from(maps.standard(), base))
    assert again == base


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    maps.write(path, maps.preset("resolve"))
    assert maps.read(path) == maps.preset("resolve")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[keys]\nsplit = ['A']\nplay = ['A']\n", "to two actions"),
        ("[keys]\nsplit = ['NoSuchKey+']\n", "not a keymap"),
        ("[keys]\nsplit = 'A'\n", "not a keymap"),
        ("split = ['A']", "not a keymap"),
        ("\x00", "not a keymap"),
    ],
)
def test_a_file_that_is_no_keymap_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(text)
    with pytest.raises(TweenError, match=words):
        maps.read(path)


def test_what_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(TweenError, match="cannot be written"):
        maps.write(tmp_path / "no folder" / "keys.toml", maps.standard())


def test_a_recorded_key_works_at_once_and_takes_it_from_the_other(
    qtbot: QtBot, window: MainWindow, footage: Path
) -> None:
    work = open_footage(qtbot, window, footage)
    dialog = ShortcutsDialog(window)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.choose("split")
    qtbot.keyClick(dialog.key, Qt.Key.Key_I)
    assert "Mark in" in dialog.said.text()
    qtbot.mouseClick(dialog.set_button, Qt.MouseButton.LeftButton)
    assert window.keys.keymap["split"] == ("I",)
    assert window.keys.keymap["set_in"] == ()
    dialog.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.sides.timeline.setFocus()
    work.set_playhead(20)
    qtbot.keyClick(window.sides.timeline, Qt.Key.Key_I)
    assert len(work.document.cards) == 2
    assert work.document.mark_in is None


def test_keys_are_kept_and_can_be_had_back(qtbot: QtBot, window: MainWindow) -> None:
    window.keys.give("split", ("F7",))
    window.keys.give("play", ())
    again = Keys(window.actions_by_id)
    assert again.keymap == window.keys.keymap
    assert again.own == {"split": ("F7",), "play": ()}
    again.reset("split")
    assert again.keymap["split"] == ("Ctrl+K", "Ctrl+B")
    assert again.own == {"play": ()}
    again.choose("shotcut")
    assert window.actions_by_id["split"].shortcuts() == [QKeySequence("S")]
    assert Keys(window.actions_by_id).preset == "shotcut"
    again.give("split", ("F8",))
    again.reset_all()
    assert again.keymap == maps.preset("shotcut")


def test_settings_of_another_version_do_no_harm(window: MainWindow) -> None:
    settings = QSettings()
    settings.setValue("keys/preset", "an editor of the future")
    settings.setValue("keys/own/split", "F9 no+such+key")
    settings.setValue("keys/own/merge", "F7")
    settings.setValue("keys/own/an action of the future", "F8")
    keys = Keys(window.actions_by_id)
    assert keys.preset == maps.STANDARD
    assert single(keys.keymap)


def test_the_dialog_searches_resets_and_takes_files(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    dialog = ShortcutsDialog(window)
    qtbot.addWidget(dialog)
    dialog.search.setText("ctrl+k")
    shown = [row for row in range(dialog.table.rowCount()) if not dialog.table.isRowHidden(row)]
    assert 1 <= len(shown) < 5
    dialog.preset.setCurrentIndex(dialog.preset.findData("premiere"))
    dialog.preset.activated.emit(dialog.preset.currentIndex())
    assert window.keys.preset == "premiere"
    dialog.choose("split")
    dialog._none()
    assert window.keys.keymap["split"] == ()
    assert dialog.reset_button.isEnabled()
    path = tmp_path / "mine.toml"
    dialog.export_keys(path)
    dialog.reset_all.click()
    assert window.keys.keymap == maps.preset("premiere")
    dialog.import_keys(path)
    assert window.keys.keymap["split"] == ()
    dialog.import_keys(tmp_path / "gone.toml")
    assert "gone.toml" in dialog.said.text()
