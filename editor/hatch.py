"""The look of footage that is not there: hatching in the colour of a warning, under words."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from editor import theme


def paint_hatch(painter: QPainter, box: QRectF, pitch: int) -> None:
    """Lines `pitch` logical pixels apart, on one grid for the whole widget, so that neighbours join."""
    tokens = theme.tokens()
    line, ground = QColor(tokens.warning), QColor(tokens.warning)
    line.setAlphaF(0.28)
    ground.setAlphaF(0.07)
    painter.save()
    painter.setClipRect(box)
    painter.fillRect(box, tokens.base)
    painter.fillRect(box, ground)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(line, pitch / 7))
    tall = box.height()
    first = int((box.left() - tall) // pitch) * pitch
    steps = range(first, int(box.right()) + pitch, pitch)
    painter.drawLines([QLineF(x, box.bottom(), x + tall, box.top()) for x in steps])
    painter.restore()
