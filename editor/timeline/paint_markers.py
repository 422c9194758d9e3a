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
    chosen, pixels, left, ratio = scene.chosen, scale.pixels, scale.left, look.ratio
    reached = -2 * REACH
    flags: list[tuple[float, QPixmap]] = []
    kinds: dict[tuple[str, bool], QPixmap] = {}
    lines: dict[str, list[QRectF]] = {}
    for marker in markers[bisect_left(markers, scale.frame(-REACH), key=lambda each: each.frame) :]:
        x = marker.frame * pixels - left
        if x > scene.width + REACH:
            break
        strong = marker.id == hovered or marker.id in chosen
        if x - reached < APART and not strong:
            continue
        at = round(x * ratio) / ratio
        if strong or x - reached >= LINES_APART:
            line = QRectF(at, RULER, look.hairline, scene.height - RULER)
            lines.setdefault(marker.colour, []).append(line)
        reached = x
        kind = (marker.colour, strong)
        flag = kinds.get(kind)
        if flag is None:
            flag = kinds[kind] = _pennant(look, *kind)
        flags.append((at, flag))
    for name, boxes in lines.items():
        # Opaque, for there are many of them.
        look.bars(painter, boxes, look.mixed(look.tokens.panel, marker_color(name), 0.45))
    for at, flag in flags:
        painter.drawPixmap(QPointF(at + look.hairline / 2 - SIZE / 2, RULER - SIZE), flag)


def _pennant(look: Look, colour: str, strong: bool) -> QPixmap:
    return look.drawn(("marker", colour, strong), partial(_drawn_pennant, look, marker_color(colour), strong))


def _drawn_pennant(look: Look, color: QColor, strong: bool) -> QPixmap:
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
