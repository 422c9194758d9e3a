"""Settings: kept, and handed to what reads them; what was set from outside wins."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from editor import preferences
from editor.dialogs.settings import SettingsDialog
from editor.dialogs.settings_parts import AddressField, FolderField, NumberField
from editor.main_window import MainWindow
from engine.errors import TweenError
from engine.families.memory import machine
from engine.jobs import devices, seats
from engine.jobs.cluster.cluster import Cluster
from engine.media import cache


@pytest.fixture
def clean(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable from outside, and none left behind."""
    for each in preferences.ALL.values():
        monkeypatch.setenv(each.variable, "to be put back")
        monkeypatch.delenv(each.variable)
    monkeypatch.setattr(preferences, "_ours", {})


def test_the_engine_reads_these_variables() -> None:
    names = {name: each.variable for name, each in preferences.ALL.items()}
    assert names["cache"] == cache.VARIABLE
    assert names["cache_size"] == cache.SIZE
    assert names["workers"] == devices.WORKERS
    assert names["memory"] == machine.LIMIT
    assert names["cluster"] == seats.CLUSTER


@pytest.mark.usefixtures("clean")
def test_what_was_chosen_holds_at_once_and_at_the_next_start(tmp_path: Path) -> None:
    preferences.choose("cache", str(tmp_path))
    preferences.choose("workers", 3)
    preferences.choose("memory", 2)
    assert cache.cache_folder() == tmp_path
    assert len(devices.workers()) == 3
    assert machine.host_memory() <= 2 << 30
    assert not preferences.from_outside("cache")
    for each in preferences.ALL.values():
        os.environ.pop(each.variable, None)
    preferences._ours.clear()
    preferences.apply()
    assert cache.cache_folder() == tmp_path
    assert preferences.number("workers") == 3
    preferences.choose("cache", "")
    preferences.choose("workers", 0)
    assert "TWEENBOARD_CACHE" not in os.environ
    assert not QSettings().contains("engine/workers")


@pytest.mark.usefixtures("clean")
def test_what_is_set_from_outside_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preferences.choose("threads", 2)
    os.environ.pop("OMP_NUM_THREADS")
    preferences._ours.clear()
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    preferences.apply()
    assert preferences.from_outside("threads")
    assert preferences.number("threads") == 7
    preferences.choose("threads", 3)
    assert os.environ["OMP_NUM_THREADS"] == "7"


@pytest.mark.usefixtures("clean")
def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TweenError, match="not a folder"):
        preferences.choose("models", str(tmp_path / "gone"))
    assert preferences.chosen("models") == ""


@pytest.mark.usefixtures("clean")
def test_a_cluster_is_drawn_on_once_its_address_is_chosen(qtbot: QtBot, window: MainWindow) -> None:
    assert isinstance(seats.chosen_seats(), seats.ThisMachine)
    dialog = SettingsDialog(window)
    qtbot.addWidget(dialog)
    (field,) = dialog.findChildren(AddressField)
    field.setText(" studio:6379 ")
    field.editingFinished.emit()
    chosen = seats.chosen_seats()
    assert isinstance(chosen, Cluster)
    assert chosen.address == "studio:6379"
    field.setText("somewhere")
    field.editingFinished.emit()
    assert "no address of a cluster" in dialog.said.text()
    assert preferences.chosen("cluster") == "studio:6379"
    field.clear()
    field.editingFinished.emit()
    assert isinstance(seats.chosen_seats(), seats.ThisMachine)
    assert dialog.said.text() == ""


@pytest.mark.usefixtures("clean")
def test_the_cache_keeps_to_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preferences.choose("cache", str(tmp_path))
    shelf = cache.Shelf("thumbnails", 1, cache.WHOLE)
    monkeypatch.setattr(cache, "TRIM_EVERY", 1)
    monkeypatch.setattr(cache, "WHOLE", 100 << 30)
    preferences.choose("cache_size", 1)
    assert cache.allowed(100) == 1
    for n in range(4):
        assert shelf.put(f"{n:02d}", b"x" * 1000)
    assert cache.used() > 4000
    (tmp_path / "somebody else's").write_text("kept")
    cache.empty()
    assert cache.used() == 0
    assert (tmp_path / "somebody else's").exists()


@pytest.mark.usefixtures("clean")
def test_the_dialog_chooses_measures_and_empties(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    place = tmp_path / "cache"
    place.mkdir()
    dialog = SettingsDialog(window)
    qtbot.addWidget(dialog)
    dialog.show()
    folders = {field.line.accessibleName(): field for field in dialog.findChildren(FolderField)}
    folders["Folder of the cache"].chosen.emit(str(place))
    assert cache.cache_folder() == place
    assert cache.Shelf("thumbnails", 1, 1 << 30).put("abc", b"x" * (3 << 20))
    dialog._measure()
    qtbot.waitUntil(lambda: dialog.used.text() == "3.0 MB")
    dialog.empty_button.click()
    qtbot.waitUntil(lambda: dialog.used.text() == "0.0 MB")
    folders["Folder of models"].chosen.emit(str(tmp_path / "gone"))
    assert "not a folder" in dialog.said.text()
    numbers = {field.accessibleName(): field for field in dialog.findChildren(NumberField)}
    numbers["Cards drawn at a time"].setValue(2)
    assert len(devices.workers()) == 2
    folders["Folder of the cache"].usual.click()
    assert folders["Folder of the cache"].line.text() == ""


@pytest.mark.usefixtures("clean")
def test_the_dialog_says_what_it_may_not_change(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWEENBOARD_WORKERS", "4")
    dialog = SettingsDialog(window)
    qtbot.addWidget(dialog)
    field = next(f for f in dialog.findChildren(NumberField) if f.accessibleName() == "Cards drawn at a time")
    assert not field.isEnabled()
    assert field.value() == 4
    assert "TWEENBOARD_WORKERS" in field.toolTip()
