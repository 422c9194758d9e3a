"""The whole job through the window: drop, split, describe, draw, undo, export; with the real worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from editor.main_window import MainWindow
from engine.document import edits
from engine.media.probe import probe
from engine.render.compose import Composer
from tests.editor.conftest import drop, open_footage

PATIENCE = 240_000
STEPS = 2
"""The fewest that still show a preview on the way; the machine may be busy."""


def split_and_describe(qtbot: QtBot, window: MainWindow, frame: int, prompt: str) -> str:
    """Ctrl+K at `frame`, then the prompt typed into the card behind it; its id."""
    work = window.workspace
    work.set_playhead(frame)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert [card.range.start for card in work.document.cards] == [0, frame]
    card_id = work.document.cards[1].id
    work.select_card(card_id)
    window.describe(card_id)
    qtbot.keyClicks(window.sides.cards.prompt, prompt)
    assert work.document.cards[1].prompt == prompt
    window.sides.cards.steps.setValue(STEPS)
    assert work.document.cards[1].steps == STEPS
    return card_id


def test_drop_split_describe_draw_undo_export(
    qtbot: QtBot, window: MainWindow, footage: Path, tmp_path: Path
) -> None:
    work = open_footage(qtbot, window, footage)
    assert (work.document.frames, work.document.width, work.document.height) == (60, 192, 112)
    card_id = split_and_describe(qtbot, window, 36, "a red ball over a green meadow")
    foot = window.sides.cards.foot
    assert foot.button.text() == "Redraw 36–60"

    # Draw: progress and a live picture arrive, on the card and in the viewer.
    seen: list[tuple[float, bool]] = []
    work.job_changed.connect(lambda _: seen.append(progress(window, card_id)))
    qtbot.mouseClick(foot.button, Qt.MouseButton.LeftButton)
    assert foot.button.text() == "Cancel"
    assert work.state(card_id) in ("queued", "running")
    with qtbot.waitSignal(work.takes_changed, timeout=PATIENCE):
        pass
    assert work.state(card_id) == "done", foot.words.text()
    fractions = [fraction for fraction, _ in seen]
    assert fractions == sorted(fractions)
    assert any(preview for _, preview in seen)
    assert not work.jobs.views()

    # The take is there, in the strip and in the viewer.
    card = work.card(card_id)
    assert card is not None
    take = work.shown(card)
    assert take is not None
    assert (take.range.start, take.range.stop) == (36, 60)
    assert len(window.sides.cards.takes.strip.buttons) == 1
    work.set_playhead(40)
    shown = window.viewer().player
    qtbot.waitUntil(lambda: shown.picture is not None and shown.picture.frame == 40, timeout=20_000)
    qtbot.waitUntil(lambda: shows(window, take_of=True), timeout=20_000)
    assert not shows(window, take_of=False)

    # It plays on from there, in the same window; Space is a space while the prompt has the focus.
    window.sides.timeline.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: work.playhead > 44, timeout=20_000)
    qtbot.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not shown.playing)

    # Undo takes the words back, never the take.
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    while work.can_undo and work.document.cards[-1].prompt:
        work.undo()
    assert work.document.cards[-1].prompt == ""
    while work.can_redo:
        work.redo()
    assert work.state(card_id) == "done"

    out = export_through_dialog(qtbot, window, tmp_path / "film.mp4")
    info = probe(out)
    assert (info.frames, info.width, info.height, str(info.rate)) == (60, 192, 112, "24")


def shows(window: MainWindow, take_of: bool) -> bool:
    """Whether the viewer's picture is the composed film's (with its takes, or the footage alone)."""
    work, picture = window.workspace, window.viewer().player.picture
    assert picture is not None
    image = picture.image.convertToFormat(QImage.Format.Format_RGB888)
    size = (image.width(), image.height())
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(size[1], image.bytesPerLine())
    seen = rows[:, : 3 * size[0]].reshape(size[1], size[0], 3)
    with Composer(work.document, work.shown, size) as composer:
        wanted = composer.frame(picture.frame) if take_of else composer.source(picture.frame)
        return np.array_equal(seen, wanted)


def progress(window: MainWindow, card_id: str) -> tuple[float, bool]:
    view = window.workspace.job(card_id)
    return (view.fraction, view.preview is not None) if view else (1.0, False)


def export_through_dialog(qtbot: QtBot, window: MainWindow, out: Path) -> Path:
    from editor.dialogs.export import ExportDialog

    qtbot.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(window.findChildren(ExportDialog)))
    dialog = window.findChildren(ExportDialog)[0]
    dialog.path.setText(str(out))
    with qtbot.waitSignal(window.sides.exports.finished, timeout=60_000):
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.notice.isVisible() and out.name in window.notice.text.text())
    return out


def crowding() -> float:
    """How many times as long as it computes something takes here; 1 where the machine does nothing else."""
    began, used = time.monotonic(), time.thread_time()
    while time.thread_time() - used < 0.1:
        pass
    return (time.monotonic() - began) / (time.thread_time() - used)


def test_cancel_stops_within_two_seconds(qtbot: QtBot, window: MainWindow, footage: Path) -> None:
    work = open_footage(qtbot, window, footage)
    card_id = split_and_describe(qtbot, window, 20, "a white boat at sunset")
    window.sides.cards.steps.setValue(500)
    qtbot.mouseClick(window.sides.cards.foot.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: progress(window, card_id)[1], timeout=PATIENCE)
    began = time.monotonic()
    qtbot.mouseClick(window.sides.cards.foot.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: work.job(card_id) is None)
    assert time.monotonic() - began < 2 + 4 * (crowding() - 1)
    assert work.state(card_id) == "ready"
    assert window.sides.cards.foot.button.text() == "Redraw 20–60"


def test_closing_while_drawing_takes_under_a_second(qtbot: QtBot, window: MainWindow, footage: Path) -> None:
    work = open_footage(qtbot, window, footage)
    card_id = split_and_describe(qtbot, window, 20, "a yellow star at night")
    work.generate([card_id])
    qtbot.waitUntil(lambda: bool(work.jobs.worker_pids))
    (pid,) = work.jobs.worker_pids
    began = time.monotonic()
    window.close()
    assert time.monotonic() - began < 1 + 4 * (crowding() - 1)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_picture_dropped_on_a_card_whose_model_follows_none_is_its_first_frame(
    qtbot: QtBot, window: MainWindow, footage: Path, picture: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    plain = tmp_path / "models" / "plain"
    plain.mkdir(parents=True)
    (plain / "model_index.json").write_text('{"_class_name": "LTXConditionPipeline"}')
    monkeypatch.setenv("TWEENBOARD_MODELS", str(plain.parent))
    work = open_footage(qtbot, window, footage)
    work.apply("Split", lambda doc: edits.split(doc, 30))
    card_id = work.document.cards[1].id
    work.apply("Model", lambda doc: edits.set_card(doc, card_id, model="plain"))
    timeline = window.sides.timeline
    timeline.zoom_to_fit()
    card_row = next(row for row in timeline.rows if row.kind == "cards")
    at = QPointF(timeline.scale.x(45), card_row.top + card_row.height / 4)
    with qtbot.waitSignal(work.document_changed, timeout=20_000):
        assert drop(timeline.viewport(), picture, at=at)
    card = work.card(card_id)
    assert card is not None
    assert [(key.offset, key.source_frame) for key in card.keyframes] == [(0, 0)]
    work.select_card(card_id)
    assert len(window.sides.cards.keyframes.strip.buttons) == 1
    work.undo()
    assert not work.document.cards[1].keyframes


KILLED = """
import os, signal, sys
sys.path.insert(0, {repo!r})
from PySide6.QtCore import QTimer
from editor.app import application, build
from engine.document import edits
app = application()
window = build()
window.show()
work = window.workspace

def then():
    if not work.document.frames:
        return QTimer.singleShot(20, then)
    work.set_playhead(25)
    window.actions_by_id["split"].trigger()
    window.sides.cards.prompt.insertPlainText("a red ball rolls")
    window.sides.cards.strength.slider.setValue(55)
    print(work.project.path, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

work.import_files([{footage!r}])
then()
app.exec()
"""


def test_killed_and_opened_again_it_is_the_same_board(
    qtbot: QtBot, window: MainWindow, footage: Path, repo: Path, tmp_path: Path
) -> None:
    code = KILLED.format(repo=str(repo), footage=str(footage))
    env = os.environ | {"TWEENBOARD_FILMS": str(tmp_path / "killed"), "XDG_CONFIG_HOME": str(tmp_path / "x")}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=240)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert window.workspace.open(done.stdout.strip())
    document = window.workspace.document
    assert [str(card.range) for card in document.cards] == ["0–25", "25–60"]
    assert document.cards[1].prompt == "a red ball rolls"
    assert document.cards[1].strength == 0.55
    assert window.workspace.undo_name == "Strength"
