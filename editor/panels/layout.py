"""Where the panels stand: remembered, put back, one of them made as large as the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QSettings, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

if TYPE_CHECKING:
    from editor.main_window import MainWindow

VERSION = 2
"""Of a saved layout; raise it when panels come or go."""
GEOMETRY, STATE = "window/geometry", "window/state"
NARROW = 1400
"""Below this width the panels at the sides are slim."""
THREE_TABS = 232
"""Room for the names of three panels beside each other."""
STRIP = 200
"""Of a slim window's left side: what the buttons below the list of jobs need. Slimmer, it would jump when
the first job comes."""
AROUND = 120
"""Above and below a picture: menus, the transport, the status line. The film gets what a wide one leaves."""
CLOSED_AT_FIRST = ("history", "scopes")


class Layout(QObject):
    """Reads and writes the docks of the window, and what stands in the middle of them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._middle: QWidget = window.middle
        self._before: QByteArray | None = None
        self._first = window.saveState(VERSION)

    @property
    def maximised(self) -> bool:
        return self._before is not None

    def restore(self) -> None:
        """As the window was left, on whatever screen there is now."""
        window, settings = self._window, QSettings()
        geometry, state = settings.value(GEOMETRY), settings.value(STATE)
        room = window.screen().availableSize()
        window.resize(min(1600, room.width() * 9 // 10), min(960, room.height() * 9 // 10))
        self.default_sizes()
        if isinstance(geometry, QByteArray):
            window.restoreGeometry(geometry)
        if isinstance(state, QByteArray):
            window.restoreState(state, VERSION)

    def save(self) -> None:
        """For the next start; a panel that fills the window goes back first."""
        if self.maximised:
            self.toggle()
        settings = QSettings()
        settings.setValue(GEOMETRY, self._window.saveGeometry())
        settings.setValue(STATE, self._window.saveState(VERSION))

    def reset(self) -> None:
        if self.maximised:
            self.toggle()
        self._window.restoreState(self._first, VERSION)
        for name, dock in self._window.docks.items():
            dock.setFloating(False)
            dock.setVisible(name not in CLOSED_AT_FIRST)
        self.default_sizes()
        self._window.docks["library"].raise_()

    def resized(self, was: int, now: int) -> None:
        """The window's width changed."""
        if was > 0 and (was < NARROW) != (now < NARROW) and not self.maximised:
            self.default_sizes()

    def default_sizes(self) -> None:
        window = self._window
        narrow = window.width() < NARROW
        sides = [window.docks["library"], window.docks["card"]]
        left = THREE_TABS if narrow and not window.docks["history"].isHidden() else STRIP if narrow else 272
        right = 296 if narrow else 340
        spare = window.height() - AROUND - (window.width() - left - right) * 9 // 16
        film = max(264, window.height() * 3 // 10, min(spare, window.height() * 2 // 5))
        window.resizeDocks(sides, [left, right], Qt.Orientation.Horizontal)
        window.resizeDocks([window.docks["film"]], [film], Qt.Orientation.Vertical)

    def make_room(self, name: str) -> None:
        """For the names of all tabs that stand beside this panel's."""
        dock = self._window.docks[name]
        if not dock.isFloating() and dock.width() < THREE_TABS:
            self._window.resizeDocks([dock], [THREE_TABS], Qt.Orientation.Horizontal)

    def go(self, step: int) -> None:
        """Give the focus to the next panel in sight, or the one before; the picture is one of them."""
        docks = [dock.widget() for dock in self._window.docks.values() if not dock.visibleRegion().isEmpty()]
        stops = [stop for stop in (self._middle, *docks) if stop is not None and stop.isVisible()]
        now = QApplication.focusWidget()
        at = next(
            (n for n, stop in enumerate(stops) if now and (stop is now or stop.isAncestorOf(now))), -step
        )
        for n in range(1, len(stops) + 1):
            if focus_in(stops[(at + n * step) % len(stops)]):
                return

    def enter(self, name: str) -> None:
        """Show a panel and give it the focus."""
        self._window.show_panel(name)
        focus_in(self._window.docks[name].widget())

    def toggle(self) -> None:
        """The panel with the focus (else the picture) fills the window; once more, and all is as it was."""
        if self._before is not None:
            before, self._before = self._before, None
            self._middle.show()
            self._window.restoreState(before, VERSION)
            return
        chosen = self._focused()
        if chosen is not None and chosen.isFloating():
            chosen = None
        self._before = self._window.saveState(VERSION)
        for dock in self._window.docks.values():
            if dock is not chosen and not dock.isFloating():
                dock.hide()
        self._middle.setVisible(chosen is None)

    def _focused(self) -> QDockWidget | None:
        """The dock that has the focus; None for the middle, and for nothing."""
        widget = QApplication.focusWidget()
        while widget is not None:
            if isinstance(widget, QDockWidget):
                return widget
            widget = widget.parentWidget()
        return None


def focus_in(top: QWidget | None) -> bool:
    """Give the focus to the first control in `top` that the Tab key could reach; False without one."""
    # Not by `nextInFocusChain`: PySide6 6.11 takes what that returns for a child of the widget it was asked
    # of. When that one goes, Python takes all that Qt has made in the whole window for gone.
    for widget in (top, *top.findChildren(QWidget)) if top is not None else ():
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and widget.isVisible():
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False
