"""Model, draft, switches, how many takes; several cards at once; folds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.cards import variations
from editor.cards.panel import CardPanel
from editor.library.thumbs import Thumbs
from editor.workspace import Workspace
from engine.document import edits
from engine.document.card_edits import MAX_SEED
from engine.families.memory.machine import Facts, installed_torch, write_down
from tests.editor.cards.filled import add_take, history, one


def test_a_model_is_chosen_and_one_that_does_not_fit_says_so(
    qtbot: QtBot, models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Workspace
) -> None:
    monkeypatch.setenv("TWEENBOARD_CACHE", str(tmp_path / "cache"))
    write_down(Facts("cpu", 0, installed_torch()))
    panel = CardPanel(work, Thumbs(work.background))
    qtbot.addWidget(panel)
    panel.show()
    picker = panel.drawing.model
    assert [picker.itemText(row) for row in range(picker.count())] == [
        "Sketch (the film's)",
        "Sketch",
        "plain",
        "vace",
    ]
    picker.showPopup()
    qtbot.waitUntil(lambda: picker.itemText(3) == "vace – does not fit", timeout=20_000)
    qtbot.waitUntil(lambda: " GB of memory and " in picker.itemText(0), timeout=20_000)
    picker.hidePopup()
    assert picker.itemText(0) == "Sketch (the film's)"
    picker.activated.emit(3)
    assert one(work).model == "vace"
    assert picker.currentText() == "vace"
    qtbot.waitUntil(lambda: not panel.foot.button.isEnabled(), timeout=20_000)
    assert panel.foot.words.property("role") == "error"
    assert "vace" in panel.foot.words.text()
    work.undo()
    qtbot.waitUntil(panel.foot.button.isEnabled, timeout=20_000)


def test_a_model_that_is_gone_keeps_its_name(panel: CardPanel, work: Workspace) -> None:
    card_id = one(work).id
    work.apply("Model", lambda doc: edits.set_card(doc, card_id, model="gone-2b"))
    assert panel.drawing.model.currentText() == "gone-2b (missing)"


def test_draft_and_full_size(panel: CardPanel, work: Workspace) -> None:
    take = add_take(work)
    card_id = one(work).id
    work.apply("Pin", lambda doc: edits.pin_take(doc, card_id, take.id))
    panel.drawing.scale.draft.click()
    assert (one(work).scale, one(work).pinned) == (0.5, None)
    assert panel.drawing.scale.draft.isChecked()
    panel.drawing.scale.full.click()
    assert one(work).scale == 1
    assert panel.drawing.scale.full.isChecked()


def test_a_draft_that_cannot_be_says_why_and_the_switch_goes_back(
    qtbot: QtBot, panel: CardPanel, work: Workspace
) -> None:
    card_id = one(work).id
    work.apply("Region", lambda doc: edits.paint_region(doc, card_id, "box", [(0, 0), (1, 1)]))
    with qtbot.waitSignal(work.notice) as told:
        panel.drawing.scale.draft.click()
    assert "only a part of its picture" in str(told.args)
    assert panel.drawing.scale.full.isChecked()
    assert not panel.drawing.scale.draft.isChecked()


def test_switches(panel: CardPanel, work: Workspace) -> None:
    panel.drawing.cut.click()
    panel.drawing.match_colour.click()
    assert (one(work).cut, one(work).match_colour) == (True, False)
    assert work.request_for(one(work)).match_colour is False
    work.undo()
    assert panel.drawing.match_colour.isChecked()
    work.select_card(work.document.cards[0].id)
    assert not panel.drawing.cut.isEnabled()  # nothing comes before it


def test_guidance_is_the_models_own_until_it_is_said(panel: CardPanel, work: Workspace) -> None:
    number = panel.drawing.guidance
    assert number.text() == "auto"
    number.stepUp()
    assert one(work).guidance == 1
    number.setValue(6.5)
    assert one(work).guidance == 6.5
    assert work.request_for(one(work)).guidance == 6.5
    assert "guidance 6.5" in panel.drawing.summary()
    for _ in range(2):
        work.select([card.id for card in work.document.cards])
        assert number.text() == "Mixed"
        work.select_card(work.document.cards[1].id)
    number.setValue(0.5)
    assert one(work).guidance is None
    assert number.text() == "auto"


def test_a_model_without_guidance_says_so(qtbot: QtBot, models: Path, work: Workspace) -> None:
    (models / "quick-distilled").mkdir()
    index = json.dumps({"_class_name": "LTXPipeline"})
    (models / "quick-distilled" / "model_index.json").write_text(index)
    card_id = one(work).id
    work.apply("Model", lambda doc: edits.set_card(doc, card_id, model="quick-distilled"))
    panel = CardPanel(work, Thumbs(work.background))
    qtbot.addWidget(panel)
    assert not panel.drawing.guidance.isEnabled()
    assert "without guidance" in panel.drawing.guidance.toolTip()


# How many takes.


def test_variations_have_seeds_of_their_own_and_the_cards_comes_last(
    qtbot: QtBot, panel: CardPanel, work: Workspace
) -> None:
    card_id = one(work).id
    work.apply("Seed", lambda doc: edits.set_card(doc, card_id, seed=MAX_SEED - 1))
    work.jobs.hold()
    variations.draw(work, [card_id], 4)
    views = work.jobs.views()
    assert [view.request.seed for view in views] == [1, 0, MAX_SEED, MAX_SEED - 1]
    assert [view.own_seed for view in views] == [True, True, True, False]
    assert panel.foot.button.text() == "Cancel all 4 takes"
    assert panel.foot.counts.isHidden()
    panel.foot.button.click()
    qtbot.waitUntil(lambda: work.jobs.views() == ())


def test_drawing_what_is_drawn_already_is_refused(qtbot: QtBot, panel: CardPanel, work: Workspace) -> None:
    card_id = one(work).id
    work.jobs.hold()
    variations.draw(work, [card_id], 1)
    with qtbot.waitSignal(work.notice) as told:
        variations.draw(work, [card_id], 2)
    assert "being drawn already" in str(told.args)
    assert len(work.jobs.views()) == 1


def test_the_number_of_takes_is_kept_and_told(qtbot: QtBot, panel: CardPanel, work: Workspace) -> None:
    assert panel.foot.count == 1
    panel.foot.counts.setCurrentIndex(2)
    panel.foot.counts.activated.emit(2)
    assert panel.foot.count == 4
    assert panel.foot.words.text().startswith("4 takes of 28 frames, each")
    again = CardPanel(work, Thumbs(work.background))
    qtbot.addWidget(again)
    assert again.foot.count == 4


# Several cards.


@pytest.fixture
def both(work: Workspace, panel: CardPanel) -> list[str]:
    ids = [card.id for card in work.document.cards]
    work.apply("Wish", lambda doc: edits.set_card(doc, ids[0], seed=3, steps=5, style="noir", cut=True))
    work.select(ids, ids[1])
    return ids


def test_what_cards_share_is_shown_and_the_rest_is_mixed(panel: CardPanel, both: list[str]) -> None:
    assert panel.title.text() == "2 cards"
    for widget in (panel.prompt, panel.takes, panel.folds["fields"], panel.folds["pictures"]):
        assert widget.isHidden()
    assert panel.style_picker.currentText() == ""
    assert panel.style_picker.placeholderText() == "Mixed"
    assert panel.strength.number.value() == 1.0
    assert (panel.seed.number.text(), panel.seed.number.placeholderText()) == ("", "Mixed")
    assert panel.steps.text() == "Mixed"
    assert panel.drawing.cut.checkState() == Qt.CheckState.PartiallyChecked
    assert panel.drawing.match_colour.checkState() == Qt.CheckState.Checked


def test_an_edit_goes_to_all_in_one_step(panel: CardPanel, work: Workspace, both: list[str]) -> None:
    before = history(work)
    panel.strength.presets[0.55].click()
    assert [card.strength for card in work.document.cards] == [0.55, 0.55]
    panel.steps.setValue(12)
    assert [card.steps for card in work.document.cards] == [12, 12]
    panel.drawing.cut.click()
    assert [card.cut for card in work.document.cards] == [True, True]
    panel.negative.setPlainText("fog")
    assert [card.negative for card in work.document.cards] == ["fog", "fog"]
    panel.drawing.scale.draft.click()
    assert [card.scale for card in work.document.cards] == [0.5, 0.5]
    assert history(work) == before + 5
    work.undo()
    assert panel.drawing.scale.full.isChecked()


def test_locked_cards_among_them_stay(panel: CardPanel, work: Workspace, both: list[str]) -> None:
    work.apply("Lock", lambda doc: edits.set_card(doc, both[0], locked=True))
    panel.strength.presets[0.8].click()
    assert [card.strength for card in work.document.cards] == [1.0, 0.8]
    work.apply("Lock", lambda doc: edits.set_card(doc, both[1], locked=True))
    assert not panel.look.isEnabled()
    assert panel.foot.button.text() == "Unlock"
    panel.foot.button.click()
    assert not any(card.locked for card in work.document.cards)


def test_the_button_draws_those_with_words(panel: CardPanel, work: Workspace, both: list[str]) -> None:
    assert panel.foot.button.text() == "Redraw 20–48"
    assert panel.foot.words.text().endswith("Not drawn, without a prompt: 1.")
    spy = QSignalSpy(panel.draw_requested)
    panel.foot.button.click()
    assert [spy.at(n) for n in range(spy.count())] == [[both[1]]]


def test_the_dice_and_the_lock_go_to_all(panel: CardPanel, work: Workspace, both: list[str]) -> None:
    spy = QSignalSpy(panel.roll_requested)
    panel.seed.dice.click()
    assert [spy.at(n)[0] for n in range(spy.count())] == both
    panel.seed.lock.click()
    assert panel.kept_seeds == set(both)


def test_one_card_again_shows_it_whole(panel: CardPanel, work: Workspace, both: list[str]) -> None:
    work.select_card(both[1])
    assert panel.title.text() == "Card 2"
    assert panel.prompt.isVisible()
    assert panel.steps.text() == "auto"
    assert panel.drawing.cut.checkState() == Qt.CheckState.Unchecked


# Folds, and room.

NAMES = ("fields", "look", "pictures", "drawing")


def test_folds_remember_whether_they_were_open(qtbot: QtBot, panel: CardPanel, work: Workspace) -> None:
    assert [name for name in NAMES if panel.folds[name].opened] == ["look"]
    panel.folds["drawing"].head.click()
    panel.folds["look"].head.click()
    assert panel.drawing.isVisible()
    assert not panel.look.isVisible()
    QSettings().sync()
    again = CardPanel(work, Thumbs(work.background))
    qtbot.addWidget(again)
    assert [name for name in NAMES if again.folds[name].opened] == ["drawing"]


def test_a_closed_fold_says_what_is_in_it(panel: CardPanel, work: Workspace) -> None:
    card_id = one(work).id
    work.apply(
        "Wish",
        lambda doc: edits.set_card(doc, card_id, seed=7, steps=9, scale=0.5, strength=0.35, negative="fog"),
    )
    assert panel.folds["drawing"].head.summary == "draft · seed 7 · 9 steps"
    assert panel.folds["look"].head.summary == "strength 0.35 · without fog"


@pytest.mark.parametrize("width", [264, 300, 420])
def test_nothing_is_wider_than_the_panel(panel: CardPanel, work: Workspace, width: int) -> None:
    """With every fold open and the longest of texts."""
    card_id = one(work).id
    word = "Donaudampfschifffahrtsgesellschaft"
    work.apply(
        "Wish",
        lambda doc: edits.set_lora(
            edits.set_card(
                doc, card_id, prompt=f"{word} " * 40, subject=word * 3, camera=f"{word} {word}",
                model=word * 2, style=word, negative=word * 3,
            ),
            card_id, word * 2, 1.0,
        ),
    )  # fmt: skip
    for fold in panel.folds.values():
        fold.head.setChecked(True)
    panel.resize(width, 700)
    QApplication.processEvents()
    inside = panel.folds["look"].parentWidget()
    assert inside is not None
    assert panel.width() == width
    assert inside.width() <= width
    for fold in panel.folds.values():
        if fold.isVisible():
            assert fold.mapTo(inside, QPoint(fold.width(), 0)).x() <= inside.width()
            assert fold.minimumSizeHint().width() <= width - 24 - 10


def test_the_wheel_scrolls_past_a_value_that_has_not_the_keyboard(panel: CardPanel, work: Workspace) -> None:
    panel.prompt.setFocus()
    before = work.document
    for widget in (panel.strength.slider, panel.strength.number, panel.style_picker, panel.drawing.model):
        at = QPointF(widget.rect().center())
        turn = QWheelEvent(
            at, widget.mapToGlobal(at), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, turn)
    assert work.document == before
