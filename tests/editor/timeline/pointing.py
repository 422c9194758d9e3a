"""Where things are on the timeline, for the tests that point at them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QDropEvent, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from editor.timeline import TimelineView

LEFT = Qt.MouseButton.LeftButton


def arguments(blocker: SignalBlocker) -> list:
    """What the signal that was waited for carried."""
    assert blocker.args is not None
    return blocker.args


def row_middle(view: TimelineView, kind: str) -> int:
    row = next(row for row in view.rows if row.kind == kind)
    return (row.top + row.bottom) // 2


def at(view: TimelineView, frame: float, kind: str) -> QPoint:
    return QPoint(round(view.scale.x(frame)), row_middle(view, kind))


def drag(qtbot: QtBot, view: TimelineView, start: QPoint, stop: QPoint) -> None:
    port = view.viewport()
    qtbot.mousePress(port, LEFT, pos=start)
    for share in (0.25, 0.5, 0.75, 1.0):
        qtbot.mouseMove(port, start + (stop - start) * share)
    qtbot.mouseRelease(port, LEFT, pos=stop)


def pixels(view: TimelineView) -> QImage:
    return view.viewport().grab().toImage()


def share_of(image: QImage, box: tuple[int, int, int, int], color: QColor, reach: int = 24) -> float:
    """How much of a box (x, y, w, h) is close to a colour."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    whole = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    x, y, w, h = box
    part = whole[y : y + h, x : x + w, 2::-1].astype(int)
    return float((np.abs(part - [color.red(), color.green(), color.blue()]).max(axis=2) <= reach).mean())


def card_box(view: TimelineView, index: int) -> tuple[int, int, int, int]:
    card = view.board.cards.items[index]
    row = next(row for row in view.rows if row.kind == "cards")
    left, right = round(view.scale.x(card.range.start)), round(view.scale.x(card.range.stop))
    return left, row.top, right - left, row.height


def drop_event(view: TimelineView, mime: QMimeData, where: QPoint, actions: Qt.DropAction) -> QDropEvent:
    return QDropEvent(QPointF(where), actions, mime, LEFT, Qt.KeyboardModifier.NoModifier)


NONE = Qt.KeyboardModifier.NoModifier
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def send(view: TimelineView, kind: QEvent.Type, where: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    """A mouse event as the window system would send it, with the keys that are held."""
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else LEFT
    port = view.viewport()
    event = QMouseEvent(kind, QPointF(where), QPointF(port.mapToGlobal(where)), button, held, keys)
    QApplication.sendEvent(port, event)


def pull(
    view: TimelineView,
    start: QPoint,
    stop: QPoint,
    keys: Qt.KeyboardModifier = NONE,
    *,
    let_go: bool = True,
) -> None:
    """Press, move in steps, let go unless told otherwise; `keys` are held all the while."""
    send(view, QEvent.Type.MouseButtonPress, start, keys)
    for share in (0.25, 0.5, 0.75, 1.0):
        send(view, QEvent.Type.MouseMove, start + (stop - start) * share, keys)
    if let_go:
        send(view, QEvent.Type.MouseButtonRelease, stop, keys)


def click(view: TimelineView, where: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    pull(view, where, where, keys)


def on_track(view: TimelineView, frame: float, track: str) -> QPoint:
    """The middle of a track, by its name, at a frame."""
    row = next(row for row in view.rows if row.track is not None and row.track.name == track)
    return QPoint(round(view.scale.x(frame)), (row.top + row.bottom) // 2 - view.top)


def undo_steps(view: TimelineView) -> int:
    """How many edits can be undone."""
    assert view.workspace.project is not None
    return view.workspace.project.history.position
