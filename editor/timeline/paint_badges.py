"""Marks at a clip's corner that say what it is: framed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from editor.timeline.look import Look, veil

SIDE = 18.0
"""Of the plate under a mark, in logical pixels."""
ROOM = 36.0
"""A clip has a mark from this width and height on."""


def paint_framed(painter: QPainter, look: Look, right: float, lane: QRectF, width: float) -> None:
    """A small picture in the corner of a larger one, at the lower right of a clip that is `width` wide and
    ends at `right`."""
    if min(width, lane.height()) < ROOM:
        return
    at = QPointF(right - 12, lane.bottom() - 12)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(veil(look.tokens.base, 0.72))
    painter.drawRoundedRect(QRectF(at.x() - SIDE / 2, at.y() - SIDE / 2, SIDE, SIDE), 3, 3)
    painter.setPen(QPen(look.tokens.text, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(at.x() - 6, at.y() - 4.5, 12, 9))
    painter.fillRect(QRectF(at.x(), at.y(), 4.5, 3), look.tokens.text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
