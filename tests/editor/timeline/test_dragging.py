"""Clips and cards dragged by mouse: along the film, to other tracks, copied, making room, reordered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from editor import theme
from editor.timeline import TimelineView
from editor.timeline.scale import TimeScale
from engine.document import edits
from tests.editor.timeline.pointing import (
    ALT,
    CTRL,
    SHIFT,
    arguments,
    at,
    click,
    on_track,
    pixels,
    pull,
    row_middle,
    send,
    share_of,
    undo_steps,
)


def shots(view: TimelineView, track: int = 0) -> list[str]:
    return [f"{c.place}@{c.source_start}" for c in view.workspace.document.tracks[track].clips]


def cards(view: TimelineView) -> list[str]:
    return [f"{card.range} {card.prompt}".strip() for card in view.workspace.document.cards]


def outline(view: TimelineView, frame: int, color: QColor) -> float:
    """How much of the left edge of a ghost on the picture track has a colour."""
    top = next(row.top for row in view.rows if row.kind == "video")
    return share_of(pixels(view), (round(view.scale.x(frame)) + 1, top + 2, 1, 56), color, 60)


@pytest.fixture
def loose(timeline: TimelineView) -> TimelineView:
    """Without snapping, scrolled out so that there is room behind the film."""
    timeline.workspace.set_snapping(False)
    timeline.show_scale(TimeScale(8.0))
    return timeline


def test_a_dragged_clip_lies_over_what_is_there_with_its_sound(loose: TimelineView) -> None:
    work, before, steps = loose.workspace, loose.workspace.document, undo_steps(loose)
    pull(loose, at(loose, 10, "video"), at(loose, 40, "video"))
    assert shots(loose) == shots(loose, 1) == ["20–30@20", "30–50@0"]
    assert undo_steps(loose) == steps + 1
    assert work.undo_name == "Move"
    work.undo()
    assert work.document == before


def test_a_drag_shows_a_ghost_and_escape_takes_it_back(qtbot: QtBot, loose: TimelineView) -> None:
    before = loose.workspace.document
    pull(loose, at(loose, 10, "video"), at(loose, 70, "video"), let_go=False)
    gesture = loose.hands.gesture
    assert gesture is not None
    assert [str(ghost.span) for ghost in gesture.ghosts] == ["60–80", "60–80"]
    assert gesture.lines() == ("00:00:02:12 · 60", "+60")
    assert loose.board.document != before
    assert outline(loose, 60, theme.tokens().accent) > 0.4
    qtbot.keyClick(loose, Qt.Key.Key_Escape)
    assert loose.hands.gesture is None
    assert loose.board.document == loose.workspace.document == before
    send(loose, QEvent.Type.MouseButtonRelease, at(loose, 70, "video"))
    assert loose.workspace.document == before


def test_a_press_that_hardly_moves_is_a_click(loose: TimelineView) -> None:
    before = loose.workspace.document
    start = at(loose, 10, "video")
    pull(loose, start, start + QPoint(3, 2))
    assert loose.workspace.document == before
    assert loose.workspace.selected_clip == before.tracks[0].clips[0].id


def test_a_clip_goes_to_another_track_of_its_kind(loose: TimelineView) -> None:
    work = loose.workspace
    work.apply("Track", lambda doc: edits.add_track(doc, "video"))
    clip = work.document.tracks[0].clips[1]
    pull(loose, on_track(loose, 30, "V1"), on_track(loose, 30, "V2"))
    assert [c.id for c in work.document.tracks[2].clips] == [clip.id]
    assert shots(loose, 2) == ["20–48@20"]
    assert shots(loose, 1) == ["0–20@0", "20–48@20"]  # the sound stays where it is
    before = work.document
    pull(loose, on_track(loose, 30, "V2"), on_track(loose, 30, "A1"))
    assert work.document == before


def test_with_ctrl_a_copy_is_left_and_chosen(loose: TimelineView) -> None:
    steps = undo_steps(loose)
    pull(loose, at(loose, 10, "video"), at(loose, 70, "video"), CTRL)
    assert shots(loose) == ["0–20@0", "20–48@20", "60–80@0"]
    assert undo_steps(loose) == steps + 1
    copies = {track.clips[-1].id for track in loose.workspace.document.tracks}
    assert loose.workspace.selection.ids >= copies
    assert loose.workspace.undo_name == "Copy"


def test_with_alt_the_film_makes_room(loose: TimelineView) -> None:
    pull(loose, at(loose, 10, "video"), at(loose, 50, "video"), ALT)
    assert shots(loose) == ["20–40@20", "40–60@0", "60–68@40"]


def test_a_key_that_goes_down_in_the_middle_of_a_drag_counts(qtbot: QtBot, loose: TimelineView) -> None:
    stop = at(loose, 70, "video")
    pull(loose, at(loose, 10, "video"), stop, let_go=False)
    qtbot.keyPress(loose, Qt.Key.Key_Control)
    assert loose.hands.gesture is not None
    assert loose.hands.gesture.lines()[-1] == "copy"
    qtbot.keyRelease(loose, Qt.Key.Key_Control)
    send(loose, QEvent.Type.MouseButtonRelease, stop)
    assert shots(loose) == ["20–48@20", "60–80@0"]


def test_a_moved_clip_snaps_with_either_end_and_shift_lets_it_go(timeline: TimelineView) -> None:
    timeline.show_scale(TimeScale(8.0))
    start = at(timeline, 10, "video")
    near = QPoint(round(timeline.scale.x(10 + 48)) + 8, start.y())  # one frame past the film's end
    pull(timeline, start, near, let_go=False)
    assert timeline.hands.gesture is not None
    assert timeline.hands.gesture.snap_frame == 48
    send(timeline, QEvent.Type.MouseButtonRelease, near)
    assert shots(timeline)[-1] == "48–68@0"
    timeline.workspace.undo()
    pull(timeline, start, near, SHIFT)
    assert shots(timeline)[-1] == "49–69@0"


def test_before_the_film_nothing_can_be_dragged(loose: TimelineView) -> None:
    pull(loose, at(loose, 30, "video"), QPoint(0, row_middle(loose, "video")))
    assert shots(loose) == ["0–28@20"]


def test_what_the_film_refuses_is_red_with_its_sentence(qtbot: QtBot, loose: TimelineView) -> None:
    work = loose.workspace
    work.apply("Lock", lambda doc: edits.set_track(doc, doc.tracks[1].id, locked=True))
    before, stop = work.document, at(loose, 70, "video")
    pull(loose, at(loose, 10, "video"), stop, let_go=False)
    assert loose.hands.gesture is not None
    assert loose.hands.gesture.refusal.startswith("Track A1 is locked")
    assert loose.board.document == before
    assert outline(loose, 60, theme.tokens().error) > 0.7
    with qtbot.waitSignal(work.notice) as told:
        send(loose, QEvent.Type.MouseButtonRelease, stop)
    assert "locked" in arguments(told)[0]
    assert work.document == before


def test_a_card_with_a_wish_moves_alone_and_one_in_the_way_refuses(qtbot: QtBot, loose: TimelineView) -> None:
    work = loose.workspace
    work.apply("Prompt", lambda doc: edits.set_prompt(doc, doc.cards[0].id, "dawn"))
    pull(loose, at(loose, 30, "cards"), at(loose, 70, "cards"))
    assert cards(loose) == ["0–20 dawn", "20–48", "60–88 a red ball"]
    assert shots(loose) == ["0–20@0", "20–48@20"]
    work.undo()
    before = work.document
    with qtbot.waitSignal(work.notice) as told:
        pull(loose, at(loose, 30, "cards"), at(loose, 20, "cards"))
    assert "in the way" in arguments(told)[0]
    assert work.document == before


def test_with_alt_a_card_and_its_film_go_before_another(loose: TimelineView) -> None:
    pull(loose, at(loose, 30, "cards"), at(loose, 4, "cards"), ALT)
    assert cards(loose) == ["0–28 a red ball", "28–48"]
    assert shots(loose) == ["0–28@20", "28–48@0"]
    loose.workspace.undo()
    # A card that only keeps has nothing to move but its place in the story.
    pull(loose, at(loose, 8, "cards"), at(loose, 60, "cards"))
    assert cards(loose) == ["0–28 a red ball", "28–48"]


def test_all_that_is_chosen_moves_as_one_step(loose: TimelineView) -> None:
    work = loose.workspace
    click(loose, at(loose, 10, "video"))
    click(loose, at(loose, 30, "video"), CTRL)
    click(loose, at(loose, 30, "cards"), CTRL)
    steps = undo_steps(loose)
    pull(loose, at(loose, 10, "video"), at(loose, 22, "video"))
    assert shots(loose) == shots(loose, 1) == ["12–32@0", "32–60@20"]
    assert cards(loose)[-1] == "32–60 a red ball"
    assert undo_steps(loose) == steps + 1
    assert len(work.selection.ids) == 3


def test_a_group_moves_when_one_of_it_is_dragged(loose: TimelineView) -> None:
    work = loose.workspace
    clip, card = work.document.tracks[0].clips[1], work.document.cards[1]
    work.select({clip.id, card.id})
    loose.verbs.group()
    click(loose, at(loose, 3, "cards"))
    pull(loose, at(loose, 30, "video"), at(loose, 42, "video"))
    assert (shots(loose)[-1], cards(loose)[-1]) == ("32–60@20", "32–60 a red ball")
    work.select({clip.id})
    loose.verbs.ungroup()
    pull(loose, at(loose, 42, "video"), at(loose, 52, "video"))
    assert (shots(loose)[-1], cards(loose)[-1]) == ("42–70@20", "60–70")
    assert cards(loose)[-2] == "32–60 a red ball"


def test_a_drag_at_the_side_scrolls_and_what_is_dragged_comes_along(
    qtbot: QtBot, loose: TimelineView
) -> None:
    loose.show_scale(TimeScale(30.0))
    port = loose.viewport()
    edge = QPoint(port.width() - 2, row_middle(loose, "video"))
    left = loose.scale.left
    pull(loose, at(loose, 10, "video"), edge, let_go=False)
    assert loose.hands.gesture is not None
    reached = loose.hands.gesture.ghosts[0].span.start
    qtbot.waitUntil(lambda: loose.scale.left > left + 60)
    assert loose.hands.gesture is not None
    assert loose.hands.gesture.ghosts[0].span.start > reached
    loose.hands.drop_gesture()
    still = loose.scale.left
    qtbot.wait(50)
    assert loose.scale.left == still


def test_an_undo_in_the_middle_of_a_drag_ends_it(loose: TimelineView) -> None:
    work = loose.workspace
    pull(loose, at(loose, 10, "video"), at(loose, 40, "video"))
    stop = at(loose, 70, "video")
    pull(loose, at(loose, 45, "video"), stop, let_go=False)
    work.undo()
    assert loose.hands.gesture is None
    assert loose.board.document == work.document
    before = work.document
    send(loose, QEvent.Type.MouseButtonRelease, stop)
    assert work.document == before
