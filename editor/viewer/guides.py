"""Lines to frame a picture by: thirds, and the areas that every screen shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QObject, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from editor import theme
from editor.viewer.layer import Layer
from engine.media.titles.layout import TITLE_SAFE

if TYPE_CHECKING:
    from editor.viewer.picture import PictureView

ACTION_SAFE = 0.93
"""The part of the picture, each way, in which action is safe (SMPTE ST 2046-1)."""


class Guides(Layer):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.safe = False
        self.thirds = False

    def paint(self, painter: QPainter, view: PictureView) -> None:
        place = view.place()
        if self.thirds:
            stroke(painter, _thirds(place))
        if self.safe:
            for part in (ACTION_SAFE, TITLE_SAFE):
                inside = QRectF(0, 0, place.width() * part, place.height() * part)
                inside.moveCenter(place.center())
                stroke(painter, edges_of(inside))


def _thirds(place: QRectF) -> list[QLineF]:
    lines: list[QLineF] = []
    for n in (1, 2):
        x = round(place.left() + place.width() * n / 3) + 0.5
        y = round(place.top() + place.height() * n / 3) + 0.5
        lines += [
            QLineF(x, place.top(), x, place.bottom()),
            QLineF(place.left(), y, place.right(), y),
        ]
    return lines


def edges_of(area: QRectF) -> list[QLineF]:
    left, top, right, bottom = (
        round(side) + 0.5 for side in (area.left(), area.top(), area.right(), area.bottom())
    )
    return [
        QLineF(left, top, right, top),
        QLineF(right, top, right, bottom),
        QLineF(right, bottom, left, bottom),
        QLineF(left, bottom, left, top),
    ]


def stroke(painter: QPainter, lines: list[QLineF]) -> None:
    """A dark line under a light one: seen on any picture."""
    tokens = theme.tokens_of("dark")
    for colour, shift in ((tokens.base, 1.0), (tokens.text, 0.0)):
        soft = QColor(colour)
        soft.setAlphaF(0.6)
        painter.setPen(QPen(soft, 1))
        painter.drawLines([line.translated(shift, shift) for line in lines])
