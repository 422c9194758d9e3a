"""Gaps and ends that offer a card, track headers, and how the view follows the playhead."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from editor.timeline import TimelineView
from editor.timeline.follow import Follower
from editor.timeline.menu import build_menu
from editor.timeline.rows import GAP, LEAST
from editor.timeline.scale import TimeScale
from engine.document import edits
from engine.document.time import FrameRange
from tests.editor.timeline.pointing import LEFT, arguments, at, click, pixels, undo_steps


def lift(view: TimelineView, start: int, stop: int) -> None:
    view.workspace.apply("Lift", lambda doc: edits.lift(doc, FrameRange(start, stop)))


def test_a_gap_in_the_picture_offers_a_card(qtbot: QtBot, timeline: TimelineView) -> None:
    before = pixels(timeline).copy(*_gap_box(timeline))
    lift(timeline, 4, 14)
    assert pixels(timeline).copy(*_gap_box(timeline)) != before
    steps = undo_steps(timeline)
    with qtbot.waitSignal(timeline.prompt_requested) as asked:
        click(timeline, at(timeline, 8, "video"))
    card = timeline.board.card(arguments(asked)[0])
    assert card is not None
    assert card.range == FrameRange(4, 14)
    assert timeline.workspace.selected_card == card.id
    assert undo_steps(timeline) == steps + 1
    # Once the card has a wish, its place offers nothing any more.
    timeline.workspace.apply("Prompt", lambda doc: edits.set_prompt(doc, card.id, "rain"))
    assert timeline.hands.hit(QPointF(at(timeline, 8, "video"))).kind == "empty"


def _gap_box(view: TimelineView) -> tuple[int, int, int, int]:
    where = at(view, 4, "video")
    return where.x(), where.y() - 10, 100, 20


def test_the_menu_and_the_key_fill_a_gap_and_extend_the_film(qtbot: QtBot, timeline: TimelineView) -> None:
    work = timeline.workspace
    lift(timeline, 4, 14)
    menu = build_menu(timeline, timeline.hands.hit(QPointF(at(timeline, 8, "video"))))
    next(action for action in menu.actions() if action.text() == "New card 4–14").trigger()
    menu.deleteLater()
    assert FrameRange(4, 14) in [card.range for card in work.document.cards]
    work.undo()
    work.set_playhead(5)
    timeline.verbs.fill_gap()
    assert FrameRange(4, 14) in [card.range for card in work.document.cards]
    work.set_playhead(47)
    timeline.verbs.fill_gap()
    assert work.document.cards[-1].range == FrameRange(48, 96)
    work.set_playhead(30)
    with qtbot.waitSignal(work.notice) as told:
        timeline.verbs.fill_gap()
    assert "gap" in arguments(told)[0]


def test_a_gap_between_cards_offers_one(timeline: TimelineView) -> None:
    work = timeline.workspace
    lift(timeline, 20, 48)
    work.apply("Card", lambda doc: edits.add_card(doc, FrameRange(48, 60)))
    work.apply("Remove", lambda doc: edits.remove_card(doc, doc.cards[1].id))
    click(timeline, at(timeline, 33, "cards"))
    assert FrameRange(20, 48) in [card.range for card in work.document.cards]


# Headers.


def header(view: TimelineView, name: str) -> QPoint:
    row = next(row for row in view.rows if row.track is not None and row.track.name == name)
    return QPoint(30, row.top + 40)


def test_a_track_is_renamed_by_double_click(qtbot: QtBot, timeline: TimelineView) -> None:
    timeline.activateWindow()
    qtbot.mouseDClick(timeline.headers, LEFT, pos=header(timeline, "V1"))
    field = timeline.headers.findChild(QLineEdit)
    assert field is not None
    assert field.isVisible()
    qtbot.keyClicks(field, "Picture")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert timeline.workspace.document.tracks[0].name == "Picture"
    assert not field.isVisible()
    timeline.headers.rename(timeline.workspace.document.tracks[0].id)
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert timeline.workspace.document.tracks[0].name == "Picture"


def test_a_track_is_made_higher_by_its_lower_edge(qtbot: QtBot, timeline: TimelineView) -> None:
    row = next(row for row in timeline.rows if row.kind == "video")
    edge = QPoint(50, row.bottom + GAP // 2)
    before, steps = timeline.workspace.document, undo_steps(timeline)
    for down, height in ((40, row.height + 40), (-300, LEAST)):
        qtbot.mousePress(timeline.headers, LEFT, pos=edge)
        qtbot.mouseMove(timeline.headers, edge + QPoint(0, down))
        qtbot.mouseRelease(timeline.headers, LEFT, pos=edge + QPoint(0, down))
        assert next(row for row in timeline.rows if row.kind == "video").height == height
        edge = QPoint(50, next(row for row in timeline.rows if row.kind == "video").bottom + GAP // 2)
    assert (timeline.workspace.document, undo_steps(timeline)) == (before, steps)


def test_tracks_are_added_moved_and_removed_from_the_header(timeline: TimelineView) -> None:
    def choose(button: str, text: str) -> None:
        found = next(b for b in timeline.headers.findChildren(QToolButton) if b.accessibleName() == button)
        found.menu().aboutToShow.emit()
        next(action for action in found.menu().actions() if action.text() == text).trigger()

    def names() -> list[str]:
        return [row.track.name for row in timeline.rows if row.track is not None]

    choose("Add a track", "Add video track")
    choose("Add a track", "Add audio track")
    assert names() == ["V2", "V1", "A1", "A2"]
    choose("More about V2", "Move down")
    assert names() == ["V1", "V2", "A1", "A2"]
    choose("More about A2", "Move up")
    assert names() == ["V1", "V2", "A2", "A1"]
    choose("More about V2", "Remove track")
    assert names() == ["V1", "A2", "A1"]


# Following the playhead.


def test_the_view_keeps_the_playhead_in_the_middle_when_asked(timeline: TimelineView) -> None:
    timeline.show_scale(TimeScale(60.0))
    timeline.follower.mode = "smooth"
    middle = timeline.viewport().width() / 2
    for frame in range(1, 30):
        timeline.workspace.set_playhead(frame)
        assert timeline.scale.x(frame) <= middle + 1
    assert abs(timeline.scale.x(29) - middle) <= 1


def test_the_view_stays_when_asked(timeline: TimelineView) -> None:
    timeline.show_scale(TimeScale(60.0))
    timeline.follower.mode = "off"
    before = timeline.scale
    timeline.workspace.set_playhead(47)
    assert timeline.scale == before


def test_extending_goes_on_with_the_words_beside_and_moves_what_is_later(timeline: TimelineView) -> None:
    work = timeline.workspace
    click(timeline, at(timeline, 48, "cards") + QPoint(30, 0))
    assert (work.document.cards[-1].range, work.document.cards[-1].prompt) == (
        FrameRange(48, 96),
        "a red ball",
    )
    work.undo()
    menu = build_menu(timeline, timeline.hands.hit(QPointF(at(timeline, 30, "cards"))))
    next(action for action in menu.actions() if action.text() == "Extend before it").trigger()
    menu.deleteLater()
    assert [card.range for card in work.document.cards[1:]] == [FrameRange(20, 68), FrameRange(68, 96)]
    assert work.selected_card == work.document.cards[1].id
    work.undo()
    work.select_card(work.document.cards[0].id)
    timeline.verbs.extend_card(after=True)
    assert (work.document.cards[1].range, work.document.cards[1].prompt) == (FrameRange(20, 68), "")


def test_the_way_of_following_is_chosen_in_the_menu_and_kept(timeline: TimelineView) -> None:
    menu = build_menu(timeline, timeline.hands.hit(QPointF(at(timeline, 30.5, "ruler"))))
    modes = menu.actions()[-1].menu()
    assert isinstance(modes, QMenu)
    assert [action.isChecked() for action in modes.actions()] == [True, False, False]
    modes.actions()[2].trigger()
    menu.deleteLater()
    assert timeline.follower.mode == "off"
    assert Follower(timeline).mode == "off"
