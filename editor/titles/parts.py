"""The fields that a title's look has: a colour, a share, one of nine places, a font."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QColorDialog,
    QGridLayout,
    QPushButton,
    QToolButton,
    QWidget,
)

from editor import theme
from editor.decimals import DecimalBox
from editor.picker import Picker
from engine.media.titles.recipe import PLACES

translate = QCoreApplication.translate

CELL = QSize(30, 20)
WIDTH = 104
"""Of a field for a share, and of a colour."""


class Percent(DecimalBox):
    """A share 0 … 1 as percent. The wheel changes it only where the keyboard is in it."""

    def __init__(self, name: str, range_: tuple[float, float], decimals: int = 0, step: float = 5.0) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setDecimals(decimals)
        self.setRange(100 * range_[0], 100 * range_[1])
        self.setSingleStep(step)
        self.setSuffix(" %")
        self.setFixedWidth(WIDTH)
        self.lineEdit().setTextMargins(theme.NUMBER_LEFT, 0, 0, 0)

    def share(self) -> float:
        return self.value() / 100

    def show_share(self, share: float) -> None:
        self.setValue(100 * share)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ColourButton(QPushButton):
    """Shows a colour and asks for another."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setFixedWidth(WIDTH)
        self.clicked.connect(self._ask)
        self.show_colour(QColor(Qt.GlobalColor.white).name())

    def colour(self) -> str:
        return self._colour

    def show_colour(self, colour: str) -> None:
        """`colour` as #rrggbb."""
        self._colour = colour
        swatch = QPixmap(QSize(theme.ICON_SMALL, theme.ICON_SMALL))
        swatch.fill(QColor(colour))
        painter = QPainter(swatch)
        painter.setPen(theme.tokens().quiet)  # white on a white button has an edge, too
        painter.drawRect(swatch.rect().adjusted(0, 0, -1, -1))
        painter.end()
        self.setIcon(QIcon(swatch))
        self.setText(colour)
        self.setAccessibleName(f"{self._name}: {colour}")

    def choose(self, colour: QColor) -> None:
        self.show_colour(colour.name())
        self.changed.emit()

    def _ask(self) -> None:
        dialog = QColorDialog(QColor(self._colour), self)
        dialog.setWindowTitle(self._name)
        dialog.colorSelected.connect(self.choose)
        dialog.open()


class PlaceGrid(QWidget):
    """Nine places in the picture, as they lie in it."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        names = _place_names()
        for number, place in enumerate(PLACES):
            button = QToolButton()
            button.setCheckable(True)
            button.setFixedSize(CELL)
            button.setText("•")
            button.setToolTip(names[place])
            button.setAccessibleName(f"{name}: {names[place]}")
            self._group.addButton(button)
            self.buttons[place] = button
            grid.addWidget(button, *divmod(number, 3))
            button.clicked.connect(self._clicked)
        grid.setColumnStretch(3, 1)
        self.show_place("center")

    def place(self) -> str:
        return next(place for place, button in self.buttons.items() if button.isChecked())

    def show_place(self, place: str) -> None:
        self.buttons[place].setChecked(True)
        self.setFocusProxy(self.buttons[place])

    def _clicked(self) -> None:
        self.setFocusProxy(self.buttons[self.place()])
        self.changed.emit()


def _place_names() -> dict[str, str]:
    return {
        "top-left": translate("titles", "top left"),
        "top": translate("titles", "top"),
        "top-right": translate("titles", "top right"),
        "left": translate("titles", "left"),
        "center": translate("titles", "middle"),
        "right": translate("titles", "right"),
        "bottom-left": translate("titles", "bottom left"),
        "bottom": translate("titles", "bottom"),
        "bottom-right": translate("titles", "bottom right"),
    }


class FontPicker(Picker):
    """The families of this computer; the first is whatever the system takes by itself."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumContentsLength(16)
        self.setSizeAdjustPolicy(Picker.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.addItem(self.tr("The system’s own"), "")

    def fill(self, families: tuple[str, ...]) -> None:
        """What is chosen stays."""
        now = self.family()
        self.blockSignals(True)
        while self.count() > 1:
            self.removeItem(1)
        for family in families:
            self.addItem(family, family)
        self.blockSignals(False)
        self.show_family(now)

    def family(self) -> str:
        return str(self.currentData() or "")

    def show_family(self, family: str) -> None:
        """One that is not on this computer is kept: another may have it."""
        if self.findData(family) < 0:
            self.addItem(family, family)
        self.setCurrentIndex(self.findData(family))
