"""The viewer's keys and panels in the whole window, where others want the same keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QToolButton
from pytestqt.qtbot import QtBot

from editor.keys.shown import keys_of
from editor.main_window import MainWindow
from editor.timeline.hits import Hit
from editor.timeline.menu import build_menu
from editor.viewer.scopes.panel import ScopesPanel
from engine.document import edits
from tests.editor.conftest import open_footage
from tests.editor.viewer.looking import LEFT


@pytest.fixture
def filmed(qtbot: QtBot, window: MainWindow, footage: Path) -> MainWindow:
    """One card with a prompt, selected; the window is 1280 × 720 and active."""
    work = open_footage(qtbot, window, footage)
    card = work.document.cards[0].id
    work.apply("Prompt", lambda doc: edits.set_prompt(doc, card, "a red ball"))
    work.select_card(card)
    window.resize(1280, 720)
    window.activateWindow()
    viewer = window.viewer()
    qtbot.waitUntil(lambda: viewer.picture.picture is not None, timeout=20_000)
    viewer.picture.setFocus()
    qtbot.waitUntil(viewer.picture.hasFocus)
    return window


def test_keys_of_a_polygon_are_its_own_while_it_is_drawn(qtbot: QtBot, filmed: MainWindow) -> None:
    viewer, work = filmed.viewer(), filmed.workspace
    qtbot.keyClick(viewer.picture, Qt.Key.Key_G)
    assert viewer.painter.active
    viewer.painter.bar.tools["polygon"].click()
    for corner in ((0.2, 0.2), (0.7, 0.2), (0.5, 0.8), (0.9, 0.9)):
        qtbot.mouseClick(viewer.picture, LEFT, pos=viewer.picture.from_picture(*corner).toPoint())
    qtbot.keyClick(viewer.picture, Qt.Key.Key_Backspace)
    assert work.document.cards  # Backspace deletes the card where nothing is being drawn
    assert viewer.painter.layer.draft is not None
    assert len(viewer.painter.layer.draft.points) == 3
    qtbot.keyClick(viewer.picture, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(work.document.cards[0].regions) == 1, timeout=10_000)
    qtbot.keyClick(viewer.picture, Qt.Key.Key_G)
    assert not viewer.painter.active


def test_the_picture_is_zoomed_and_compared_from_the_menu(qtbot: QtBot, filmed: MainWindow) -> None:
    viewer, run = filmed.viewer(), filmed.actions_by_id
    qtbot.keyClick(viewer.picture, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert viewer.picture.zoom == 2.0
    run["viewer_actual"].trigger()
    assert viewer.picture.zoom == 1.0
    run["viewer_fit"].trigger()
    assert viewer.picture.zoom is None
    run["safe_areas"].trigger()
    assert viewer.guides.safe
    run["compare"].trigger()
    assert viewer.transport.compare.isChecked()


def test_scopes_are_closed_at_first_and_made_when_they_are_opened(qtbot: QtBot, filmed: MainWindow) -> None:
    dock = filmed.docks["scopes"]
    assert not dock.isVisible()
    filmed.viewer().transport.scopes.click()
    assert dock.isVisible()
    panel = dock.widget()
    assert isinstance(panel, ScopesPanel)
    qtbot.waitUntil(lambda: panel.measured is not None, timeout=10_000)
    filmed.layout_of_panels.reset()
    assert not dock.isVisible()
    assert not filmed.viewer().transport.scopes.isChecked()


def test_a_small_window_shows_the_whole_card_and_its_button(qtbot: QtBot, filmed: MainWindow) -> None:
    docks, cards = filmed.docks, filmed.sides.cards
    bottoms = [docks[name].geometry().bottom() for name in ("card", "film")]
    assert bottoms[0] == bottoms[1]
    assert cards.foot.button.visibleRegion().boundingRect() == cards.foot.button.rect()
    for control in (cards.prompt, cards.style_picker, cards.strength, cards.negative):
        assert control.visibleRegion().boundingRect() == control.rect(), control.accessibleName()
    hidden = [part for part in filmed.viewer().transport._parts if part.isHidden()]
    assert hidden == []


def test_the_tips_tell_the_keys_of_the_keymap_in_use(filmed: MainWindow) -> None:
    row, split = filmed.viewer().transport, filmed.sides.timeline.headers.split
    assert [row.play.toolTip(), row.loop.toolTip()] == ["Play (Space)", "Loop the marked range (Shift+L)"]
    assert (split.toolTip(), split.accessibleName()) == (
        "Split at the playhead (Ctrl+K)",
        "Split at the playhead",
    )
    filmed.keys.give("split", ("Ctrl+Alt+9",))
    assert split.toolTip() == "Split at the playhead (Ctrl+Alt+9)"
    filmed.keys.give("split", ())
    assert split.toolTip() == "Split at the playhead"
    filmed.keys.choose("resolve")
    beside = split.parentWidget()
    assert beside is not None
    (tool,) = (b for b in beside.findChildren(QToolButton) if b.toolTip() == "Select (A)")
    tool.menu().aboutToShow.emit()
    assert [entry.text() for entry in tool.menu().actions()][-1] == "Razor\tB"


def test_a_film_of_one_card_says_to_split_and_a_button_does(qtbot: QtBot, filmed: MainWindow) -> None:
    work, foot = filmed.workspace, filmed.sides.cards.foot
    work.apply("No prompt", lambda doc: edits.set_prompt(doc, doc.cards[0].id, ""))
    assert "Split it" in foot.words.text()
    work.set_playhead(20)
    qtbot.mouseClick(filmed.sides.timeline.headers.split, LEFT)
    assert len(work.document.cards) == 2
    assert "Split it" not in foot.words.text()


def test_the_picture_has_a_menu_of_what_is_about_it(qtbot: QtBot, filmed: MainWindow) -> None:
    picture = filmed.viewer().picture
    picture.customContextMenuRequested.emit(QPoint(40, 40))
    (menu,) = picture.findChildren(QMenu)
    entries = [action for action in menu.actions() if not action.isSeparator()]
    assert filmed.actions_by_id["snapshot"] in entries
    next(action for action in entries if action is filmed.actions_by_id["compare"]).trigger()
    assert filmed.viewer().transport.compare.isChecked()
    menu.close()
    qtbot.waitUntil(lambda: not picture.findChildren(QMenu))


def test_another_film_is_not_compared(filmed: MainWindow, tmp_path: Path) -> None:
    compare = filmed.viewer().transport.compare
    compare.setChecked(True)
    assert filmed.workspace.new(tmp_path / "other.tween")
    assert not compare.isChecked()


def test_the_menu_of_a_card_tells_the_keys(filmed: MainWindow) -> None:
    timeline, card = filmed.sides.timeline, filmed.workspace.document.cards[0]
    menu = build_menu(timeline, Hit("card", 1, card=card.id))
    told = [action.text() for action in menu.actions()]
    assert "Edit prompt\tReturn" in told
    assert f"Zoom to fit\t{keys_of(filmed.actions_by_id['zoom_fit'])}" in told
    menu.deleteLater()
