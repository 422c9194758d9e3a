"""Footage let go over a track lies there, or has room made for it; a ghost says so before."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QMouseEvent
from pytestqt.qtbot import QtBot

from editor import theme
from editor.timeline import TimelineView
from editor.timeline.drops import ASSET_TYPE
from editor.timeline.scale import TimeScale
from engine.document import edits
from tests.editor.timeline.pointing import ALT, LEFT, NONE, arguments, at, on_track, undo_steps
from tests.editor.timeline.test_dragging import outline, shots

COPY = Qt.DropAction.CopyAction


@pytest.fixture
def loose(timeline: TimelineView) -> TimelineView:
    timeline.workspace.set_snapping(False)
    timeline.show_scale(TimeScale(6.0))
    return timeline


def asset(view: TimelineView) -> QMimeData:
    mime = QMimeData()
    mime.setData(ASSET_TYPE, view.workspace.document.assets[0].id.encode())
    return mime


def hover(
    view: TimelineView, mime: QMimeData, where: QPoint, keys: Qt.KeyboardModifier = NONE
) -> QDragMoveEvent:
    event = QDragMoveEvent(where, COPY, mime, LEFT, keys)
    view.dragMoveEvent(event)
    return event


def let_go(view: TimelineView, mime: QMimeData, where: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    hover(view, mime, where, keys)
    view.dropEvent(QDropEvent(where.toPointF(), COPY, mime, LEFT, keys))


def test_an_asset_lies_where_it_was_let_go(qtbot: QtBot, loose: TimelineView) -> None:
    steps, mime = undo_steps(loose), asset(loose)
    hover(loose, mime, at(loose, 30, "video"))
    assert [str(ghost.span) for ghost in loose.dropping.ghosts] == ["30–78", "30–78"]
    let_go(loose, mime, at(loose, 30, "video"))
    qtbot.waitUntil(lambda: undo_steps(loose) == steps + 1, timeout=10_000)
    assert shots(loose) == shots(loose, 1) == ["0–20@0", "20–30@20", "30–78@0"]
    assert loose.workspace.playhead == 30
    assert not loose.dropping.ghosts


def test_only_the_part_that_was_chosen_in_the_viewer_is_let_go(loose: TimelineView) -> None:
    work = loose.workspace
    work.stage.show(work.document.assets[0])
    work.stage.set_marks(10, 22)
    hover(loose, asset(loose), at(loose, 30, "video"))
    assert [str(ghost.span) for ghost in loose.dropping.ghosts] == ["30–42", "30–42"]
    let_go(loose, asset(loose), at(loose, 30, "video"))
    assert shots(loose) == ["0–20@0", "20–30@20", "30–42@10", "42–48@42"]
    assert work.stage.source is not None  # for the next part
    loose.hands.press(
        QMouseEvent(QEvent.Type.MouseButtonPress, at(loose, 5, "video").toPointF(), LEFT, LEFT, NONE)
    )
    assert work.stage.source is None


def test_with_alt_the_film_makes_room_for_it(qtbot: QtBot, loose: TimelineView) -> None:
    let_go(loose, asset(loose), at(loose, 20, "video"), ALT)
    qtbot.waitUntil(lambda: loose.workspace.document.frames == 96, timeout=10_000)
    assert shots(loose) == ["0–20@0", "20–68@0", "68–96@20"]


def test_it_goes_on_the_track_that_it_was_let_go_on(qtbot: QtBot, loose: TimelineView, footage: Path) -> None:
    loose.workspace.apply("Track", lambda doc: edits.add_track(doc, "video"))
    let_go(loose, asset(loose), on_track(loose, 10, "V2"))
    qtbot.waitUntil(lambda: shots(loose, 2) == ["10–58@0"], timeout=10_000)
    assert shots(loose) == ["0–20@0", "20–48@20"]
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(footage))])
    let_go(loose, files, on_track(loose, 70, "V1"))
    qtbot.waitUntil(lambda: len(shots(loose)) == 3, timeout=10_000)
    assert shots(loose)[-1] == "70–130@0"


def test_beside_the_tracks_it_goes_to_the_films_end(qtbot: QtBot, loose: TimelineView) -> None:
    let_go(loose, asset(loose), at(loose, 10, "cards"))
    qtbot.waitUntil(lambda: shots(loose)[-1] == "48–96@0", timeout=10_000)


def test_on_a_locked_track_it_is_refused_in_red_and_words(qtbot: QtBot, loose: TimelineView) -> None:
    work = loose.workspace
    work.apply("Lock", lambda doc: edits.set_track(doc, doc.tracks[0].id, locked=True))
    before = work.document
    hover(loose, asset(loose), at(loose, 30, "video"))
    assert "locked" in loose.dropping.refusal
    assert outline(loose, 30, theme.tokens().error) > 0.4
    with qtbot.waitSignal(work.notice, timeout=10_000) as told:
        let_go(loose, asset(loose), at(loose, 30, "video"))
    assert "locked" in arguments(told)[0]
    assert work.document == before
