"""What is drawn over the film while something is dragged: ghosts, the snap line, a plate with numbers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from editor.timeline.look import RADIUS, Look, veil
from editor.timeline.pointer import At
from editor.timeline.rows import RULER
from engine.document.time import timecode

if TYPE_CHECKING:
    from editor.timeline.gestures import Ghost
    from editor.timeline.view import TimelineView

translate = QCoreApplication.translate

MOST_GHOSTS = 400
"""Of more dragged things than this only the first are outlined."""
PLATE_WIDTH = 320.0
LINE = 16.0


def delta_text(by: int) -> str:
    """“+12”, “−3”, “±0”."""
    return f"+{by}" if by > 0 else f"−{-by}" if by else "±0"


def place_lines(frame: int, by: int, rate: Fraction, length: int | None) -> tuple[str, ...]:
    """Timecode and frame of an edge, how far it has gone, and how long the thing is now, in frames."""
    first = f"{timecode(frame, rate)} · {frame}"
    if length is None:
        return first, delta_text(by)
    text = translate("TimelineDrags", "%1 frames").replace("%1", str(length))
    return first, f"{delta_text(by)} · {text}"


def paint_feedback(painter: QPainter, view: TimelineView) -> None:
    gesture, at = view.hands.gesture, view.hands.pointer
    if gesture is None:
        return
    look, port = view.look(), view.viewport().rect()
    if gesture.snap_frame is not None:
        paint_snap_line(painter, look, view.scale.x(gesture.snap_frame), port.height())
    paint_ghosts(painter, view, gesture.ghosts, bool(gesture.refusal))
    gesture.paint(painter, look)
    if at is not None:
        paint_plate(painter, look, gesture.lines(), gesture.refusal, at, port.toRectF())


def paint_ghosts(painter: QPainter, view: TimelineView, ghosts: Sequence[Ghost], refused: bool) -> None:
    for ghost in ghosts[:MOST_GHOSTS]:
        _paint_ghost(painter, view, ghost, refused)


def _paint_ghost(painter: QPainter, view: TimelineView, ghost: Ghost, refused: bool) -> None:
    """Dashed where it may lie, in a whole red line where it may not."""
    row = view.row_of(ghost.row)
    left, right = view.scale.x(ghost.span.start), view.scale.x(ghost.span.stop)
    if row is None or right < 0 or left > view.viewport().width():
        return
    top = row.top - view.top
    box = view.look().box(max(left, -12.0), top, min(right, view.viewport().width() + 12.0), top + row.height)
    color = view.look().tokens.error if refused else view.look().tokens.accent
    painter.fillRect(box, veil(color, 0.16))
    pen = QPen(color, 2)
    if not refused:
        pen.setDashPattern([4, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(1, 1, -1, -1))


def paint_plate(
    painter: QPainter, look: Look, numbers: Sequence[str], refusal: str, at: At, port: QRectF
) -> None:
    """Beside the pointer, always inside the view; what the film refuses is said in its own words."""
    tokens = look.tokens
    said = look.wrapped(refusal, PLATE_WIDTH, 3) if refusal else ()
    lines = [(text, tokens.text) for text in numbers] + [(text, tokens.error) for text in said]
    if not lines:
        return
    widths = [
        look.mono_width(text) if n < len(numbers) else look.text_metrics.horizontalAdvance(text)
        for n, (text, _) in enumerate(lines)
    ]
    width, height = max(widths) + 16, len(lines) * LINE + 8
    left = min(max(at.x + 14, 4.0), port.width() - width - 4)
    top = at.y - height - 10 if at.y - height - 10 > RULER else at.y + 18
    plate = look.box(left, min(top, port.height() - height - 2), left + width, 0)
    plate.setHeight(height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(tokens.error if said else tokens.line, 1))
    painter.setBrush(tokens.raised)
    painter.drawRoundedRect(plate, RADIUS, RADIUS)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for n, (text, color) in enumerate(lines):
        line = plate.top() + 4 + n * LINE
        if n < len(numbers):
            look.mono(painter, plate.left() + 8, look.baseline(line, LINE, look.mono_metrics), text, color)
        else:
            painter.setFont(look.text_font)
            painter.setPen(color)
            painter.drawText(QRectF(plate.left() + 8, line, width, LINE), text)


def paint_snap_line(painter: QPainter, look: Look, x: float, height: int) -> None:
    at = look.snap(x)
    step = 6
    for top in range(RULER, height, step):
        painter.fillRect(QRectF(at, top, look.hairline, step / 2), look.tokens.accent)
