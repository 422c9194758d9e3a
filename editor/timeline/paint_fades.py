"""How a clip comes and goes, drawn over it: a veil along a fade, a cross over a dissolve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from editor.timeline.hits import fade_grips
from editor.timeline.look import Look, veil

if TYPE_CHECKING:
    from editor.timeline.scale import TimeScale
    from engine.document.model import Clip

LEAST = 3.0
"""Fades narrower than this in pixels are not drawn."""
GRIP = 4.0
"""The radius of a handle."""


def paint_fades(painter: QPainter, look: Look, scale: TimeScale, clip: Clip, lane: QRectF) -> None:
    start, stop = scale.x(clip.place.start), scale.x(clip.place.stop)
    top, bottom = lane.top(), lane.bottom()
    for edge, frames in ((start, clip.fade_in), (stop, -clip.fade_out)):
        full = edge + frames * scale.pixels
        if abs(full - edge) >= LEAST:
            _paint_ramp(painter, look, QPointF(edge, top), QPointF(edge, bottom), QPointF(full, top))
    if clip.dissolve * scale.pixels >= LEAST:
        box = look.box(start, top, scale.x(clip.place.start + clip.dissolve), bottom)
        _paint_cross(painter, look, box)


def _paint_ramp(painter: QPainter, look: Look, corner: QPointF, foot: QPointF, full: QPointF) -> None:
    """Dark above the line that rises from `foot` to where the clip is seen in full."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(veil(look.tokens.base, 0.62))
    painter.drawPolygon(QPolygonF([corner, foot, full]))
    painter.setPen(QPen(look.tokens.text, 1.2))
    painter.drawLine(QLineF(foot, full))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_cross(painter: QPainter, look: Look, box: QRectF) -> None:
    """The mark across the cut: one clip sinks while the other rises."""
    painter.fillRect(box, veil(look.tokens.accent, 0.28))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(look.tokens.text, 1.2))
    painter.drawLines([QLineF(box.bottomLeft(), box.topRight()), QLineF(box.topLeft(), box.bottomRight())])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    look.outline(painter, box, look.tokens.accent)


def paint_fade_grips(painter: QPainter, look: Look, scale: TimeScale, clip: Clip, lane: QRectF) -> None:
    """The handles at the upper corners, which are dragged to make the clip fade."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(look.tokens.base, 1.2))
    painter.setBrush(look.tokens.text)
    for x in fade_grips(scale, clip, lane.height()):
        painter.drawEllipse(QPointF(x, lane.top() + GRIP + 2), GRIP, GRIP)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
