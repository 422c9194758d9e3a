"""Markers: a pennant on the ruler and a thin line through the film."""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from editor.timeline.look import Look
from editor.timeline.marker_editor import marker_color
from editor.timeline.rows import RULER

if TYPE_CHECKING:
    from editor.timeline.scene import Scene

SIZE = 16
REACH = 8.0
APART, LINES_APART = 4.0, 24.0
"""Markers that lie closer than this many pixels to the one before could not be told apart, or would hide the
film behind their lines."""


def paint_markers(painter: QPainter, scene: Scene) -> None:
    """Those in view; one that is chosen or pointed at in any case."""
    markers, scale, look = scene.board.document.markers, scene.scale, scene.look
    hovered = scene.hover.marker if scene.hover is not None else None
    reached = -2 * REACH
    colors: dict[str, tuple[QColor, QColor]] = {}
    for marker in markers[bisect_left(markers, scale.frame(-REACH), key=lambda each: each.frame) :]:
        x = scale.x(marker.frame)
        if x > scene.width + REACH:
            break
        strong = marker.id == hovered or marker.id in scene.chosen
        if x - reached < APART and not strong:
            continue
        at = look.snap(x)
        if marker.colour not in colors:
            colors[marker.colour] = _colors(look, marker.colour)
        color, line = colors[marker.colour]
        if strong or x - reached >= LINES_APART:
            painter.fillRect(QRectF(at, RULER, look.hairline, scene.height - RULER), line)
        reached = x
        flag = look.drawn(("marker", marker.colour, strong), partial(_pennant, look, color, strong))
        painter.drawPixmap(QPointF(at + look.hairline / 2 - SIZE / 2, RULER - SIZE), flag)


def _colors(look: Look, name: str) -> tuple[QColor, QColor]:
    """The flag's colour and its line's, which is opaque: many of them are painted."""
    color = marker_color(name)
    return color, look.mixed(look.tokens.panel, color, 0.45)


def _pennant(look: Look, color: QColor, strong: bool) -> QPixmap:
    flag = QPixmap(round(SIZE * look.ratio), round(SIZE * look.ratio))
    flag.setDevicePixelRatio(look.ratio)
    flag.fill(Qt.GlobalColor.transparent)
    painter = QPainter(flag)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(look.tokens.text if strong else look.tokens.base, 1.0))
    painter.setBrush(color)
    middle, half = SIZE / 2, 6.0 if strong else 5.0
    top, foot = SIZE - 2 * half - 3, SIZE - 1.0
    points = ((-half, top), (half, top), (half, foot - half), (0.0, foot), (-half, foot - half))
    painter.drawPolygon(QPolygonF([QPointF(middle + dx, y) for dx, y in points]))
    painter.end()
    return flag
