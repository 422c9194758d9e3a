"""The line of a clip's volume on the timeline: points by mouse and key, heard by the form, each one step."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.clips.dialog import open_form
from editor.clips.level_form import LevelForm
from editor.timeline import TimelineView
from editor.timeline.hits import Hit
from editor.timeline.level_lines import level_y, line, point_x, points
from editor.timeline.menu import build_menu
from editor.timeline.scale import TimeScale
from editor.timeline.tips import tip
from engine.document import edits
from engine.document.levels import Level, LevelKey
from engine.document.model import Clip
from engine.document.time import FrameRange
from tests.editor.timeline.pointing import CTRL, click, pixels, pull, send, undo_steps


def clip(view: TimelineView, track: int = 1) -> Clip:
    """The first one: 0–20."""
    return view.workspace.document.tracks[track].clips[0]


def gains(view: TimelineView) -> list[tuple[int, float]]:
    return [(key.frame, key.value) for key in clip(view).gain_keys]


def bend(view: TimelineView, *keys: LevelKey, level: Level = "gain") -> None:
    which = clip(view, 1 if level == "gain" else 0).id
    view.workspace.apply("Bend", lambda doc: edits.set_level_keys(doc, which, level, keys))


@pytest.fixture
def wide(timeline: TimelineView) -> TimelineView:
    """Ten pixels a frame, the sound's track high, its first clip chosen."""
    timeline.resize(900, 420)
    timeline.show_scale(TimeScale(10.0))
    timeline.set_track_height(timeline.workspace.document.tracks[1].id, 119)
    timeline.workspace.select_clip(clip(timeline).id)
    return timeline


def on_line(view: TimelineView, frame: int, value: float) -> QPoint:
    """With 119 pixels a decibel is 1.19 of them."""
    row = next(row for row in view.rows if row.kind == "audio")
    x = point_x(view.scale, clip(view), "gain", frame)
    return QPoint(round(x), round(level_y("gain", value, row.top - view.top, row.height)))


def double_click(view: TimelineView, where: QPoint) -> None:
    click(view, where)
    send(view, QEvent.Type.MouseButtonDblClick, where)
    send(view, QEvent.Type.MouseButtonRelease, where)


def test_double_clicks_set_points_and_dragging_bends_the_line_in_one_step_each(wide: TimelineView) -> None:
    before, steps = wide.workspace.document, undo_steps(wide)
    double_click(wide, on_line(wide, 5, 0.0))
    double_click(wide, on_line(wide, 15, 0.0))
    assert gains(wide) == [(5, 0.0), (15, 0.0)]
    assert undo_steps(wide) == steps + 2
    pull(wide, on_line(wide, 15, 0.0), on_line(wide, 15, -20.0))
    assert gains(wide)[0] == (5, 0.0)
    assert gains(wide)[1] == (15, pytest.approx(-20.0, abs=1.0))
    assert undo_steps(wide) == steps + 3
    assert wide.workspace.undo_name == "Volume"
    for _ in range(3):
        wide.workspace.undo()
    assert wide.workspace.document == before


def test_with_ctrl_a_point_is_set_and_dragged_at_once(wide: TimelineView) -> None:
    steps = undo_steps(wide)
    click(wide, on_line(wide, 8, 0.0), CTRL)
    assert gains(wide) == [(8, 0.0)]
    assert clip(wide).id in wide.workspace.selection.ids
    bend(wide, LevelKey(0, 0.0))
    pull(wide, on_line(wide, 10, 0.0), on_line(wide, 10, -12.0), CTRL)
    assert [frame for frame, _ in gains(wide)] == [0, 10]
    assert gains(wide)[1][1] == pytest.approx(-12.0, abs=1.0)
    assert undo_steps(wide) == steps + 3


def test_without_points_the_line_goes_up_and_down_throughout_and_sticks_at_zero(wide: TimelineView) -> None:
    pull(wide, on_line(wide, 10, 0.0), on_line(wide, 10, -9.0))
    assert clip(wide).gain == pytest.approx(-9.0, abs=1.0)
    assert gains(wide) == []
    at = on_line(wide, 10, clip(wide).gain)
    pull(wide, at, QPoint(at.x(), on_line(wide, 10, 1.0).y()))
    assert clip(wide).gain == 0.0


def test_pulled_along_the_film_the_line_leaves_its_clip_to_be_moved(wide: TimelineView) -> None:
    wide.workspace.set_snapping(False)
    pull(wide, on_line(wide, 10, 0.0), on_line(wide, 40, -3.0))
    assert wide.workspace.undo_name == "Move"
    moved = next(each for each in wide.workspace.document.tracks[1].clips if each.place.start == 30)
    assert (moved.gain, moved.gain_keys) == (0.0, ())


def test_between_two_points_both_go_and_a_point_goes_along_up_to_its_neighbour(wide: TimelineView) -> None:
    bend(wide, LevelKey(4, -10.0), LevelKey(16, -10.0))
    pull(wide, on_line(wide, 10, -10.0), on_line(wide, 10, -30.0))
    values = [value for _, value in gains(wide)]
    assert values == [pytest.approx(-30.0, abs=1.0)] * 2
    assert values[0] == values[1]
    bend(wide, LevelKey(4, -10.0), LevelKey(16, -20.0))
    pull(wide, on_line(wide, 4, -10.0), on_line(wide, 9, -10.0))
    assert gains(wide) == [(9, -10.0), (16, -20.0)]
    pull(wide, on_line(wide, 9, -10.0), on_line(wide, 19, -10.0))
    assert [frame for frame, _ in gains(wide)] == [15, 16]
    pull(wide, on_line(wide, 16, -20.0), on_line(wide, 40, 90.0))
    assert gains(wide)[1] == (19, 24.0)


def test_delete_over_a_point_and_its_menu_take_it_away_and_the_clip_stays(wide: TimelineView) -> None:
    bend(wide, LevelKey(4, -10.0), LevelKey(16, -20.0, ease="hold"))
    where = on_line(wide, 16, -20.0)
    send(wide, QEvent.Type.MouseMove, where)
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(wide, event)
    assert event.isAccepted()  # else the window's own Delete takes the clip away
    delete = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(wide, delete)
    assert gains(wide) == [(4, -10.0)]
    assert len(wide.workspace.document.tracks[1].clips) == 2
    menu = build_menu(wide, Hit("level-point", 4, clip=clip(wide).id))
    texts = [action.text() for action in menu.actions()]
    menu.actions()[texts.index("In a jump")].trigger()
    assert clip(wide).gain_keys == (LevelKey(4, -10.0, ease="hold"),)
    menu.actions()[texts.index("Remove this point")].trigger()
    assert (clip(wide).gain_keys, clip(wide).gain) == ((), -10.0)


def test_the_line_of_a_clip_that_is_not_chosen_leaves_the_clip_to_be_moved_but_for_its_points(
    wide: TimelineView,
) -> None:
    bend(wide, LevelKey(4, -10.0), LevelKey(16, -10.0))
    wide.workspace.select(())
    at = on_line(wide, 10, -10.0)
    assert wide.hands.hit(at.toPointF()).kind == "clip"
    found = wide.hands.hit(on_line(wide, 16, -10.0).toPointF())
    assert (found.kind, found.frame) == ("level-point", 16)
    said = tip(found, wide.board, {}, lambda card: "", lambda card: None)
    assert "Volume -10.0 dB" in said


def test_the_edges_and_the_handles_of_fades_are_as_before(wide: TimelineView) -> None:
    row = next(row for row in wide.rows if row.kind == "audio")
    assert wide.hands.hit(QPoint(round(wide.scale.x(20)) - 2, row.top + 60).toPointF()).kind == "clip-stop"
    assert wide.hands.hit(QPoint(round(wide.scale.x(0)) + 10, row.top + 5).toPointF()).kind == "fade-in"


def test_a_bent_line_is_drawn_where_it_is_taken_hold_of(wide: TimelineView) -> None:
    bend(wide, LevelKey(1, 0.0), LevelKey(18, -50.0))
    wide.workspace.set_playhead(30)
    wide.workspace.select(())
    image = pixels(wide)
    ratio = image.width() / wide.viewport().width()
    text = wide.look().tokens.text
    for frame, value in ((1, 0.0), (18, -50.0)):
        at = on_line(wide, frame, value)
        drawn = image.pixelColor(round(at.x() * ratio), round(at.y() * ratio))
        assert abs(drawn.lightness() - text.lightness()) < 40


def test_lines_are_straight_soft_or_stepped_as_their_points_say() -> None:
    scale = TimeScale(10.0, 0.0)
    keys = LevelKey(2, 0.0, ease="hold"), LevelKey(6, -24.0, ease="smooth"), LevelKey(16, 0.0)
    bent = Clip("a", "a", FrameRange(0, 20), gain_keys=keys)
    corners = line(scale, bent, "gain", 0.0, 103.0, 400.0)
    assert corners == sorted(corners, key=lambda corner: corner[0])
    x, y = np.array(corners).T
    high, low = (level_y("gain", value, 0.0, 103.0) for value in (0.0, -24.0))
    assert np.interp([0, 30, 59.9, 60, 110, 160, 200], x, y) == pytest.approx(
        [high, high, high, low, (high + low) / 2, high, high], abs=0.5
    )
    assert np.interp(80, x, y) > (low * 0.8 + high * 0.2) - 0.5  # it sets off softly
    assert [frame for _, frame in points(scale, bent, "gain")] == [2, 6, 16]
    assert list(points(TimeScale(1.0), bent, "gain")) == []


def test_the_waveform_is_as_high_as_the_sound_is_loud(wide: TimelineView, qtbot: QtBot) -> None:
    from editor.timeline.paint_waves import _loud

    bend(wide, LevelKey(0, 0.0), LevelKey(19, -19.0))
    first = np.array([round(wide.scale.x(0)), round(wide.scale.x(20))])
    last = np.array([round(wide.scale.x(20)), round(wide.scale.x(24))])
    clips = list(wide.workspace.document.tracks[1].clips)
    loud = 20 * np.log10(_loud(wide.scene(), clips, first, last))
    assert len(loud) == 240
    assert loud[:190:10] == pytest.approx([-n for n in range(19)], abs=0.11)
    assert loud[200:] == pytest.approx([0.0] * 40)


@pytest.fixture
def form(wide: TimelineView) -> LevelForm:
    dialog = open_form(wide.workspace, "levels", wide)
    found = dialog.tabs.currentWidget()
    assert isinstance(found, LevelForm)
    return found


def test_the_form_sets_both_levels_throughout_or_at_the_playhead(wide: TimelineView, form: LevelForm) -> None:
    work = wide.workspace
    assert not form.boxes["opacity"].isEnabled()  # a sound alone is chosen
    form.boxes["gain"].setValue(-6.0)
    assert (clip(wide).gain, gains(wide)) == (-6.0, [])
    work.select_clip(clip(wide, 0).id)
    assert form.boxes["gain"].value() == -6.0
    work.set_playhead(4)
    for level in ("gain", "opacity"):
        form.rows[level].key.click()
    work.set_playhead(14)
    form.boxes["gain"].setValue(-18.0)
    form.boxes["opacity"].setValue(0.0)
    assert gains(wide) == [(4, -6.0), (14, -18.0)]
    assert clip(wide, 0).opacity_keys == (LevelKey(4, 1.0), LevelKey(14, 0.0))
    work.set_playhead(9)
    assert (form.boxes["gain"].value(), form.boxes["opacity"].value()) == (-12.0, 50.0)
    form.rows["opacity"].after.click()
    assert work.playhead == 14
    assert form.rows["opacity"].key.isChecked()
    work.set_playhead(9)
    form.same["gain"].click()
    assert (clip(wide).gain, gains(wide)) == (-12.0, [])
    work.set_playhead(30)
    assert form.boxes["gain"].isEnabled()
    assert not form.boxes["opacity"].isEnabled()


def test_every_field_of_the_form_has_a_name_of_its_own(form: LevelForm) -> None:
    rows = [each for row in form.rows.values() for each in (row.before, row.key, row.after, row.way)]
    widgets = [*form.boxes.values(), *form.same.values(), *rows]
    assert len({each.accessibleName() for each in widgets}) == len(widgets)


def test_a_sound_is_framed_by_no_form_and_the_dialog_says_so(wide: TimelineView) -> None:
    dialog = open_form(wide.workspace, "framing", wide)
    assert dialog.hint.text() == "Choose a clip on a video track."
    assert [each.isEnabled() for each in dialog.forms] == [False, False, True]
    dialog.show_form("levels")
    assert not dialog.hint.isVisible()
