"""What is grouped: a bracket along the lower edge of each clip and card of the group, and the group's letter.

V1   ▕clip      A▏  ▕clip ▏   ▕clip  A▏        the letter tells groups apart without colour; all of one
       └────────┘               └─────┘        light up while one of it is chosen or pointed at
"""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from editor.timeline.look import Look, veil

WITH_BRACKET, WITH_LETTER = 12.0, 34.0
"""Widths from which a thing shows the bracket, and its letter, too."""
INSET, HOOK, PLATE = 4.0, 5.0, 14.0


def paint_group(painter: QPainter, look: Look, box: QRectF, letter: str, lit: bool) -> None:
    """The mark of one clip or card in its visible `box`."""
    if box.width() < WITH_BRACKET:
        return
    tokens = look.tokens
    color, line = tokens.accent_text if lit else tokens.text, look.hairline * (2 if lit else 1)
    left, right = look.snap(box.left() + INSET), look.snap(box.right() - INSET)
    bottom = look.snap(box.bottom() - INSET)
    base = veil(tokens.base, 0.72)
    painter.fillRect(QRectF(left - 1, bottom - line - 1, right - left + 2, line + 2), base)
    bars = [
        QRectF(left, bottom - line, right - left, line),
        QRectF(left, bottom - HOOK, line, HOOK),
        QRectF(right - line, bottom - HOOK, line, HOOK),
    ]
    if box.width() >= WITH_LETTER:
        width = max(PLATE, look.mono_width(letter) + 6)
        plate = QRectF(right - width, bottom - PLATE - HOOK + line, width, PLATE)
        painter.fillRect(plate, color if lit else base)
        ink = tokens.base if lit else color
        x = plate.center().x() - look.mono_width(letter) / 2
        look.mono(painter, x, look.baseline(plate.top(), PLATE, look.mono_metrics), letter, ink)
    look.bars(painter, bars, color)
