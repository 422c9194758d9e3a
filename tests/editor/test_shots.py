"""Cut at shot changes: one undo step, in the background, nothing half done."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.main_window import MainWindow
from engine.document import edits
from engine.document.time import FrameRange
from tests.editor.conftest import open_footage, said
from tests.media.clips import write_video
from tests.media.test_scenes import shot


@pytest.fixture(scope="module")
def three_shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    frames = [shot(seed, 1)(n) for seed in (1, 2, 3) for n in range(24)]
    return write_video(tmp_path_factory.mktemp("shots") / "three.mp4", frames, rate=Fraction(24))


def test_the_clip_is_cut_in_one_step(qtbot: QtBot, window: MainWindow, three_shots: Path) -> None:
    work = open_footage(qtbot, window, three_shots)
    before = work.document
    seen: list[tuple[str, int, int]] = []
    window.sides.shots.progress.connect(lambda *step: seen.append(step))
    with qtbot.waitSignal(work.saved, timeout=30_000):
        window.actions_by_id["cut_at_shots"].trigger()
        assert window.sides.shots.running
        assert not window.status.shots.isHidden()
    assert [clip.place for clip in work.document.tracks[0].clips] == [
        FrameRange(0, 24), FrameRange(24, 48), FrameRange(48, 72),
    ]  # fmt: skip
    assert len(work.document.cards) == 3
    assert seen[-1] == ("three.mp4", 72, 72)
    assert window.status.shots.isHidden()
    work.undo()
    assert work.document == before


def test_it_can_be_stopped(qtbot: QtBot, window: MainWindow, three_shots: Path) -> None:
    work = open_footage(qtbot, window, three_shots)
    before = work.document
    shots = window.sides.shots
    shots.progress.connect(lambda name, done, total: window.status.shots.stopped.emit() if done else None)
    with qtbot.waitSignal(shots.ended, timeout=30_000):
        window.actions_by_id["cut_at_shots"].trigger()
    assert work.document == before
    assert "cancelled" in window.notice.text.text()


def test_a_clip_that_changed_meanwhile_is_left_alone(
    qtbot: QtBot, window: MainWindow, three_shots: Path
) -> None:
    work = open_footage(qtbot, window, three_shots)
    with qtbot.waitSignal(work.notice, timeout=30_000) as told:
        window.actions_by_id["cut_at_shots"].trigger()
        work.apply("Split", lambda doc: edits.split(doc, 40))
    assert "changed meanwhile" in said(told)
    assert len(work.document.tracks[0].clips) == 2


def test_one_shot_is_said_to_be_one(qtbot: QtBot, window: MainWindow, footage: Path) -> None:
    work = open_footage(qtbot, window, footage)
    with qtbot.waitSignal(work.notice, timeout=30_000) as told:
        window.actions_by_id["cut_at_shots"].trigger()
    assert "No shot change" in said(told)
