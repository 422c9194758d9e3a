"""Python's garbage, collected by the GUI thread alone.

Python collects cycles in whatever thread happens to need memory. A cycle that holds a Qt object would then be
taken apart in a decoding thread, while the GUI thread still uses it: the program crashes at a place that has
nothing to do with it. So collecting by itself is switched off; a timer does it here, by the same thresholds.

Looking through all that there is takes tens of milliseconds: not while a film plays. After it what was freed
goes back to the system: the C library keeps it else, and a hundred megabytes of frames, decoded in many
threads, would count as ours long after a film was played.
"""

from __future__ import annotations

import gc
import sys
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 250
_holds: set[object] = set()


def hold(who: object) -> None:
    """No collection that takes long until `release`."""
    _holds.add(who)


def release(who: object) -> None:
    _holds.discard(who)


class GarbageCollector(QObject):
    """Collects while `parent` lives, then gives collecting back to Python. GUI thread only."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect)
        self._timer.start(EVERY_MS)
        parent.destroyed.connect(gc.enable)


def collect() -> None:
    """The oldest generation whose threshold is reached, and with it the younger ones."""
    for generation in (1, 0) if _holds else (2, 1, 0):
        threshold = gc.get_threshold()[generation]
        if threshold and gc.get_count()[generation] > threshold:
            gc.collect(generation)
            if generation == 2:
                give_back()
            return


def give_back() -> None:
    """Let the system have the memory that is free between what is in use. Milliseconds, by how much it is."""
    if (library := _c_library()) is not None:
        library.malloc_trim(0)


@cache
def _c_library() -> Any:
    """glibc; None where memory goes back by itself or there is no way to ask for it."""
    if sys.platform != "linux":
        return None
    from ctypes import CDLL  # late: the window is there before it is needed

    library = CDLL(None)
    return library if hasattr(library, "malloc_trim") else None
