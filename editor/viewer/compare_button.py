"""The button that holds one side against the other, and its menu of what they are and how they lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from editor import theme
from editor.viewer.buttons import IconButton, choice
from editor.viewer.comparing import Compare
from editor.viewer.picture import Layout
from engine.document.take import Take

ARROW = 14


class CompareButton(IconButton):
    """Pressed, the picture is compared; the arrow opens the menu. `show_takes` says which there are."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("compare", "", parent, checkable=True)
        self.set_name(self.tr("Compare with the footage, or two takes"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.setFixedWidth(theme.CONTROL_HEIGHT + ARROW)
        self.setStyleSheet(f"QToolButton::menu-button {{ border: none; width: {ARROW}px; }}")
        self._wanted = Compare()
        self._layout: Layout = "wipe"
        self._takes: tuple[tuple[str, str], ...] = ()
        self.entries = QMenu(self)
        self.setMenu(self.entries)
        self.entries.aboutToShow.connect(self.fill)
        self.toggled.connect(self.changed)

    @property
    def compare(self) -> Compare:
        return replace(self._wanted, layout=self._layout if self.isChecked() else "one")

    @property
    def names(self) -> tuple[str, str]:
        """What the two sides are called."""
        named = dict(self._takes)
        left, right = named.get(self._wanted.left), named.get(self._wanted.right)
        if left is None and right is None:
            return self.tr("Before"), self.tr("After")
        return left or self.tr("Footage"), right or self.tr("Film")

    def show_takes(self, card_id: str, takes: Sequence[Take]) -> None:
        """The takes of the selected card, newest first. Of another card, the sides are chosen anew."""
        numbers = range(len(takes), 0, -1)
        found = tuple(
            (take.id, self.tr("Take {0}").format(number))
            for number, take in zip(numbers, takes, strict=True)
        )  # fmt: skip
        if (card_id, found) == (self._wanted.card, self._takes):
            return
        ids = {take.id for take in takes}
        self._takes = found
        same = card_id == self._wanted.card
        left, right = (
            side if same and side in ids else "" for side in (self._wanted.left, self._wanted.right)
        )
        self._wanted = Compare("one", card_id, left, right)
        self.changed.emit()

    def against(self, take_id: str) -> None:
        """Hold a take of the selected card against the film as it is."""
        self._wanted = replace(self._wanted, left=take_id, right="")
        self._on()

    def fill(self) -> None:
        """Make the menu's entries, of the takes that there are now."""
        menu = self.entries
        menu.clear()
        how = QActionGroup(menu)
        ways: tuple[tuple[Layout, str], ...] = (
            ("wipe", self.tr("With a divider")),
            ("side", self.tr("Side by side")),
        )
        for layout, text in ways:
            action = choice(menu, text, layout, how)
            action.setChecked(self._layout == layout)
            action.triggered.connect(partial(self._lie, layout))
        for side, title, first in (
            ("left", self.tr("Left"), self.tr("Footage")),
            ("right", self.tr("Right"), self.tr("Film as it is")),
        ):
            menu.addSection(title)
            group = QActionGroup(menu)
            for take, text in (("", first), *self._takes):
                action = choice(menu, text, (side, take), group)
                action.setChecked(getattr(self._wanted, side) == take)
                action.triggered.connect(partial(self._choose, side, take))

    def _lie(self, layout: Layout) -> None:
        self._layout = layout
        self._on()

    def _choose(self, side: str, take: str) -> None:
        self._wanted = replace(self._wanted, **{side: take})
        self._on()

    def _on(self) -> None:
        if self.isChecked():
            self.changed.emit()
        else:
            self.setChecked(True)
