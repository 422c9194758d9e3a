"""The queue through the window with its real worker: paused, freed, killed, and gone on with."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.main_window import MainWindow
from engine.jobs.kept import QueueFile
from tests.editor.test_jobs import board

PATIENCE = 240_000

KILLED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QSettings
from editor.app import application, build
from tests.editor.test_jobs import board
QSettings.setDefaultFormat(QSettings.Format.IniFormat)
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, sys.argv[1])
app = application()
window = build()
window.show()
work = window.workspace
work.new(Path(sys.argv[2]), board())

def look(card):
    view = work.job(card)
    if view is not None and view.state == "running" and view.stage == "sample" and view.done >= 1:
        os.kill(os.getpid(), signal.SIGKILL)

work.job_changed.connect(look)
work.generate([card.id for card in work.document.cards])
app.exec()
"""


def test_killed_while_it_draws_the_editor_loses_no_job(
    qtbot: QtBot, window: MainWindow, repo: Path, tmp_path: Path
) -> None:
    film = tmp_path / "killed.tween"
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "settings"), str(film)],
        cwd=repo,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "TWEENBOARD_STATE_SECONDS": "0"},
        capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
    work, jobs = window.workspace, window.workspace.jobs
    notes: list[str] = []
    work.notice.connect(notes.append)
    assert work.open(film)
    cards = [card.id for card in work.document.cards]
    assert [view.card for view in jobs.views()] == cards
    assert [view.begun for view in jobs.views()] == [True, False, False, False]
    row = window.banner.row("waiting")
    assert row is not None
    for view in jobs.views()[1:]:
        jobs.dismiss(view.job_id)

    # Continue: the first goes on from its kept step, to a take.
    qtbot.mouseClick(row.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.banner.row("waiting") is None)
    qtbot.waitUntil(lambda: work.state(cards[0]) == "done", timeout=PATIENCE)
    assert any(note.startswith("Going on from step") for note in notes), notes
    assert not QueueFile(film.with_suffix(".takes")).path.exists()


def test_paused_and_freed_in_the_window_it_goes_on_and_ends_in_a_take(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWEENBOARD_STATE_SECONDS", "0")
    work, jobs, panel = window.workspace, window.workspace.jobs, window.sides.jobs
    assert work.new(tmp_path / "film.tween", board(2))
    first, second = (card.id for card in work.document.cards)
    work.generate([first, second])
    window.docks["jobs"].raise_()

    def begun() -> bool:
        view = work.job(first)
        return view is not None and view.stage == "sample" and view.done >= 1

    qtbot.waitUntil(begun, timeout=PATIENCE)
    qtbot.waitUntil(panel.free.isEnabled)
    assert "%" in window.windowTitle()
    (pid,) = jobs.worker_pids
    panel.free.trigger()
    assert jobs.worker_pids == ()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    qtbot.waitUntil(lambda: jobs.running == 0 and jobs.waiting == 2)
    assert work.state(first) == "queued"
    before = work.job(second)
    assert before is not None

    qtbot.mouseClick(panel.hold, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: work.state(first) == "done", timeout=PATIENCE)
    # The neighbour is drawn beside the take that is there now.
    now = work.job(second)
    assert now is not None
    card = work.card(first)
    assert card is not None
    take = work.shown(card)
    assert take is not None
    assert any(known.path == take.frames_path for known in now.request.known)
    assert not any(known.path == take.frames_path for known in before.request.known)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    done = panel.model.view(panel.model.index(1))
    assert (done.state, done.take_id) == ("done", take.id)
    qtbot.waitUntil(lambda: panel.model.picture(done) is not None, timeout=20_000)
    qtbot.waitUntil(lambda: work.state(second) == "done", timeout=PATIENCE)
    assert not jobs.views()
    assert [row.card for row in jobs.rows()] == [second, first]
