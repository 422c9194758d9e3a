"""The button that chooses how finely the picture is made: a menu of four."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QWidget

from editor.viewer.buttons import MenuButton, choice

if TYPE_CHECKING:
    from engine.media.proxy import Quality

SHARES = {"auto": 1, "full": 1, "half": 2, "quarter": 4}
"""The view's pixels are so many times as many, each way, as those composed."""


class QualityButton(MenuButton):
    chosen = Signal(str)
    """A `Quality`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("half", "", parent)
        group = QActionGroup(self)
        self.choices: dict[str, QAction] = {}
        for quality, title in (
            ("auto", self.tr("Automatic: previews of heavy footage")),
            ("full", self.tr("Full: always the footage itself")),
            ("half", self.tr("Half: previews of all footage")),
            ("quarter", self.tr("Quarter: smaller previews")),
        ):
            self.choices[quality] = choice(self.entries, title, quality, group)
        group.triggered.connect(lambda action: self._choose(action.data()))
        self.choices["auto"].setChecked(True)
        self._choose("auto")

    @property
    def quality(self) -> Quality:
        return cast("Quality", next(name for name, action in self.choices.items() if action.isChecked()))

    def _choose(self, quality: str) -> None:
        name = self.tr("Quality of the picture here: {0}").format(self.choices[quality].text().split(":")[0])
        self.set_name(name)
        self.chosen.emit(quality)
