"""Where things are on the timeline, for the tests that point at them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QDropEvent, QImage
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
