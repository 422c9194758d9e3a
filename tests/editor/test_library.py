"""The library: search, order, running through footage by the pointer, what is used, what can go."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from editor.library.model import Order
from editor.main_window import MainWindow
from editor.workspace import Workspace
from tests.editor.conftest import drop, open_footage, said


@pytest.fixture
def stocked(qtbot: QtBot, window: MainWindow, footage: Path, picture: Path) -> Workspace:
    """The footage in the film; the picture in the library only."""
    work = open_footage(qtbot, window, footage)
    assert drop(window.sides.library, picture)
    qtbot.waitUntil(lambda: len(work.document.assets) == 2, timeout=20_000)
    return work


def names(window: MainWindow) -> list[str]:
    shown = window.sides.library.shown
    return [str(shown.index(row, 0).data()) for row in range(shown.rowCount())]


def test_search_and_order(qtbot: QtBot, window: MainWindow, stocked: Workspace) -> None:
    library = window.sides.library
    assert names(window) == ["meadow.mp4", "key.png"]
    qtbot.keyClicks(library.search, "kpng")
    assert names(window) == ["key.png"]
    library.search.setText("nothing")
    assert library.nothing.isVisible()
    library.search.clear()
    orders: dict[Order, list[str]] = {
        "name": ["key.png", "meadow.mp4"],
        "kind": ["meadow.mp4", "key.png"],
        "length": ["key.png", "meadow.mp4"],
        "unused": ["key.png", "meadow.mp4"],
        "added": ["meadow.mp4", "key.png"],
    }
    for action in library.order.menu().actions():
        if action.objectName():
            action.trigger()
            assert names(window) == orders[action.objectName()], action.objectName()  # type: ignore[index]


def test_what_is_used_says_so_and_the_rest_can_go(window: MainWindow, stocked: Workspace) -> None:
    library = window.sides.library
    tips = [str(library.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in (0, 1)]
    assert "in the film" in tips[0]
    assert "not used yet" in tips[1]
    video, picture = stocked.document.assets
    menu = {action.text(): action for action in library.menu.menu([video], library).actions()}
    assert not menu["Remove from the library"].isEnabled()
    menu["Remove all that is not used (1)"].trigger()
    assert stocked.document.assets == (video,)
    stocked.undo()
    assert stocked.document.assets == (video, picture)
    menu = {action.text(): action for action in library.menu.menu([picture], library).actions()}
    menu["Put at the film's end"].trigger()
    assert picture.id in library.model.used
    stocked.set_playhead(0)
    library.menu.go_to(picture)
    assert stocked.playhead == 60


def hover(view: QListView, at: QPoint) -> None:
    """The pointer comes there with no button down, whatever the test before left pressed."""
    port, none = view.viewport(), Qt.MouseButton.NoButton
    where, modifiers = QPointF(at), Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, where, port.mapToGlobal(where), none, none, modifiers)
    QApplication.sendEvent(port, event)


def test_the_pointer_runs_through_the_footage(qtbot: QtBot, window: MainWindow, stocked: Workspace) -> None:
    library = window.sides.library
    view = library.list
    index = library.shown.index(0, 0)

    def look() -> bytes:
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        return bytes(icon.pixmap(view.iconSize()).toImage().constBits())

    path = stocked.document.assets[0].path
    qtbot.waitUntil(lambda: library.model._thumbs.get(path) is not None, timeout=20_000)
    still = look()
    rect = view.visualRect(index)
    hover(view, QPoint(rect.right() - 2, rect.center().y()))
    assert look() != still
    hover(view, QPoint(view.viewport().width() - 2, view.viewport().height() - 2))
    assert look() == still
    hover(view, rect.center())
    assert look() != still
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    assert look() == still


def test_footage_is_dragged_out_as_a_file(window: MainWindow, stocked: Workspace) -> None:
    shown = window.sides.library.shown
    data = shown.mimeData([shown.index(0, 0)])
    assert data.urls() == [QUrl.fromLocalFile(stocked.document.assets[0].path)]
    assert shown.supportedDragActions() == Qt.DropAction.CopyAction
    assert shown.flags(shown.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled


def test_it_is_inserted_or_laid_over_at_the_playhead(
    window: MainWindow, stocked: Workspace, qtbot: QtBot
) -> None:
    library, insert = window.sides.library, window.actions_by_id["insert_here"]
    over, video = window.actions_by_id["overwrite_here"], stocked.document.assets[0]

    def places() -> list[tuple[int, int]]:
        track = next(track for track in stocked.document.tracks if track.kind == "video")
        return [(clip.place.start, clip.place.stop) for clip in track.clips]

    stocked.set_playhead(20)
    library.list.clearSelection()
    with qtbot.waitSignal(stocked.notice) as told:
        insert.trigger()
    assert "library" in said(told)
    assert places() == [(0, 60)]
    library.list.setCurrentIndex(library.shown.index(0, 0))
    insert.trigger()
    assert places() == [(0, 20), (20, 80), (80, 120)]
    assert stocked.playhead == 80
    stocked.undo()
    assert places() == [(0, 60)]
    stocked.set_playhead(20)
    over.trigger()
    assert places() == [(0, 20), (20, 80)]
    stocked.undo()
    # All that is chosen, one behind the other, from the menu, too.
    stocked.set_playhead(20)
    library.list.selectAll()
    menu = {action.text(): action for action in library.menu.menu(library.chosen(), library).actions()}
    menu["Insert at the playhead"].trigger()
    assert places()[:2] == [(0, 20), (20, 80)]
    assert places()[2][0] == 80
    assert stocked.playhead == places()[2][1]
    assert {video.id, stocked.document.assets[1].id} == library.model.used


def test_a_file_is_shown_in_its_folder(
    window: MainWindow, stocked: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Path] = []
    library = window.sides.library
    monkeypatch.setattr(library.menu, "_reveal", told.append)
    menu = {
        action.text(): action for action in library.menu.menu([stocked.document.assets[0]], library).actions()
    }
    menu["Show in folder"].trigger()
    assert told == [Path(stocked.document.assets[0].path)]


def test_the_menu_puts_the_part_that_was_chosen_at_the_films_end(
    window: MainWindow, stocked: Workspace
) -> None:
    library, video = window.sides.library, stocked.document.assets[0]
    library.search.setText(Path(video.path).stem)
    library.list.activated.emit(library.shown.index(0, 0))
    assert stocked.stage.source == video
    stocked.stage.set_marks(20, 30)
    menu = {action.text(): action for action in library.menu.menu([video], library).actions()}
    menu["Put at the film's end"].trigger()
    clip = stocked.document.tracks[0].clips[-1]
    assert (clip.place.start, clip.place.stop, clip.source_start) == (60, 70, 20)
