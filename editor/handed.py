"""Files that the system hands to the running program. On a Mac a film that was double-clicked, or dropped on
the icon, comes as an event and not as a word of the command line.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent


class Handed(QObject):
    """Watches `app` and gives each file's path to `bring`."""

    def __init__(self, app: QObject, bring: Callable[[list[str]], object]) -> None:
        super().__init__(app)
        self._bring = bring
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QFileOpenEvent) or not event.file():
            return False
        self._bring([event.file()])
        return True
