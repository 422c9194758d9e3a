"""The ruler: ticks that thin out as one zooms, labels as frames and timecode."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
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
    ratio, step, left = look.ratio, scale.pixels, scale.left
    low, high = look.snap(RULER - 6), look.snap(RULER - 14)
    look.bars(
        painter,
        [
            QRectF(round((frame * step - left) * ratio) / ratio, low, line, 6)
            for frame in range(first, last, minor)
            if frame % major
        ],
        tokens.line,
    )
    labels = [
        (round((n * step - left) * ratio) / ratio, n) for n in range(-(-first // major) * major, last, major)
    ]
    look.bars(painter, [QRectF(x, high, line, 14) for x, _ in labels], tokens.quiet)
    _paint_labels(painter, look, document, labels)


def _paint_labels(
    painter: QPainter, look: Look, document: Document, labels: Sequence[tuple[float, int]]
) -> None:
    """Timecode, then the frame, fainter. Too many numbers pass by here to keep them shaped."""
    baseline = look.snap(look.baseline(0, RULER - 8, look.mono_metrics))
    painter.setFont(look.mono_font)
    painter.setPen(look.tokens.quiet)
    codes = [timecode(frame, document.rate) for _, frame in labels]
    for (x, _), code in zip(labels, codes, strict=True):
        painter.drawText(QPointF(look.snap(x + BESIDE), baseline), code)
    painter.setPen(veil(look.tokens.quiet, 0.65))
    for (x, frame), code in zip(labels, codes, strict=True):
        at = look.snap(x + BESIDE + look.mono_width(code) + 8)
        painter.drawText(QPointF(at, baseline), str(frame))


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
