"""Garbage with Qt objects in it is taken apart by the GUI thread, whichever thread needs memory."""

from __future__ import annotations

import gc
import threading
import weakref

import psutil
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


@pytest.mark.skipif(garbage._c_library() is None, reason="this C library gives freed memory back by itself")
def test_what_was_freed_below_something_in_use_goes_back_to_the_system() -> None:
    size, count = 100_000, 600  # below what the library asks of the system for each alone
    blocks = [bytes([n % 255 + 1]) * size for n in range(count)]
    end = blocks[-1]
    resident = psutil.Process().memory_info
    full = resident().rss
    del blocks
    garbage.give_back()
    assert resident().rss < full - size * count // 2
    assert len(end) == size
