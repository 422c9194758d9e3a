"""The timeline by mouse and key: scrubbing, selecting, zoom, edits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from editor import theme
from editor.timeline import TimelineView
from editor.timeline.menu import build_menu
from editor.timeline.scale import TimeScale
from engine.document.edits import set_card
from engine.document.time import FrameRange
from tests.editor.timeline.pointing import (
    LEFT,
    arguments,
    at,
    drag,
    pixels,
    row_middle,
)

# Scrubbing and selecting.


def test_clicking_and_dragging_the_ruler_scrubs(qtbot: QtBot, timeline: TimelineView) -> None:
    drag(qtbot, timeline, at(timeline, 5.5, "ruler"), at(timeline, 30.5, "ruler"))
    assert timeline.workspace.playhead == 30


def test_a_click_selects_the_card_and_a_double_click_asks_for_its_prompt(
    qtbot: QtBot, timeline: TimelineView
) -> None:
    second = timeline.workspace.document.cards[1]
    qtbot.mouseClick(timeline.viewport(), LEFT, pos=at(timeline, 30, "cards"))
    assert timeline.workspace.selected_card == second.id
    with qtbot.waitSignal(timeline.prompt_requested) as asked:
        qtbot.mouseDClick(timeline.viewport(), LEFT, pos=at(timeline, 30, "cards"))
    assert arguments(asked) == [second.id]


def test_a_click_on_a_track_selects_the_clip(qtbot: QtBot, timeline: TimelineView) -> None:
    qtbot.mouseClick(timeline.viewport(), LEFT, pos=at(timeline, 30, "video"))
    assert timeline.workspace.selected_clip == timeline.workspace.document.tracks[0].clips[1].id


def test_page_down_walks_through_the_cards_and_return_opens_the_prompt(
    qtbot: QtBot, timeline: TimelineView
) -> None:
    timeline.setFocus()
    qtbot.keyClick(timeline, Qt.Key.Key_PageDown)
    assert timeline.workspace.selected_card == timeline.workspace.document.cards[1].id
    assert timeline.workspace.playhead == 20
    with qtbot.waitSignal(timeline.prompt_requested):
        qtbot.keyClick(timeline, Qt.Key.Key_Return)


# Zoom and scroll.


def wheel(view: TimelineView, where: QPoint, angle: int, modifiers: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(where), QPointF(view.viewport().mapToGlobal(where)), QPoint(), QPoint(0, angle),
        Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


@pytest.mark.parametrize("angle", [120, -120, 40, 600])
def test_zoom_keeps_the_frame_under_the_cursor(timeline: TimelineView, angle: int) -> None:
    timeline.show_scale(TimeScale(40.0, 900.0))
    where = at(timeline, 33.5, "cards")
    before = timeline.scale
    wheel(timeline, where, angle, Qt.KeyboardModifier.ControlModifier)
    assert timeline.scale.pixels != before.pixels
    assert timeline.scale.frame(where.x()) == before.frame(where.x())


def test_the_wheel_scrolls_and_the_bar_follows(timeline: TimelineView) -> None:
    timeline.show_scale(TimeScale(60.0))
    wheel(timeline, at(timeline, 3, "cards"), -240, Qt.KeyboardModifier.NoModifier)
    assert timeline.scale.left > 100
    assert timeline.horizontalScrollBar().value() == int(timeline.scale.left)


def test_the_playhead_turns_the_page_when_it_leaves(timeline: TimelineView) -> None:
    timeline.show_scale(TimeScale(60.0))
    timeline.workspace.set_playhead(40)
    assert 0 <= timeline.scale.x(40) <= timeline.viewport().width()


def test_fit_shows_the_whole_film(timeline: TimelineView) -> None:
    timeline.show_scale(TimeScale(60.0, 500.0))
    timeline.zoom_to_fit()
    assert timeline.scale.x(0) >= 0
    assert timeline.scale.x(48) <= timeline.viewport().width()


def test_up_and_down_jump_between_cuts(timeline: TimelineView) -> None:
    timeline.workspace.set_playhead(5)
    timeline.next_edit()
    assert timeline.workspace.playhead == 20
    timeline.previous_edit()
    assert timeline.workspace.playhead == 0


# Edits by mouse.


def test_dragging_a_clips_end_trims_it_and_undo_brings_it_back(qtbot: QtBot, timeline: TimelineView) -> None:
    work = timeline.workspace
    before = work.document
    work.set_snapping(False)
    start = at(timeline, 48, "video") - QPoint(2, 0)
    drag(qtbot, timeline, start, QPoint(round(timeline.scale.x(40)), start.y()))
    video, sound = (track.clips[1].place for track in work.document.tracks)
    assert video == sound == FrameRange(20, 40)
    work.undo()
    assert work.document == before


def test_a_drag_shows_its_result_and_escape_leaves_the_film_alone(
    qtbot: QtBot, timeline: TimelineView
) -> None:
    before = timeline.workspace.document
    start = at(timeline, 48, "video") - QPoint(2, 0)
    port = timeline.viewport()
    qtbot.mousePress(port, LEFT, pos=start)
    qtbot.mouseMove(port, QPoint(round(timeline.scale.x(40)), start.y()))
    assert timeline.board.document != before
    assert timeline.workspace.document == before
    qtbot.keyClick(timeline, Qt.Key.Key_Escape)
    qtbot.mouseRelease(port, LEFT, pos=start)
    assert timeline.board.document == timeline.workspace.document == before


def test_dragging_the_boundary_of_two_cards_rolls_it(qtbot: QtBot, timeline: TimelineView) -> None:
    timeline.workspace.set_snapping(False)
    drag(qtbot, timeline, at(timeline, 20, "cards"), at(timeline, 26, "cards"))
    first, second = timeline.workspace.document.cards
    assert (first.range, second.range) == (FrameRange(0, 26), FrameRange(26, 48))
    assert timeline.workspace.document.tracks[0].clips[0].place == FrameRange(0, 20)


def test_an_edge_sticks_to_the_playhead_only_while_snapping(qtbot: QtBot, timeline: TimelineView) -> None:
    work = timeline.workspace
    work.set_playhead(30)
    near = QPoint(round(timeline.scale.x(30)) + 6, row_middle(timeline, "cards"))
    drag(qtbot, timeline, at(timeline, 20, "cards"), near)
    assert work.document.cards[0].range.stop == 30


def test_a_locked_card_refuses_with_a_sentence(qtbot: QtBot, timeline: TimelineView) -> None:
    work = timeline.workspace
    card = work.document.cards[1]
    work.apply("Lock", lambda doc: set_card(doc, card.id, locked=True))
    before = work.document
    drag(qtbot, timeline, at(timeline, 20, "cards"), at(timeline, 26, "cards"))
    assert work.document == before


def test_the_place_after_the_end_makes_a_card_and_asks_for_its_prompt(
    qtbot: QtBot, timeline: TimelineView
) -> None:
    with qtbot.waitSignal(timeline.prompt_requested) as asked:
        qtbot.mouseClick(timeline.viewport(), LEFT, pos=at(timeline, 48, "cards") + QPoint(30, 0))
    made = timeline.workspace.document.cards[-1]
    assert made.range == FrameRange(48, 96)
    assert arguments(asked) == [made.id]


def test_the_menu_splits_here(timeline: TimelineView) -> None:
    found = timeline.hands.hit(QPointF(at(timeline, 30.5, "video")))
    menu = build_menu(timeline, found)
    entry = next(action for action in menu.actions() if "30" in action.text())
    entry.trigger()
    assert [card.range.stop for card in timeline.workspace.document.cards] == [20, 30, 48]
    menu.deleteLater()


def test_the_menu_hides_a_clip_which_is_dimmed_then(timeline: TimelineView) -> None:
    timeline.imagery.stop()  # no picture comes in between the two looks
    QApplication.processEvents()
    place = at(timeline, 30.5, "video")
    seen = pixels(timeline).pixelColor(place)
    menu = build_menu(timeline, timeline.hands.hit(QPointF(place)))
    next(action for action in menu.actions() if action.text() == "Hide clip").trigger()
    menu.deleteLater()
    first, second = timeline.workspace.document.tracks[0].clips
    assert (first.muted, second.muted) == (False, True)
    base, dim = theme.tokens().base, pixels(timeline).pixelColor(place)
    for part in (QColor.red, QColor.green, QColor.blue):
        assert part(dim) == pytest.approx(0.4 * part(seen) + 0.6 * part(base), abs=4)
    assert dim != seen
    menu = build_menu(timeline, timeline.hands.hit(QPointF(place)))
    assert "Show clip" in [action.text() for action in menu.actions()]
    menu.deleteLater()


def test_the_menu_of_empty_ground_pastes_there(timeline: TimelineView) -> None:
    work = timeline.workspace
    beyond = at(timeline, 50, "video")
    work.select_clip(work.document.tracks[0].clips[0].id)
    timeline.verbs.copy()
    work.select(())
    menu = build_menu(timeline, timeline.hands.hit(QPointF(beyond)))
    next(action for action in menu.actions() if action.text() == "Paste at 50").trigger()
    menu.deleteLater()
    assert [clip.place.start for clip in work.document.tracks[0].clips] == [0, 20, 50]


def test_mute_and_lock_are_buttons_with_names(qtbot: QtBot, timeline: TimelineView) -> None:
    buttons = {b.accessibleName(): b for b in timeline.headers.findChildren(QToolButton)}
    assert {"Hide V1", "Lock V1", "Mute A1", "Lock A1", "More about V1", "More about A1"} < set(buttons)
    qtbot.mouseClick(buttons["Mute A1"], LEFT)
    assert timeline.workspace.document.tracks[1].muted
