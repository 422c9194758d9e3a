"""Fades and dissolves on the timeline: by the handles, by key, in the menu and in the clip's properties."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from editor import theme
from editor.timeline import TimelineView
from editor.timeline.clip_editor import ClipEditor
from editor.timeline.hits import Hit, fade_grips
from editor.timeline.menu import build_menu
from editor.timeline.scale import TimeScale
from editor.timeline.tips import tip
from editor.timeline.verbs import Verbs
from engine.document import edits
from engine.document.model import Clip
from tests.editor.timeline.pointing import arguments, pixels, pull, share_of, undo_steps


def clip(view: TimelineView, n: int, track: int = 0) -> Clip:
    return view.workspace.document.tracks[track].clips[n]


def fades(view: TimelineView, track: int = 0) -> list[tuple[int, int, int]]:
    """(dissolve, fade in, fade out) of every clip of a track."""
    return [(c.dissolve, c.fade_in, c.fade_out) for c in view.workspace.document.tracks[track].clips]


@pytest.fixture
def wide(timeline: TimelineView) -> TimelineView:
    """Without snapping; 0–20 and 20–48 lie side by side, ten pixels a frame."""
    timeline.workspace.set_snapping(False)
    timeline.show_scale(TimeScale(10.0))
    return timeline


def grip(view: TimelineView, n: int, edge: int) -> QPoint:
    """Where the handle of a clip's fade in (0) or out (1) is."""
    row = next(row for row in view.rows if row.kind == "video")
    x = fade_grips(view.scale, clip(view, n), row.height)[edge]
    return QPoint(round(x), row.top + 6)


def test_a_corner_is_dragged_to_fade_picture_and_sound_and_undone(wide: TimelineView) -> None:
    before, steps = wide.workspace.document, undo_steps(wide)
    pull(wide, grip(wide, 0, 0), grip(wide, 0, 0) + QPoint(60, 0))
    assert fades(wide) == fades(wide, 1) == [(0, 6, 0), (0, 0, 0)]
    assert undo_steps(wide) == steps + 1
    assert wide.workspace.undo_name == "Fade in"
    pull(wide, grip(wide, 1, 1), grip(wide, 1, 1) - QPoint(90, 0))
    assert fades(wide) == [(0, 6, 0), (0, 0, 9)]
    pull(wide, grip(wide, 0, 0), grip(wide, 0, 0) - QPoint(80, 0))
    assert fades(wide) == [(0, 0, 0), (0, 0, 9)]
    for _ in range(3):
        wide.workspace.undo()
    assert wide.workspace.document == before


def test_a_fade_goes_no_further_than_the_other_one_and_says_why(wide: TimelineView) -> None:
    name = clip(wide, 0).id
    wide.workspace.apply("Fade", lambda doc: edits.set_fades(doc, name, fade_out=8))
    pull(wide, grip(wide, 0, 0), grip(wide, 0, 0) + QPoint(185, 0), let_go=False)
    gesture = wide.hands.gesture
    assert gesture is not None
    assert "has 20 frames; its fades together cannot have" in gesture.refusal
    wide.hands.drop_gesture()
    assert fades(wide)[0] == (0, 0, 8)


def test_the_edges_below_the_corner_still_trim(wide: TimelineView) -> None:
    row = next(row for row in wide.rows if row.kind == "video")
    edge = QPoint(round(wide.scale.x(48)) - 2, row.top + 30)
    pull(wide, edge, edge - QPoint(40, 0))
    assert str(clip(wide, 1).place) == "20–44"
    assert fades(wide) == [(0, 0, 0), (0, 0, 0)]


def test_a_dissolve_at_the_playheads_cut_is_seen_and_its_end_is_dragged(wide: TimelineView) -> None:
    work = wide.workspace
    work.set_playhead(20)
    plain = pixels(wide)
    wide.verbs.dissolve()
    assert fades(wide) == fades(wide, 1) == [(0, 0, 0), (12, 0, 0)]
    assert work.undo_name == "Dissolve"
    row = next(row for row in wide.rows if row.kind == "video")
    frame = (round(wide.scale.x(32)) - 1, row.top + 20, 1, 20)
    accent = theme.tokens().accent
    assert share_of(pixels(wide), frame, accent) > 0.9 > 0.1 > share_of(plain, frame, accent)
    pull(wide, grip(wide, 1, 0), grip(wide, 1, 0) - QPoint(50, 0))
    assert fades(wide)[1] == (7, 0, 0)
    wide.verbs.dissolve()
    assert fades(wide)[1] == (0, 0, 0)
    assert work.undo_name == "No dissolve"


def test_a_dissolve_is_as_long_as_the_footage_lets_it_and_says_so(qtbot: QtBot, wide: TimelineView) -> None:
    work = wide.workspace
    left = clip(wide, 0).id
    work.apply("Slip", lambda doc: edits.slip(doc, left, 23))
    work.set_playhead(20)
    with qtbot.waitSignal(work.notice) as said:
        wide.verbs.dissolve()
    assert arguments(said) == ["The dissolve has 5 frames; there are no more to mix."]
    assert fades(wide)[1] == (5, 0, 0)
    work.apply("Slip", lambda doc: edits.slip(doc, left, 5))
    assert fades(wide)[1] == (0, 0, 0)
    with qtbot.waitSignal(work.notice) as said:
        wide.verbs.dissolve()
    assert "ends with its footage" in arguments(said)[0]


def test_away_from_any_cut_the_chosen_clip_says_which_and_else_it_is_refused(
    qtbot: QtBot, wide: TimelineView
) -> None:
    work = wide.workspace
    work.set_playhead(11)
    work.select(())
    with qtbot.waitSignal(work.notice) as said:
        wide.verbs.dissolve()
    assert "No two clips meet at frame 11" in arguments(said)[0]
    for chosen in (0, 1):
        work.select_clip(clip(wide, chosen).id)
        wide.verbs.dissolve()
        assert fades(wide)[1][0] == 12
        work.undo()


def test_fades_reach_to_the_playhead_by_key(wide: TimelineView) -> None:
    work = wide.workspace
    work.set_playhead(26)
    Verbs(wide).fade_in_here()
    work.set_playhead(39)
    wide.verbs.fade_out_here()
    assert fades(wide) == [(0, 0, 0), (0, 6, 8)]


def test_the_menu_dissolves_and_takes_fades_away(wide: TimelineView) -> None:
    def choose(text: str) -> None:
        menu = build_menu(wide, Hit("clip", 25, clip=clip(wide, 1).id))
        next(action for action in menu.actions() if action.text() == text).trigger()

    choose("Dissolve out of the clip before")
    assert fades(wide)[1] == (12, 0, 0)
    choose("No dissolve out of the clip before")
    name = clip(wide, 1).id
    wide.workspace.apply("Fade", lambda doc: edits.set_fades(doc, name, 3, 4))
    choose("No fades")
    assert fades(wide) == [(0, 0, 0), (0, 0, 0)]


def test_the_properties_set_opacity_fades_and_dissolve_and_say_what_is_refused(wide: TimelineView) -> None:
    wide.verbs.edit_clip(clip(wide, 1).id)
    (editor,) = wide.findChildren(ClipEditor)
    editor.opacity.setValue(40)
    editor.fade_out.setValue(5)
    editor.dissolve.setValue(28)
    editor.accept()
    assert "has room for 23" in editor.hint.text()
    editor.dissolve.setValue(9)
    editor.accept()
    assert fades(wide)[1] == (9, 0, 5)
    assert clip(wide, 1).opacity == 0.4
    wide.workspace.undo()
    assert fades(wide)[1] == (0, 0, 0)


def test_a_tip_says_how_long_it_fades(wide: TimelineView) -> None:
    name = clip(wide, 0).id
    wide.workspace.apply("Fade", lambda doc: edits.set_fades(doc, name, fade_in=6))
    said = tip(Hit("fade-in", 3, clip=name), wide.board, {}, lambda card: "", lambda card: None)
    assert "Fades in for 6 frames" in said


def test_short_clips_show_no_handles(wide: TimelineView) -> None:
    wide.show_scale(TimeScale(2.0))
    assert fade_grips(wide.scale, clip(wide, 0), 60) == ()
    assert fade_grips(wide.scale, clip(wide, 1), 20) == ()
