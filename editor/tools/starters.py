"""The templates as small buttons on the empty window: one click is a film with its cards on the board."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from editor import theme
from engine.errors import TweenError

COLUMNS = 3
MOST = 5
"""Templates that have a button; the others are behind the last one."""


class Starters(QWidget):
    """`chosen`: the template's key, or "" for the picker with all of them."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.SMALL)
        said = QLabel(self.tr("Or start a storyboard from a template"))
        said.setProperty("role", "quiet")
        said.setWordWrap(True)
        self._grid.addWidget(said, 0, 0, 1, COLUMNS)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowStretch(1 + -(-(MOST + 1) // COLUMNS), 1)  # what room is left lies below
        self.setMinimumHeight(said.sizeHint().height() + 2 * (theme.CONTROL_HEIGHT + theme.SMALL))

    def set_gap(self, gap: int) -> None:
        """Between the columns: they stand below the ways in when both have the same."""
        self._grid.setHorizontalSpacing(gap)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.buttons:
            QTimer.singleShot(0, self, self._fill)  # after the window's first picture

    def _fill(self) -> None:
        from engine.tools.templates import templates

        try:
            found = list(templates().values())
        except TweenError:
            found = []  # the picker says which file cannot be read
        for each in [] if self.buttons else found[:MOST]:
            name = QCoreApplication.translate("templates", each.name)
            self._add(each.key, name, QCoreApplication.translate("templates", each.about))
        if "" not in self.buttons:
            self._add("", self.tr("All templates…"), self.tr("See their cards, and fill in their words"))

    def _add(self, key: str, name: str, about: str) -> None:
        button = QPushButton(name)
        button.setFont(theme.small_font())
        button.setToolTip(about)
        button.setAccessibleDescription(about)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.clicked.connect(partial(self.chosen.emit, key))
        place = len(self.buttons)
        self._grid.addWidget(button, 1 + place // COLUMNS, place % COLUMNS)
        self.buttons[key] = button
