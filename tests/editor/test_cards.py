"""The card panel: takes to choose from, seeds, strength, estimates, states in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.jobs.view import JobView
from editor.main_window import MainWindow
from editor.workspace import Workspace
from engine.diffusion.forecast import forecast
from engine.document import edits
from engine.document.take import Take
from engine.families.memory.machine import Facts, installed_torch, this_machine, write_down
from engine.families.memory.plan import Machine
from engine.jobs.events import JobEvent
from engine.media.output.writer import TakeWriter
from tests.editor.conftest import open_footage


def make_take(work: Workspace, card_id: str, level: int, seconds: float = 12.0) -> Take:
    """A real take of the card as it is now: flat pictures of one level."""
    card = work.card(card_id)
    assert card is not None
    assert work.project is not None
    draft = work.project.takes.begin(work.request_for(card))
    with TakeWriter(draft.frames_path, (64, 32), work.document.rate) as writer:
        for _ in card.range:
            writer.write(np.full((32, 64, 3), level, np.uint8))
    take = draft.commit(width=64, height=32, stats={"total_seconds": seconds, "steps": 10})
    work.refresh_takes()
    return take


@pytest.fixture
def work(qtbot: QtBot, window: MainWindow, footage: Path) -> Workspace:
    """A film of 60 frames whose only card has a prompt."""
    work = open_footage(qtbot, window, footage)
    card_id = work.document.cards[0].id
    work.apply("Prompt", lambda doc: edits.set_prompt(doc, card_id, "a red ball"))
    return work


def test_pressing_a_take_pins_it_and_pressing_it_again_lets_go(
    qtbot: QtBot, window: MainWindow, work: Workspace
) -> None:
    card_id = work.document.cards[0].id
    older = make_take(work, card_id, 40)
    newer = make_take(work, card_id, 90)
    strip = window.sides.cards.takes.strip
    assert [button.caption for button in strip.buttons] == ["2", "1"]
    assert [button.chosen for button in strip.buttons] == [True, False]
    qtbot.mouseClick(strip.buttons[1], Qt.MouseButton.LeftButton)
    card = work.document.cards[0]
    assert card.pinned == older.id
    assert work.shown(card) == older
    assert [button.mark for button in strip.buttons] == ["", "pin"]
    qtbot.mouseClick(strip.buttons[1], Qt.MouseButton.LeftButton)
    assert work.document.cards[0].pinned is None
    assert work.shown(work.document.cards[0]) == newer


def test_newer_and_older_step_through_the_takes(window: MainWindow, work: Workspace) -> None:
    card_id = work.document.cards[0].id
    takes = [make_take(work, card_id, level) for level in (10, 20, 30)]
    for expected in (takes[1], takes[0], takes[0]):
        window.actions_by_id["older_take"].trigger()
        assert work.shown(work.document.cards[0]) == expected
    window.actions_by_id["newer_take"].trigger()
    assert work.shown(work.document.cards[0]) == takes[1]


def test_take_pictures_arrive(qtbot: QtBot, window: MainWindow, work: Workspace) -> None:
    make_take(work, work.document.cards[0].id, 200)
    strip = window.sides.cards.takes.strip

    def painted() -> bool:
        button = strip.buttons[0]
        return button.grab().toImage().pixelColor(40, 16).red() > 150

    qtbot.waitUntil(painted, timeout=20_000)


def test_drawing_again_takes_another_seed_unless_it_is_kept(
    qtbot: QtBot, window: MainWindow, work: Workspace
) -> None:
    card_id = work.document.cards[0].id
    make_take(work, card_id, 40)
    assert work.state(card_id) == "done"
    window.sides.cards.seed.lock.setChecked(True)
    window.sides.commands.draw(card_id)
    assert work.document.cards[0].seed == 0
    work.cancel(card_id)
    qtbot.waitUntil(lambda: work.job(card_id) is None)
    window.sides.cards.seed.lock.setChecked(False)
    window.sides.commands.draw(card_id)
    assert work.document.cards[0].seed != 0
    assert work.undo_name == "New seed"


def test_strength_shows_its_number_and_its_name(window: MainWindow, work: Workspace) -> None:
    strength = window.sides.cards.strength
    strength.presets[0.55].click()
    assert work.document.cards[0].strength == 0.55
    assert (strength.slider.value(), strength.number.value()) == (55, 0.55)
    strength.slider.setValue(80)
    assert work.document.cards[0].strength == 0.8
    assert [name for name, button in strength.presets.items() if button.isChecked()] == [0.8]
    work.undo()
    assert work.document.cards[0].strength == 1


def test_a_seed_beyond_what_there_is_stays_out(window: MainWindow, work: Workspace) -> None:
    number = window.sides.cards.seed.number
    for text in ("99999999999", "-4", "x"):
        number.setText(text)
        number.editingFinished.emit()
        assert work.document.cards[0].seed == 0
        assert number.text() == "0"
    number.setText("4294967295")
    number.editingFinished.emit()
    assert work.document.cards[0].seed == 2**32 - 1


def test_a_locked_card_only_offers_to_unlock(qtbot: QtBot, window: MainWindow, work: Workspace) -> None:
    window.actions_by_id["lock_card"].trigger()
    panel = window.sides.cards
    assert not panel.prompt.isEnabled()
    assert panel.foot.button.text() == "Unlock"
    qtbot.mouseClick(panel.foot.button, Qt.MouseButton.LeftButton)
    assert panel.prompt.isEnabled()
    assert not work.document.cards[0].locked


@pytest.fixture
def processor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is known, and on which nothing was measured yet."""
    monkeypatch.setenv("TWEENBOARD_CACHE", str(tmp_path / "cache"))
    write_down(Facts("cpu", 0, installed_torch()))


def test_memory_and_time_are_told_before_the_first_run(
    qtbot: QtBot, processor: None, window: MainWindow, work: Workspace
) -> None:
    words = window.sides.cards.foot.words
    qtbot.waitUntil(lambda: "GB of memory and" in words.text(), timeout=20_000)
    assert words.text().startswith("60 frames: about 0.")
    assert words.text().endswith(".")


def test_what_a_job_took_corrects_what_is_told(
    qtbot: QtBot, processor: None, window: MainWindow, work: Workspace
) -> None:
    words = window.sides.cards.foot.words
    qtbot.waitUntil(lambda: "GB of memory and" in words.text(), timeout=20_000)
    before = words.text()
    ahead = forecast(work.request_for(work.document.cards[0]), this_machine())
    plan = ahead.plan()
    ahead.record(plan, 100 * plan.seconds, None)
    work.takes_changed.emit()
    qtbot.waitUntil(lambda: " min" in words.text() or " h" in words.text(), timeout=20_000)
    assert words.text() != before


def test_a_card_that_cannot_be_drawn_on_this_machine_says_why(
    qtbot: QtBot, processor: None, window: MainWindow, work: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.diffusion.forecast.this_machine", lambda *_: Machine(100 << 20))
    work.takes_changed.emit()
    words = window.sides.cards.foot.words
    qtbot.waitUntil(lambda: "needs at least" in words.text(), timeout=20_000)
    assert words.property("role") == "error"
    assert not window.sides.cards.foot.button.isEnabled()


def test_two_takes_are_compared_in_the_viewer(window: MainWindow, work: Workspace) -> None:
    card_id = work.document.cards[0].id
    older = make_take(work, card_id, 40)
    make_take(work, card_id, 90)
    menu = window.sides.cards.take_menu.build(card_id, older.id)
    assert menu is not None
    next(action for action in menu.actions() if action.text().startswith("Compare")).trigger()
    compare = window.viewer().transport.compare.compare
    assert (compare.on, compare.card, compare.left, compare.right) == (True, card_id, older.id, "")


def test_variations_are_queued_from_the_button_and_from_the_keyboard(
    window: MainWindow, work: Workspace
) -> None:
    panel = window.sides.cards
    panel.foot.counts.setCurrentIndex(1)
    work.jobs.hold()
    panel.foot.button.click()
    assert [view.request.seed for view in work.jobs.views()] == [1, 0]
    work.jobs.leave()
    window.actions_by_id["generate"].trigger()
    assert len(work.jobs.views()) == 2
    work.jobs.leave()


def test_what_a_running_job_has_to_say_stands_on_the_card(window: MainWindow, work: Workspace) -> None:
    card = work.document.cards[0]
    work.jobs.show(JobView(card.id, "j", work.request_for(card)))
    told = JobEvent("j", card.id, "progress", "sample", 1, 4, message="Memory ran out; going on.")
    work.jobs._take_in(told)
    work.jobs._take_in(replace(told, done=2, message=""))
    assert window.sides.cards.foot.words.text().endswith("\nMemory ran out; going on.")
    work.jobs.leave()


def test_a_changed_prompt_makes_the_take_stale(window: MainWindow, work: Workspace) -> None:
    card_id = work.document.cards[0].id
    make_take(work, card_id, 40)
    window.sides.cards.prompt.setPlainText("a blue ball")
    assert work.state(card_id) == "stale"
    assert "no longer matches" in window.sides.cards.foot.words.text()
    window.sides.cards.prompt.setPlainText("a red ball")
    assert work.state(card_id) == "done"
