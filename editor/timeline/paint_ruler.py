"""The ruler: ticks that thin out as one zooms, labels as frames and timecode."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from editor.timeline.look import Look, veil
from editor.timeline.rows import RULER
from editor.timeline.scale import TimeScale, tick_step
from engine.document.model import Document
from engine.document.time import timecode

LABEL_ROOM = 168.0
BESIDE = 5
"""Pixels from a tick to its label."""


def paint_ruler(painter: QPainter, look: Look, scale: TimeScale, document: Document, width: int) -> None:
    tokens = look.tokens
    painter.fillRect(QRectF(0, 0, width, RULER), tokens.panel)
    line = look.hairline
    painter.fillRect(look.box(0, RULER - line, width, RULER), tokens.line)
    major, minor = tick_step(scale.pixels, document.rate, LABEL_ROOM)
    first = scale.frame(0) // minor * minor
    last = scale.frame(width) + 1
    small: list[QRectF] = []
    low, ratio = look.snap(RULER - 6), look.ratio
    faint = veil(tokens.quiet, 0.65)
    for frame in range(first, last, minor):
        x = round((frame * scale.pixels - scale.left) * ratio) / ratio
        if frame % major:
            small.append(QRectF(x, low, line, 6))
            continue
        painter.fillRect(QRectF(x, look.snap(RULER - 14), line, 14), tokens.quiet)
        baseline = look.baseline(0, RULER - 8, look.mono_metrics)
        label = timecode(frame, document.rate)
        look.mono(painter, x + BESIDE, baseline, label, tokens.quiet)
        look.mono(painter, x + BESIDE + look.mono_width(label) + 8, baseline, str(frame), faint)
    look.bars(painter, small, tokens.line)


def paint_marks(
    painter: QPainter, look: Look, scale: TimeScale, mark_in: int | None, mark_out: int | None, height: int
) -> None:
    """In and out: a bar along the ruler between them and a bracket at each."""
    if mark_in is None and mark_out is None:
        return
    tokens, line = look.tokens, look.hairline
    left = scale.x(mark_in) if mark_in is not None else 0.0
    right = scale.x(mark_out) if mark_out is not None else float(painter.window().width())
    if right > left:
        painter.fillRect(look.box(left, RULER - 5, right, RULER), veil(tokens.accent, 0.55))
        painter.fillRect(look.box(left, RULER, right, height), veil(tokens.accent, 0.05))
    for x, toward in ((mark_in, 1), (mark_out, -1)):
        if x is None:
            continue
        at = look.snap(scale.x(x))
        painter.fillRect(QRectF(at - line, RULER - 16, 2 * line, 16), tokens.accent)
        painter.fillRect(QRectF(at if toward > 0 else at - 6, RULER - 16, 6, 2 * line), tokens.accent)
