"""The influence curve: drawn by mouse and by keys, always a curve that a card can have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.tools.curve import CurveEditor
from engine.document.invariants import blend_fault

KEYS = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown, Qt.Key.Key_Insert, Qt.Key.Key_Delete,
)  # fmt: skip


@pytest.fixture
def curve(qtbot: QtBot) -> CurveEditor:
    curve = CurveEditor(((0.0, 0.0), (0.5, 0.5), (1.0, 1.0)))
    qtbot.addWidget(curve)
    curve.resize(220, 120)
    with qtbot.waitExposed(curve):
        curve.show()
    return curve


def at(curve: CurveEditor, time: float, value: float) -> QPoint:
    return curve.place((time, value)).toPoint()


def test_a_point_is_dragged(qtbot: QtBot, curve: CurveEditor) -> None:
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(curve, left, pos=at(curve, 0.5, 0.5))
    qtbot.mouseMove(curve, at(curve, 0.25, 0.8))
    with qtbot.waitSignal(curve.settled):
        qtbot.mouseRelease(curve, left, pos=at(curve, 0.25, 0.8))
    assert len(curve.points) == 3
    assert curve.points[1] == pytest.approx((0.25, 0.8), abs=0.02)
    assert (curve.points[0], curve.points[2]) == ((0, 0), (1, 1))


def test_the_ends_stay_at_their_times_and_points_in_order(qtbot: QtBot, curve: CurveEditor) -> None:
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(curve, left, pos=at(curve, 0, 0))
    qtbot.mouseMove(curve, at(curve, 0.4, 0.3))
    qtbot.mouseRelease(curve, left, pos=at(curve, 0.4, 0.3))
    assert curve.points[0] == pytest.approx((0, 0.3), abs=0.02)
    qtbot.mousePress(curve, left, pos=at(curve, 0.5, 0.5))
    qtbot.mouseMove(curve, QPoint(5000, 60))
    qtbot.mouseRelease(curve, left, pos=QPoint(5000, 60))
    assert 0.98 < curve.points[1][0] < 1


def test_a_double_click_adds_a_point_and_delete_takes_it_away(qtbot: QtBot, curve: CurveEditor) -> None:
    curve.setFocus()
    qtbot.mouseDClick(curve, Qt.MouseButton.LeftButton, pos=at(curve, 0.75, 0.2))
    qtbot.mouseRelease(curve, Qt.MouseButton.LeftButton, pos=at(curve, 0.75, 0.2))
    assert len(curve.points) == 4
    assert curve.points[2] == pytest.approx((0.75, 0.2), abs=0.02)
    qtbot.keyClick(curve, Qt.Key.Key_Delete)
    assert curve.points == ((0.0, 0.0), (0.5, 0.5), (1.0, 1.0))
    curve.chosen = 0
    qtbot.keyClick(curve, Qt.Key.Key_Delete)
    assert len(curve.points) == 3


def test_by_keys(qtbot: QtBot, curve: CurveEditor) -> None:
    qtbot.keyClick(curve, Qt.Key.Key_PageDown)
    qtbot.keyClick(curve, Qt.Key.Key_Up)
    qtbot.keyClick(curve, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert curve.points[1] == (0.49, 0.55)
    assert curve.accessibleDescription() == "Point 2 of 3: at 49 %, influence 55 %"
    qtbot.keyClick(curve, Qt.Key.Key_Insert)
    assert len(curve.points) == 4


@given(presses=st.lists(st.sampled_from(KEYS), max_size=60))
def test_whatever_is_pressed_a_card_can_have_it(qapp: QApplication, presses: list[Qt.Key]) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    curve = CurveEditor(((0.0, 0.0), (0.01, 0.3), (1.0, 1.0)))
    for key in presses:
        curve.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))
    assert not blend_fault(curve.points)
    times = [time for time, _ in curve.points]
    assert times == sorted(set(times))
    assert (times[0], times[-1]) == (0.0, 1.0)
