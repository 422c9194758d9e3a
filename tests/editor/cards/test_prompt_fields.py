"""Parts of a prompt one by one, camera moves, writing it out, advice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from editor.cards.camera import NAMES
from editor.cards.panel import CardPanel
from editor.workspace import Workspace
from engine.document import edits
from engine.families.wording import MOVES
from engine.paths import resource
from tests.editor.cards.filled import history, one


def test_what_is_typed_into_a_field_is_on_the_card(qtbot: QtBot, panel: CardPanel, work: Workspace) -> None:
    panel.folds["fields"].head.click()
    qtbot.keyClicks(panel.fields.lines["subject"], "a fox")
    qtbot.keyClicks(panel.fields.lines["lighting"], "low sun")
    assert (one(work).subject, one(work).lighting) == ("a fox", "low sun")
    work.undo()
    assert panel.fields.lines["lighting"].text() == ""
    work.undo()
    assert one(work).subject == ""


def test_the_text_is_taken_apart_and_put_together_again(panel: CardPanel, work: Workspace) -> None:
    card_id = one(work).id
    text = "a red ball rolls, in a meadow, the camera pans left, film noir"
    work.apply("Prompt", lambda doc: edits.set_prompt(doc, card_id, text))
    before = history(work)
    panel.fields.take_apart.click()
    assert (one(work).subject, one(work).action, one(work).camera) == ("a red ball", "rolls", "pan left")
    assert one(work).prompt == "film noir"
    assert panel.fields.camera.currentText() == "Pan left"
    assert "a red ball · rolls" in panel.folds["fields"].head.summary
    panel.fields.put_together.click()
    assert (one(work).subject, one(work).camera) == ("", "")
    assert one(work).prompt == "a red ball rolls, in a meadow, pan left, film noir"
    assert not panel.fields.put_together.isEnabled()
    assert history(work) == before + 2


def test_an_empty_prompt_shows_what_the_fields_say(panel: CardPanel, work: Workspace) -> None:
    card_id = one(work).id
    work.apply("Fields", lambda doc: edits.set_card(doc, card_id, prompt="", subject="a fox", mood="calm"))
    assert panel.prompt.toPlainText() == ""
    assert panel.prompt.placeholderText() == "a fox, calm"
    work.apply("Fields", lambda doc: edits.set_card(doc, card_id, subject="", mood=""))
    assert panel.prompt.placeholderText().startswith("Describe what happens here, such as: a red ball")
    work.apply("Model", lambda doc: edits.set_card(doc, card_id, model="other"))
    assert panel.prompt.placeholderText() == "Describe what happens here"


def test_every_move_of_the_engine_can_be_picked_and_has_a_drawing() -> None:
    assert list(NAMES) == list(MOVES)
    drawings = {resource(f"icons/camera-{move.replace(' ', '-')}.svg").read_text() for move in NAMES}
    assert len(drawings) == 16


def test_a_camera_move_is_picked_in_a_grid_by_its_name(
    qtbot: QtBot, panel: CardPanel, work: Workspace
) -> None:
    camera = panel.fields.camera
    panel.folds["fields"].head.click()
    camera.showPopup()
    assert camera.popup.isVisible()
    qtbot.keyClicks(camera.popup.search, "truck")
    assert camera.popup.rows.rowCount() == 2
    qtbot.keyClick(camera.popup.search, Qt.Key.Key_Return)
    assert not camera.popup.isVisible()
    assert one(work).camera == "truck left"
    camera.showPopup()
    qtbot.keyClick(camera.popup.search, Qt.Key.Key_Down)  # into the grid
    qtbot.keyClick(camera.popup.view, Qt.Key.Key_Right)
    qtbot.keyClick(camera.popup.view, Qt.Key.Key_Return)
    assert one(work).camera == "truck right"


def test_a_camera_in_ones_own_words(qtbot: QtBot, panel: CardPanel, work: Workspace) -> None:
    camera = panel.fields.camera
    camera.showPopup()
    qtbot.keyClicks(camera.popup.search, "slowly round the tree")
    qtbot.mouseClick(camera.own, Qt.MouseButton.LeftButton)
    assert one(work).camera == "slowly round the tree"
    assert camera.currentText() == "slowly round the tree"
    work.undo()
    assert camera.currentText() == "Not said"
    assert camera.count() == 17


def test_writing_it_out_fills_what_is_open_in_one_step(panel: CardPanel, work: Workspace) -> None:
    card_id = one(work).id
    work.apply("Prompt", lambda doc: edits.set_prompt(doc, card_id, "a blue boat"))
    before = one(work)
    panel.write_out.click()
    after = one(work)
    assert after.prompt == "a blue boat"
    assert after.setting
    assert after.camera
    assert work.undo_name == "Write out the prompt"
    work.undo()
    assert one(work) == before


def test_nothing_left_open_is_said(panel: CardPanel, work: Workspace) -> None:
    panel.write_out.click()
    spy = QSignalSpy(work.notice)
    panel.write_out.click()
    assert "leaves nothing open" in spy.at(0)[0]


def test_a_prompt_that_is_too_long_is_said_below_it(qtbot: QtBot, panel: CardPanel, work: Workspace) -> None:
    assert not panel.advice.isVisible()
    panel.prompt.setPlainText("a very long description of a meadow " * 60)
    too_long = "This card says more than sketch reads"
    qtbot.waitUntil(lambda: too_long in panel.advice.text(), timeout=20_000)
    assert panel.advice.isVisible()
    assert not panel.advice.whole.isVisible()
    panel.advice.click()
    assert panel.advice.whole.isVisible()
    panel.prompt.setPlainText("a red ball")
    qtbot.waitUntil(lambda: too_long not in panel.advice.text(), timeout=20_000)


def test_words_that_the_model_does_not_know_are_said(qtbot: QtBot, panel: CardPanel, work: Workspace) -> None:
    panel.prompt.setPlainText("a zebra rolls in a meadow")
    qtbot.waitUntil(lambda: "Sketch does not know “zebra”" in panel.advice.text(), timeout=20_000)


def test_a_card_too_short_to_be_seen_is_said(qtbot: QtBot, panel: CardPanel, work: Workspace) -> None:
    work.apply("Split", lambda doc: edits.split(doc, 23))
    work.select_card(work.document.cards[1].id)
    qtbot.waitUntil(lambda: "This card is too short to be seen" in panel.advice.text(), timeout=20_000)
