"""Whether the stop key (K) is held: with it, the keys of the shuttle go one frame at a time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow


class HeldKey(QObject):
    """Follows the keys of `action`, whatever they are bound to, as they come to the window."""

    def __init__(self, window: QMainWindow, action: QAction) -> None:
        super().__init__(window)
        self._action = action
        self.down = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyRelease) and isinstance(event, QKeyEvent):
            if not event.isAutoRepeat() and QKeySequence(event.key()) in self._action.shortcuts():
                self.down = kind == QEvent.Type.ShortcutOverride
        elif kind == QEvent.Type.WindowDeactivate:
            self.down = False
        return False
