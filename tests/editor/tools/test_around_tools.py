"""What belongs to the tools elsewhere in the window: context menus, jobs of several cards, hints, loops."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QMenu, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from editor import actions
from editor.main_window import MainWindow
from editor.timeline.hits import Hit
from editor.timeline.menu import build_menu
from editor.timeline.tips import tip
from editor.tools.anew import RemixForm
from editor.tools.blending import BlendForm
from editor.tools.board import BoardForm
from editor.tools.dialog import ToolDialog
from editor.tools.hints import SpacingHints
from editor.tools.longer import ExtendForm
from editor.tools.looks import RestyleForm
from editor.workspace import Workspace
from engine.document import edits
from engine.document.parts import with_card
from engine.document.time import FrameRange
from tests.editor.test_cards import make_take
from tests.editor.test_window import CONTROLS
from tests.editor.tools.driving import opened, pressed


def test_every_tool_of_the_menu_asks_in_the_same_way(window: MainWindow, board: Workspace) -> None:
    asking = [spec.id for spec in actions.TOOLS if spec.id and spec.text.endswith("…")]
    assert len(asking) > 15
    for action in asking:
        window.actions_by_id[action].trigger()
        dialog = next(each for each in window.findChildren(ToolDialog) if each.isVisible())
        assert dialog.windowTitle()
        assert dialog.form.about
        assert dialog.go.text()
        for widget in dialog.findChildren(QWidget):
            own = not widget.objectName().startswith("qt_") and not isinstance(widget, QScrollBar)
            if isinstance(widget, CONTROLS) and own:
                named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
                assert named, f"{type(widget).__name__} in {action}"
        # Either it can be done as it stands, or it says what is missing, quietly as yet.
        assert dialog.go.isEnabled() or dialog.hint.text()
        assert dialog.hint.property("role") in ("quiet", None) or not dialog.hint.text()
        dialog.reject()
    assert board.undo_name == "Board"


def tools_at(window: MainWindow, frame: int) -> dict[str, QAction]:
    """The Tools submenu of the context menu on the card at `frame`, by what its entries say."""
    timeline = window.sides.timeline
    card = timeline.board.cards.at(frame)
    hit = Hit("card", frame, card=card.id) if card is not None else Hit("empty", frame)
    menu = build_menu(timeline, hit)
    tools = next(each for each in menu.findChildren(QMenu) if each.title() == "Tools")
    return {action.text(): action for action in tools.actions()}


def shown_form(window: MainWindow) -> object:
    return next(dialog.form for dialog in window.findChildren(ToolDialog) if dialog.isVisible())


def test_the_context_menu_offers_what_makes_sense_there(window: MainWindow, board: Workspace) -> None:
    window.sides.timeline.zoom_to_fit()
    inside = tools_at(window, 40)
    assert "Remix 24–60…" in inside
    assert "Draft…" in inside
    assert not any(text.startswith("Blend") for text in inside)
    assert "Draft…" not in tools_at(window, 5)  # kept footage says nothing
    assert "Blend at 60…" in tools_at(window, 60)
    assert {"Extend the film…", "Loop the film…"} <= tools_at(window, 119).keys()
    inside["Remix 24–60…"].trigger()
    form = shown_form(window)
    assert isinstance(form, RemixForm)
    assert form.where.span() == FrameRange(24, 60)


def test_the_cut_and_the_films_end_are_handed_on(window: MainWindow, board: Workspace) -> None:
    board.set_playhead(0)
    tools_at(window, 61)["Blend at 60…"].trigger()
    form = shown_form(window)
    assert isinstance(form, BlendForm)
    assert form.where.currentData() == 60
    window.findChildren(ToolDialog)[-1].reject()
    tools_at(window, 119)["Extend the film…"].trigger()
    form = next(d.form for d in window.findChildren(ToolDialog) if d.isVisible())
    assert isinstance(form, ExtendForm)
    assert form.what.span() == FrameRange(0, 120)


def test_restyle_asked_for_on_a_card_is_for_that_card(window: MainWindow, board: Workspace) -> None:
    board.select_card(board.document.cards[1].id)
    tools_at(window, 40)["Restyle…"].trigger()
    form = shown_form(window)
    assert isinstance(form, RestyleForm)
    assert form.which.cards() == (board.document.cards[1].id,)


def film_queued(window: MainWindow, board: Workspace) -> None:
    dialog, _ = opened(window, "draw_board", BoardForm)
    pressed(dialog)


def test_a_waiting_film_follows_its_cards(qtbot: QtBot, window: MainWindow, board: Workspace) -> None:
    film_queued(window, board)
    second = board.document.cards[2].id
    told: list[str] = []
    board.job_changed.connect(told.append)
    board.apply("Prompt", lambda doc: edits.set_prompt(doc, second, "a blue sea"))
    qtbot.waitUntil(lambda: board.jobs.views()[0].request.spans[1].prompt == "a blue sea")
    assert second in told
    (view,) = board.jobs.views()
    assert str(view.request.draw) == "24–120"
    assert window.sides.jobs.model.title(view) == "Cards 2–3 · 24–120"
    # Taken apart, it cannot be drawn as one; the job says so and nothing is lost.
    board.apply("Lock", lambda doc: edits.set_card(doc, second, locked=True))
    qtbot.waitUntil(lambda: board.jobs.views()[0].state == "failed", timeout=10_000)


def test_a_film_that_is_taken_out_of_the_queue_leaves_its_cards(
    window: MainWindow, board: Workspace, qtbot: QtBot
) -> None:
    film_queued(window, board)
    assert board.state(board.document.cards[2].id) == "queued"
    board.jobs.cancel_all()
    qtbot.waitUntil(lambda: not board.jobs.views())
    assert [board.state(card.id) for card in board.document.cards] == ["keep", "ready", "ready"]


def test_spacing_advice_is_in_the_tool_tip(window: MainWindow, board: Workspace) -> None:
    hints = SpacingHints(board)
    card = board.document.cards[1]
    assert hints.of(card.id) == ""
    board.apply("Short", lambda doc: edits.split_card(doc, 30))
    short = board.document.cards[1].id
    assert "too short to be seen" in hints.of(short)
    timeline = window.sides.timeline
    text = tip(Hit("card", 25, card=short), timeline.board, {}, board.state, board.job, hints.of)
    assert "too short to be seen" in text


def test_a_loop_plays_on_over_its_join_which_has_its_mark(
    qtbot: QtBot, window: MainWindow, board: Workspace
) -> None:
    last = board.document.cards[-1].id
    board.apply("Loop", lambda doc: edits.set_card(doc, last, loop=True))
    make_take(board, last, 90)
    qtbot.waitUntil(lambda: 120 in board.seam_scores(), timeout=30_000)
    assert board.seam_ghosts().keys() == board.seam_scores().keys()
    timeline = window.sides.timeline
    timeline.zoom_to_fit()
    y = next(row.bottom for row in timeline.rows if row.kind == "cards") - 4
    found = timeline.hands.hit(QPointF(timeline.scale.x(120), y))
    assert (found.kind, found.frame) == ("seam", 120)
    player = window.viewer().player
    board.set_playhead(112)
    passed: list[int] = []
    board.playhead_changed.connect(passed.append)
    player.play()
    qtbot.waitUntil(lambda: bool(passed) and min(passed) < 60, timeout=20_000)
    assert player.playing
    player.pause()


def test_without_a_loop_it_stops_at_the_end(qtbot: QtBot, window: MainWindow, board: Workspace) -> None:
    player = window.viewer().player
    board.set_playhead(114)
    player.play()
    qtbot.waitUntil(lambda: not player.playing, timeout=20_000)
    assert board.playhead == 119


@pytest.fixture
def blended(board: Workspace) -> Workspace:
    """The film with a blend at its cut, its card chosen."""
    from engine.tools.blend import blend

    for at in (1, 2):
        board.apply("No words", lambda doc, at=at: edits.set_card(doc, doc.cards[at].id, prompt=""))
    board.apply("Blend", lambda doc: blend(doc, 60, 24, prompt="a ball", overlap="ripple").document)
    board.select_card(next(card.id for card in board.document.cards if card.blend))
    return board


def test_the_curve_of_a_card_is_redrawn_in_its_panel(
    qtbot: QtBot, window: MainWindow, blended: Workspace
) -> None:
    row = window.sides.cards.blend
    qtbot.waitUntil(row.isVisible)
    window.activateWindow()
    row.curve.setFocus()
    qtbot.waitUntil(row.curve.hasFocus)
    card = blended.card()
    assert card is not None
    assert row.curve.points == card.blend
    assert "meadow.mp4" in row.label.text()
    qtbot.keyClick(row.curve, Qt.Key.Key_PageDown)
    qtbot.keyClick(row.curve, Qt.Key.Key_Up)
    now = blended.card()
    assert now is not None
    assert now.blend[1][1] == pytest.approx(card.blend[1][1] + 0.05)
    assert blended.undo_name == "Influence curve"
    blended.undo()
    assert row.curve.points == card.blend
    blended.apply("Flat", lambda doc: with_card(doc, replace(now, blend=())))
    assert not row.isVisible()
