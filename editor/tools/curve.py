"""An influence curve, drawn by hand: points to drag, to add with a double click, to take away with Delete.

Time runs to the right over the blend, influence of the second clip upwards; both 0 … 1. By keys: Tab to the
curve, PageUp and PageDown choose a point, arrows move it, Insert adds one behind it, Delete takes it away.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor import theme
from engine.document.model import Point
from engine.document.parts import value_at

NEAR = 10.0
"""Pixels within which a point is taken hold of."""
MARGIN, DOT = 10, 4.5
STEP, FINE = 0.05, 0.01
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYS = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown, Qt.Key.Key_Insert, Qt.Key.Key_Delete, Qt.Key.Key_Backspace,
)  # fmt: skip
APART = 0.005
"""Of the blend's length: points keep at least this distance, so that their order is plain."""


class CurveEditor(QWidget):
    """`points` always rise in time, begin at 0 and end at 1."""

    changed = Signal()
    """A person changed the curve."""
    settled = Signal()
    """A drag or a key press is over."""

    def __init__(self, points: Sequence[Point] = ((0.0, 0.0), (1.0, 1.0))) -> None:
        super().__init__()
        self.points: tuple[Point, ...] = tuple(points)
        self.chosen = 0
        self._held: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Influence curve"))
        self.setToolTip(self.tr("Drag the points; double-click for a new one; Delete takes it away"))
        self._describe()

    def show_points(self, points: Sequence[Point]) -> None:
        """What the film or a preset says."""
        if tuple(points) == self.points:
            return
        self.points = tuple(points)
        self.chosen = min(self.chosen, len(self.points) - 1)
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 120)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 96)

    # By hand.

    def event(self, event: QEvent) -> bool:
        """Its own keys are not the window's while it has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            plain = not event.modifiers() & ~(SHIFT | Qt.KeyboardModifier.KeypadModifier)
            event.setAccepted(plain and Qt.Key(event.key()) in KEYS)
            return event.isAccepted()
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._near(event.position())
        if event.button() != Qt.MouseButton.LeftButton or found is None:
            super().mousePressEvent(event)
            return
        self._held = self.chosen = found
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._move(self._held, *self._value(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._held = None
            self.settled.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._near(event.position()) is None:
            self._add(*self._value(event.position()))
            self._held = self.chosen

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = FINE if event.modifiers() & SHIFT else STEP
        moves = {
            Qt.Key.Key_Left: (-step, 0.0),
            Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, step),
            Qt.Key.Key_Down: (0.0, -step),
        }
        key = Qt.Key(event.key())
        if key in moves:
            (time, value), (dx, dy) = self.points[self.chosen], moves[key]
            self._move(self.chosen, time + dx, value + dy)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._choose(self.chosen + (1 if key == Qt.Key.Key_PageDown else -1))
        elif key == Qt.Key.Key_Insert:
            self._split()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._remove()
        else:
            super().keyPressEvent(event)
            return
        self.settled.emit()

    def _choose(self, at: int) -> None:
        self.chosen = max(0, min(at, len(self.points) - 1))
        self._describe()
        self.update()

    def _move(self, at: int, time: float, value: float) -> None:
        """The ends stay at their times, the others between their neighbours."""
        first, last = at == 0, at == len(self.points) - 1
        low = 0.0 if first else self.points[at - 1][0] + APART
        high = 1.0 if last else self.points[at + 1][0] - APART
        time = 0.0 if first else 1.0 if last else max(low, min(time, high))
        self._set((*self.points[:at], (time, max(0.0, min(value, 1.0))), *self.points[at + 1 :]))

    def _add(self, time: float, value: float) -> None:
        before = [at for at, point in enumerate(self.points) if point[0] <= time]
        at = min(before[-1] if before else 0, len(self.points) - 2)
        room = self.points[at + 1][0] - self.points[at][0]
        if room < 2 * APART:
            return
        self.chosen = at + 1
        time = max(self.points[at][0] + APART, min(time, self.points[at + 1][0] - APART))
        self._set((*self.points[: at + 1], (time, value), *self.points[at + 1 :]))

    def _split(self) -> None:
        at = min(self.chosen, len(self.points) - 2)
        time = (self.points[at][0] + self.points[at + 1][0]) / 2
        self._add(time, value_at(self.points, time))

    def _remove(self) -> None:
        if 0 < self.chosen < len(self.points) - 1:
            gone, self.chosen = self.chosen, self.chosen - 1
            self._set((*self.points[:gone], *self.points[gone + 1 :]))

    def _set(self, points: tuple[Point, ...]) -> None:
        rounded = tuple((round(time, 4), round(value, 3)) for time, value in points)
        if rounded != self.points:
            self.points = rounded
            self._describe()
            self.update()
            self.changed.emit()

    def _describe(self) -> None:
        time, value = self.points[self.chosen]
        text = self.tr("Point {0} of {1}: at {2} %, influence {3} %")
        said = text.format(self.chosen + 1, len(self.points), round(100 * time), round(100 * value))
        self.setAccessibleDescription(said)

    # Where things are.

    def _field(self) -> QRectF:
        return QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)

    def place(self, point: Point) -> QPointF:
        """Where a point of the curve is seen."""
        field = self._field()
        return QPointF(field.left() + point[0] * field.width(), field.bottom() - point[1] * field.height())

    def _value(self, place: QPointF) -> Point:
        field = self._field()
        time, value = (
            (place.x() - field.left()) / field.width(),
            (field.bottom() - place.y()) / field.height(),
        )
        return max(0.0, min(time, 1.0)), max(0.0, min(value, 1.0))

    def _near(self, place: QPointF) -> int | None:
        ways = [(self.place(point) - place).manhattanLength() for point in self.points]
        nearest = min(range(len(ways)), key=ways.__getitem__)
        return nearest if ways[nearest] <= NEAR * 1.4 else None

    # How it looks.

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, field = theme.tokens(), self._field()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(tokens.accent_text if self.hasFocus() else tokens.line)
        painter.setBrush(tokens.base)
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS
        )
        painter.setPen(QPen(tokens.line, 1, Qt.PenStyle.DotLine))
        for part in (0.0, 0.5, 1.0):
            painter.drawLine(self.place((0, part)), self.place((1, part)))
        line = [self.place(point) for point in self.points]
        under = QColor(tokens.generated)
        under.setAlphaF(0.2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(under)
        painter.drawPolygon(QPolygonF([field.bottomLeft(), *line, field.bottomRight()]))
        painter.setPen(QPen(tokens.generated, 2))
        painter.drawPolyline(QPolygonF(line))
        for at, place in enumerate(line):
            chosen = at == self.chosen and self.hasFocus()
            painter.setPen(QPen(tokens.text, 1.5))
            painter.setBrush(tokens.accent if chosen else tokens.generated)
            painter.drawEllipse(place, DOT + chosen, DOT + chosen)

    def focusInEvent(self, event: object) -> None:
        self.update()

    def focusOutEvent(self, event: object) -> None:
        self.update()
