"""Every tool from its menu action through its dialog to the edit: one undo step, cards in the queue."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.main_window import MainWindow
from editor.picker import Picker
from editor.tools.anew import RedoForm, RemixForm
from editor.tools.blending import BlendForm
from editor.tools.board import BoardForm, DraftForm, RefineForm
from editor.tools.longer import ExtendForm, LoopForm, RecutForm
from editor.tools.looks import FormatForm, RestyleForm
from editor.tools.pictures import AnimateForm
from editor.workspace import Workspace
from engine.document import edits
from engine.document.time import FrameRange
from tests.editor.test_cards import make_take
from tests.editor.tools.driving import opened, pressed


def choose(picker: Picker, row: int) -> None:
    """As a person does, unlike setCurrentIndex alone."""
    picker.setCurrentIndex(row)
    picker.activated.emit(row)


def queued(work: Workspace) -> list[str]:
    return [str(view.request.draw) for view in work.jobs.views()]


def test_extend_draws_new_frames_behind_the_film(window: MainWindow, board: Workspace) -> None:
    before = board.document
    dialog, form = opened(window, "extend_film", ExtendForm)
    assert form.what.span() == FrameRange(0, 120)
    form.length.setValue(12)
    pressed(dialog)
    assert board.document.frames == 132
    assert board.undo_name == "Extend"
    assert "120–132" in queued(board)
    assert board.document.cards[-1].words == "a green field"
    board.undo()
    assert board.document == before
    assert not board.can_undo or board.undo_name != "Extend"


def test_nothing_is_changed_before_the_button_and_by_cancel(window: MainWindow, board: Workspace) -> None:
    before = board.document
    dialog, form = opened(window, "extend_film", ExtendForm)
    form.length.setValue(30)
    dialog.look()
    rows = dialog.board.rows
    assert [row.document.frames for row in rows] == [120, 150]
    assert [str(span) for span in rows[1].drawn][-1] == "120–150"
    dialog.reject()
    assert board.document is before
    assert not queued(board)


def test_a_refusal_is_said_in_the_dialog_and_what_was_typed_stays(
    window: MainWindow, board: Workspace
) -> None:
    before = board.document
    dialog, form = opened(window, "recut", RecutForm)
    form.keep.setText("100–500")
    dialog.look()
    assert dialog.hint.isVisible()
    assert "500" in dialog.hint.text()
    assert not dialog.go.isEnabled()
    dialog.accept()
    assert dialog.isVisible()
    assert board.document is before
    form.keep.setText("60–120, 0–24")
    pressed(dialog)
    assert board.document.frames == 84
    assert not queued(board)
    assert board.undo_name == "Recut"


def test_a_film_that_cannot_be_written_keeps_the_dialog(
    window: MainWindow, board: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.errors import TweenError
    from engine.project.project import Project

    def full(*_: object) -> None:
        raise TweenError("The disk is full; make room.")

    dialog, form = opened(window, "extend_film", ExtendForm)
    form.words.setPlainText("snow falls")
    dialog.look()
    monkeypatch.setattr(Project, "commit", full)
    dialog.go.click()
    assert dialog.isVisible()
    assert dialog.hint.text() == "The disk is full; make room."
    assert form.words.said() == "snow falls"
    assert not queued(board)


def test_only_on_the_board_when_asked(window: MainWindow, board: Workspace) -> None:
    dialog, form = opened(window, "extend_film", ExtendForm)
    form.direction.buttons["both"].click()
    form.length.setValue(8)
    dialog.draw.setChecked(False)
    form.words.setPlainText("a field")
    pressed(dialog)
    assert board.document.frames == 136
    assert not queued(board)


def test_recut_follows_what_is_marked(window: MainWindow, board: Workspace) -> None:
    board.set_marks(24, 60)
    dialog, form = opened(window, "recut", RecutForm)
    assert form.keep.text() == "24–60"
    assert not form.words.isVisible()
    form.length.setValue(24)
    assert form.words.isVisible()
    pressed(dialog)
    assert board.document.frames == 60


def test_loop_leads_back(window: MainWindow, board: Workspace) -> None:
    dialog, form = opened(window, "loop_film", LoopForm)
    form.way.buttons["redraw"].click()
    form.join.setValue(12)
    pressed(dialog)
    assert board.document.frames == 120
    assert board.document.cards[-1].loop
    assert "108–120" in queued(board)
    dialog, form = opened(window, "loop_film", LoopForm)
    dialog.look()
    assert "loop already" in dialog.hint.text()


def test_a_loop_of_words_alone(window: MainWindow, board: Workspace) -> None:
    assert board.apply("Clear", lambda doc: edits.ripple_delete(doc, FrameRange(0, doc.frames)))
    dialog, form = opened(window, "loop_film", LoopForm)
    form.length.buttons["short"].click()
    dialog.look()
    assert not dialog.go.isEnabled()
    form.words.setPlainText("a red ball rolls")
    pressed(dialog)
    assert board.document.frames == 48
    assert board.document.cards[-1].loop


def test_blend_takes_the_cut_and_the_curve(window: MainWindow, board: Workspace) -> None:
    board.apply("No words", lambda doc: edits.set_card(doc, doc.cards[1].id, prompt=""))
    board.apply("No words", lambda doc: edits.set_card(doc, doc.cards[2].id, prompt=""))
    board.set_playhead(50)
    dialog, form = opened(window, "blend_cut", BlendForm)
    assert form.where.currentData() == 60
    form.mode.buttons["mix"].click()
    assert 0.5 in {value for _, value in form.curve.points}
    form.length.setValue(24)
    form.room.buttons["ripple"].click()
    form.words.setPlainText("a ball in a field")
    form.curve.show_points(((0.0, 0.0), (0.4, 0.9), (1.0, 1.0)))
    pressed(dialog)
    assert board.document.frames == 96
    blended = next(card for card in board.document.cards if card.blend)
    assert blended.range == FrameRange(36, 60)
    assert blended.blend == ((0.0, 0.0), (0.4, 0.9), (1.0, 1.0))
    assert queued(board) == ["36–60"]
    board.undo()
    assert board.document.frames == 120


def test_blend_with_a_file_looks_at_it_in_the_background(
    qtbot: QtBot, window: MainWindow, board: Workspace, picture: Path
) -> None:
    board.apply("No words", lambda doc: edits.set_card(doc, doc.cards[2].id, prompt=""))
    dialog, form = opened(window, "blend_cut", BlendForm)
    choose(form.where, form.where.count() - 1)
    assert form.other.isVisible()
    dialog.look()
    assert "Choose" in dialog.hint.text()
    form.mode.buttons["sample"].click()
    assert "playhead" in form.goes.text()
    board.set_playhead(70)
    form.other.choose_file(str(picture))
    dialog.look()
    assert "key.png" in dialog.hint.text()
    assert not dialog.go.isEnabled()
    qtbot.waitUntil(lambda: not form.waiting(), timeout=20_000)
    form.words.setPlainText("a flash of red")
    pressed(dialog)
    blended = next(card for card in board.document.cards if card.blend)
    assert blended.range == FrameRange(70, 94)
    assert len(board.document.assets) == 2


def test_a_file_that_is_no_footage_is_refused_in_the_dialog(
    qtbot: QtBot, window: MainWindow, board: Workspace, tmp_path: Path
) -> None:
    text = tmp_path / "notes.png"
    text.write_text("not a picture")
    dialog, form = opened(window, "animate", AnimateForm)
    form.pictures.pickers[0].choose_file(str(text))
    qtbot.waitUntil(lambda: not form.waiting(), timeout=20_000)
    dialog.look()
    assert "notes.png" in dialog.hint.text()
    assert not dialog.go.isEnabled()


def test_animate_puts_first_and_last_into_a_new_card(
    qtbot: QtBot, window: MainWindow, board: Workspace, picture: Path, tmp_path: Path
) -> None:
    from PIL import Image

    other = tmp_path / "last.png"
    Image.new("RGB", (192, 112), (20, 60, 200)).save(other)
    dialog, form = opened(window, "animate", AnimateForm)
    for at, path in enumerate((picture, other)):
        assert form.pictures.pickers[at].isVisible()
        form.pictures.pickers[at].choose_file(str(path))
        qtbot.waitUntil(lambda: not form.waiting(), timeout=20_000)
    form.length.setValue(24)
    form.words.setPlainText("the colour changes")
    pressed(dialog)
    card = board.document.cards[-1]
    assert card.range == FrameRange(120, 144)
    assert [key.offset for key in card.keyframes] == [0, 23]
    assert card.cut
    assert queued(board) == ["120–144"]


def test_redo_takes_the_marked_stretch(window: MainWindow, board: Workspace) -> None:
    board.set_marks(30, 50)
    dialog, form = opened(window, "redo_range", RedoForm)
    assert form.where.span() == FrameRange(30, 50)
    form.words.setPlainText("a blue ball")
    pressed(dialog)
    assert board.undo_name == "Redo 30–50"
    assert next(c for c in board.document.cards if c.range.start == 30).prompt == "a blue ball"
    assert queued(board) == ["30–50"]


def test_one_types_at_once_and_ctrl_return_does_it(
    qtbot: QtBot, window: MainWindow, board: Workspace
) -> None:
    dialog, form = opened(window, "redo_range", RedoForm)
    qtbot.waitUntil(form.words.hasFocus)
    form.words.setPlainText("a blue ball")
    dialog.look()
    qtbot.keyClick(form.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert board.undo_name.startswith("Redo ")
    assert len(queued(board)) == 1


def test_redo_the_last_second_is_one_key(qtbot: QtBot, window: MainWindow, board: Workspace) -> None:
    seed = board.document.cards[-1].seed
    mods = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(window, Qt.Key.Key_Z, mods)
    assert board.document.cards[-1].range == FrameRange(96, 120)
    assert board.document.cards[-1].seed == seed + 1
    assert queued(board) == ["96–120"]


def test_remix_reads_a_change_and_takes_the_strength_that_suits_it(
    window: MainWindow, board: Workspace
) -> None:
    board.select_card(board.document.cards[1].id)
    dialog, form = opened(window, "remix", RemixForm)
    assert form.where.span() == FrameRange(24, 60)
    assert form.strength.number.value() == 0.55
    form.words.setPlainText("replace the ball by a cube")
    assert form.strength.number.value() == 0.8
    dialog.look()
    assert dialog.notes.text().startswith("Read as:")
    pressed(dialog)
    card = board.document.cards[1]
    assert card.strength == 0.8
    assert "cube" in card.prompt
    assert "ball" not in card.prompt
    assert "Read as:" in window.notice.text.text()
    assert board.undo_name == "Remix 24–60"


def test_remix_with_words_of_ones_own_and_a_chosen_strength(window: MainWindow, board: Workspace) -> None:
    board.set_marks(0, 24)
    dialog, form = opened(window, "remix", RemixForm)
    form.strength.presets[0.35].click()
    form.words.setPlainText("an evening meadow")
    pressed(dialog)
    card = board.document.cards[0]
    assert (card.range, card.strength, card.prompt) == (FrameRange(0, 24), 0.35, "an evening meadow")


def test_restyle_the_film_or_one_card(window: MainWindow, board: Workspace) -> None:
    board.select_card(board.document.cards[1].id)
    dialog, form = opened(window, "restyle", RestyleForm)
    choose(form.style_, form.style_.findData("watercolour"))
    pressed(dialog)
    assert [card.style for card in board.document.cards] == ["watercolour"] * 3
    assert len(queued(board)) == 3
    board.undo()
    assert [card.style for card in board.document.cards] == [None] * 3
    dialog, form = opened(window, "restyle", RestyleForm)
    choose(form.style_, form.style_.findData("noir"))
    choose(form.which, form.which.count() - 1)
    pressed(dialog)
    assert [card.style for card in board.document.cards] == [None, "noir", None]


def test_another_format_with_more_drawn_around(window: MainWindow, board: Workspace) -> None:
    dialog, form = opened(window, "change_format", FormatForm)
    dialog.look()
    assert not dialog.go.isEnabled()
    form.shape.buttons["9:16"].click()
    dialog.look()
    form.empty.buttons["outpaint"].click()
    dialog.look()
    assert not dialog.go.isEnabled()
    form.words.setPlainText("a wide meadow")
    pressed(dialog)
    doc = board.document
    assert (doc.width, doc.height) == (112, 200)
    assert doc.cards[0].outpaint
    assert doc.cards[0].prompt == "a wide meadow"
    board.undo()
    dialog, form = opened(window, "change_format", FormatForm)
    form.shape.buttons["own"].click()
    form.own.setText("128x128")
    form.empty.buttons["crop"].click()
    pressed(dialog)
    assert (board.document.width, board.document.height, board.document.fill) == (128, 128, True)


def test_fewer_frames_a_second_and_back(window: MainWindow, board: Workspace) -> None:
    before = board.document
    dialog, form = opened(window, "change_format", FormatForm)
    assert form.rate.value() == 24
    form.rate.buttons[Fraction(30)].click()
    pressed(dialog)
    doc = board.document
    assert (doc.rate, doc.width, doc.height) == (30, before.width, before.height)
    assert [card.range.start / 30 for card in doc.cards] == [card.range.start / 24 for card in before.cards]
    dialog, form = opened(window, "change_format", FormatForm)
    form.rate.buttons[Fraction(24)].click()
    pressed(dialog)
    assert [card.range for card in board.document.cards] == [card.range for card in before.cards]
    assert [track.clips for track in board.document.tracks] == [track.clips for track in before.tracks]
    board.undo()
    board.undo()
    assert board.document == before


def test_draft_then_refine(window: MainWindow, board: Workspace) -> None:
    dialog, _ = opened(window, "refine", RefineForm)
    dialog.look()
    assert "no card has a draft" in dialog.hint.text().lower()
    dialog.reject()
    card = board.document.cards[1].id
    board.select_card(card)
    dialog, _ = opened(window, "draft", DraftForm)
    dialog.draw.setChecked(False)
    pressed(dialog)
    assert [each.scale for each in board.document.cards] == [1.0, 0.5, 1.0]
    take = make_take(board, card, 80)
    dialog, _ = opened(window, "refine", RefineForm)
    pressed(dialog)
    refined = board.document.cards[1]
    assert refined.scale == 1
    assert refined.start is not None
    assert refined.start.take == take.id


def test_the_board_as_one_film_is_one_job(window: MainWindow, board: Workspace) -> None:
    dialog, _ = opened(window, "draw_board", BoardForm)
    dialog.look()
    assert len(dialog.board.rows[1].drawn) == 1
    pressed(dialog)
    assert queued(board) == ["24–120"]
    first, second = board.document.cards[1:]
    assert first.lineage == second.lineage
    assert [board.state(card.id) for card in board.document.cards] == ["keep", "queued", "queued"]
    view = board.job(second.id)
    assert view is not None
    assert len(view.request.spans) == 2


def test_each_card_by_itself(window: MainWindow, board: Workspace) -> None:
    dialog, form = opened(window, "draw_board", BoardForm)
    form.by_card.click()
    pressed(dialog)
    assert queued(board) == ["24–60", "60–120"]
