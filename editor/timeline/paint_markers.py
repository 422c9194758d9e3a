"""Markers: a pennant on the ruler and a thin line through the film."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from editor.timeline.look import veil
from editor.timeline.marker_editor import marker_color
from editor.timeline.rows import RULER

if TYPE_CHECKING:
    from editor.timeline.scene import Scene

REACH = 8.0


def paint_markers(painter: QPainter, scene: Scene) -> None:
    """Those in view; of several at one pixel the last is seen."""
    markers, scale = scene.board.document.markers, scene.scale
    first = scale.frame(-REACH)
    for marker in markers[bisect_left(markers, first, key=lambda each: each.frame) :]:
        x = scale.x(marker.frame)
        if x > scene.width + REACH:
            break
        strong = marker.id in scene.chosen or (scene.hover is not None and scene.hover.marker == marker.id)
        _paint_one(painter, scene, x, marker.colour, strong)


def _paint_one(painter: QPainter, scene: Scene, x: float, colour: str, strong: bool) -> None:
    look = scene.look
    color, at, size = marker_color(colour), look.snap(x), 6.0 if strong else 5.0
    painter.fillRect(QRectF(at, RULER, look.hairline, scene.height - RULER), veil(color, 0.35))
    foot = RULER - 1.0
    points = ((-size, 0), (size, 0), (size, size + 1), (0, 2 * size + 2), (-size, size + 1))
    shape = QPolygonF([QPointF(at + dx, foot - 2 * size - 2 + dy) for dx, dy in points])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(look.tokens.text if strong else look.tokens.base, 1.0))
    painter.setBrush(color)
    painter.drawPolygon(shape)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
