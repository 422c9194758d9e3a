"""The small buttons of the viewer's rows, all alike."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from editor import icons, theme
from editor.keys.shown import keys_of


class IconButton(QToolButton):
    def __init__(self, icon: str, name: str, parent: QWidget | None = None, *, checkable: bool = False):
        super().__init__(parent)
        self.setIcon(icons.icon(icon))
        self.setIconSize(QSize(theme.ICON_SMALL, theme.ICON_SMALL))
        self.setFixedSize(theme.CONTROL_HEIGHT, theme.CONTROL_HEIGHT)
        self.setAutoRaise(True)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._action: QAction | None = None
        self.set_name(name)

    def set_name(self, name: str) -> None:
        self._name = name
        self._say()

    def follow(self, action: QAction) -> None:
        """`action` is the menu's entry for the same thing: its keys, whichever they are, stand in the tip."""
        self._action = action
        action.changed.connect(self._say)
        self._say()

    def _say(self) -> None:
        keys = keys_of(self._action) if self._action is not None else ""
        self.setToolTip(f"{self._name} ({keys})" if keys else self._name)
        self.setAccessibleName(self._name)


class MenuButton(IconButton):
    """A button that opens a menu."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None):
        super().__init__(icon, name, parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.entries = QMenu(self)
        self.setMenu(self.entries)


def choice(menu: QMenu, text: str, data: object, group: QActionGroup | None = None) -> QAction:
    """An entry that can be ticked; alone in its group."""
    # Not one that the menu makes: Python is not told when that goes, and takes another at its place for it.
    action = QAction(text, menu)
    menu.addAction(action)
    action.setCheckable(True)
    action.setData(data)
    if group is not None:
        group.addAction(action)
    return action
