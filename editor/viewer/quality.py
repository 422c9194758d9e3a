"""The button that chooses how finely the picture is made: a menu of four."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from editor import icons, theme

if TYPE_CHECKING:
    from engine.media.proxy import Quality

SHARES = {"auto": 1, "full": 1, "half": 2, "quarter": 4}
"""The view's pixels are so many times as many, each way, as those composed."""


class QualityButton(QToolButton):
    chosen = Signal(str)
    """A `Quality`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(icons.icon("half"))
        self.setIconSize(QSize(theme.ICON_SMALL, theme.ICON_SMALL))
        self.setFixedSize(theme.CONTROL_HEIGHT, theme.CONTROL_HEIGHT)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        menu, group = QMenu(self), QActionGroup(self)
        self.choices = {}
        for quality, title in (
            ("auto", self.tr("Automatic: previews of heavy footage")),
            ("full", self.tr("Full: always the footage itself")),
            ("half", self.tr("Half: previews of all footage")),
            ("quarter", self.tr("Quarter: smaller previews")),
        ):
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setData(quality)
            group.addAction(action)
            self.choices[quality] = action
        self.setMenu(menu)
        group.triggered.connect(lambda action: self._choose(action.data()))
        self.choices["auto"].setChecked(True)
        self._choose("auto")

    @property
    def quality(self) -> Quality:
        return cast("Quality", next(name for name, action in self.choices.items() if action.isChecked()))

    def _choose(self, quality: str) -> None:
        name = self.tr("Quality of the picture here: {0}").format(self.choices[quality].text().split(":")[0])
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.chosen.emit(quality)
