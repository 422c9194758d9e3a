"""Our own icons: SVG files of one stroke width in resources/icons, drawn in the colour of the text.

They are rendered when they are first painted and follow the theme by themselves.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

from editor import theme
from engine.paths import resource


def icon(name: str) -> QIcon:
    """The icon `name` (resources/icons/NAME.svg); raises `TweenError` when the program lacks it."""
    return QIcon(_Engine(name))


def pixmap(name: str, size: int, ratio: float = 1.0, color: QColor | None = None) -> QPixmap:
    """The icon drawn `size` logical pixels wide in `color` (the text colour when None), for painters."""
    return _rendered(name, round(size * ratio), (color or theme.tokens().text).name(), ratio)


@cache
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


@cache
def _rendered(name: str, pixels: int, color: str, ratio: float) -> QPixmap:
    # Late: nothing before the first painted icon needs the SVG library.
    from PySide6.QtSvg import QSvgRenderer

    pixels = max(1, pixels)  # a button that is just being folded away asks for none
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    data = _source(name).replace("currentColor", color)
    QSvgRenderer(QByteArray(data.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


class _Engine(QIconEngine):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def _color(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        tokens = theme.tokens()
        if mode == QIcon.Mode.Disabled:
            return tokens.faded
        return tokens.accent_text if state == QIcon.State.On else tokens.text

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        size = min(rect.width(), rect.height())
        drawn = pixmap(self._name, size, ratio, self._color(mode, state))
        corner = rect.topLeft() + QPoint((rect.width() - size) // 2, (rect.height() - size) // 2)
        painter.drawPixmap(corner, drawn)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return pixmap(self._name, min(size.width(), size.height()), 1.0, self._color(mode, state))

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        pixels = min(size.width(), size.height())
        return _rendered(self._name, pixels, self._color(mode, state).name(), scale)

    def key(self) -> str:
        return "tweenboard"

    def clone(self) -> QIconEngine:
        return _Engine(self._name)
