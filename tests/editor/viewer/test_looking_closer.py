"""Zoom and pan, guides, two takes held against each other, a narrow window, frames dragged out, drops."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDrag, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from editor.library.clip_keys import ClipKeys
from editor.viewer import ViewerPanel
from editor.viewer.comparing import Compare, sides
from editor.workspace import Workspace
from engine.document.take import Take
from tests.editor.conftest import drop
from tests.editor.viewer.looking import LEFT, array, mean_at, waits_for
from tests.render.films import add_take, picture

MIDDLE = Qt.MouseButton.MiddleButton


def wheel(viewer: ViewerPanel, at: QPointF, turn: int, keys: Qt.KeyboardModifier) -> None:
    view = viewer.picture
    event = QWheelEvent(
        at, view.mapToGlobal(at), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_ctrl_and_the_wheel_zoom_at_the_cursor(qtbot: QtBot, viewer: ViewerPanel) -> None:
    waits_for(qtbot, viewer, 0)
    view = viewer.picture
    at = view.from_picture(0.25, 0.5)
    wheel(viewer, at, 240, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom is not None
    assert view.place().width() > 900
    assert view.to_picture(at) == pytest.approx((0.25, 0.5), abs=0.01)
    place = view.place()
    wheel(viewer, at, 240, Qt.KeyboardModifier.NoModifier)
    assert view.place() == place


def test_the_middle_button_moves_a_zoomed_picture(qtbot: QtBot, viewer: ViewerPanel) -> None:
    waits_for(qtbot, viewer, 0)
    view = viewer.picture
    view.set_zoom(8.0)
    before, middle = view.place(), view.rect().center()
    qtbot.mousePress(view, MIDDLE, pos=middle)
    qtbot.mouseMove(view, middle + QPoint(60, -20))
    qtbot.mouseRelease(view, MIDDLE, pos=middle + QPoint(60, -20))
    assert view.place().topLeft() - before.topLeft() == QPointF(60, -20)
    seen = array(view.grab().toImage())[200, 300]
    u, v = view.to_picture(QPointF(300, 200))
    assert np.abs(seen - picture(0)[int(v * 96), int(u * 160)].astype(int)).max() < 16


def test_the_menu_zooms_and_ticks_what_is_shown(qtbot: QtBot, viewer: ViewerPanel) -> None:
    row = viewer.transport.view
    row.zooms[2.0].trigger()
    assert viewer.picture.place().width() == 320
    wheel(viewer, QPointF(300, 200), 120, Qt.KeyboardModifier.ControlModifier)
    assert not any(action.isChecked() for action in (*row.zooms.values(), row.fit))
    row.fit.trigger()
    assert viewer.picture.zoom is None
    assert row.fit.isChecked()


def test_guides_lie_over_the_picture(qtbot: QtBot, viewer: ViewerPanel) -> None:
    waits_for(qtbot, viewer, 0)
    row = round(viewer.picture.from_picture(0.5, 0.4).y())

    def line() -> np.ndarray:
        return array(viewer.picture.grab().toImage())[row]

    before = line()
    third, safe = (round(viewer.picture.from_picture(u, 0.4).x()) for u in (1 / 3, 0.05))
    viewer.transport.view.thirds.trigger()
    assert (line() != before).any(axis=1)[third]
    viewer.toggle_safe_areas()
    viewer.transport.view.thirds.trigger()
    changed = (line() != before).any(axis=1)
    assert changed[safe]
    assert not changed[third]


# Two takes.


def takes(workspace: Workspace) -> tuple[Take, Take]:
    """Plain red, then plain blue, which is the newest and shown."""
    assert workspace.project is not None
    library = workspace.project.takes
    made = [
        add_take(library, workspace.document, lambda n, c=c: np.full((96, 160, 3), c, np.uint8))
        for c in ((200, 40, 40), (40, 40, 200))
    ]
    library.refresh()
    workspace.takes_changed.emit()
    return made[0], made[1]


def entry(viewer: ViewerPanel, side: str, take: str) -> None:
    """Choose it in the compare button's menu."""
    button = viewer.transport.compare
    button.fill()
    next(action for action in button.entries.actions() if action.data() == (side, take)).trigger()


def test_two_takes_against_each_other_play_in_step(
    qtbot: QtBot, viewer: ViewerPanel, workspace: Workspace
) -> None:
    workspace.select_card(workspace.document.cards[1].id)
    red, blue = takes(workspace)
    workspace.set_playhead(30)
    entry(viewer, "left", red.id)
    entry(viewer, "right", blue.id)
    assert viewer.transport.compare.names == ("Take 1", "Take 2")

    def both() -> bool:
        left, right = mean_at(viewer, 0.25, 0.3), mean_at(viewer, 0.75, 0.3)
        return left[0] > left[2] + 100 and right[2] > right[0] + 100

    qtbot.waitUntil(both, timeout=10_000)
    seen: list[tuple[int, bool]] = []
    viewer.player.shown.connect(lambda made: seen.append((made.frame, made.before is not None)))
    viewer.player.play()
    qtbot.waitUntil(lambda: len(seen) > 4, timeout=10_000)
    viewer.player.pause()
    assert all(two for _, two in seen)
    workspace.set_playhead(3)  # beside the card both sides are the film
    waits_for(qtbot, viewer, 3)
    assert np.abs(mean_at(viewer, 0.25, 0.3) - picture(3)[round(0.3 * 96), 40].astype(int)).max() < 16


def test_side_by_side_shows_both_whole(qtbot: QtBot, viewer: ViewerPanel, workspace: Workspace) -> None:
    workspace.select_card(workspace.document.cards[1].id)
    red, _ = takes(workspace)
    workspace.set_playhead(30)
    entry(viewer, "left", red.id)
    button = viewer.transport.compare
    button.fill()
    next(action for action in button.entries.actions() if action.data() == "side").trigger()

    def both() -> bool:
        image = array(viewer.picture.grab().toImage())
        left, right = image[image.shape[0] // 2, 160], image[image.shape[0] // 2, 480]
        return bool(left[0] > left[2] + 100 and right[2] > right[0] + 100)

    qtbot.waitUntil(both, timeout=10_000)
    assert viewer.picture.place().width() <= 320


def test_a_take_that_is_gone_gives_way_to_the_footage(workspace: Workspace) -> None:
    red, blue = takes(workspace)
    card = workspace.document.cards[1].id
    compare = Compare("wipe", card, red.id, "")
    assert sides(compare, {card: blue}, (red, blue)) == ({card: red}, {card: blue})
    assert sides(compare, {card: blue}, (blue,)) == (None, {card: blue})
    assert sides(Compare("wipe", "gone", red.id), {card: blue}, ()) == (None, {card: blue})


# A narrow window.


@pytest.mark.parametrize("width", [180, 260, 420, 560, 700, 900])
def test_nothing_overlaps_at_any_width_and_the_menu_has_the_rest(
    qtbot: QtBot, viewer: ViewerPanel, width: int
) -> None:
    row = viewer.transport
    viewer.resize(width, 400)
    QApplication.processEvents()
    shown = sorted((w for w in (*row._parts, row.more) if w.isVisible()), key=lambda w: w.x())
    for left, right in pairwise(shown):
        assert left.geometry().right() < right.x()
    assert shown[-1].geometry().right() <= row.width()
    assert row.play in shown
    row.more.entries.aboutToShow.emit()
    listed = {action.text() for action in row.more.entries.actions()}
    folded = [w for w in row._parts if not w.isVisible() and isinstance(w, QToolButton)]
    assert {w.accessibleName() for w in folded} <= listed
    assert bool(folded) == row.more.isVisible() or not folded


def test_a_folded_button_works_from_the_menu(qtbot: QtBot, viewer: ViewerPanel) -> None:
    row = viewer.transport
    viewer.resize(260, 400)
    QApplication.processEvents()
    row.more.entries.aboutToShow.emit()
    name = row.loop.accessibleName()
    next(action for action in row.more.entries.actions() if action.text() == name).trigger()
    assert viewer.player.loop


# Out and in.


def test_a_frame_is_dragged_out_as_a_file_and_only_copied(
    qtbot: QtBot, viewer: ViewerPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what the system does with a drag is left out: it would wait for another program."""
    given: list[tuple[QImage, str, Qt.DropAction]] = []

    def take(drag: QDrag, offered: Qt.DropAction, default: Qt.DropAction) -> Qt.DropAction:
        path = drag.mimeData().urls()[0].toLocalFile()
        given.append((QImage(path), Path(path).name, offered))
        return default

    monkeypatch.setattr(QDrag, "exec", take)
    viewer._work.set_playhead(13)
    waits_for(qtbot, viewer, 13)
    start = viewer.picture.place().center().toPoint()
    qtbot.mousePress(viewer.picture, LEFT, pos=start)
    qtbot.mouseMove(viewer.picture, start + QPoint(40, 0))
    qtbot.waitUntil(lambda: bool(given), timeout=10_000)
    # Let go: the button would stay pressed for every test after this one.
    qtbot.mouseRelease(viewer.picture, LEFT, pos=start)
    image, name, offered = given[0]
    assert (name, offered) == ("film – 13.png", Qt.DropAction.CopyAction)
    assert np.abs(array(image) - picture(13).astype(int)).mean() < 4


def test_a_click_drags_nothing(qtbot: QtBot, viewer: ViewerPanel) -> None:
    waits_for(qtbot, viewer, 0)
    qtbot.mouseClick(viewer.picture, LEFT, pos=viewer.picture.place().center().toPoint())
    assert viewer.drag_out._writing is None


def test_a_picture_let_go_on_a_card_is_a_keyframe_where_one_is(
    qtbot: QtBot, viewer: ViewerPanel, workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "key.png"
    QImage(160, 96, QImage.Format.Format_RGB32).save(str(file))
    workspace.set_playhead(30)
    assert drop(viewer.picture, file)
    qtbot.waitUntil(lambda: bool(workspace.document.cards[1].keyframes), timeout=10_000)
    assert [key.offset for key in workspace.document.cards[1].keyframes] == [10]
    workspace.set_playhead(5)  # kept footage: the picture joins the film
    frames = workspace.document.frames
    assert drop(viewer.picture, file)
    qtbot.waitUntil(lambda: workspace.document.frames > frames, timeout=10_000)


def test_while_something_is_dragged_over_it_says_what_letting_go_does(
    qtbot: QtBot, viewer: ViewerPanel, tmp_path: Path
) -> None:
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent

    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "footage.mp4"))])
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, mime, LEFT, none)
    QApplication.sendEvent(viewer.picture, enter)
    assert viewer.picture._target == "Add to the film"
    QApplication.sendEvent(viewer.picture, QDragLeaveEvent())
    assert not viewer.picture._target
    only_moves = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.MoveAction, mime, LEFT, none)
    QApplication.sendEvent(viewer.picture, only_moves)
    assert not only_moves.isAccepted()


def test_of_a_video_let_go_on_a_card_the_person_says_how_much(
    qtbot: QtBot, viewer: ViewerPanel, workspace: Workspace, footage: Path
) -> None:
    workspace.set_playhead(30)
    assert drop(viewer.picture, footage)

    def asked() -> ClipKeys | None:
        return next(iter(viewer.picture.findChildren(ClipKeys)), None)

    qtbot.waitUntil(lambda: asked() is not None, timeout=10_000)
    menu = asked()
    assert menu is not None
    # 60 frames of footage; 18 of the card are left from the playhead on
    assert [action.data() for action in menu.actions() if action.data()] == [1, 18]
    next(action for action in menu.actions() if action.data() == 18).trigger()
    (key,) = workspace.document.cards[1].keyframes
    assert (key.offset, key.source_frame, key.frames) == (10, 0, 18)
    frames = workspace.document.frames
    menu.actions()[-1].trigger()
    qtbot.waitUntil(lambda: workspace.document.frames > frames, timeout=10_000)
