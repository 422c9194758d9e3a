"""How loud a clip is, or how much is seen of it, drawn over it: a line and its points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from editor.timeline.level_lines import ABOVE, BELOW, has_line, level_of, level_y, line, points
from editor.timeline.look import veil
from engine.document.levels import level_at

if TYPE_CHECKING:
    from editor.timeline.scene import Scene
    from engine.document.model import Clip, TrackKind

RADIUS = 3.5


def paint_level(
    painter: QPainter, scene: Scene, kind: TrackKind, clip: Clip, lane: QRectF, pointed: bool
) -> None:
    """`pointed`: it is chosen, or the pointer is over it."""
    if not has_line(kind, clip, pointed) or lane.height() < ABOVE + BELOW + RADIUS:
        return
    level, top, tall = level_of(kind), lane.top(), lane.height()
    corners = QPolygonF([QPointF(*at) for at in line(scene.scale, clip, level, top, tall, scene.width)])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(veil(scene.look.tokens.base, 0.72), 3.0), QPen(scene.look.tokens.text, 1.2)):
        painter.setPen(pen)
        painter.drawPolyline(corners)
    painter.setPen(QPen(scene.look.tokens.base, 1.2))
    painter.setBrush(scene.look.tokens.text)
    hover = scene.hover
    under = (
        hover.frame if hover is not None and (hover.kind, hover.clip) == ("level-point", clip.id) else None
    )
    for x, frame in points(scene.scale, clip, level):
        if -RADIUS <= x <= scene.width + RADIUS:
            at = clip.place.start + frame
            y = level_y(level, level_at(clip, level, at), top, tall)
            radius = RADIUS * (1.4 if at == under else 1.0)
            painter.drawEllipse(QPointF(x, y), radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
