"""Work in threads: results on the GUI thread, and closing while work goes on."""

from __future__ import annotations

import sys
from threading import Event, get_ident
from time import monotonic

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from editor import background as module
from editor.background import Background, Task
from editor.dialogs.parts import run_for
from engine.errors import TweenError

WAIT = 60
"""Seconds after which a silent thread is a failed test."""


def test_results_and_sentences_come_back_on_the_gui_thread(qtbot: QtBot) -> None:
    work = Background()
    came: list[tuple[str, int]] = []

    def failing(task: Task[None]) -> None:
        raise TweenError("no such file")

    work.run(lambda task: get_ident(), lambda there: came.append((str(there != get_ident()), get_ident())))
    work.run(failing, lambda _: None, lambda sentence: came.append((sentence, get_ident())))
    qtbot.waitUntil(lambda: len(came) == 2)
    assert {words for words, _ in came} == {"True", "no such file"}
    assert {thread for _, thread in came} == {get_ident()}
    work.close()


def test_a_defect_goes_to_the_hook(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: told.append(kind))
    work = Background()
    work.run(lambda task: 1 // 0, lambda _: None)
    qtbot.waitUntil(lambda: told == [ZeroDivisionError])
    work.close()


def test_what_is_cancelled_before_it_begins_is_not_begun(qtbot: QtBot) -> None:
    work, gate = Background(), Event()
    begun: list[int] = []
    said: list[str] = []
    for _ in range(module.THREADS):
        work.run(lambda task: gate.wait(WAIT), lambda _: None)
    last = work.run(lambda task: begun.append(1), lambda _: None, said.append)
    last.cancel()
    gate.set()
    qtbot.waitUntil(lambda: said == [""])
    assert not begun
    work.close()


def test_nothing_comes_back_to_a_dialog_that_is_gone(qtbot: QtBot) -> None:
    work, gate, dialog = Background(), Event(), QDialog()
    came: list[object] = []
    dialog.reject()
    # As a timer of the dialog does that is due before it is deleted.
    task = run_for(dialog, work, lambda task: gate.wait(WAIT), came.append, came.append)
    shiboken6.delete(dialog)
    assert task.cancelled()
    gate.set()
    qtbot.waitUntil(lambda: not work._desk.tasks)
    assert not came
    work.close()


def test_closing_waits_a_moment_and_calls_nobody_back(qtbot: QtBot) -> None:
    work = Background()
    came: list[object] = []
    begun = Event()

    def polite(task: Task[int]) -> int:
        begun.set()
        while not task.cancelled():
            Event().wait(0.001)
        return 1

    work.run(polite, came.append, came.append)
    assert begun.wait(WAIT)
    work.close()
    assert not module._late or module._late[-1] is not work._desk
    QCoreApplication.processEvents()
    assert not came
    assert work.run(lambda task: 2, came.append).cancelled() is False
    QCoreApplication.processEvents()
    assert not came


def hanging(work: Background, gate: Event, ended: list[int]) -> None:
    """Work that does not look whether it should stop, with a widget that only it refers to."""
    widget, begun = QWidget(), Event()
    widget.destroyed.connect(lambda: ended.append(get_ident()))

    def deaf(task: Task[str]) -> str:
        begun.set()
        gate.wait(WAIT)
        return widget.objectName()

    work.run(deaf, widget.setObjectName)
    assert begun.wait(WAIT)


def test_work_that_outlives_its_window_harms_nobody(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    work, gate = Background(), Event()
    ended: list[int] = []
    hanging(work, gate, ended)
    began = monotonic()
    work.close()
    assert monotonic() - began < WAIT / 2
    desk, thread = work._desk, work._threads[0]
    assert desk in module._late
    assert module.still_working()
    work.deleteLater()
    del work
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gate.set()
    QCoreApplication.processEvents()
    assert not ended
    desk.waiting.put(None)
    thread.join(WAIT)
    assert not thread.is_alive()
    QCoreApplication.processEvents()
    assert not ended  # what it used is still there: nothing was destroyed in that thread
    module._late.remove(desk)
    desk.tasks.clear()
    desk.finished.clear()
    assert ended == [get_ident()]


def test_widgets_that_work_refers_to_end_on_the_gui_thread(qtbot: QtBot) -> None:
    work = Background()
    ended: list[int] = []

    def one() -> None:
        widget = QWidget()
        widget.destroyed.connect(lambda: ended.append(get_ident()))
        work.run(lambda task: len(str(widget)), lambda _: None)

    for _ in range(200):
        one()
    qtbot.waitUntil(lambda: len(ended) == 200, timeout=20_000)
    assert set(ended) == {get_ident()}
    work.close()
