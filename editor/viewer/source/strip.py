"""A line as long as the item: where one looks, and the part that goes on the film."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor import theme
from editor.stage import Stage
from engine.document.time import timecode

SIDE = 8
"""Room on both sides, so that an edge at the end can be grasped."""
GRIP = 7.0
EDGE = 3
WASH = 60
"""Opacity of the part's ground, of 255."""


class SourceStrip(QWidget):
    """A press goes there; one on an edge of the part moves that edge."""

    sought = Signal(int)
    marks_moved = Signal(object, object)

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._held: Literal["in", "out", "place", ""] = ""
        self.setFixedHeight(theme.CONTROL_HEIGHT)
        self.setMinimumWidth(80)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Place in the source"))
        for signal in (stage.switched, stage.playhead_changed, stage.marks_changed):
            signal.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(240, theme.CONTROL_HEIGHT)

    # Frames and places.

    def x(self, frame: int) -> float:
        """Where the frame begins."""
        return SIDE + (self.width() - 2 * SIDE) * frame / max(1, self._stage.document.frames)

    def frame(self, x: float) -> int:
        """The frame under a place; the first or the last one beyond the ends."""
        frames = self._stage.document.frames
        at = int((x - SIDE) / max(1, self.width() - 2 * SIDE) * frames)
        return max(0, min(at, frames - 1))

    def _part(self) -> tuple[int, int]:
        part = self._stage.marked()
        return (part.start, part.stop) if part else (0, self._stage.document.frames)

    def _edge_at(self, x: float) -> Literal["in", "out", ""]:
        if self._stage.marked() is None:
            return ""
        start, stop = (abs(self.x(frame) - x) for frame in self._part())
        if min(start, stop) > GRIP:
            return ""
        return "in" if start <= stop else "out"

    # Looks.

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, stage = theme.tokens(), self._stage
        painter = QPainter(self)
        ground = QRectF(SIDE, 4, self.width() - 2 * SIDE, self.height() - 8)
        painter.fillRect(ground, tokens.raised)
        start, stop = self._part()
        part = QRectF(QPointF(self.x(start), ground.top()), QPointF(self.x(stop), ground.bottom()))
        if stage.marked() is not None:
            wash = tokens.accent
            wash.setAlpha(WASH)
            painter.fillRect(part, wash)
            wash.setAlpha(255)
            painter.fillRect(QRectF(part.left(), part.top(), EDGE, part.height()), wash)
            painter.fillRect(QRectF(part.right() - EDGE, part.top(), EDGE, part.height()), wash)
        here = (self.x(stage.playhead) + self.x(stage.playhead + 1)) / 2
        painter.fillRect(QRectF(round(here) - 1, 0, 2, self.height()), tokens.playhead)
        self._paint_length(painter, part, timecode(stop - start, stage.document.rate))
        painter.end()

    def _paint_length(self, painter: QPainter, part: QRectF, text: str) -> None:
        """On a plate, for the playhead passes below it."""
        tokens = theme.tokens()
        painter.setFont(theme.mono_font())
        plate = QRectF(0, 0, painter.fontMetrics().horizontalAdvance(text) + 2 * EDGE, part.height() - 4)
        if plate.width() + 4 * EDGE > part.width():
            return
        plate.moveCenter(part.center())
        painter.fillRect(plate, tokens.raised)
        painter.setPen(tokens.text if self._stage.marked() is not None else tokens.quiet)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)

    # The mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = self._edge_at(event.position().x()) or "place"
            self._drag(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._drag(event.position().x())
        else:
            grasps = self._edge_at(event.position().x())
            self.setCursor(Qt.CursorShape.SizeHorCursor if grasps else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = ""

    def _drag(self, x: float) -> None:
        """An edge stops a frame before the other one; the picture shows the frame that it is at."""
        frame, (start, stop) = self.frame(x), self._part()
        if self._held == "in":
            frame = min(frame, stop - 1)
            self.marks_moved.emit(frame, stop)
        elif self._held == "out":
            frame = max(frame, start)
            self.marks_moved.emit(start, frame + 1)
        self.sought.emit(frame)
