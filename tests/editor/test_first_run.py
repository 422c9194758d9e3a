"""The installed program offers on its first run what drawing lacks; one that runs from Python does not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.main_window import MainWindow
from editor.setup.dialog import SetupDialog
from editor.setup.first_run import KEY, FirstRun
from engine.jobs.setup.wanted import Lists
from engine.jobs.setup.work import State


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("engine.interpreter.installed", lambda: True)
    monkeypatch.setattr("editor.models.process.python", lambda: sys.executable)
    monkeypatch.setattr(Lists, "of_program", staticmethod(lambda: Lists("", "torch==2.13.0\n")))
    monkeypatch.setenv("TWEENBOARD_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("TWEENBOARD_PACKAGES", raising=False)


def test_a_program_that_runs_from_python_says_nothing(window: MainWindow) -> None:
    FirstRun(window).look()
    assert window.banner.row(KEY) is None


def test_the_first_run_offers_to_set_up(window: MainWindow, installed: None) -> None:
    first = FirstRun(window)
    first.look()
    row = window.banner.row(KEY)
    assert row is not None
    assert "not set up" in row.text.text()
    row.buttons[0].click()
    dialog = window.findChild(SetupDialog)
    assert dialog is not None
    assert dialog.place.text().endswith("drawing")
    assert dialog.room.text().startswith("up to ")
    assert not dialog.bar.isVisible()
    dialog.close()


def test_what_is_set_up_for_another_version_is_told(
    window: MainWindow, installed: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = FirstRun(window)
    now = [State(tmp_path, "cpu", "2.12.0", False), State(tmp_path, "cpu", "2.13.0", True)]
    monkeypatch.setattr("engine.jobs.setup.work.state", lambda: now[0])
    first.look()
    row = window.banner.row(KEY)
    assert row is not None
    assert "newer" in row.text.text()
    window.banner.clear(KEY)
    now.pop(0)
    first.look()
    assert window.banner.row(KEY) is None


def test_what_stopped_it_is_said_and_it_can_go_on(window: MainWindow, installed: None, qtbot: QtBot) -> None:
    """The process is the real one; in this environment it refuses, as there is nothing to set up."""
    first = FirstRun(window)
    dialog = SetupDialog(first, window)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitSignal(first.changed):
        dialog.start.click()
    assert not dialog.start.isEnabled()
    assert dialog.bar.isVisible()
    with qtbot.waitSignal(first.changed, timeout=60_000):
        pass
    assert "from a Python of your own" in first.said
    assert dialog.said.text() == first.said
    assert dialog.start.isEnabled()
    dialog.close()
