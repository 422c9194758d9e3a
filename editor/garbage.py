"""Python's garbage, collected by the GUI thread alone.

Python collects cycles in whatever thread happens to need memory. A cycle that holds a Qt object would then be
taken apart in a decoding thread, while the GUI thread still uses it: the program crashes at a place that has
nothing to do with it. So collecting by itself is switched off; a timer does it here, by the same thresholds.

Looking through all that there is takes tens of milliseconds: not while a film plays.
"""

from __future__ import annotations

import gc

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
            return
