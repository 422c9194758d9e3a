"""Notifications by a real session bus: what the desktop's portal is told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.main_window import MainWindow

DESK = """
import json, sys
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusVirtualObject
from editor.app import application, build
from editor.jobs.notify import PATH, SERVICE
QSettings.setDefaultFormat(QSettings.Format.IniFormat)
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, sys.argv[1])

class Portal(QDBusVirtualObject):
    def introspect(self, path):
        return ""
    def handleMessage(self, message, bus):
        print(json.dumps([message.member(), message.signature()]), flush=True)
        bus.send(message.createReply([]))
        app.quit()
        return True

app = application()
portal = Portal()
bus = QDBusConnection.sessionBus()
assert bus.registerVirtualObject(PATH, portal) and bus.registerService(SERVICE)
window = build()
QTimer.singleShot(0, lambda: window.workspace.jobs.finished.emit("c1", "t1"))
QTimer.singleShot(20_000, app.quit)
app.exec()
window.close()
"""


def test_a_finished_job_is_told_to_the_desktop_when_nobody_looks(repo: Path, tmp_path: Path) -> None:
    runner = shutil.which("dbus-run-session")
    if runner is None:
        pytest.skip("no dbus-run-session here, which gives a test a session bus of its own")
    done = subprocess.run(
        [runner, "--", sys.executable, "-c", DESK, str(tmp_path)],
        cwd=repo,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert json.loads(done.stdout) == ["AddNotification", "sa{sv}"], done.stderr


def test_nothing_is_told_to_someone_who_is_looking(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(window.notifier, "_to_portal", lambda title, text: bool(asked.append(text) or True))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.workspace.jobs.failed.emit("c1", "No model.")
    assert not asked
    window.hide()
    qtbot.waitUntil(lambda: not window.isActiveWindow())
    window.workspace.jobs.failed.emit("c1", "No model.")
    assert asked == ["No model."]
