"""Key frames by hand: the row of buttons in the form, numbers and handles at the playhead, moves by name."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from editor.clips.dialog import ClipDialog, open_form
from editor.clips.framing_form import FramingForm
from editor.clips.move_row import MoveRow
from editor.viewer import ViewerPanel
from editor.workspace import Workspace
from engine.document import edits
from engine.document.framing import Framing
from engine.document.framing_keys import FramingKey
from engine.document.framing_moves import MOVES
from engine.document.model import Clip
from tests.editor.viewer.looking import mean_at, waits_for
from tests.editor.viewer.test_framing import drag


def clip(work: Workspace) -> Clip:
    return work.document.tracks[0].clips[0]


def keys(work: Workspace) -> tuple[FramingKey, ...]:
    framing = clip(work).framing
    return framing.keys if framing is not None else ()


@pytest.fixture
def dialog(qtbot: QtBot, viewer: ViewerPanel, workspace: Workspace) -> ClipDialog:
    workspace.select_clip(clip(workspace).id)
    waits_for(qtbot, viewer, 0)
    return open_form(workspace, "framing", viewer)


@pytest.fixture
def form(dialog: ClipDialog) -> FramingForm:
    return next(each for each in dialog.forms if isinstance(each, FramingForm))


@pytest.fixture
def row(form: FramingForm) -> MoveRow:
    return form.move_row


def test_a_number_is_one_of_the_playheads_frame_once_there_is_a_key_frame(
    form: FramingForm, row: MoveRow, workspace: Workspace, viewer: ViewerPanel, qtbot: QtBot
) -> None:
    assert not any(each.isEnabled() for each in (row.before, row.after, row.way))
    row.key.click()
    assert keys(workspace) == (FramingKey(0),)
    workspace.set_playhead(6)
    form.numbers["scale"].setValue(50)
    form.numbers["rotation"].setValue(540)
    assert keys(workspace) == (FramingKey(0), FramingKey(6, scale=0.5, rotation=540.0))
    workspace.set_playhead(3)
    assert form.numbers["rotation"].value() == pytest.approx(270)
    assert 50 < form.numbers["scale"].value() < 100
    assert not row.key.isChecked()
    qtbot.waitUntil(lambda: mean_at(viewer, 0.02, 0.02).max() < 12, timeout=10_000)
    workspace.undo()
    assert len(keys(workspace)) == 1 or keys(workspace)[1].rotation == 0


def test_the_buttons_go_from_key_frame_to_key_frame_and_take_them_away(
    form: FramingForm, row: MoveRow, workspace: Workspace
) -> None:
    framing = Framing(keys=(FramingKey(-4), FramingKey(2, 0.3), FramingKey(7, 0.6, ease="hold")))
    workspace.apply("move", lambda doc: edits.set_framing(doc, clip(workspace).id, framing))
    assert not row.before.isEnabled()  # it lies before the clip
    row.after.click()
    assert workspace.playhead == 2
    assert row.key.isChecked()
    assert form.numbers["x"].value() == pytest.approx(30)
    row.after.click()
    assert (workspace.playhead, row.after.isEnabled()) == (7, False)
    assert row.way.currentData() == "hold"
    row.way.setCurrentIndex(row.way.findData("linear"))
    row.way.activated.emit(row.way.currentIndex())
    assert keys(workspace)[2].ease == "linear"
    assert workspace.undo_name == "Way to the next key frame"
    row.key.click()
    assert [key.frame for key in keys(workspace)] == [-4, 2]
    assert workspace.undo_name == "Remove key frame"
    row.before.click()
    assert workspace.playhead == 2
    workspace.undo()
    assert [key.frame for key in keys(workspace)] == [-4, 2, 7]


def test_beside_the_clip_its_move_is_shown_and_not_changed(
    form: FramingForm, row: MoveRow, workspace: Workspace
) -> None:
    framing = Framing(keys=(FramingKey(2, 0.3), FramingKey(7, 0.6)))
    workspace.apply("move", lambda doc: edits.set_framing(doc, clip(workspace).id, framing))
    workspace.set_playhead(clip(workspace).place.stop + 1)
    assert not form.numbers["x"].isEnabled()
    assert not form.places.isEnabled()
    assert not row.key.isEnabled()
    form.flip_x.click()
    assert keys(workspace) == framing.keys
    assert clip(workspace).framing.flip_x  # type: ignore[union-attr]
    workspace.set_playhead(4)
    assert form.numbers["x"].isEnabled()


def test_moves_by_name_are_one_step_of_undo_and_standing_still_keeps_what_is_seen(
    row: MoveRow, workspace: Workspace
) -> None:
    menu = row.named.menu()
    assert isinstance(menu, QMenu)
    actions = [action for action in menu.actions() if action.text()]
    assert len(actions) == len(MOVES) + 1
    assert not actions[-1].isEnabled()
    before = clip(workspace)
    actions[0].trigger()
    assert [key.frame for key in keys(workspace)] == [0, len(before.place) - 1]
    assert keys(workspace)[1].scale == pytest.approx(1.2 * keys(workspace)[0].scale)
    assert workspace.undo_name == "Slow zoom in"
    actions[2].trigger()
    assert keys(workspace)[0].x < keys(workspace)[1].x
    workspace.undo()
    workspace.undo()
    assert clip(workspace) == before
    workspace.redo()
    workspace.set_playhead(len(before.place) - 1)
    actions[-1].trigger()
    assert keys(workspace) == ()
    assert clip(workspace).framing.scale == pytest.approx(1.2)  # type: ignore[union-attr]


def test_every_button_has_a_name_of_its_own_and_is_reached_by_the_keyboard(row: MoveRow) -> None:
    widgets = (row.before, row.key, row.after, row.way, row.named)
    names = [each.accessibleName() or each.text() for each in (row.before, row.key, row.after, row.named)]
    assert len({*names, row.way.accessibleName()}) == len(widgets)
    assert all(widget.focusPolicy().value & 1 for widget in widgets)


def test_a_drag_on_a_moving_clip_sets_a_key_frame_there(
    qtbot: QtBot, viewer: ViewerPanel, workspace: Workspace
) -> None:
    ends = FramingKey(0, scale=0.5, ease="linear"), FramingKey(8, scale=0.5, rotation=720.0)
    workspace.apply("m", lambda doc: edits.set_framing(doc, clip(workspace).id, Framing(keys=ends)))
    workspace.set_playhead(4)
    waits_for(qtbot, viewer, 4)
    viewer.toggle_framing()
    drag(qtbot, viewer, (0.5, 0.5), (0.4, 0.45), (0.4, 0.4), let_go=False)
    assert keys(workspace) == ends
    drag(qtbot, viewer, (0.5, 0.5), (0.4, 0.45), (0.4, 0.4))
    (first, now, last) = keys(workspace)
    assert (first, last) == ends
    assert (now.frame, now.scale, now.rotation, now.ease) == (4, 0.5, 360.0, "linear")
    assert now.x == pytest.approx(0.4, abs=0.01)
    assert workspace.undo_name == "Frame clip"
    stalk = 0.4 - 0.25 - 26 / viewer.picture.place().height()
    drag(qtbot, viewer, (0.4, stalk), (0.5, 0.2), (0.7, 0.4))
    assert keys(workspace)[1].rotation == pytest.approx(450, abs=1)
    workspace.undo()
    workspace.undo()
    assert keys(workspace) == ends
