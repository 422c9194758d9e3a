"""The camera move: sixteen of them, each with a small drawing, or words of one's own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QIcon

from editor import icons
from editor.cards.editing import MIXED
from editor.cards.grid import GridPicker

CELL, PICTURE = QSize(92, 62), QSize(28, 28)
COLUMNS, HEIGHT = 4, 396


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Marks `text` for lupdate, which knows it by this name; PySide6's own has no return type."""
    return text


NAMES = {
    "static": QT_TRANSLATE_NOOP("camera", "Static"),
    "pan left": QT_TRANSLATE_NOOP("camera", "Pan left"),
    "pan right": QT_TRANSLATE_NOOP("camera", "Pan right"),
    "tilt up": QT_TRANSLATE_NOOP("camera", "Tilt up"),
    "tilt down": QT_TRANSLATE_NOOP("camera", "Tilt down"),
    "zoom in": QT_TRANSLATE_NOOP("camera", "Zoom in"),
    "zoom out": QT_TRANSLATE_NOOP("camera", "Zoom out"),
    "dolly in": QT_TRANSLATE_NOOP("camera", "Push in"),
    "dolly out": QT_TRANSLATE_NOOP("camera", "Pull out"),
    "truck left": QT_TRANSLATE_NOOP("camera", "Truck left"),
    "truck right": QT_TRANSLATE_NOOP("camera", "Truck right"),
    "crane up": QT_TRANSLATE_NOOP("camera", "Crane up"),
    "crane down": QT_TRANSLATE_NOOP("camera", "Crane down"),
    "orbit": QT_TRANSLATE_NOOP("camera", "Arc"),
    "follow": QT_TRANSLATE_NOOP("camera", "Tracking"),
    "handheld": QT_TRANSLATE_NOOP("camera", "Handheld"),
}
"""The engine's name of each move (`engine.families.wording.MOVES`) -> what a person reads."""


def move_title(camera: str) -> str:
    """What a person reads for a card's `camera`, which may be words of their own."""
    return QCoreApplication.translate("camera", NAMES[camera]) if camera in NAMES else camera


class CameraPicker(GridPicker):
    def __init__(self) -> None:
        super().__init__(self.tr("Camera move"), CELL, PICTURE, COLUMNS, HEIGHT)
        self.add(self.tr("Not said"), "", QIcon())
        for move in NAMES:
            name = f"camera-{move.replace(' ', '-')}"
            self.add(move_title(move), move, icons.icon(name), partial(icons.icon, name), move)
        self._moves = self.count()
        self.own = self.footer_button(self.tr("Use these words"), self._take_own)
        self.own.hide()
        self.popup.search.textChanged.connect(self._offer_own)

    def show_value(self, camera: object) -> None:
        while self.count() > self._moves and self.itemData(self.count() - 1) != camera:
            self.removeItem(self.count() - 1)
        if not self.show_row(camera) and camera is not MIXED:
            self.add(str(camera), camera, icons.icon("text"))
            self.setCurrentIndex(self.count() - 1)

    def _offer_own(self, text: str) -> None:
        words = " ".join(text.split())
        self.own.setVisible(bool(words))
        self.own.setText(self.tr("Use “{0}”").format(words[:24]))
        self.own.setAccessibleName(self.own.text())

    def _take_own(self) -> None:
        words = " ".join(self.popup.search.text().split())
        if words:
            self.chosen.emit(words)
