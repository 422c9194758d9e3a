"""A title over the film's picture, as it will be, with the area that every screen shows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from editor import theme
from editor.tools.made import Film
from editor.viewer.guides import edges_of, stroke
from engine.document.fit import Size, fit_box
from engine.media.titles.layout import TITLE_SAFE
from engine.media.titles.recipe import Recipe

LARGEST = (1280, 720)
"""A preview is drawn at the film's own size up to this, and in its shape."""


@dataclass(frozen=True)
class Shown:
    """What a thread found: the title's picture, and what a person should know of it."""

    image: QImage
    notes: tuple[str, ...]


def preview_size(size: Size) -> Size:
    if size[0] <= LARGEST[0] and size[1] <= LARGEST[1]:
        return size
    return fit_box(*size, LARGEST)[2:]


def film_picture(film: Film, frame: int) -> QImage:
    """Film frame `frame` at the preview's size. For a background thread; raises `TweenError`."""
    from editor.viewer.composing import to_image
    from engine.render.compose import Composer

    doc = film.document
    with Composer(doc, film.shown, preview_size((doc.width, doc.height))) as composer:
        return to_image(composer.frame(frame))


def title_picture(recipe: Recipe, size: Size) -> Shown:
    """For a background thread; raises `TweenError`."""
    from engine.media.titles.drawing import drawn
    from engine.tools.title import advice

    picture = drawn(recipe, preview_size(size))
    data, (width, height) = picture.tobytes(), picture.size
    image = QImage(data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
    # The bytes live no longer than this function: the image gets its own.
    return Shown(image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied), advice(recipe, size))


class TitlePreview(QWidget):
    def __init__(self, size: Size) -> None:
        super().__init__()
        self._size = size
        self._film: QImage | None = None
        self._title: QImage | None = None
        self.setAccessibleName(self.tr("How it looks"))
        self.setMinimumSize(320, 220)

    def sizeHint(self) -> QSize:
        return QSize(560, 400)

    def show_film(self, image: QImage) -> None:
        self._film = image
        self.update()

    def show_title(self, image: QImage | None) -> None:
        self._title = image
        self.update()

    @property
    def title(self) -> QImage | None:
        return self._title

    def place(self) -> QRectF:
        """Where the picture is in the widget."""
        x, y, width, height = fit_box(*self._size, (max(2, self.width()), max(2, self.height())))
        return QRectF(x, y, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = self.place()
        painter.fillRect(self.rect(), theme.tokens().base)
        painter.fillRect(place, Qt.GlobalColor.black)
        for image in (self._film, self._title):
            if image is not None:
                painter.drawImage(place, image)
        inside = QRectF(0, 0, place.width() * TITLE_SAFE, place.height() * TITLE_SAFE)
        inside.moveCenter(place.center())
        stroke(painter, edges_of(inside))
        painter.end()
