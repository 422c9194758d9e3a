"""Takes: ranked, compared, their recipes read, taken over and refined."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from editor.cards.panel import CardPanel
from editor.cards.recipe import as_text
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Start
from engine.document.take import Take
from tests.editor.cards.filled import add_take, history, one


def entries(panel: CardPanel, work: Workspace, take: Take) -> dict[str, QAction]:
    menu = panel.take_menu.build(one(work).id, take.id)
    assert isinstance(menu, QMenu)
    return {action.text(): action for action in menu.actions() if action.text()}


def test_the_best_of_the_variations_has_a_star(panel: CardPanel, work: Workspace) -> None:
    for seed, score in enumerate((1.31, 1.04, 2.2)):
        add_take(work, seed, score)
    buttons = panel.takes.strip.buttons
    assert [button.note for button in buttons] == ["2.20", "1.04", "1.31"]
    assert [button.badge for button in buttons] == ["", "star", ""]
    assert "seed 1" in buttons[1].toolTip()
    assert "seam 1.04" in buttons[1].accessibleDescription()
    assert "the best of its variations" in buttons[1].accessibleDescription()


def test_takes_of_another_wish_are_no_variations(panel: CardPanel, work: Workspace) -> None:
    add_take(work, 0, 1.0)
    card_id = one(work).id
    work.apply("Prompt", lambda doc: edits.set_prompt(doc, card_id, "a green ball"))
    add_take(work, 1, 1.5)
    assert [button.badge for button in panel.takes.strip.buttons] == ["", ""]


def test_arrows_walk_along_the_strip(qtbot: QtBot, panel: CardPanel, work: Workspace) -> None:
    for seed in range(3):
        add_take(work, seed)
    panel.activateWindow()
    buttons = panel.takes.strip.buttons
    buttons[0].setFocus()
    qtbot.waitUntil(buttons[0].hasFocus)
    qtbot.keyClick(buttons[0], Qt.Key.Key_Right)
    assert buttons[1].hasFocus()
    qtbot.keyClick(buttons[1], Qt.Key.Key_Space)
    assert one(work).pinned == work.takes_for(one(work))[1].id
    assert panel.takes.strip.buttons[1].hasFocus()  # the new button for the same take
    qtbot.keyClick(panel.takes.strip.buttons[1], Qt.Key.Key_Left)
    qtbot.keyClick(panel.takes.strip.buttons[0], Qt.Key.Key_Left)
    assert panel.takes.strip.buttons[0].hasFocus()


def test_the_menu_key_opens_a_takes_menu(qtbot: QtBot, panel: CardPanel, work: Workspace) -> None:
    take = add_take(work)
    button = panel.takes.strip.buttons[0]
    spy = QSignalSpy(panel.takes.menu_wanted)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), button.mapToGlobal(QPoint(5, 5))
    )
    QApplication.sendEvent(button, event)
    assert spy.at(0)[:2] == [one(work).id, take.id]
    menu = next(each for each in panel.findChildren(QMenu) if each.isVisible())
    menu.close()


def test_the_menu_pins_compares_and_reveals(panel: CardPanel, work: Workspace) -> None:
    older, newer = add_take(work, 0), add_take(work, 1)
    compared, revealed = QSignalSpy(panel.compare_requested), QSignalSpy(panel.reveal_requested)
    menu = entries(panel, work, older)
    menu["Compare with the take that is shown"].trigger()
    assert compared.at(0) == [one(work).id, older.id]
    assert work.playhead == 20  # where there is something to be seen of it
    menu["Show its file in the folder"].trigger()
    assert revealed.at(0) == [Path(older.frames_path)]
    menu["Pin"].trigger()
    assert one(work).pinned == older.id
    assert "Unpin" in entries(panel, work, older)
    assert not entries(panel, work, older)["Compare with the take that is shown"].isEnabled()
    assert entries(panel, work, newer)["Compare with the take that is shown"].isEnabled()


def test_again_with_this_takes_words_seed_and_settings_over(panel: CardPanel, work: Workspace) -> None:
    card_id = one(work).id
    work.apply(
        "Wish",
        lambda doc: edits.set_card(
            doc, card_id, prompt="a red ball", seed=7, steps=9, negative="fog", style="noir", strength=0.6
        ),
    )
    take = add_take(work, 7)
    assert work.state(card_id) == "done"
    then = one(work)
    work.apply(
        "Other",
        lambda doc: edits.set_card(
            doc, card_id, prompt="a cube", seed=1, steps=None, negative="", style=None, strength=1.0
        ),
    )
    assert work.state(card_id) == "stale"
    before = history(work)
    entries(panel, work, take)["Again with this"].trigger()
    now = one(work)
    assert (now.seed, now.steps, now.strength) == (7, 9, 0.6)
    assert now.prompt.startswith("a red ball")
    assert work.request_for(now).prompt == take.request.prompt == work.request_for(then).prompt
    assert work.state(card_id) == "done"
    assert history(work) == before + 1
    assert work.undo_name == "Again with take 1"


def test_the_recipe_is_read_copied_and_used(qtbot: QtBot, panel: CardPanel, work: Workspace) -> None:
    take = add_take(work, 5, 1.25)
    entries(panel, work, take)["Recipe…"].trigger()
    dialog = panel.take_menu.recipe
    assert dialog is not None
    assert dialog.windowTitle() == "Card 2, take 1"
    dialog.copy.click()
    text = QGuiApplication.clipboard().text()
    assert text == as_text(take)
    for line in ("Seed: 5", "Steps: 10", "Model: sketch", "Seam: 1.25", "Size: 64 × 32", f"Take: {take.id}"):
        assert line in text.splitlines()
    assert any(
        line.startswith("Picture, 0–20: ") and line.endswith("beside it") for line in text.splitlines()
    )
    dialog.take_over.click()
    assert one(work).seed == 5
    assert not dialog.isVisible()


def test_a_draft_says_so_and_is_refined(qtbot: QtBot, panel: CardPanel, work: Workspace) -> None:
    full = add_take(work, 1)
    assert not panel.takes.refine.isVisible()
    draft = add_take(work, 4, scale=0.5)
    assert panel.takes.strip.buttons[0].caption == "2 draft"
    assert "Refine this draft" not in entries(panel, work, full)
    with qtbot.waitSignal(panel.draw_requested) as asked:
        qtbot.mouseClick(panel.takes.refine, Qt.MouseButton.LeftButton)
    assert asked.args == [one(work).id]
    assert (one(work).seed, one(work).scale) == (4, 1.0)
    assert one(work).start == Start(draft.id, 0.25)
    assert work.undo_name == "Refine draft"
    assert panel.drawing.start_row.isVisibleTo(panel.drawing)
    panel.drawing.forget_start.click()
    assert one(work).start is None
    assert not panel.drawing.start_row.isVisibleTo(panel.drawing)


def test_a_takes_picture_becomes_a_keyframe_where_the_playhead_is(
    qtbot: QtBot, panel: CardPanel, work: Workspace
) -> None:
    take = add_take(work)
    work.set_playhead(30)
    entries(panel, work, take)["Use its picture as a keyframe"].trigger()
    qtbot.waitUntil(lambda: bool(one(work).keyframes), timeout=20_000)
    key = one(work).keyframes[0]
    assert (key.offset, key.source_frame, key.frames) == (10, 10, 1)
    assert work.document.assets[-1].path == take.frames_path


def test_a_locked_cards_takes_can_be_looked_at_only(panel: CardPanel, work: Workspace) -> None:
    take = add_take(work)
    card_id = one(work).id
    work.apply("Lock", lambda doc: edits.set_card(doc, card_id, locked=True))
    menu = entries(panel, work, take)
    enabled = {text for text, action in menu.items() if action.isEnabled()}
    assert enabled == {"Recipe…", "Show its file in the folder"}
