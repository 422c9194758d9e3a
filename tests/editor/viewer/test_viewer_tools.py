"""The viewer: comparing, the live picture, snapshots, full screen, drops; films that come and go."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from editor.jobs.view import JobView
from editor.viewer import ViewerPanel
from editor.viewer.composing import Picture
from editor.workspace import Workspace
from engine.document.edits import add_card, set_prompt
from engine.document.model import Document
from engine.document.time import FrameRange
from tests.editor.conftest import drop
from tests.editor.viewer.looking import LEFT, arguments, array, drawn, mean_at, waits_for
from tests.render.films import add_take, picture

# Compare, live picture, snapshot, full screen, drops.


def test_compare_shows_the_footage_left_and_the_take_right(
    qtbot: QtBot, viewer: ViewerPanel, workspace: Workspace
) -> None:
    assert workspace.project is not None
    add_take(workspace.project.takes, workspace.document, drawn)
    workspace.project.takes.refresh()
    workspace.takes_changed.emit()
    workspace.set_playhead(30)
    qtbot.mouseClick(viewer.transport.compare, LEFT)

    def both() -> None:
        assert np.abs(mean_at(viewer, 0.75, 0.3) - [200, 40, 60]).max() < 12
        expected = picture(30)[round(0.3 * 96), round(0.25 * 160)].astype(int)
        assert np.abs(mean_at(viewer, 0.25, 0.3) - expected).max() < 16

    qtbot.waitUntil(both, timeout=10_000)


def test_the_divider_can_be_dragged(qtbot: QtBot, viewer: ViewerPanel) -> None:
    qtbot.mouseClick(viewer.transport.compare, LEFT)
    place = viewer.picture.place()
    middle = place.center().toPoint()
    qtbot.mousePress(viewer.picture, LEFT, pos=middle)
    qtbot.mouseMove(viewer.picture, QPointF(place.left() + place.width() / 4, middle.y()).toPoint())
    qtbot.mouseRelease(viewer.picture, LEFT, pos=middle)
    assert viewer.picture.divider == pytest.approx(0.25, abs=0.01)


def test_half_size_composes_half_the_pixels(qtbot: QtBot, viewer: ViewerPanel) -> None:
    waits_for(qtbot, viewer, 0)
    viewer.transport.quality.choices["half"].trigger()
    qtbot.waitUntil(
        lambda: viewer.player.picture is not None and viewer.player.picture.image.width() == 80,
        timeout=10_000,
    )


def test_the_live_picture_of_a_running_card_plays_in_place(
    qtbot: QtBot, viewer: ViewerPanel, workspace: Workspace
) -> None:
    live = QImage(32, 18, QImage.Format.Format_RGB32)
    live.fill(QColor(10, 200, 220))
    card = workspace.document.cards[1]
    view = JobView(card.id, "job", workspace.request_for(card), state="running", fraction=0.5, preview=live)
    workspace.jobs.show(view)
    workspace.set_playhead(30)
    assert np.abs(mean_at(viewer, 0.5, 0.5) - [10, 200, 220]).max() < 4
    workspace.set_playhead(5)
    waits_for(qtbot, viewer, 5)
    assert np.abs(mean_at(viewer, 0.5, 0.5) - [10, 200, 220]).max() > 30


def test_a_snapshot_is_the_frame_itself(qtbot: QtBot, viewer: ViewerPanel, tmp_path: Path) -> None:
    viewer._work.set_playhead(13)
    with qtbot.waitSignal(viewer.snapshot_saved, timeout=10_000) as saved:
        viewer.save_snapshot(str(tmp_path / "bild 画面"))
    assert Path(arguments(saved)[0]).suffix == ".png"
    image = QImage(arguments(saved)[0])
    assert (image.width(), image.height()) == (160, 96)
    assert np.abs(array(image) - picture(13).astype(int)).mean() < 4


def test_a_snapshot_that_cannot_be_written_is_a_sentence(
    qtbot: QtBot, viewer: ViewerPanel, tmp_path: Path
) -> None:
    with qtbot.waitSignal(viewer._work.notice, timeout=10_000) as told:
        viewer.save_snapshot(str(tmp_path / "nowhere" / "a.png"))
    assert "a.png" in arguments(told)[0]


def test_full_screen_plays_by_key_and_escape_leaves_it(qtbot: QtBot, viewer: ViewerPanel) -> None:
    waits_for(qtbot, viewer, 0)
    qtbot.mouseClick(viewer.transport.fullscreen, LEFT)
    full = viewer.full_screen
    assert full is not None
    qtbot.waitExposed(full)
    qtbot.keyClick(full, Qt.Key.Key_Right)
    assert viewer._work.playhead == 1
    qtbot.waitUntil(
        lambda: full.picture.picture is not None and full.picture.picture.frame == 1, timeout=10_000
    )
    qtbot.keyClick(full, Qt.Key.Key_Escape)
    assert viewer.full_screen is None


def test_footage_dropped_on_the_picture_is_imported(
    qtbot: QtBot, viewer: ViewerPanel, tmp_path: Path
) -> None:
    assert drop(viewer.picture, tmp_path / "footage.mp4")
    qtbot.waitUntil(lambda: viewer._work.document.frames > 48, timeout=10_000)


# Coming and going.


def test_an_empty_film_shows_a_hint_and_disables_the_transport(qtbot: QtBot) -> None:
    work = Workspace()
    panel = ViewerPanel(work)
    qtbot.addWidget(panel)
    panel.resize(640, 400)
    with qtbot.waitExposed(panel):
        panel.show()
    assert not panel.transport.play.isEnabled()
    panel.player.play()
    assert not panel.player.playing
    panel.stop()
    work.shut_down()


def test_where_a_card_is_not_drawn_yet_the_picture_says_so(qtbot: QtBot, viewer: ViewerPanel) -> None:
    work = viewer._work
    work.apply("Add a card", lambda doc: add_card(doc, FrameRange(48, 72)))
    card = work.document.cards[-1].id
    work.set_playhead(60)
    assert viewer.picture._hint == ""  # the card says nothing that could be drawn
    work.apply("Write", lambda doc: set_prompt(doc, card, "a boat"))
    assert "Nothing is drawn here yet" in viewer.picture._hint
    work.set_playhead(30)  # its card waits for a drawing, too, but there is footage to see
    assert viewer.picture._hint == ""


def test_closing_the_film_while_it_plays_stops(qtbot: QtBot, viewer: ViewerPanel) -> None:
    viewer.player.play()
    qtbot.waitUntil(lambda: viewer._work.playhead > 1, timeout=10_000)
    viewer._work.close()
    qtbot.waitUntil(lambda: not viewer.player.playing, timeout=5_000)
    assert viewer._work.document == Document()


def test_pictures_own_their_memory() -> None:
    from editor.viewer.composing import to_image

    rgb = np.full((4, 6, 3), 7, np.uint8)
    made = Picture(0, to_image(rgb))
    rgb[:] = 200
    assert array(made.image).max() == 7
    assert made.image.format() == QImage.Format.Format_RGB32
