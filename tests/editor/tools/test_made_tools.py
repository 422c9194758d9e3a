"""Tools that make footage first: in the background, behind a bar that can stop it, then one edit."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QProgressDialog
from pytestqt.qtbot import QtBot

from editor.main_window import MainWindow
from editor.tools.dialog import ToolDialog
from editor.tools.longer import RecutForm
from editor.tools.slowed import InterpolateForm, SlowForm
from editor.tools.stills import CinemagraphForm, FreezeForm, UnfreezeForm
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Document, Region
from engine.document.time import CardRange, FrameRange
from tests.editor.tools.driving import opened, pressed


@pytest.fixture
def plain(board: Workspace) -> Workspace:
    """The film without words: footage alone."""

    def wordless(doc: Document) -> Document:
        for card in doc.cards:
            doc = edits.set_card(doc, card.id, prompt="")
        return doc

    assert board.apply("No words", wordless)
    return board


def done(qtbot: QtBot, dialog: ToolDialog) -> None:
    """Press the button and wait until the dialog has gone."""
    with qtbot.waitSignal(dialog.accepted, timeout=60_000):
        pressed(dialog)


def test_slow_motion_finds_the_frames_between(qtbot: QtBot, window: MainWindow, plain: Workspace) -> None:
    plain.set_marks(24, 36)
    before = plain.document
    dialog, form = opened(window, "slow_motion", SlowForm)
    assert form.where.span() == FrameRange(24, 36)
    dialog.look()
    assert "24 frames are found" in dialog.notes.text()
    done(qtbot, dialog)
    doc = plain.document
    assert doc.frames == 132
    made = [asset for asset in doc.assets if asset not in before.assets]
    assert [asset.frames for asset in made] == [24]
    assert plain.project is not None
    assert Path(made[0].path).parent == plain.project.path.with_suffix(".media")
    assert plain.undo_name == "Slow motion 24–36"
    assert "file of their own" in window.notice.text.text()
    plain.undo()
    assert plain.document == before


def test_what_is_not_drawn_cannot_be_slowed(window: MainWindow, board: Workspace) -> None:
    board.select_card(board.document.cards[1].id)
    dialog, _ = opened(window, "slow_motion", SlowForm)
    dialog.look()
    assert "not drawn yet" in dialog.hint.text()
    assert not dialog.go.isEnabled()


def test_stopping_leaves_the_film_and_the_dialog(qtbot: QtBot, window: MainWindow, plain: Workspace) -> None:
    plain.set_marks(0, 60)
    before = plain.document
    dialog, form = opened(window, "slow_motion", SlowForm)
    form.speed.buttons[list(form.speed.buttons)[-1]].click()
    pressed(dialog)
    bar = dialog.findChild(QProgressDialog)
    assert bar is not None
    bar.canceled.emit()
    qtbot.waitUntil(lambda: dialog.hint.text() == "Stopped; the film is as it was.", timeout=60_000)
    assert dialog.isVisible()
    assert plain.document is before
    assert plain.project is not None
    assert not list(plain.project.path.parent.glob("*.media/*.mp4"))


def test_a_higher_rate(qtbot: QtBot, window: MainWindow, plain: Workspace) -> None:
    dialog, form = opened(window, "more_frames", InterpolateForm)
    dialog.look()
    assert "No footage has frames missing" in dialog.hint.text()
    dialog.reject()
    plain.apply("Shorter", lambda doc: edits.ripple_delete(doc, FrameRange(12, 120)))
    dialog, form = opened(window, "more_frames", InterpolateForm)
    rate = list(form.rate.buttons)[1]
    form.rate.buttons[rate].click()
    done(qtbot, dialog)
    assert plain.document.rate == rate == 48
    assert plain.document.frames == 24


def test_freeze_then_unfreeze(qtbot: QtBot, window: MainWindow, plain: Workspace) -> None:
    plain.set_playhead(30)
    dialog, form = opened(window, "freeze", FreezeForm)
    form.length.setValue(13)
    done(qtbot, dialog)
    assert plain.document.frames == 132
    assert [asset.kind for asset in plain.document.assets] == ["video", "image"]
    plain.set_marks(31, 43)
    dialog, still = opened(window, "unfreeze", UnfreezeForm)
    still.words.setPlainText("the square moves on")
    still.back.click()
    done(qtbot, dialog)
    card = next(card for card in plain.document.cards if card.range == FrameRange(31, 43))
    assert [key.offset for key in card.keyframes] == [0, 11]
    assert [str(view.request.draw) for view in plain.jobs.views()] == ["31–43"]


def test_what_moves_is_not_frozen(qtbot: QtBot, window: MainWindow, plain: Workspace) -> None:
    plain.set_marks(10, 20)
    dialog, form = opened(window, "unfreeze", UnfreezeForm)
    form.words.setPlainText("it moves")
    pressed(dialog)
    qtbot.waitUntil(lambda: "moves in 10–20 already" in dialog.hint.text(), timeout=60_000)
    assert dialog.isVisible()


def test_a_cinemagraph_of_what_is_painted(qtbot: QtBot, window: MainWindow, plain: Workspace) -> None:
    dialog, _ = opened(window, "cinemagraph", CinemagraphForm)
    dialog.look()
    assert "paint in the viewer" in dialog.hint.text()
    dialog.reject()
    card = plain.document.cards[1]
    half = Region(CardRange(0, len(card.range)), "box", ((0.0, 0.0), (0.5, 1.0)))
    plain.apply("Paint", lambda doc: edits.set_regions(doc, card.id, (half,)))
    dialog, _ = opened(window, "cinemagraph", CinemagraphForm)
    done(qtbot, dialog)
    made = plain.document.assets[-1]
    assert (made.kind, made.frames) == ("video", len(card.range))
    assert Path(made.path).name.startswith("cinemagraph 24-60")
    assert plain.document.frames == 120


def test_a_recut_in_a_new_film_leaves_this_one(qtbot: QtBot, window: MainWindow, board: Workspace) -> None:
    assert board.project is not None
    old, before = board.project.path, board.document
    dialog, form = opened(window, "recut", RecutForm)
    form.keep.setText("60–120")
    form.length.setValue(24)
    form.beside.click()
    dialog.draw.setChecked(False)
    done(qtbot, dialog)
    assert board.project.path == old.with_name(f"{old.stem} recut.tween")
    assert board.document.frames == 84
    assert board.undo_name == "Recut"
    assert board.open(old)
    assert board.document == before
