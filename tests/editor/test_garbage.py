"""Garbage with Qt objects in it is taken apart by the GUI thread, whichever thread needs memory."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from editor import garbage
from editor.garbage import GarbageCollector


class Ring(QObject):
    """Holds itself, so that only the collector can let it go."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


def fill(kept: list[list[int]]) -> None:
    """Enough new containers for Python to collect several times, were it to do so by itself."""
    kept.extend([n] for n in range(50_000))


def test_a_ring_of_objects_goes_on_the_gui_thread(qtbot: QtBot) -> None:
    parent = QObject()
    GarbageCollector(parent)
    gone: list[int] = []
    ring = Ring()
    weakref.finalize(ring, lambda: gone.append(threading.get_ident()))
    del ring
    kept: list[list[int]] = []
    worker = threading.Thread(target=fill, args=(kept,))
    worker.start()
    worker.join()
    assert gone == []
    qtbot.waitUntil(lambda: bool(gone), timeout=5000)
    assert gone == [threading.get_ident()]


def test_collecting_is_given_back_with_its_owner(qtbot: QtBot) -> None:
    parent = QObject()
    GarbageCollector(parent)
    assert not gc.isenabled()
    with qtbot.waitSignal(parent.destroyed):
        parent.deleteLater()
    assert gc.isenabled()


def test_while_a_film_plays_only_what_is_young_is_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    monkeypatch.setattr(garbage.gc, "get_count", lambda: (9999, 9999, 9999))
    monkeypatch.setattr(garbage.gc, "collect", looked.append)
    garbage.collect()
    garbage.hold("a player")
    garbage.collect()
    garbage.release("a player")
    garbage.release("a player")
    garbage.collect()
    assert looked == [2, 1, 2]
