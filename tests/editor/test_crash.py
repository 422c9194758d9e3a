"""Crashes and defects: written down on this machine, offered at the next start, sent nowhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from editor import crash
from editor.app import tell_crash, tell_defect
from editor.dialogs.crash import CrashDialog
from editor.main_window import MainWindow

RUN = """
import sys, threading
from PySide6.QtCore import QCoreApplication, qCritical
from editor import crash
app = QCoreApplication([])
app.setApplicationName("Tweenboard"); app.setOrganizationName("Tweenboard")
log = crash.RunLog()
log.watch()
how = sys.argv[1]
if how == "segfault":
    import faulthandler
    faulthandler._sigsegv()
if how == "thread":
    thread = threading.Thread(target=lambda: 1 // 0); thread.start(); thread.join()
if how == "qt":
    qCritical("a cable came loose")
if how == "killed":
    import os
    os._exit(9)
log.end()
"""


@pytest.fixture(autouse=True)
def folder(settings: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log folder, in the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(settings / "data"))
    monkeypatch.setattr(crash, "log_folder", lambda: settings / "data" / "Tweenboard" / "Tweenboard")
    return settings / "data" / "Tweenboard" / "Tweenboard"


def run(how: str) -> int:
    program = subprocess.run(
        [sys.executable, "-c", RUN, how], env=os.environ, capture_output=True, check=False
    )
    return program.returncode


@pytest.mark.skipif(sys.platform != "linux", reason="the folder is named by XDG_DATA_HOME")
def test_a_crash_is_found_at_the_next_start_and_told_once(folder: Path) -> None:
    assert run("segfault") != 0
    report = crash.last_crash()
    assert report is not None
    assert "Segmentation fault" in report.text
    assert "Tweenboard" in report.text
    assert report.path.parent == folder
    assert report.path.name.startswith(crash.CRASHED)
    assert crash.last_crash() is None
    assert report.path.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the folder is named by XDG_DATA_HOME")
@pytest.mark.parametrize(("how", "words"), [("thread", "ZeroDivisionError"), ("qt", "a cable came loose")])
def test_defects_of_a_run_that_ends_well_go_to_the_log(folder: Path, how: str, words: str) -> None:
    assert run(how) == 0
    assert words in crash.log_path().read_text(encoding="utf-8")
    assert crash.last_crash() is None
    assert not list(folder.glob(f"{crash.RUNNING}*"))


@pytest.mark.skipif(sys.platform != "linux", reason="the folder is named by XDG_DATA_HOME")
def test_runs_without_a_word_leave_nothing(folder: Path) -> None:
    assert run("well") == 0
    assert run("killed") == 9
    assert crash.last_crash() is None
    assert not list(folder.iterdir())


def test_a_run_that_goes_on_is_no_crash_and_old_reports_go(folder: Path) -> None:
    log = crash.RunLog()
    log.write("a defect\n")
    assert crash.last_crash() is None
    for day in range(10, 30):
        (folder / f"{crash.CRASHED}2026-01-{day}-120000-7.log").write_text("old")
    crash.last_crash()
    assert len(list(folder.glob(f"{crash.CRASHED}*"))) == crash.KEPT
    log.end()
    assert "a defect" in crash.log_path().read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(crash, "log_folder", lambda: tmp_path / "file" / "logs")
    log = crash.RunLog()
    log.write("a cable came loose")
    log.end()
    assert "a cable came loose" in capsys.readouterr().err


def test_a_defect_is_told_in_one_sentence(window: MainWindow) -> None:
    log = crash.RunLog()
    hook = crash.Reporter(log, lambda path: tell_defect(window, path))
    try:
        raise RuntimeError("a cable came loose")
    except RuntimeError as error:
        hook(type(error), error, error.__traceback__)
    assert str(log.path) in window.notice.text.text()
    assert "a cable came loose" in log.path.read_text(encoding="utf-8")
    log.end()


def test_the_report_can_be_read_copied_and_found(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{crash.RUNNING}999999999.log").write_text("Tweenboard 1\n\nFatal: a cable came loose\n")
    tell_crash(window)
    row = window.banner.row("crash")
    assert row is not None
    assert "nothing was sent" in row.text.text()
    row.buttons[0].click()
    dialog = window.findChildren(CrashDialog)[-1]
    dialog.copy.click()
    assert "a cable came loose" in QGuiApplication.clipboard().text()
    assert window.banner.row("crash") is None
    dialog.close()
