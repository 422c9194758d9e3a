"""A drag that comes to the side of the view scrolls it, for as long as it stays there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.timeline.view import TimelineView

EDGE = 24.0
"""Pixels from the side within which it scrolls."""
INTERVAL = 16
"""Milliseconds between two steps."""
FASTEST = 40.0
"""Pixels a step."""


class EdgeScroll:
    """`moved` is called after every step, for the drag to follow the film that came to lie under it."""

    def __init__(self, view: TimelineView, moved: Callable[[], None]) -> None:
        self._view = view
        self._moved = moved
        self._over = (0.0, 0.0)
        self._timer = QTimer(view, interval=INTERVAL)
        self._timer.timeout.connect(self._step)

    def look(self, x: float, y: float) -> None:
        """The pointer is there now."""
        port = self._view.viewport()
        along = min(0.0, x - EDGE) + max(0.0, x - port.width() + EDGE)
        down = max(0.0, y - port.height() + EDGE)
        if self._view.top and not down:
            down = min(0.0, y - self._view.rows[1].top - EDGE / 2)
        self._over = (along, down)
        if along or down:
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()

    def stop(self) -> None:
        self._timer.stop()

    def _step(self) -> None:
        bars = (self._view.horizontalScrollBar(), self._view.verticalScrollBar())
        before = [bar.value() for bar in bars]
        for bar, over in zip(bars, self._over, strict=True):
            bar.setValue(bar.value() + round(max(-FASTEST, min(FASTEST, over))))
        if [bar.value() for bar in bars] == before:
            self._timer.stop()
        else:
            self._moved()
