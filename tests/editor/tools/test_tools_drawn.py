"""Tools through to their takes, with the real queue and worker on a tiny model."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.main_window import MainWindow
from editor.tools.board import BoardForm
from editor.tools.longer import ExtendForm
from editor.workspace import Workspace
from engine.document import edits
from engine.document.time import FrameRange
from tests.editor.tools.driving import opened, pressed
from tests.families.tiny import tiny_ltx

PATIENCE = 240_000


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_ltx(
        tmp_path_factory.mktemp("models") / "tiny",
        native_fps=24, native_size=[32, 32], longest_window=129, steps=2, guidance=1.0,
    )  # fmt: skip


def states(work: Workspace) -> list[str]:
    return [work.state(card.id) for card in work.document.cards]


def test_a_board_drawn_as_one_film_and_then_extended(
    qtbot: QtBot, window: MainWindow, board: Workspace, model: Path
) -> None:
    board.set_model(str(model))
    dialog, form = opened(window, "draw_board", BoardForm)
    form.transition.setValue(8)
    pressed(dialog)
    (view,) = board.jobs.views()
    assert view.request.transition == 8
    board.following.go_on()
    qtbot.waitUntil(lambda: not board.jobs.views(), timeout=PATIENCE)
    cards = board.document.cards
    take = board.shown(cards[1])
    assert take is not None
    assert take == board.shown(cards[2])  # one take, a part of it in each
    assert take.request.draw == FrameRange(24, 120)
    assert [span.prompt for span in take.request.spans] == ["a red ball", "a green field"]
    assert states(board) == ["keep", "done", "done"]

    dialog, form = opened(window, "extend_film", ExtendForm)
    form.length.setValue(16)
    pressed(dialog)
    qtbot.waitUntil(lambda: not board.jobs.views(), timeout=PATIENCE)
    new = board.shown(board.document.cards[-1])
    assert new is not None
    assert new.request.draw == FrameRange(120, 136)
    assert f"take:{take.id}" in {known.fingerprint for known in new.request.known}
    assert states(board) == ["keep", "done", "done", "done"]

    # What one card of the film says now has nothing to do with the other.
    assert board.apply("Prompt", lambda doc: edits.set_prompt(doc, cards[1].id, "a blue sea"))
    assert states(board)[1:3] == ["stale", "done"]
