"""The list of jobs: what it says of each, and every verb, by key and by drag. Held: no worker runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from editor.jobs.memory_gauge import memory_of
from editor.jobs.panel import JobsPanel
from editor.jobs.queue import Jobs
from editor.jobs.row import words_of
from editor.jobs.view import JobView
from editor.main_window import MainWindow
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Document
from engine.document.time import FrameRange
from engine.jobs.events import JobEvent
from engine.jobs.kept import QueueFile
from tests.editor.conftest import said

Key, Alt, Left = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton


def board(cards: int = 4) -> Document:
    """Cards of 24 frames with a prompt each, and no footage."""
    document = Document(width=96, height=64)
    for n in range(cards):
        document = edits.add_card(document, FrameRange(24 * n, 24 * n + 24))
    for n, card in enumerate(document.cards):
        document = edits.set_card(document, card.id, prompt=f"a red ball, {n}", steps=2)
    return document


@pytest.fixture
def work(window: MainWindow, settings: object, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    assert window.workspace.new(tmp_path_factory.mktemp("films") / "film.tween", board())
    return window.workspace


@pytest.fixture
def jobs(work: Workspace) -> Iterator[Jobs]:
    """Every card waits in a queue that is held, so that no worker starts."""
    work.jobs.hold()
    work.generate([card.id for card in work.document.cards])
    yield work.jobs
    work.jobs.cancel_all()


@pytest.fixture
def panel(qtbot: QtBot, window: MainWindow, jobs: Jobs) -> JobsPanel:
    window.docks["jobs"].raise_()
    found = window.sides.jobs
    qtbot.waitUntil(lambda: found.model.rowCount() == 4)
    return found


def cards_of(work: Workspace, jobs: Jobs) -> list[int]:
    order = [card.id for card in work.document.cards]
    return [order.index(view.card) + 1 for view in jobs.views()]


def choose(panel: JobsPanel, row: int) -> JobView:
    panel.list.setFocus()
    panel.list.setCurrentIndex(panel.model.index(row))
    view = panel.list.chosen()
    assert view is not None
    return view


def titles(panel: JobsPanel) -> list[str]:
    return [str(panel.model.index(row).data()) for row in range(panel.model.rowCount())]


def test_rows_say_their_card_their_place_and_their_state(panel: JobsPanel) -> None:
    assert titles(panel) == ["Card 1 · 0–24", "Card 2 · 24–48", "Card 3 · 48–72", "Card 4 · 72–96"]
    spoken = panel.model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Card 2 · 24–48, Waiting, number 2"
    buttons = panel.findChildren(QAbstractButton)
    assert len(buttons) >= 8
    assert all(button.accessibleName() for button in buttons)


def test_keys_move_a_job_up_and_down(qtbot: QtBot, panel: JobsPanel, work: Workspace, jobs: Jobs) -> None:
    choose(panel, 2)
    qtbot.keyClick(panel.list, Key.Key_Up, Alt)
    qtbot.waitUntil(lambda: titles(panel)[1].startswith("Card 3"))
    assert cards_of(work, jobs) == [1, 3, 2, 4]
    assert panel.list.currentIndex().row() == 1  # the choice goes along
    qtbot.keyClick(panel.list, Key.Key_Down, Alt)
    qtbot.keyClick(panel.list, Key.Key_Down, Alt)
    qtbot.waitUntil(lambda: panel.list.currentIndex().row() == 3)
    assert cards_of(work, jobs) == [1, 2, 4, 3]
    assert [view.place_in_queue for view in jobs.views()] == [1, 2, 3, 4]


def test_a_dragged_job_lands_before_the_row_it_is_dropped_at(
    qtbot: QtBot, panel: JobsPanel, work: Workspace, jobs: Jobs
) -> None:
    data = panel.model.mimeData([panel.model.index(3)])
    move = Qt.DropAction.MoveAction
    panel.model.dropMimeData(data, move, 1, 0, QModelIndex())
    assert cards_of(work, jobs) == [1, 4, 2, 3]
    panel.model.follow()
    panel.model.dropMimeData(panel.model.mimeData([panel.model.index(0)]), move, -1, -1, QModelIndex())
    assert cards_of(work, jobs) == [4, 2, 3, 1]


def test_space_pauses_delete_cancels_and_d_makes_a_variation(
    qtbot: QtBot, panel: JobsPanel, work: Workspace, jobs: Jobs
) -> None:
    first = choose(panel, 0)
    qtbot.keyClick(panel.list, Key.Key_Space)
    qtbot.waitUntil(lambda: (view := jobs.job(first.job_id)) is not None and view.paused)
    assert [view.place_in_queue for view in jobs.views()] == [0, 1, 2, 3]
    assert work.state(first.card) == "queued"
    qtbot.keyClick(panel.list, Key.Key_Space)
    qtbot.waitUntil(lambda: (view := jobs.job(first.job_id)) is not None and not view.paused)

    qtbot.keyClick(panel.list, Key.Key_D)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 5)
    variation = jobs.views()[-1]
    assert variation.card == first.card
    assert variation.request.seed != first.request.seed
    assert "variation" in titles(panel)[-1]

    qtbot.keyClick(panel.list, Key.Key_Delete)
    qtbot.waitUntil(lambda: jobs.job(first.job_id) is None)
    assert len(work.document.cards) == 4  # the job, not the card
    assert work.job(first.card) == jobs.job(variation.job_id)


def test_enter_shows_the_card_and_the_menu_has_every_verb(
    qtbot: QtBot, panel: JobsPanel, work: Workspace
) -> None:
    view = choose(panel, 2)
    qtbot.keyClick(panel.list, Key.Key_Return)
    assert work.selected_card == view.card
    assert work.playhead == 48
    menu = panel.menu()
    assert menu is not None
    texts = [action.text().split("\t")[0] for action in menu.actions()]
    assert texts == [
        "Pause", "Try again", "Again with another seed", "Earlier", "Later", "Show the card", "Cancel",
    ]  # fmt: skip
    assert not menu.actions()[1].isEnabled()


def test_a_waiting_job_follows_its_card_and_a_begun_one_is_marked(
    qtbot: QtBot, panel: JobsPanel, work: Workspace, jobs: Jobs
) -> None:
    first, second, third, fourth = jobs.views()
    jobs.show(JobView(second.card, second.job_id, second.request, begun=True, fraction=0.4))
    for view in (first, second):
        work.apply("Seed", lambda doc, view=view: edits.set_card(doc, view.card, seed=77, steps=9))
    work.apply("Prompt", lambda doc: edits.set_card(doc, third.card, prompt=""))
    work.apply("Cut", lambda doc: edits.ripple_delete(doc, fourth.request.draw))
    qtbot.waitUntil(lambda: (view := jobs.job(third.job_id)) is not None and view.state == "failed")
    qtbot.waitUntil(lambda: jobs.job(fourth.job_id) is None)
    now = {view.job_id: view for view in jobs.views()}
    assert (now[first.job_id].request.seed, now[first.job_id].request.steps) == (77, 9)
    assert not now[first.job_id].changed
    assert now[second.job_id].request == second.request
    assert now[second.job_id].changed
    assert "no prompt" in now[third.job_id].message

    # Begin again as the card is now.
    choose(panel, [view.job_id for view in jobs.rows()].index(second.job_id))
    qtbot.keyClick(panel.list, Key.Key_R)
    again = jobs.job(second.job_id)
    assert again is not None
    assert (again.request.seed, again.changed, again.begun) == (77, False, False)


def test_a_failed_job_is_tried_again_and_cleared(
    qtbot: QtBot, panel: JobsPanel, work: Workspace, jobs: Jobs
) -> None:
    view = jobs.views()[0]
    jobs.refuse(view.job_id, "Card 1 needs more memory than this machine has.")
    qtbot.waitUntil(lambda: work.state(view.card) == "failed")
    panel.model.follow()
    assert titles(panel)[-1].startswith("Card 1")
    choose(panel, 3)
    assert "more memory" in panel.details.text()
    qtbot.keyClick(panel.list, Key.Key_R)
    qtbot.waitUntil(lambda: work.state(view.card) == "queued")
    jobs.refuse(view.job_id, "Again.")
    qtbot.waitUntil(lambda: work.state(view.card) == "failed")
    panel.clear.trigger()
    assert jobs.job(view.job_id) is None
    assert work.state(view.card) == "ready"


def test_closed_and_opened_again_the_queue_is_there_and_asks(
    qtbot: QtBot, window: MainWindow, panel: JobsPanel, work: Workspace, jobs: Jobs
) -> None:
    assert work.project is not None
    path = work.project.path
    ids = [view.job_id for view in jobs.views()]
    jobs.move(ids[3], ids[0])
    jobs.pause(ids[1])
    work.close()
    assert not jobs.views()
    assert work.open(path)
    assert [view.job_id for view in jobs.views()] == [ids[3], *ids[:3]]
    assert [view.paused for view in jobs.views()] == [False, False, True, False]
    row = window.banner.row("waiting")
    assert row is not None
    assert row.text.text().startswith("4 jobs were waiting")
    assert [button.text() for button in row.buttons] == ["Continue", "Discard"]
    assert jobs.held
    assert panel.hold.text() == "Continue"
    qtbot.mouseClick(row.buttons[1], Left)
    qtbot.waitUntil(lambda: not jobs.views())
    assert window.banner.row("waiting") is None
    assert QueueFile(work.project.takes_folder).load() == ()


def test_a_film_that_is_only_looked_at_leaves_the_queue_alone(
    qtbot: QtBot, work: Workspace, jobs: Jobs
) -> None:
    assert work.project is not None
    other = Workspace()
    assert other.open(work.project.path)
    assert not other.jobs.views()
    other.shut_down()
    file = QueueFile(work.project.takes_folder)
    qtbot.waitUntil(lambda: len(file.load()) == 4)


def test_speed_and_time_are_said_the_way_people_say_them(work: Workspace, jobs: Jobs) -> None:
    view = jobs.views()[0]
    told = JobEvent(view.job_id, view.card, "progress", "sample", 1, 4, seconds_left=40.0, speed=0.5)
    jobs._take_in(told)
    running = jobs.views()[0]
    assert words_of(running) == "Drawing 30 % · 40 s left · 2.0 s/step"
    jobs._take_in(JobEvent(view.job_id, view.card, "progress", "decode", 1, 4, speed=12.34))
    assert words_of(jobs.views()[0]).endswith(" · 12 frames/s")
    jobs._take_in(JobEvent(view.job_id, view.card, "queued"))
    assert words_of(jobs.views()[0]) == "Waiting, number 1 · 84 %"
    assert words_of(jobs.views()[1], brief=True) == "Waiting, 2"


def test_a_job_of_a_cluster_says_where_it_is_drawn(work: Workspace, jobs: Jobs) -> None:
    view = jobs.views()[0]
    jobs._take_in(JobEvent(view.job_id, view.card, "progress", "sample", 1, 4, where="studio"))
    jobs._take_in(JobEvent(view.job_id, view.card, "progress", "sample", 2, 4, seconds_left=3.0))
    assert words_of(jobs.views()[0]) == "Drawing 46 % on studio · 3 s left"
    jobs._take_in(JobEvent(view.job_id, view.card, "done", take_id="t", where="studio"))
    assert words_of(jobs.rows()[-1]) == "Done on studio"


def test_the_gauge_shows_memory_of_processes_and_of_an_accelerator(
    qtbot: QtBot, panel: JobsPanel, jobs: Jobs
) -> None:
    panel.memory.look()
    assert panel.memory.host.text.text().startswith("Memory ")
    assert 0 < panel.memory.host.bar.value() < 1000
    assert panel.memory.device.bar.isHidden()
    view = jobs.views()[0]
    jobs._take_in(
        JobEvent(view.job_id, view.card, "progress", "load", device_used=6 << 30, device_total=8 << 30)
    )
    panel.memory.look()
    assert panel.memory.device.text.text() == "GPU 6.4 of 9 GB"
    assert panel.memory.device.bar.value() == 750
    assert memory_of((2**22 + 1,)) == 0


def test_many_jobs_are_listed_at_once(qtbot: QtBot, window: MainWindow, panel: JobsPanel, jobs: Jobs) -> None:
    """Rows are painted, not widgets: a thousand of them are one list."""
    view = jobs.views()[0]
    for n in range(300):
        jobs.show(JobView(f"c{n}", f"j{n}", view.request))
    panel.model.follow()
    assert panel.model.rowCount() == 304
    assert not panel.list.grab().isNull()


def test_a_preview_is_shown_while_it_is_drawn(work: Workspace, panel: JobsPanel, jobs: Jobs) -> None:
    live = QImage(32, 18, QImage.Format.Format_RGB32)
    view = jobs.views()[0]
    jobs.show(JobView(view.card, view.job_id, view.request, state="running", fraction=0.5, preview=live))
    assert panel.model.picture(jobs.views()[0]) == live
    jobs.show(view)


def test_a_queue_that_cannot_be_kept_is_a_notice(qtbot: QtBot, work: Workspace, jobs: Jobs) -> None:
    with qtbot.waitSignal(work.notice) as told:
        jobs._take_in(JobEvent("", "", "note", message="The queue cannot be kept."))
    assert said(told) == "The queue cannot be kept."
