"""A clip whose file is not there: hatched, and said in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter

from editor.hatch import paint_hatch
from editor.timeline.look import Look, veil

PITCH = 10


def paint_offline(painter: QPainter, look: Look, box: QRectF) -> None:
    """`box`: as much of the clip as shows. The clip's name is painted by those who name every clip."""
    paint_hatch(painter, box, PITCH)
    text = look.elided(QCoreApplication.translate("timeline", "Offline"), box.width() - 16)
    if len(text) < 2:
        return
    plate = QRectF(box.left() + 4, box.top() + 4, look.small_width(text) + 8, 15)
    painter.fillRect(plate, veil(look.tokens.base, 0.85))
    baseline = look.baseline(plate.top(), 15, look.small_metrics)
    look.small(painter, plate.left() + 4, baseline, text, look.tokens.warning)
