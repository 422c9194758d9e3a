"""The tools by mouse: ripple, roll, slip, slide, razor; edges of cards; the plate beside the pointer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from editor.timeline import TimelineView
from editor.timeline.scale import TimeScale
from editor.timeline.tools import TOOLS
from engine.document import edits
from engine.document.model import Document
from engine.document.time import FrameRange
from tests.editor.timeline.pointing import ALT, CTRL, at, click, pull, row_middle, send, undo_steps
from tests.editor.timeline.test_dragging import cards, shots


@pytest.fixture
def loose(timeline: TimelineView) -> TimelineView:
    timeline.workspace.set_snapping(False)
    timeline.show_scale(TimeScale(10.0))
    return timeline


def edge(view: TimelineView, frame: int, kind: str, inside: int = -1) -> QPoint:
    """Two pixels before (or, with 1, behind) the edge at a frame."""
    return at(view, frame, kind) + QPoint(2 * inside, 0)


def to(view: TimelineView, frame: float, kind: str) -> QPoint:
    return QPoint(round(view.scale.x(frame)), row_middle(view, kind))


def test_the_ripple_tool_closes_up_and_ctrl_does_it_with_the_selection_tool(loose: TimelineView) -> None:
    steps = undo_steps(loose)
    loose.set_tool("ripple")
    pull(loose, edge(loose, 20, "video"), to(loose, 15, "video"))
    assert shots(loose) == shots(loose, 1) == ["0–15@0", "15–43@20"]
    assert cards(loose) == ["0–15", "15–43 a red ball"]
    assert undo_steps(loose) == steps + 1
    loose.workspace.undo()
    loose.set_tool("select")
    pull(loose, edge(loose, 20, "video"), to(loose, 15, "video"), CTRL)
    assert shots(loose) == ["0–15@0", "15–43@20"]


def test_the_roll_tool_moves_the_cut_from_either_side(loose: TimelineView) -> None:
    loose.set_tool("roll")
    for inside in (-1, 1):
        pull(loose, edge(loose, 20, "video", inside), to(loose, 26, "video"))
        assert shots(loose) == shots(loose, 1) == ["0–26@0", "26–48@26"]
        loose.workspace.undo()
    loose.set_tool("select")
    pull(loose, edge(loose, 20, "video"), to(loose, 12, "video"), ALT)
    assert shots(loose) == ["0–12@0", "12–48@12"]


def test_slip_shows_other_frames_in_the_same_place(loose: TimelineView) -> None:
    loose.workspace.apply("Trim", lambda doc: edits.trim_clip(doc, clip_id(doc, 1), FrameRange(24, 40)))
    loose.set_tool("slip")
    pull(loose, at(loose, 30, "video"), at(loose, 27, "video"))
    assert shots(loose) == shots(loose, 1) == ["0–20@0", "24–40@27"]
    # As far as the footage goes, with its sentence while one pulls on.
    pull(loose, at(loose, 38, "video"), at(loose, 1, "video"), let_go=False)
    assert loose.hands.gesture is not None
    assert "no more frames there" in loose.hands.gesture.refusal
    assert loose.hands.gesture.lines()[0] == "+5"
    send(loose, QEvent.Type.MouseButtonRelease, at(loose, 1, "video"))
    assert shots(loose)[1] == "24–40@32"


def clip_id(doc: Document, index: int) -> str:
    return doc.tracks[0].clips[index].id


def test_slide_moves_a_clip_between_its_neighbours(loose: TimelineView) -> None:
    loose.workspace.apply("Split", lambda doc: edits.split(doc, 30))
    steps = undo_steps(loose)
    loose.set_tool("slide")
    pull(loose, at(loose, 25, "video"), at(loose, 21, "video"))
    assert shots(loose) == ["0–16@0", "16–26@20", "26–48@26"]
    assert undo_steps(loose) == steps + 1


def test_the_razor_cuts_the_film_on_a_clip_the_board_on_a_card(qtbot: QtBot, loose: TimelineView) -> None:
    loose.set_tool("razor")
    click(loose, at(loose, 8, "video"))
    assert shots(loose) == ["0–8@0", "8–20@8", "20–48@20"]
    click(loose, at(loose, 36, "cards"))
    assert cards(loose)[-2:] == ["20–36 a red ball", "36–48 a red ball"]
    assert shots(loose) == ["0–8@0", "8–20@8", "20–48@20"]
    qtbot.keyClick(loose, Qt.Key.Key_Escape)
    assert loose.tool.id == "select"


def test_the_tool_in_hand_is_named_in_the_corner(loose: TimelineView) -> None:
    button = next(
        b for b in loose.headers.findChildren(QToolButton) if b.accessibleName().startswith("Tool:")
    )
    entries = button.menu().actions()
    assert [entry.text() for entry in entries] == [tool.title for tool in TOOLS]
    entries[3].trigger()
    assert loose.tool.id == "slip"
    assert button.accessibleName() == "Tool: Slip"
    assert [entry.isChecked() for entry in entries].index(True) == 3


def test_the_last_cards_end_is_dragged_further(loose: TimelineView) -> None:
    loose.workspace.apply("Card", lambda doc: edits.add_card(doc, FrameRange(48, 60)))
    pull(loose, edge(loose, 60, "cards"), to(loose, 70, "cards"))
    assert cards(loose)[-1] == "48–70"
    pull(loose, edge(loose, 70, "cards"), to(loose, 30, "cards"))
    assert cards(loose)[-1] == "48–49"


def test_a_trim_says_where_how_far_and_how_long(loose: TimelineView) -> None:
    pull(loose, edge(loose, 48, "video"), to(loose, 40, "video"), let_go=False)
    assert loose.hands.gesture is not None
    assert loose.hands.gesture.lines() == ("00:00:01:16 · 40", "−8 · 20 frames")
    send(loose, QEvent.Type.MouseMove, to(loose, 70, "video"))
    assert loose.hands.gesture.lines() == ("00:00:02:00 · 48", "±0 · 28 frames")
    assert "no more frames there" in loose.hands.gesture.refusal
    loose.hands.drop_gesture()
    assert shots(loose) == ["0–20@0", "20–48@20"]


def test_a_trim_of_a_locked_clip_is_refused_in_words(qtbot: QtBot, loose: TimelineView) -> None:
    work = loose.workspace
    work.apply("Lock", lambda doc: edits.lock_clip(doc, clip_id(doc, 1)))
    before = work.document
    with qtbot.waitSignal(work.notice) as told:
        pull(loose, edge(loose, 48, "video"), to(loose, 40, "video"))
    assert told.args is not None
    assert "locked" in told.args[0]
    assert work.document == before
