"""A word to the person who is elsewhere: a card is drawn, or could not be.

By the desktop's notification portal where there is one, else from the system tray; where there is neither the
window's title and its mark in the task bar say it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from editor.language.choice import sentence
from editor.language.words import card_title

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusPendingCallWatcher

    from editor.main_window import MainWindow

SERVICE = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal.Notification"
ID = "jobs"
"""One notification, told anew: a night's queue leaves one, not a hundred."""


class Notifier(QObject):
    """Says what ended while the window is in the background."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._work = window.workspace
        self._tray: QSystemTrayIcon | None = None
        self._work.jobs.finished.connect(self._finished)
        self._work.jobs.failed.connect(self._failed)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and self._tray is not None:
            self._tray.hide()
        return False

    def _finished(self, card_id: str, take_id: str) -> None:
        left = self._work.jobs.running + self._work.jobs.waiting
        text = self.tr("{0} is drawn.").format(self._name(card_id))
        if left:
            text += " " + self.tr("{0} more to draw.").format(left)
        self.say(text)

    def _failed(self, card_id: str, message: str) -> None:
        self.say(sentence(message))

    def _name(self, card_id: str) -> str:
        card = self._work.card(card_id)
        return card_title(self._work.document, card) if card is not None else self.tr("A card")

    def say(self, text: str) -> None:
        """Tell it, unless the person is looking."""
        if self._window.isActiveWindow():
            return
        QApplication.alert(self._window)
        project = self._work.project
        title = project.path.stem if project is not None else "Tweenboard"
        if not self._to_portal(title, text):
            self._to_tray(title, text)

    def _to_portal(self, title: str, text: str) -> bool:
        """Whether there is a session bus to ask; what it cannot do comes back to the tray."""
        try:
            from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
        except ImportError:  # systems without D-Bus come without its module
            return False
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return False
        message = QDBusMessage.createMethodCall(SERVICE, PATH, INTERFACE, "AddNotification")
        message.setArguments([ID, {"title": title, "body": text}])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(message), self)
        watcher.finished.connect(lambda done: self._answered(done, title, text))
        return True

    def _answered(self, watcher: QDBusPendingCallWatcher, title: str, text: str) -> None:
        if watcher.isError():
            self._to_tray(title, text)
        watcher.deleteLater()

    def _to_tray(self, title: str, text: str) -> None:
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            return
        if self._tray is None:
            from editor import icons

            icon = self._window.windowIcon()
            self._tray = QSystemTrayIcon(icons.icon("film") if icon.isNull() else icon, self)
            self._tray.messageClicked.connect(self._window.activateWindow)
        self._tray.show()
        self._tray.showMessage(title, text)
