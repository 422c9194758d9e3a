"""The button for how the picture is looked at: its zoom, and the lines over it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QWidget

from editor.viewer.buttons import MenuButton, choice

ZOOMS = (0.5, 1.0, 2.0, 4.0)


class ViewButton(MenuButton):
    zoom_chosen = Signal(object)
    """Device pixels a pixel of the film, or None to fit."""
    guides_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("guides", "", parent)
        group = QActionGroup(self)
        self.fit = choice(self.entries, self.tr("Fit"), None, group)
        self.zooms = {zoom: choice(self.entries, f"{round(100 * zoom)} %", zoom, group) for zoom in ZOOMS}
        self.entries.addSeparator()
        self.safe = choice(self.entries, self.tr("Safe areas"), None)
        self.thirds = choice(self.entries, self.tr("Thirds"), None)
        group.triggered.connect(lambda action: self.zoom_chosen.emit(action.data()))
        self.safe.toggled.connect(self.guides_changed)
        self.thirds.toggled.connect(self.guides_changed)
        self._group = group
        self.show_zoom(None)

    def show_zoom(self, zoom: float | None) -> None:
        """Tick what is shown; nothing, at a zoom that is not in the menu."""
        wanted = self.fit if zoom is None else self.zooms.get(zoom)
        if wanted is not None:
            wanted.setChecked(True)
        elif ticked := self._group.checkedAction():
            self._group.setExclusive(False)
            ticked.setChecked(False)
            self._group.setExclusive(True)
        text = self.tr("Fit") if zoom is None else f"{round(100 * zoom)} %"
        self.set_name(self.tr("Zoom and guides: {0}").format(text))
