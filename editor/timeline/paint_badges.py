"""Marks on a clip that say what it is: framed, or moving from key frame to key frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from editor.timeline.look import Look, veil

if TYPE_CHECKING:
    from editor.timeline.scale import TimeScale
    from engine.document.model import Clip

SIDE = 18.0
"""Of the plate under a mark, in logical pixels."""
ROOM = 36.0
"""A clip has a mark from this width and height on."""
DIAMOND = 4.0
"""From the middle of a key frame's diamond to its corners."""


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


def paint_keys(
    painter: QPainter, look: Look, scale: TimeScale, clip: Clip, lane: QRectF, width: float
) -> None:
    """A diamond at the foot of a clip for every key frame inside it and the view, which is `width` wide."""
    if min(len(clip.place) * scale.pixels, lane.height()) < ROOM:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(look.tokens.base, 1.2))
    painter.setBrush(look.tokens.text)
    y, far = lane.bottom() - 8, DIAMOND
    for x in _key_places(scale, clip, width):
        points = (QPointF(x, y - far), QPointF(x + far, y), QPointF(x, y + far), QPointF(x - far, y))
        painter.drawConvexPolygon(QPolygonF(points))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _key_places(scale: TimeScale, clip: Clip, width: float) -> Iterator[float]:
    """Middles of their frames in the view; of those that would cover each other, the first."""
    last, framing = -DIAMOND, clip.framing
    for key in framing.keys if framing is not None else ():
        frame = clip.place.start + key.frame
        x = scale.x(frame + 0.5)
        if x > width + DIAMOND:
            return
        if frame in clip.place and last + DIAMOND <= x:
            last = x
            yield x
