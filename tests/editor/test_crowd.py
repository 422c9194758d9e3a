"""Boards of hundreds of cards: queued chunk by chunk, looked at beside the window, with the same outcome."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from editor.jobs import asking
from editor.main_window import MainWindow
from editor.tools.board import BoardForm
from editor.tools.dialog import ToolDialog
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Card, Document
from engine.document.time import FrameRange
from engine.tools import regenerate
from tests.editor.tools.driving import opened

CARDS = 120
WAIT = 20_000


@pytest.fixture
def crowd(window: MainWindow, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    spans = [FrameRange(12 * n, 12 * n + 12) for n in range(CARDS)]
    cards = tuple(
        Card(f"c{n}", span, f"c{n}", span.start, prompt=f"a red ball, {n}") for n, span in enumerate(spans)
    )
    document = Document(width=96, height=64, cards=cards)
    assert window.workspace.new(tmp_path_factory.mktemp("films") / "film.tween", document)
    window.workspace.jobs.hold()
    return window.workspace


def draw_all(window: MainWindow) -> None:
    window.actions_by_id["generate_all"].trigger()


def test_all_cards_are_queued_in_order_and_none_on_the_gui_thread(
    qtbot: QtBot, window: MainWindow, crowd: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    really = asking._worked

    def watched(*args: Any) -> Any:
        threads.append(threading.get_ident())
        return really(*args)

    monkeypatch.setattr(asking, "_worked", watched)
    draw_all(window)
    assert crowd.jobs.waiting < CARDS
    qtbot.waitUntil(lambda: crowd.jobs.waiting == CARDS, timeout=WAIT)
    cards = crowd.document.cards
    assert [view.card for view in crowd.jobs.views()] == [card.id for card in cards]
    wanted = [regenerate.regenerate(crowd.document, card, crowd.shown, crowd.model) for card in cards]
    assert [view.request for view in crowd.jobs.views()] == wanted
    assert len(threads) >= CARDS // asking.CHUNK
    assert threading.get_ident() not in threads
    draw_all(window)  # each waits already
    with qtbot.waitSignal(crowd.notice, timeout=WAIT):
        pass
    assert crowd.jobs.waiting == CARDS


def test_cancelling_ends_what_is_still_being_queued(
    qtbot: QtBot, window: MainWindow, crowd: Workspace
) -> None:
    draw_all(window)
    qtbot.waitUntil(lambda: crowd.jobs.waiting >= asking.CHUNK, timeout=WAIT)
    crowd.jobs.cancel_all()
    assert not crowd.asking.busy
    qtbot.waitUntil(lambda: not crowd.jobs.views(), timeout=WAIT)
    draw_all(window)
    crowd.close()
    assert not crowd.asking.busy


def test_an_edit_meanwhile_is_drawn_as_it_is_after_it(
    qtbot: QtBot, window: MainWindow, crowd: Workspace
) -> None:
    draw_all(window)
    last = crowd.document.cards[-1].id
    crowd.apply("Words", lambda doc: edits.set_card(doc, last, prompt="snow falls"))
    crowd.apply("Fewer", lambda doc: edits.remove_card(doc, doc.cards[0].id))
    qtbot.waitUntil(lambda: crowd.jobs.waiting == CARDS - 1 and not crowd.asking.busy, timeout=WAIT)
    assert crowd.jobs.views()[-1].request.prompt == "snow falls"


def test_the_board_as_one_film_is_worked_out_beside_the_dialog(
    qtbot: QtBot, window: MainWindow, crowd: Workspace
) -> None:
    dialog, form = opened(window, "draw_board", BoardForm)
    assert not dialog.go.isEnabled()
    assert str(CARDS) in dialog.hint.text()
    qtbot.waitUntil(dialog.go.isEnabled, timeout=WAIT)
    assert not dialog.hint.isVisible()
    form.transition.setValue(3)
    assert not dialog.go.isEnabled()  # until the new wish is worked out
    dialog.accept()  # all the same: it is done as soon as that is there
    qtbot.waitUntil(lambda: crowd.jobs.waiting == 1, timeout=WAIT)
    request = crowd.jobs.views()[0].request
    assert len(request.spans) == CARDS
    assert request.transition == 3
    assert crowd.job(crowd.document.cards[-1].id) is not None
    # The job follows its cards.
    crowd.apply("Words", lambda doc: edits.set_card(doc, doc.cards[7].id, prompt="snow falls"))
    qtbot.waitUntil(lambda: crowd.jobs.views()[0].request.spans[7].prompt == "snow falls", timeout=WAIT)


def test_closing_the_dialog_ends_its_work(qtbot: QtBot, window: MainWindow, crowd: Workspace) -> None:
    dialog, _ = opened(window, "draw_board", BoardForm)
    dialog.reject()
    qtbot.waitUntil(lambda: not window.findChildren(ToolDialog), timeout=WAIT)
    assert not crowd.jobs.views()
