"""The switch for what is not drawn, in the settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.dialogs.settings import SettingsDialog
from editor.dialogs.word_check import WordCheckField
from editor.main_window import MainWindow
from engine.paths import DATA
from engine.tools import checks


@pytest.fixture(autouse=True)
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA, str(tmp_path / "data"))
    monkeypatch.delenv(checks.SWITCH, raising=False)


def test_one_click_switches_it_on_and_off(window: MainWindow) -> None:
    field = SettingsDialog(window).findChild(WordCheckField)
    assert isinstance(field, WordCheckField)
    assert not field.box.isChecked()
    assert not field.edit.isEnabled()
    field.box.click()
    assert checks.is_on()
    assert field.edit.isEnabled()
    assert checks.words_path() == checks.checks_folder() / "words.txt"
    again = SettingsDialog(window).findChild(WordCheckField)
    assert isinstance(again, WordCheckField)
    assert again.box.isChecked()
    again.box.click()
    assert not checks.is_on()


def test_what_was_set_from_outside_cannot_be_changed_here(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(checks.SWITCH, "1")
    field = WordCheckField()
    qtbot.addWidget(field)
    assert field.box.isChecked()
    assert not field.box.isEnabled()


def test_a_switch_that_fails_says_so_and_stays(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    field = WordCheckField()
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.said) as told:
        field.box.click()
    assert "cannot be switched" in str(told.args)
    assert not field.box.isChecked()
