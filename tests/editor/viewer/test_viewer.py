"""The viewer: the picture under the playhead, places, playing."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from editor.viewer import ViewerPanel
from editor.viewer.comparing import Compare
from editor.viewer.composing import Film
from editor.viewer.frames import FURTHEST, FrameMaker, Run
from editor.viewer.sound import RATE, SoundMaker, SoundRun
from editor.workspace import Workspace
from engine.document.edits import set_prompt
from engine.render.sound import SoundMixer
from tests.editor.viewer.looking import LEFT, arguments, drawn, mean_at, waits_for
from tests.render.films import add_take, picture

# Still.


@pytest.mark.parametrize("frame", [0, 13, 47])
def test_the_picture_is_the_frame_under_the_playhead(qtbot: QtBot, viewer: ViewerPanel, frame: int) -> None:
    viewer._work.set_playhead(frame)
    waits_for(qtbot, viewer, frame)
    for u, v in ((0.3, 0.3), (0.5, 0.7)):
        expected = picture(frame)[round(v * 96), round(u * 160)].astype(int)
        assert np.abs(mean_at(viewer, u, v) - expected).max() < 16


def test_scrubbing_shows_the_latest_place_and_forgets_the_others(qtbot: QtBot, viewer: ViewerPanel) -> None:
    waits_for(qtbot, viewer, 0)
    seen: list[int] = []
    viewer.player.shown.connect(lambda made: seen.append(made.frame))
    for frame in range(1, 41):
        viewer._work.set_playhead(frame)
    waits_for(qtbot, viewer, 40)
    assert len(seen) < 40
    assert seen[-1] == 40


def test_the_picture_has_the_size_of_its_place(
    qtbot: QtBot, viewer: ViewerPanel, workspace: Workspace
) -> None:
    waits_for(qtbot, viewer, 0)
    qtbot.waitUntil(lambda: viewer.player.picture is not None and viewer.player.picture.image.width() == 160)
    place = viewer.picture.place()
    assert place.width() / place.height() == pytest.approx(160 / 96, rel=0.02)


def test_an_edit_shows_at_once(qtbot: QtBot, viewer: ViewerPanel, workspace: Workspace) -> None:
    workspace.set_playhead(30)
    waits_for(qtbot, viewer, 30)
    before = mean_at(viewer, 0.5, 0.5)
    assert workspace.project is not None
    add_take(workspace.project.takes, workspace.document, drawn)
    workspace.project.takes.refresh()
    workspace.takes_changed.emit()
    qtbot.waitUntil(lambda: np.abs(mean_at(viewer, 0.5, 0.5) - [200, 40, 60]).max() < 12, timeout=10_000)
    assert np.abs(before - [200, 40, 60]).max() > 30


def test_a_missing_file_is_a_sentence_in_the_picture(qtbot: QtBot, viewer: ViewerPanel) -> None:
    waits_for(qtbot, viewer, 0)
    Path(viewer._work.document.assets[0].path).rename(
        Path(viewer._work.document.assets[0].path).with_name("gone.mp4")
    )
    with qtbot.waitSignal(viewer.player.failed, check_params_cb=bool, timeout=10_000) as failed:
        viewer.player.set_view((81, 47), Compare())
    assert "footage.mp4" in arguments(failed)[0]


def test_a_missing_file_does_not_hold_the_clock_up(qtbot: QtBot, viewer: ViewerPanel) -> None:
    waits_for(qtbot, viewer, 0)
    file = Path(viewer._work.document.assets[0].path)
    file.rename(file.with_name("gone.mp4"))
    viewer.player.set_view((81, 47), Compare())
    viewer.player.play()
    qtbot.waitUntil(lambda: viewer._work.playhead == 47 and not viewer.player.playing, timeout=20_000)


# Places.


def test_typed_timecode_moves_the_playhead(qtbot: QtBot, viewer: ViewerPanel) -> None:
    field = viewer.transport.timecode
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "1:06")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert viewer._work.playhead == 30
    assert field.text() == "00:00:01:06"
    assert viewer.transport.frame.text() == "30"


def test_typed_nonsense_gets_a_sentence_and_changes_nothing(qtbot: QtBot, viewer: ViewerPanel) -> None:
    field = viewer.transport.frame
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "soon")
    with qtbot.waitSignal(viewer._work.notice) as told:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "soon" in arguments(told)[0]
    assert viewer._work.playhead == 0
    assert field.text() == "0"


def test_what_is_being_typed_is_left_alone(qtbot: QtBot, viewer: ViewerPanel) -> None:
    field = viewer.transport.frame
    viewer.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.selectAll()
    qtbot.keyClicks(field, "4")
    viewer._work.set_playhead(9)
    assert field.text() == "4"


@pytest.mark.parametrize(
    ("key", "frame"),
    [
        (Qt.Key.Key_Left, 23), (Qt.Key.Key_Comma, 23), (Qt.Key.Key_Right, 25), (Qt.Key.Key_Period, 25),
        (Qt.Key.Key_Home, 0), (Qt.Key.Key_End, 47),
    ],
)  # fmt: skip
def test_keys_step(qtbot: QtBot, viewer: ViewerPanel, key: Qt.Key, frame: int) -> None:
    viewer._work.set_playhead(24)
    qtbot.keyClick(viewer, key)
    assert viewer._work.playhead == frame
    waits_for(qtbot, viewer, frame)


def test_buttons_step_and_carry_names(qtbot: QtBot, viewer: ViewerPanel) -> None:
    qtbot.mouseClick(viewer.transport.to_end, LEFT)
    assert viewer._work.playhead == 47
    qtbot.mouseClick(viewer.transport.step_back, LEFT)
    assert viewer._work.playhead == 46
    named = [w for w in viewer.transport.findChildren(QWidget) if w.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert all(widget.accessibleName() for widget in named)


# Playing.


def test_playing_advances_in_order_and_stops_at_the_end(qtbot: QtBot, viewer: ViewerPanel) -> None:
    seen: list[int] = []
    viewer.player.shown.connect(lambda made: seen.append(made.frame))
    began = time.monotonic()
    qtbot.mouseClick(viewer.transport.play, LEFT)
    assert viewer.player.playing
    qtbot.waitUntil(lambda: not viewer.player.playing, timeout=20_000)
    assert viewer._work.playhead == 47
    assert time.monotonic() - began >= 47 / 24
    assert seen == sorted(seen)
    assert len(set(seen)) > 10
    waits_for(qtbot, viewer, 47)
    assert viewer.transport.play.accessibleName().startswith("Play")


def test_playing_at_the_end_begins_again(qtbot: QtBot, viewer: ViewerPanel) -> None:
    viewer._work.set_playhead(47)
    qtbot.keyClick(viewer, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: 0 < viewer._work.playhead < 47, timeout=10_000)
    qtbot.keyClick(viewer, Qt.Key.Key_K)
    assert not viewer.player.playing


def test_j_and_l_shuttle_faster_with_every_press(qtbot: QtBot, viewer: ViewerPanel) -> None:
    speeds = []
    for key in (Qt.Key.Key_L, Qt.Key.Key_L, Qt.Key.Key_L, Qt.Key.Key_J, Qt.Key.Key_J):
        qtbot.keyClick(viewer, key)
        speeds.append(viewer.player.speed)
    assert speeds == [1, 2, 4, -1, -2]


def test_playing_backward_reaches_the_start(qtbot: QtBot, viewer: ViewerPanel) -> None:
    viewer._work.set_playhead(40)
    seen: list[int] = []
    viewer.player.shown.connect(lambda made: seen.append(made.frame))
    viewer.player.play(-2)
    qtbot.waitUntil(lambda: not viewer.player.playing, timeout=20_000)
    assert viewer._work.playhead == 0
    moving = [frame for frame in seen if frame < 40]
    assert moving == sorted(moving, reverse=True)


def test_the_marked_range_loops(qtbot: QtBot, viewer: ViewerPanel) -> None:
    viewer._work.set_marks(10, 20)
    qtbot.mouseClick(viewer.transport.loop, LEFT)
    places: list[int] = []
    viewer._work.playhead_changed.connect(places.append)
    viewer.player.play()
    qtbot.waitUntil(lambda: any(b < a for a, b in pairwise(places[1:])), timeout=10_000)
    viewer.player.pause()
    assert min(places) >= 10
    assert max(places) < 20


def test_typing_a_prompt_does_not_make_playing_stumble(
    qtbot: QtBot, viewer: ViewerPanel, workspace: Workspace
) -> None:
    viewer.player.play()
    qtbot.waitUntil(lambda: workspace.playhead > 1, timeout=10_000)
    restarted: list[bool] = []
    viewer.player.state_changed.connect(lambda: restarted.append(viewer.player.playing))
    workspace.apply("Prompt", lambda doc: set_prompt(doc, doc.cards[1].id, "a red ball rolls"))
    before = workspace.playhead
    qtbot.waitUntil(lambda: workspace.playhead > before + 4, timeout=10_000)
    assert True not in restarted


def test_a_click_on_the_ruler_while_playing_plays_on_from_there(qtbot: QtBot, viewer: ViewerPanel) -> None:
    viewer.player.play()
    qtbot.waitUntil(lambda: viewer._work.playhead > 1, timeout=10_000)
    viewer._work.set_playhead(35)
    qtbot.waitUntil(lambda: viewer._work.playhead > 36, timeout=10_000)
    assert viewer.player.playing


def test_late_frames_are_skipped_not_made(qtbot: QtBot, workspace: Workspace) -> None:
    maker = FrameMaker()
    maker.show(Film(workspace.document, {}, (160, 96)))
    maker.play(Run(0, 1, 0, 47))
    try:
        qtbot.waitUntil(maker.primed, timeout=10_000)
        first = maker.take(30)
        qtbot.waitUntil(lambda: any(beat > 30 for beat in maker.ahead()), timeout=10_000)
        made = maker.ahead()
    finally:
        maker.stop()
    assert first is not None
    assert first[0] <= FURTHEST
    # One picture may have been on its way when the clock said 30; nothing between it and 30 is made.
    assert all(beat <= first[0] + 1 or beat > 30 for beat in made)


@pytest.mark.parametrize(
    ("run", "frames"),
    [
        (Run(3, 1, 0, 5), [3, 4, 5, None, None]),
        (Run(3, -2, 0, 5), [3, 1, None, None, None]),
        (Run(4, 1, 2, 5, loop=True), [4, 5, 2, 3, 4]),
        (Run(3, -1, 2, 4, loop=True), [3, 2, 4, 3, 2]),
    ],
)
def test_runs(run: Run, frames: list[int | None]) -> None:
    assert [run.frame_at(beat) for beat in range(5)] == frames


def test_the_sound_thread_mixes_what_the_export_mixes(qtbot: QtBot, workspace: Workspace) -> None:
    maker = SoundMaker()
    maker.play(workspace.document, SoundRun(start=24_000, first=0, stop=96_000))
    made = b""

    def all_there() -> bool:
        nonlocal made
        made += maker.take()
        return len(made) >= 72_000 * 8

    qtbot.waitUntil(all_there, timeout=10_000)
    maker.stop()
    mixer = SoundMixer(workspace.document, RATE)
    expected = mixer.read(24_000, 72_000)
    mixer.close()
    assert np.array_equal(np.frombuffer(made, np.float32).reshape(-1, 2), expected)
    assert np.abs(expected).max() > 0.3


def test_sound_that_loops_goes_round_without_a_gap(qtbot: QtBot, workspace: Workspace) -> None:
    maker = SoundMaker()
    maker.play(workspace.document, SoundRun(start=47_000, first=46_000, stop=49_000, loop=True))
    made = b""

    def enough() -> bool:
        nonlocal made
        made += maker.take()
        return len(made) >= 5_000 * 8

    qtbot.waitUntil(enough, timeout=10_000)
    maker.stop()
    mixer = SoundMixer(workspace.document, RATE)
    once = mixer.read(46_000, 3_000)
    mixer.close()
    got = np.frombuffer(made, np.float32).reshape(-1, 2)[:5_000]
    assert np.array_equal(got, np.concatenate([once[1_000:], once])[:5_000])
