"""Pictures dropped on a card: references on its upper half, keyframes on its lower one, said before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from pytestqt.qtbot import QtBot

from editor import theme
from editor.main_window import MainWindow
from editor.timeline import TimelineView
from editor.timeline.card_drops import CardDrop, refusal, words
from engine.document import edits
from engine.document.model import Card
from tests.editor.conftest import open_footage
from tests.editor.timeline.pointing import LEFT, NONE, arguments, card_box, pixels, share_of, undo_steps

COPY = Qt.DropAction.CopyAction
UPPER, LOWER = 0.25, 0.75


@pytest.fixture
def view(
    qtbot: QtBot, window: MainWindow, footage: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> TimelineView:
    """60 frames, cut at 30; the first card's model follows four references, the second card's none."""
    for name, pipeline in (("vace", "WanVACEPipeline"), ("plain", "LTXConditionPipeline")):
        folder = tmp_path / "models" / name
        folder.mkdir(parents=True)
        (folder / "model_index.json").write_text(json.dumps({"_class_name": pipeline}))
    monkeypatch.setenv("TWEENBOARD_MODELS", str(tmp_path / "models"))
    work = open_footage(qtbot, window, footage)
    work.apply("Split", lambda doc: edits.split(doc, 30))
    work.apply("Model", lambda doc: edits.set_card(doc, doc.cards[0].id, model="vace"))
    work.apply("Model", lambda doc: edits.set_card(doc, doc.cards[1].id, model="plain"))
    work.set_snapping(False)
    window.sides.timeline.zoom_to_fit()
    return window.sides.timeline


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def at(view: TimelineView, frame: float, height: float) -> QPoint:
    row = next(row for row in view.rows if row.kind == "cards")
    return QPoint(round(view.scale.x(frame)), round(row.top + height * row.height))


def hover(view: TimelineView, where: QPoint, *paths: Path) -> tuple[str, ...]:
    """What the plate says."""
    mime = files(*paths)  # which events do not keep
    view.dragMoveEvent(QDragMoveEvent(where, COPY, mime, LEFT, NONE))
    target = view.dropping.target
    return words(view, the_card(view, target), target) if target is not None else ()


def the_card(view: TimelineView, drop: CardDrop) -> Card:
    card = view.board.card(drop.card)
    assert card is not None
    return card


def let_go(view: TimelineView, where: QPoint, *paths: Path) -> None:
    hover(view, where, *paths)
    mime = files(*paths)
    view.dropEvent(QDropEvent(where.toPointF(), COPY, mime, LEFT, NONE))


def test_the_upper_half_takes_a_reference_and_the_lower_one_a_keyframe_at_that_frame(
    qtbot: QtBot, view: TimelineView, picture: Path
) -> None:
    work, steps = view.workspace, undo_steps(view)
    assert hover(view, at(view, 12.5, UPPER), picture) == ("Reference",)
    let_go(view, at(view, 12.5, UPPER), picture)
    qtbot.waitUntil(lambda: bool(work.document.cards[0].references), timeout=20_000)
    assert not work.document.cards[0].keyframes
    assert undo_steps(view) == steps + 1
    assert hover(view, at(view, 12.5, LOWER), picture) == ("Keyframe at 12",)
    let_go(view, at(view, 12.5, LOWER), picture)
    qtbot.waitUntil(lambda: bool(work.document.cards[0].keyframes), timeout=20_000)
    assert [key.offset for key in work.document.cards[0].keyframes] == [12]
    assert len(work.document.cards[0].references) == 1
    assert view.dropping.target is None


def test_where_the_model_follows_none_it_is_said_before_and_after(
    qtbot: QtBot, view: TimelineView, picture: Path
) -> None:
    said = hover(view, at(view, 45, UPPER), picture)
    assert said == ("First frame of the card", "plain follows no references")
    with qtbot.waitSignal(view.workspace.notice, timeout=20_000) as told:
        let_go(view, at(view, 45, UPPER), picture)
    assert "follows no reference pictures" in arguments(told)[0]
    assert [key.offset for key in view.workspace.document.cards[1].keyframes] == [0]
    assert hover(view, at(view, 45.5, LOWER), picture) == ("Keyframe at 45",)


def test_several_are_references_together_or_spaced_over_the_card(
    qtbot: QtBot, view: TimelineView, picture: Path, tmp_path: Path
) -> None:
    other = tmp_path / "参考 50%.png"
    other.write_bytes(picture.read_bytes())
    assert hover(view, at(view, 3, UPPER), picture, other) == ("2 references",)
    assert hover(view, at(view, 3, LOWER), picture, other) == ("2 keyframes, spaced over the card",)
    let_go(view, at(view, 3, LOWER), picture, other)
    work = view.workspace
    qtbot.waitUntil(lambda: len(work.document.cards[0].keyframes) == 2, timeout=20_000)
    assert [key.offset for key in work.document.cards[0].keyframes] == [0, 29]


def test_the_half_under_the_pointer_is_lit(view: TimelineView, picture: Path) -> None:
    x, y, w, h = card_box(view, 0)
    upper, lower = (x + 20, y, w - 40, 3), (x + 20, y + h // 2, w - 40, 3)
    accent = theme.tokens().accent
    hover(view, at(view, 12.5, UPPER), picture)
    image = pixels(view)
    assert share_of(image, upper, accent, 60) > 0.4 > share_of(image, lower, accent, 60)
    hover(view, at(view, 12.5, LOWER), picture)
    image = pixels(view)
    assert share_of(image, lower, accent, 60) > 0.4 > share_of(image, upper, accent, 60)


def test_a_locked_card_refuses_in_words_and_a_video_beside_it_is_no_picture(
    view: TimelineView, picture: Path, footage: Path
) -> None:
    view.workspace.apply("Lock", lambda doc: edits.set_card(doc, doc.cards[0].id, locked=True))
    hover(view, at(view, 12, UPPER), picture)
    assert view.dropping.target is not None
    assert "locked" in refusal(view, the_card(view, view.dropping.target))
    hover(view, at(view, 12, UPPER), picture, footage)
    assert view.dropping.target is None
