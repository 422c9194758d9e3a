"""The style: a grid of pictures with a search line; a person's own are saved from a card and removed here."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QSize, Signal
from PySide6.QtGui import QIcon, QImage

from editor import icons
from editor.cards.editing import MIXED
from editor.cards.grid import GridPicker
from editor.library.plate import plate
from engine.errors import TweenError
from engine.tools.styles import Style, styles

PICTURE = QSize(96, 54)
CELL = QSize(108, 82)
COLUMNS, HEIGHT = 3, 420


class StylePicker(GridPicker):
    """None, or one of the styles; `chosen(key or None)`."""

    save_wanted = Signal()
    remove_wanted = Signal(str)
    """Key of one of the person's own styles, the current one."""
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("Style"), CELL, PICTURE, COLUMNS, HEIGHT)
        self._known: dict[str, Style] = {}
        self._pictures: dict[str, QIcon] = {}
        self.footer_button(self.tr("Save as style…"), self.save_wanted.emit)
        self.remove = self.footer_button(self.tr("Remove"), self._remove)
        self.popup.footer.addStretch(1)
        self.refill()

    def refill(self) -> None:
        """The styles as they are on the disk now."""
        try:
            self._known = styles()
        except TweenError as error:
            self.failed.emit(str(error))
            self._known = {}
        value = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            self.add(self.tr("No style"), None, QIcon(), partial(self._picture, None))
            for key, style in self._known.items():
                name = style_name(style)
                self.add(name, key, icons.icon("image"), partial(self._picture, style), _about(style))
        self.show_value(value)

    def title(self, key: str | None) -> str:
        return style_name(self._known[key]) if key in self._known else key or ""

    def show_value(self, key: object) -> None:
        if not self.show_row(key) and key is not MIXED:
            self.add(self.tr("{0} (missing)").format(key), key, icons.icon("warning"))
            self.setCurrentIndex(self.count() - 1)

    def showPopup(self) -> None:
        style = self._known.get(str(self.currentData()))
        self.remove.setVisible(style is not None and style.own)
        super().showPopup()

    def _remove(self) -> None:
        self.remove_wanted.emit(str(self.currentData()))

    def _picture(self, style: Style | None) -> QIcon:
        key = style.key if style is not None else ""
        if key not in self._pictures:
            path = style.picture if style is not None else None
            image = QImage(str(path)) if path is not None else None
            known = image if image is not None and not image.isNull() else None
            drawn = plate(
                known, "image" if style is not None else "cancel", PICTURE, self.devicePixelRatioF()
            )
            self._pictures[key] = QIcon(drawn)
        return self._pictures[key]


def style_name(style: Style) -> str:
    """What a person reads; those of their own as they named them."""
    return style.name if style.own else QCoreApplication.translate("styles", style.name)


def _about(style: Style) -> str:
    return ". ".join(part for part in (style.prompt, style.palette) if part)
