"""The mouse on the picture while clips are framed: an outline with handles, and what is dragged by them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, Protocol

from PySide6.QtCore import QLineF, QObject, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QPolygonF

from editor import theme
from editor.viewer.framing.drags import Dragged, Keys, Subject, moved, scaled, turned
from editor.viewer.guides import stroke
from editor.viewer.layer import Layer
from editor.viewer.painting import paint_label
from editor.viewer.picture import PictureView
from engine.document.framing import Framing, Vector

HANDLE = 9
"""Logical pixels of a corner's square, …"""
GRIP = 12.0
"""… around a handle in which a press takes it, …"""
STALK = 26.0
"""… from the upper edge to the handle that turns, …"""
REACH = 8.0
"""… within which edges stick, …"""
STILL = 3.0
"""… and up to which a press is no drag."""

Part = Literal["inside", "turn", 0, 1, 2, 3]
"""What is grabbed; a number is a corner of `Placement.corners`."""


class Owner(Protocol):
    """Who knows the film: what may be framed here, and what becomes of it."""

    def subject(self) -> Subject | None: ...
    def refused(self) -> str: ...
    def show(self, framing: Framing | None) -> None: ...
    def settle(self, framing: Framing) -> None: ...
    def reset(self) -> None: ...
    def pick(self, at: Vector) -> None: ...


@dataclass
class _Drag:
    subject: Subject
    part: Part
    start: Vector
    pressed: QPointF
    now: Dragged | None = None


class FramingLayer(Layer):
    def __init__(self, owner: Owner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.active = False
        self._owner = owner
        self._drag: _Drag | None = None

    @property
    def dragging(self) -> bool:
        return self._drag is not None

    def drop(self) -> bool:
        """Let go without doing it; whether anything was held."""
        had, self._drag = self._drag is not None, None
        if had:
            self._owner.show(None)
        return had

    # The picture.

    def paint(self, painter: QPainter, view: PictureView) -> None:
        subject = self._owner.subject() if self.active else None
        if subject is None:
            return
        drag = self._drag
        now = drag.now if drag is not None and drag.now is not None else Dragged(subject.framing)
        if drag is not None:
            self._paint_lines(painter, view, now, subject)
        locked = bool(self._owner.refused())
        corners, turn = _handles(view, subject, now.framing)
        tokens = theme.tokens_of("dark")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        outline = QPolygonF(corners)
        for colour, width in ((tokens.base, 3.0), (tokens.faded if locked else tokens.accent_text, 1.5)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawPolygon(outline)
            if not locked:
                painter.drawLine(QLineF((corners[0] + corners[1]) / 2, turn))
        if not locked:
            painter.setPen(QPen(tokens.base, 1))
            painter.setBrush(tokens.accent_text)
            painter.drawEllipse(turn, HANDLE / 2 + 0.5, HANDLE / 2 + 0.5)
            for corner in corners:
                painter.drawRect(
                    round(corner.x()) - HANDLE // 2, round(corner.y()) - HANDLE // 2, HANDLE, HANDLE
                )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if drag is not None and drag.now is not None:
            at = view.place().intersected(view.area()).topLeft() + QPointF(theme.MEDIUM, theme.MEDIUM)
            paint_label(painter, _said(drag.part, now.framing), at)

    def _paint_lines(self, painter: QPainter, view: PictureView, now: Dragged, subject: Subject) -> None:
        width, height = subject.film
        lines = [
            QLineF(view.from_picture(x / width, 0), view.from_picture(x / width, 1)) for x in now.upright
        ]
        lines += [
            QLineF(view.from_picture(0, y / height), view.from_picture(1, y / height)) for y in now.level
        ]
        stroke(painter, lines)

    # The mouse.

    def press(self, event: QMouseEvent, view: PictureView) -> bool:
        if not self.active or event.button() != Qt.MouseButton.LeftButton:
            return False
        part = self._part(event.position(), view)
        if part is None:
            self._owner.pick(_on_film(view, event.position(), self._film()))
            part = self._part(event.position(), view)
        subject = self._owner.subject()
        if part is not None and subject is not None and not self._owner.refused():
            at = event.position()
            self._drag = _Drag(subject, part, _on_film(view, at, subject.film), at)
        view.update()
        return True

    def move(self, event: QMouseEvent, view: PictureView) -> None:
        drag = self._drag
        if drag is None:
            return
        if drag.now is None and (event.position() - drag.pressed).manhattanLength() < STILL:
            return
        drag.now = self._dragged(drag, event, view)
        self._owner.show(drag.now.framing)
        view.update()

    def release(self, event: QMouseEvent, view: PictureView) -> None:
        drag, self._drag = self._drag, None
        if drag is not None and drag.now is not None:
            self._owner.settle(drag.now.framing)
        view.update()

    def double_click(self, event: QMouseEvent, view: PictureView) -> bool:
        if not self.active:
            return False
        if self._part(event.position(), view) is not None and not self._owner.refused():
            self._owner.reset()
        return True

    def cursor(self, at: QPointF, view: PictureView) -> Qt.CursorShape | None:
        part = self._part(at, view) if self.active else None
        if part is None:
            return None
        if self._owner.refused():
            return Qt.CursorShape.ForbiddenCursor
        if part == "inside":
            return Qt.CursorShape.SizeAllCursor
        subject = self._owner.subject()
        if part == "turn" or subject is None:
            return Qt.CursorShape.PointingHandCursor
        corners, _ = _handles(view, subject, subject.framing)
        arm = corners[part] - corners[(part + 2) % 4]
        falls = arm.x() * arm.y() > 0
        return Qt.CursorShape.SizeFDiagCursor if falls else Qt.CursorShape.SizeBDiagCursor

    def _dragged(self, drag: _Drag, event: QMouseEvent, view: PictureView) -> Dragged:
        held = event.modifiers()
        keys = Keys(
            bool(held & Qt.KeyboardModifier.ShiftModifier),
            bool(held & Qt.KeyboardModifier.AltModifier),
            bool(held & Qt.KeyboardModifier.ControlModifier),
        )
        subject, at = drag.subject, _on_film(view, event.position(), drag.subject.film)
        reach = REACH * subject.film[0] / view.place().width()
        if drag.part == "inside":
            return moved(subject, (at[0] - drag.start[0], at[1] - drag.start[1]), reach, keys)
        if drag.part == "turn":
            return turned(subject, drag.start, at, keys)
        return scaled(subject, drag.part, at, reach, keys)

    def _film(self) -> tuple[int, int]:
        subject = self._owner.subject()
        return subject.film if subject is not None else (1, 1)

    def _part(self, at: QPointF, view: PictureView) -> Part | None:
        subject = self._owner.subject()
        if subject is None:
            return None
        corners, turn = _handles(view, subject, subject.framing)
        near: list[tuple[float, Part]] = [(_far(at, turn), "turn")]
        near += [(_far(at, corner), n) for n, corner in enumerate(corners)]  # type: ignore[misc]
        far, part = min(near, key=lambda each: each[0])
        if far <= GRIP:
            return part
        inside = QPolygonF(corners).containsPoint(at, Qt.FillRule.OddEvenFill)
        return "inside" if inside else None


def _handles(view: PictureView, subject: Subject, framing: Framing) -> tuple[list[QPointF], QPointF]:
    """(the corners, the handle that turns) in the view; where it would lie outside that, below the edge."""
    width, height = subject.film
    corners = [view.from_picture(x / width, y / height) for x, y in subject.place(framing).corners()]
    top, below = (corners[0] + corners[1]) / 2, (corners[2] + corners[3]) / 2
    way = top - below
    long = math.hypot(way.x(), way.y()) or 1.0
    out = top + way * (STALK / long)
    seen = view.place().intersected(view.area()).adjusted(HANDLE, HANDLE, -HANDLE, -HANDLE)
    return corners, out if seen.contains(out) else top - way * (min(STALK, long / 2) / long)


def _on_film(view: PictureView, at: QPointF, film: tuple[int, int]) -> Vector:
    u, v = view.to_picture(at)
    return u * film[0], v * film[1]


def _far(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())


def _said(part: Part, framing: Framing) -> str:
    """What the drag has come to, in numbers."""
    if part == "turn":
        return f"{framing.rotation:.1f}°"
    if part == "inside":
        return f"{100 * framing.x:.1f} %, {100 * framing.y:.1f} %"
    return f"{100 * framing.scale:.1f} %"
