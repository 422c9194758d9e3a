"""The colours of a clip: real sliders, a table by file and by drop, copies and matches; each one step."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionSlider
from pytestqt.qtbot import QtBot

from editor.clips.dialog import ClipDialog, open_form
from editor.clips.grade_form import GradeForm
from editor.clips.sliders import Slider
from editor.main_window import MainWindow
from editor.workspace import Workspace
from engine.document.edits import lock_clip, split
from engine.document.grade import Grade
from engine.document.model import Clip
from tests.media.cubes import solid, write_solid

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def work(qtbot: QtBot, window: MainWindow, footage: Path) -> Workspace:
    """A film of one clip, cut in the middle; the first half is chosen."""
    work = window.workspace
    work.import_files([str(footage)])
    qtbot.waitUntil(lambda: work.document.frames == 60, timeout=20000)
    work.apply("Split", lambda doc: split(doc, 30))
    work.select_clip(clip(work).id)
    return work


@pytest.fixture
def form(qtbot: QtBot, window: MainWindow, work: Workspace) -> GradeForm:
    dialog = open_form(work, "grade", window)
    qtbot.waitExposed(dialog)
    found = dialog.tabs.currentWidget()
    assert isinstance(found, GradeForm)
    return found


def clip(work: Workspace, n: int = 0) -> Clip:
    return work.document.tracks[0].clips[n]


def grade(work: Workspace, n: int = 0) -> Grade:
    return clip(work, n).grade or Grade()


def steps(work: Workspace) -> int:
    assert work.project is not None
    return len(work.project.history.names())


def handle(slider: Slider) -> QPoint:
    option = QStyleOptionSlider()
    slider.initStyleOption(option)
    part = QStyle.SubControl.SC_SliderHandle
    return slider.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, slider).center()


def test_a_drag_is_seen_while_it_goes_on_and_is_one_step(
    qtbot: QtBot, window: MainWindow, work: Workspace, form: GradeForm
) -> None:
    slider, before = form.slidings["exposure"].slider, steps(work)
    qtbot.waitUntil(lambda: window.viewer().player.picture is not None, timeout=10000)
    seen: list[object] = []
    work.tried.connect(seen.append)
    start = handle(slider)
    QTest.mousePress(slider, LEFT, NONE, start)
    for x in range(5, 40, 5):
        QTest.mouseMove(slider, start + QPoint(x, 0))
        move(slider, start + QPoint(x, 0))
    assert steps(work) == before
    assert any(seen)
    QTest.mouseRelease(slider, LEFT, NONE, start + QPoint(35, 0))
    assert grade(work).exposure > 0.2
    assert seen[-1] is None
    assert steps(work) == before + 1
    QTest.mouseDClick(slider, LEFT, NONE, handle(slider))
    assert clip(work).grade is None
    work.undo()
    work.undo()
    assert clip(work).grade is None
    assert form.slidings["exposure"].boxes[0].value() == 0


def move(slider: Slider, to: QPoint) -> None:
    """As the window system sends it while the button is down."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(to), QPointF(slider.mapToGlobal(to)), LEFT, LEFT, NONE)
    slider.mouseMoveEvent(event)


def test_numbers_and_keys_set_what_they_say(work: Workspace, form: GradeForm) -> None:
    form.slidings["contrast"].boxes[0].setValue(120)
    form.slidings["gain"].boxes[0].setValue(1.1)
    assert (grade(work).contrast, grade(work).gain) == (1.2, (1.1, 1.0, 1.0))
    slider = form.slidings["saturation"].slider
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert grade(work).saturation > 1
    lifted = form.slidings["lift"]
    lifted.boxes[2].setValue(0.1)
    QTest.keyClick(lifted.slider, Qt.Key.Key_Right)
    red, green, blue = grade(work).lift
    assert red == green > 0
    assert round(blue - red, 6) == 0.1
    form.reset.click()
    assert clip(work).grade is None
    assert not form.reset.isEnabled()


def test_every_field_has_a_name_and_can_be_reached_by_key(form: GradeForm) -> None:
    for sliding in (*form.slidings.values(), form.strength):
        names = [sliding.slider.accessibleName(), *(box.accessibleName() for box in sliding.boxes)]
        assert all(names)
        assert len(set(names[1:])) == len(sliding.boxes)
        for widget in (sliding.slider, *sliding.boxes):
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert form.table.accessibleName().startswith("Look-up table")


def test_a_table_is_dropped_on_the_form_and_weakened_and_taken_away(
    qtbot: QtBot, work: Workspace, form: GradeForm, tmp_path: Path
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(write_solid(tmp_path / "Warm.cube", solid(3))))])
    form.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, LEFT, NONE))
    qtbot.waitUntil(lambda: grade(work).lut is not None, timeout=10000)
    assert form.table.text() == "Warm"
    form.strength.boxes[0].setValue(40)
    lut = grade(work).lut
    assert lut is not None
    assert lut.strength == 0.4
    form.without.click()
    assert clip(work).grade is None


def test_a_table_that_is_none_is_told_and_changes_nothing(
    qtbot: QtBot, work: Workspace, form: GradeForm, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.cube"
    bad.write_text("no table")
    before = steps(work)
    with qtbot.waitSignal(work.notice, timeout=10000) as told:
        form._give(bad)
    assert told.args is not None
    assert "bad.cube" in told.args[0]
    assert steps(work) == before


def test_colours_go_to_all_chosen_clips(
    qtbot: QtBot, window: MainWindow, work: Workspace, form: GradeForm
) -> None:
    form.slidings["temperature"].boxes[0].setValue(30)
    form.copy.click()
    work.select([clip(work, 0).id, clip(work, 1).id], lead=None)
    window.sides.commands.paste_grade()
    assert grade(work, 1) == grade(work, 0) == Grade(temperature=30)
    window.sides.commands.reset_grade()
    assert clip(work, 0).grade is clip(work, 1).grade is None


def test_colours_are_matched_to_a_clip_of_the_menu(
    qtbot: QtBot, window: MainWindow, work: Workspace, form: GradeForm
) -> None:
    form.slidings["exposure"].boxes[0].setValue(-1)
    work.select_clip(clip(work, 1).id)
    (action,) = form.others.actions()
    assert "meadow.mp4" in action.text()
    action.trigger()
    qtbot.waitUntil(lambda: clip(work, 1).grade is not None, timeout=20000)
    slope = grade(work, 1).cdl.slope
    assert all(part < 0.9 for part in slope)


def test_a_locked_clip_says_why_and_is_left_alone(work: Workspace, form: GradeForm) -> None:
    work.apply("Lock", lambda doc: lock_clip(doc, clip(work).id))
    dialog = form.window()
    assert isinstance(dialog, ClipDialog)
    assert "is locked" in dialog.hint.text()
    assert not form.isEnabled()


def test_a_table_dropped_on_a_clip_of_the_timeline_is_its_look(
    qtbot: QtBot, window: MainWindow, work: Workspace, tmp_path: Path
) -> None:
    view = window.sides.timeline
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(write_solid(tmp_path / "Cold.cube", solid(3))))])
    row = next(row for row in view.rows if row.track is not None and row.track.kind == "video")
    where = QPointF(view.scale.x(45), row.top + row.height / 2)
    view.dropEvent(QDropEvent(where, Qt.DropAction.CopyAction, mime, LEFT, NONE))
    qtbot.waitUntil(lambda: clip(work, 1).grade is not None, timeout=10000)
    assert clip(work, 0).grade is None
    assert len(work.document.assets) == 1
