"""Several things chosen at once, and what is done with them: clipboard, delete, nudge, select all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint
from pytestqt.qtbot import QtBot

from editor.timeline import TimelineView
from editor.timeline.scale import TimeScale
from engine.document import edits
from tests.editor.timeline.pointing import (
    CTRL,
    SHIFT,
    arguments,
    at,
    click,
    pull,
    row_middle,
    send,
    undo_steps,
)
from tests.editor.timeline.test_dragging import cards, shots


@pytest.fixture
def loose(timeline: TimelineView) -> TimelineView:
    """Cut in four, with room behind the film."""
    timeline.workspace.set_snapping(False)
    for frame in (10, 30):
        timeline.workspace.apply("Split", lambda doc, frame=frame: edits.split(doc, frame))
    timeline.show_scale(TimeScale(8.0))
    return timeline


def clips(view: TimelineView, track: int = 0) -> list[str]:
    return [clip.id for clip in view.workspace.document.tracks[track].clips]


def test_click_ctrl_and_shift_choose(loose: TimelineView) -> None:
    work, ids = loose.workspace, clips(loose)
    click(loose, at(loose, 5, "video"))
    assert work.selection.ids == {ids[0]}
    click(loose, at(loose, 25, "video"), CTRL)
    assert work.selection.ids == {ids[0], ids[2]}
    click(loose, at(loose, 5, "video"), CTRL)
    assert work.selection.ids == {ids[2]}
    click(loose, at(loose, 40, "video"), SHIFT)
    assert work.selection.ids == {ids[2], ids[3]}
    click(loose, at(loose, 15, "audio"), SHIFT)
    assert work.selection.ids == {*ids[1:], *clips(loose, 1)[1:]}
    click(loose, at(loose, 15, "video"))
    assert work.selection.ids == {ids[1]}


def test_a_rubber_band_takes_clips_and_cards(loose: TimelineView) -> None:
    work, board = loose.workspace, loose.workspace.document.cards
    start = QPoint(round(loose.scale.x(100)), row_middle(loose, "audio"))
    stop = QPoint(round(loose.scale.x(35)), row_middle(loose, "cards"))
    pull(loose, start, stop, let_go=False)
    expected = {clips(loose)[3], clips(loose, 1)[3], board[3].id}
    assert loose.hands.gesture is not None
    assert loose.hands.gesture.chosen == expected
    send(loose, QEvent.Type.MouseButtonRelease, stop)
    assert work.selection.ids == expected
    assert work.selected_card == board[3].id
    click(loose, at(loose, 5, "video"), CTRL)
    assert work.selection.ids == {*expected, clips(loose)[0]}
    click(loose, QPoint(start.x(), row_middle(loose, "audio")))
    assert not work.selection.ids


def test_all_and_nothing(loose: TimelineView) -> None:
    loose.verbs.select_all()
    doc = loose.workspace.document
    assert len(loose.workspace.selection.ids) == 8 + len(doc.cards)
    loose.verbs.select_none()
    assert not loose.workspace.selection.ids


def test_deleting_several_is_one_step_with_their_sound(loose: TimelineView) -> None:
    work, ids, before, steps = loose.workspace, clips(loose), loose.workspace.document, undo_steps(loose)
    loose.verbs.delete(frozenset((ids[0], ids[2], clips(loose, 1)[0])))
    assert shots(loose) == shots(loose, 1) == ["10–20@10", "30–48@30"]
    assert undo_steps(loose) == steps + 1
    work.undo()
    assert work.document == before
    loose.verbs.ripple_delete(frozenset((ids[0], ids[2])))
    assert shots(loose) == ["0–10@10", "10–28@30"]
    work.undo()
    card = work.document.cards[3].id
    loose.verbs.delete(frozenset((ids[3], card)))
    assert (len(clips(loose)), len(cards(loose))) == (3, 3)


def test_copy_cut_and_paste_at_the_playhead(loose: TimelineView) -> None:
    work, ids = loose.workspace, clips(loose)
    work.select({ids[0]})
    steps = undo_steps(loose)
    loose.verbs.copy()
    assert undo_steps(loose) == steps
    work.set_playhead(40)
    loose.verbs.paste()
    assert shots(loose)[-2:] == ["30–40@30", "40–50@0"]
    assert work.selection.ids == {clips(loose)[-1], clips(loose, 1)[-1]}
    assert work.playhead == 49
    work.undo()
    work.set_playhead(10)
    loose.verbs.paste(making_room=True)
    assert shots(loose) == ["0–10@0", "10–20@0", "20–30@10", "30–40@20", "40–58@30"]
    work.undo()
    work.select({ids[0]})
    loose.verbs.cut()
    assert shots(loose) == shots(loose, 1) == ["10–20@10", "20–30@20", "30–48@30"]
    work.set_playhead(0)
    loose.verbs.paste()
    assert shots(loose)[0] == "0–10@0"
    assert undo_steps(loose) == steps + 2


def test_a_copied_card_is_pasted_with_its_wish(loose: TimelineView) -> None:
    work = loose.workspace
    work.select_card(work.document.cards[3].id)
    loose.verbs.duplicate()
    assert cards(loose)[-2:] == ["30–48 a red ball", "48–66 a red ball"]
    assert work.selected_card == work.document.cards[-1].id


def test_nothing_chosen_is_said(qtbot: QtBot, loose: TimelineView) -> None:
    loose.workspace.select(())
    with qtbot.waitSignal(loose.workspace.notice) as told:
        loose.verbs.copy()
    assert "Select" in arguments(told)[0]


def test_nudges_move_a_frame_and_refuse_in_words(qtbot: QtBot, loose: TimelineView) -> None:
    work = loose.workspace
    work.select({clips(loose)[3]})
    loose.verbs.nudge(1)
    assert shots(loose)[-1] == "31–49@30"
    work.select({clips(loose)[0]})
    with qtbot.waitSignal(work.notice):
        loose.verbs.nudge(-1)


def test_chosen_clips_are_framed_with_their_sound(loose: TimelineView) -> None:
    loose.workspace.select({clips(loose)[1]})
    assert loose.scene().chosen == {clips(loose)[1], clips(loose, 1)[1]}
