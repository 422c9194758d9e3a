"""Markers and the in and out point by mouse, key and menu."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from editor import theme
from editor.timeline import TimelineView
from editor.timeline.hits import Hit
from editor.timeline.marker_editor import MarkerEditor, marker_color
from editor.timeline.menu import build_menu
from editor.timeline.rows import RULER
from editor.timeline.tips import tip
from engine.document import edits
from tests.editor.timeline.pointing import LEFT, at, click, pixels, pull, share_of, undo_steps


def mark(view: TimelineView, frame: int, name: str = "", colour: str = "") -> str:
    view.workspace.apply("Marker", lambda doc: edits.add_marker(doc, frame, name, colour))
    return next(m.id for m in view.workspace.document.markers if m.frame == frame)


def on_ruler(view: TimelineView, frame: float) -> QPoint:
    return QPoint(round(view.scale.x(frame)), RULER - 6)


def buttons(box: MarkerEditor) -> QDialogButtonBox:
    found = box.findChild(QDialogButtonBox)
    assert found is not None
    return found


def says(view: TimelineView, frame: int) -> str:
    work, found = view.workspace, view.hands.hit(QPointF(on_ruler(view, frame)))
    return tip(found, view.board, {}, work.state, work.job)


def test_m_adds_a_marker_that_is_seen_and_named(timeline: TimelineView) -> None:
    timeline.verbs.add_marker(30)
    marker = timeline.workspace.document.markers[0]
    assert (marker.frame, timeline.workspace.selection.ids) == (30, {marker.id})
    x = round(timeline.scale.x(30))
    assert share_of(pixels(timeline), (x - 2, RULER - 10, 5, 6), theme.tokens().accent) > 0.8
    timeline.workspace.apply("Name", lambda doc: edits.set_marker(doc, marker.id, name="<b>cut</b>"))
    assert "&lt;b&gt;cut" in says(timeline, 30)
    assert "00:00:01:06 · 30" in says(timeline, 30)


def test_a_marker_is_dragged_snaps_and_is_one_step(timeline: TimelineView) -> None:
    mark(timeline, 30)
    steps = undo_steps(timeline)
    pull(timeline, on_ruler(timeline, 30), on_ruler(timeline, 20) + QPoint(4, 0))
    assert timeline.workspace.document.markers[0].frame == 20
    assert undo_steps(timeline) == steps + 1
    timeline.workspace.undo()
    click(timeline, on_ruler(timeline, 30))
    assert timeline.workspace.document.markers[0].frame == 30
    assert timeline.workspace.playhead == 30
    assert undo_steps(timeline) == steps


def test_a_double_click_asks_for_name_and_colour(qtbot: QtBot, timeline: TimelineView) -> None:
    mark(timeline, 30)
    qtbot.mouseDClick(timeline.viewport(), LEFT, pos=on_ruler(timeline, 30))
    box = timeline.findChild(MarkerEditor)
    assert box is not None
    box.name.setText("the ball drops")
    box.colour.setCurrentIndex(box.colour.findData("green"))
    steps = undo_steps(timeline)
    next(button for button in buttons(box).buttons() if button.text() == "Save").click()
    marker = timeline.workspace.document.markers[0]
    assert (marker.name, marker.colour) == ("the ball drops", "green")
    assert undo_steps(timeline) == steps + 1
    x = round(timeline.scale.x(30))
    assert share_of(pixels(timeline), (x - 2, RULER - 10, 5, 6), theme.tokens().good) > 0.8


def test_a_colour_of_its_own_stays_when_only_the_name_is_changed(
    qtbot: QtBot, timeline: TimelineView
) -> None:
    timeline.verbs.edit_marker(mark(timeline, 30, "old", "#12ab9f"))
    box = timeline.findChild(MarkerEditor)
    assert box is not None
    box.name.setText("new")
    box.accept()
    marker = timeline.workspace.document.markers[0]
    assert (marker.name, marker.colour) == ("new", "#12ab9f")
    assert marker_color("#12ab9f").name() == "#12ab9f"
    assert marker_color("nosuchcolour") == theme.tokens().accent


def test_a_marker_is_deleted_by_key_menu_and_box(timeline: TimelineView) -> None:
    work = timeline.workspace
    mark(timeline, 30)
    click(timeline, on_ruler(timeline, 30))
    timeline.verbs.delete(work.selection.ids)
    assert not work.document.markers
    mark(timeline, 10)
    menu = build_menu(timeline, timeline.hands.hit(QPointF(on_ruler(timeline, 10))))
    next(action for action in menu.actions() if action.text() == "Delete marker").trigger()
    menu.deleteLater()
    assert not work.document.markers
    timeline.verbs.edit_marker(mark(timeline, 12))
    box = timeline.findChild(MarkerEditor)
    assert box is not None
    next(button for button in buttons(box).buttons() if button.text() == "Delete marker").click()
    assert not work.document.markers


def test_jumps_go_to_the_next_and_the_previous_marker(timeline: TimelineView) -> None:
    for frame in (5, 17, 40):
        mark(timeline, frame)
    work = timeline.workspace
    work.set_playhead(17)
    timeline.verbs.go_marker(1)
    assert work.playhead == 40
    timeline.verbs.go_marker(1)
    assert work.playhead == 40
    timeline.verbs.go_marker(-1)
    timeline.verbs.go_marker(-1)
    assert work.playhead == 5


def test_in_and_out_are_dragged_and_never_cross(timeline: TimelineView) -> None:
    work = timeline.workspace
    work.set_snapping(False)
    work.set_marks(10, 30)
    steps = undo_steps(timeline)
    pull(timeline, on_ruler(timeline, 10), on_ruler(timeline, 15))
    assert (work.document.mark_in, work.document.mark_out) == (15, 30)
    assert undo_steps(timeline) == steps + 1
    pull(timeline, on_ruler(timeline, 30), on_ruler(timeline, 4))
    assert (work.document.mark_in, work.document.mark_out) == (15, 16)
    work.undo()
    work.undo()
    assert (work.document.mark_in, work.document.mark_out) == (10, 30)


def test_the_rulers_menu_sets_in_and_out(timeline: TimelineView) -> None:
    def choose(frame: int, text: str) -> None:
        menu = build_menu(timeline, timeline.hands.hit(QPointF(at(timeline, frame + 0.5, "ruler"))))
        next(action for action in menu.actions() if action.text() == text).trigger()
        menu.deleteLater()

    choose(12, "In here")
    choose(33, "Out here")
    assert (timeline.workspace.document.mark_in, timeline.workspace.document.mark_out) == (12, 34)
    choose(20, "Clear in and out")
    assert timeline.workspace.marked() is None


def test_the_rulers_menu_lifts_and_extracts_what_is_between_in_and_out(timeline: TimelineView) -> None:
    def choose(text: str) -> None:
        menu = build_menu(timeline, timeline.hands.hit(QPointF(at(timeline, 12.5, "ruler"))))
        next(action for action in menu.actions() if action.text() == text).trigger()
        menu.deleteLater()

    work = timeline.workspace
    work.set_marks(10, 14)
    choose("Lift 10–14, leave a gap")
    assert [str(clip.place) for clip in work.document.tracks[0].clips] == ["0–10", "14–20", "20–48"]
    assert work.undo_name == "Lift 10–14"
    choose("Extract 10–14, close up")
    assert [str(clip.place) for clip in work.document.tracks[0].clips] == ["0–10", "10–16", "16–44"]
    assert [str(card.range) for card in work.document.cards] == ["0–10", "10–16", "16–44"]
    assert (work.playhead, work.marked()) == (10, None)


def test_a_seam_tells_its_score_and_how_long_its_other_side_shows_through(timeline: TimelineView) -> None:
    def said(ghost: float) -> str:
        work = timeline.workspace
        return tip(Hit("seam", 20), timeline.board, {20: 1.4}, work.state, work.job, ghosts={20: ghost})

    assert "Seam at 20: 1.40" in said(2.34)
    assert "shows through for 2.3 frames" in said(2.34)
    assert "shows through" not in said(0.02)
