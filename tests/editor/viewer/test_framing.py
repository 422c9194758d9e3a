"""Framing by hand: handles over the picture and the form beside it, seen at once, one undo step a drag."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from editor.clips.dialog import ClipDialog, open_form
from editor.clips.framing_form import FramingForm
from editor.viewer import ViewerPanel
from editor.viewer.framing.drags import Keys, Subject, moved, scaled, turned
from editor.workspace import Workspace
from engine.document import edits
from engine.document.framing import NEUTRAL, Framing
from engine.document.model import Clip
from tests.editor.viewer.looking import LEFT, mean_at, shows, waits_for

FILM = (160, 96)
Point = tuple[float, float]


def clip(work: Workspace) -> Clip:
    return work.document.tracks[0].clips[0]


@pytest.fixture
def framing(qtbot: QtBot, viewer: ViewerPanel, workspace: Workspace) -> ViewerPanel:
    """The handles over the first clip, a quarter of the film large in its middle."""
    workspace.set_snapping(True)
    workspace.apply("small", lambda doc: edits.set_framing(doc, clip(workspace).id, Framing(scale=0.5)))
    workspace.set_playhead(5)
    waits_for(qtbot, viewer, 5)
    qtbot.mouseClick(viewer.transport.frame_clip, LEFT)
    assert viewer.framer.active
    assert workspace.selected_clip == clip(workspace).id
    return viewer


def at(viewer: ViewerPanel, point: Point) -> QPoint:
    return viewer.picture.from_picture(*point).toPoint()


def drag(
    qtbot: QtBot,
    viewer: ViewerPanel,
    *points: Point,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    let_go: bool = True,
) -> None:
    picture = viewer.picture
    kinds = [QEvent.Type.MouseButtonPress] + [QEvent.Type.MouseMove] * (len(points) - 1)
    for kind, point in zip(kinds, points, strict=True):
        where = QPointF(at(viewer, point))
        button = LEFT if kind == QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
        event = QMouseEvent(kind, where, picture.mapToGlobal(where), button, LEFT, held)
        handler = picture.mousePressEvent if button == LEFT else picture.mouseMoveEvent
        handler(event)
    if let_go:
        where = QPointF(at(viewer, points[-1]))
        none = Qt.MouseButton.NoButton
        event = QMouseEvent(
            QEvent.Type.MouseButtonRelease, where, picture.mapToGlobal(where), LEFT, none, held
        )
        picture.mouseReleaseEvent(event)


def test_a_drag_moves_the_picture_sticks_and_is_one_undo_step(
    qtbot: QtBot, framing: ViewerPanel, workspace: Workspace
) -> None:
    before = clip(workspace).framing
    drag(qtbot, framing, (0.5, 0.5), (0.4, 0.45), (0.3, 0.4), (0.255, 0.37))
    now = clip(workspace).framing
    assert now is not None
    assert now.x == pytest.approx(0.25)  # its left edge lay within reach of the film's
    assert now.y == pytest.approx(0.37, abs=0.01)
    assert workspace.undo_name == "Frame clip"
    workspace.undo()
    assert clip(workspace).framing == before


def test_while_it_is_dragged_the_viewer_shows_it_and_the_film_stays(
    qtbot: QtBot, framing: ViewerPanel, workspace: Workspace
) -> None:
    doc = workspace.document
    drag(qtbot, framing, (0.5, 0.5), (0.4, 0.5), (0.25, 0.5), let_go=False)
    qtbot.waitUntil(lambda: mean_at(framing, 0.65, 0.6).max() < 12, timeout=10_000)
    assert workspace.document is doc
    assert framing.framer.key(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: mean_at(framing, 0.65, 0.6).max() > 30, timeout=10_000)
    assert workspace.document is doc
    assert framing.framer.key(Qt.Key.Key_Escape)
    assert not framing.framer.active
    assert not framing.transport.frame_clip.isChecked()


def test_corners_scale_and_the_round_handle_turns(
    qtbot: QtBot, framing: ViewerPanel, workspace: Workspace
) -> None:
    drag(qtbot, framing, (0.75, 0.75), (0.7, 0.7), (0.65, 0.65), held=Qt.KeyboardModifier.ControlModifier)
    now = clip(workspace).framing
    assert now is not None
    assert now.scale == pytest.approx(0.4, abs=0.01)
    assert (now.x, now.y) == pytest.approx((0.45, 0.45), abs=0.01)  # the opposite corner stays
    workspace.undo()
    drag(qtbot, framing, (0.75, 0.75), (0.7, 0.7), (0.65, 0.65), held=Qt.KeyboardModifier.AltModifier)
    now = clip(workspace).framing
    assert now is not None
    assert now.scale == pytest.approx(0.3, abs=0.01)
    assert (now.x, now.y) == pytest.approx((0.5, 0.5))
    workspace.undo()
    stalk = 0.25 - 26 / framing.picture.place().height()
    drag(qtbot, framing, (0.5, stalk), (0.6, 0.3), (0.8, 0.5))
    now = clip(workspace).framing
    assert now is not None
    assert now.rotation == pytest.approx(90)
    assert now.scale == 0.5


def test_a_double_click_resets_and_a_click_beside_it_chooses_what_is_seen(
    qtbot: QtBot, framing: ViewerPanel, workspace: Workspace
) -> None:
    qtbot.mouseDClick(framing.picture, LEFT, pos=at(framing, (0.5, 0.5)))
    assert clip(workspace).framing is None
    assert framing.full_screen is None
    workspace.select_clip(None)
    qtbot.mouseClick(framing.picture, LEFT, pos=at(framing, (0.3, 0.3)))
    assert workspace.selected_clip == clip(workspace).id


def test_a_locked_track_mutes_the_handles_and_says_why(
    qtbot: QtBot, framing: ViewerPanel, workspace: Workspace
) -> None:
    workspace.apply("lock", lambda doc: edits.set_track(doc, doc.tracks[0].id, locked=True))
    doc, said = workspace.document, []
    workspace.notice.connect(said.append)
    drag(qtbot, framing, (0.5, 0.5), (0.4, 0.4), (0.3, 0.3))
    qtbot.mouseDClick(framing.picture, LEFT, pos=at(framing, (0.5, 0.5)))
    assert workspace.document is doc
    qtbot.mouseClick(framing.picture, LEFT, pos=at(framing, (0.05, 0.05)))
    assert any("is locked" in sentence for sentence in said)
    dialog = open_form(workspace, "framing", framing)
    assert not any(form.isEnabled() for form in dialog.forms)
    assert "is locked" in dialog.hint.text()
    dialog.close()


def test_without_a_clip_under_the_playhead_nothing_is_framed(
    viewer: ViewerPanel, workspace: Workspace
) -> None:
    workspace.apply("gap", lambda doc: edits.remove_clip(doc, clip(workspace).id))
    said: list[str] = []
    workspace.notice.connect(said.append)
    workspace.set_playhead(3)
    viewer.toggle_framing()
    assert not viewer.framer.active
    assert said


@pytest.fixture
def dialog(qtbot: QtBot, viewer: ViewerPanel, workspace: Workspace) -> ClipDialog:
    workspace.select_clip(clip(workspace).id)
    waits_for(qtbot, viewer, 0)
    return open_form(workspace, "framing", viewer)


def form(dialog: ClipDialog) -> FramingForm:
    return next(each for each in dialog.forms if isinstance(each, FramingForm))


def test_numbers_frame_the_clip_and_the_viewer_follows(
    qtbot: QtBot, dialog: ClipDialog, viewer: ViewerPanel, workspace: Workspace
) -> None:
    fields = form(dialog)
    fields.numbers["scale"].setValue(50)
    fields.numbers["x"].setValue(25)
    fields.numbers["rotation"].setValue(-7.5)
    fields.numbers["left"].setValue(10)
    fields.flip_x.click()
    fields.fit.setCurrentIndex(fields.fit.findData("fill"))
    fields.fit.activated.emit(fields.fit.currentIndex())
    assert clip(workspace).framing == Framing(0.25, 0.5, 0.5, -7.5, 0.1, flip_x=True, fit="fill")
    qtbot.waitUntil(lambda: shows(viewer) == 0 and mean_at(viewer, 0.9, 0.5).max() < 12, timeout=10_000)
    assert fields.numbers["right"].maximum() == pytest.approx(89)
    fields.reset.click()
    assert clip(workspace).framing is None
    assert not fields.reset.isEnabled()
    assert fields.numbers["scale"].value() == 100


def test_places_have_names_and_the_form_follows_what_is_chosen(
    dialog: ClipDialog, workspace: Workspace
) -> None:
    menu = form(dialog).places.menu()
    assert isinstance(menu, QMenu)
    actions = [action for action in menu.actions() if action.text()]
    assert len(actions) == 11
    next(action for action in actions if action.text() == "Left half").trigger()
    assert clip(workspace).framing == Framing(0.25, 0.5, 1.0, left=0.25, right=0.25)
    workspace.select_clip(workspace.document.tracks[0].clips[1].id)
    assert form(dialog).numbers["left"].value() == 0
    workspace.select_clip(None)
    assert not any(form.isEnabled() for form in dialog.forms)
    assert dialog.hint.text()


def test_every_field_has_a_name_of_its_own(dialog: ClipDialog) -> None:
    fields = form(dialog)
    names = [box.accessibleName() for box in fields.numbers.values()]
    names += [fields.flip_x.accessibleName(), fields.flip_y.accessibleName(), fields.fit.accessibleName()]
    assert all(names)
    assert len(set(names)) == len(names)


SUBJECT = Subject(Framing(scale=0.5), FILM, FILM)
FREE = Keys(free=True)


@given(st.floats(-300, 300), st.floats(-300, 300), st.floats(0, 20))
def test_what_sticks_goes_no_further_than_its_reach(x: float, y: float, reach: float) -> None:
    found = moved(SUBJECT, (x, y), reach, Keys())
    way = (found.framing.x - 0.5) * FILM[0], (found.framing.y - 0.5) * FILM[1]
    assert np.abs(np.subtract(way, (x, y))).max() <= reach + 1e-6
    edges = SUBJECT.place(found.framing).bounds()
    for line in found.upright:
        assert min(abs(edge - line) for edge in (edges[0], edges[2], (edges[0] + edges[2]) / 2)) < 1e-6
    level = moved(SUBJECT, (x, y), reach, Keys(level=True)).framing
    assert 0.5 in (level.x, level.y) or abs(x) <= reach or abs(y) <= reach


@given(
    st.integers(0, 3),
    st.floats(1, 300),
    st.floats(-170, 170),
    st.booleans(),
    st.floats(0.05, 2),
)
def test_a_corner_that_is_dragged_along_its_arm_comes_to_lie_there(
    corner: int, far: float, turn: float, centred: bool, scale: float
) -> None:
    subject = Subject(Framing(scale=scale, rotation=turn, left=0.2), FILM, FILM)
    corners = subject.place().corners()
    there, here = corners[(corner + 2) % 4], corners[corner]
    fixed = np.add(here, there) / 2 if centred else np.array(there)
    arm = np.subtract(here, fixed)
    wanted = fixed + arm * far / np.linalg.norm(arm)
    keys = Keys(centred=centred, free=True)
    found = scaled(subject, corner, (float(wanted[0]), float(wanted[1])), 0, keys).framing
    if not 0.0101 < found.scale < 19.99:  # as small or as large as it can be
        return
    now = subject.place(found).corners()
    assert np.allclose(now[corner], wanted, atol=1e-4)
    if not centred:
        assert np.allclose(now[(corner + 2) % 4], there, atol=1e-4)


@given(st.floats(-180, 180), st.floats(-179, 179))
def test_turning_goes_as_far_as_the_pointer(start: float, by: float) -> None:
    def point(angle: float) -> Point:
        return 80 + 30 * float(np.cos(np.radians(angle))), 48 + 30 * float(np.sin(np.radians(angle)))

    found = turned(SUBJECT, point(start), point(start + by), FREE).framing
    assert abs((found.rotation - by + 180) % 360 - 180) < 1e-6
    stepped = turned(SUBJECT, point(start), point(start + by), Keys(level=True)).framing.rotation
    assert abs(stepped / 15 - round(stepped / 15)) < 1e-9
    assert turned(SUBJECT, point(start), point(start), Keys()).framing == Framing(scale=0.5)


def test_a_neutral_subject_lies_over_the_whole_film() -> None:
    assert Subject(NEUTRAL, FILM, FILM).place().bounds() == (0, 0, 160, 96)
