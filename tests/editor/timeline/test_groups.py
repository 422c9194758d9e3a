"""Groups are seen on what is grouped; track heights outlive the session."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from editor import theme
from editor.timeline import TimelineView
from editor.timeline.groups import group_letters
from editor.timeline.heights import KEPT, SETTING, TrackHeights
from editor.timeline.hits import Hit
from editor.timeline.rows import LEAST, MOST, VIDEO
from editor.timeline.tips import tip
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Card, Document
from engine.document.time import FrameRange
from tests.editor.timeline.pointing import LEFT, at, pixels, share_of


def lower_edge(view: TimelineView, start: int, stop: int, kind: str) -> tuple[int, int, int, int]:
    """Where the bracket of a thing over frames start … stop lies, without its hooks and its letter."""
    row = next(row for row in view.rows if row.kind == kind)
    left, right = round(view.scale.x(start)), round(view.scale.x(stop))
    return left + 12, row.bottom - 6, right - left - 40, 2


def bracket(view: TimelineView, start: int, stop: int, kind: str, color: QColor) -> float:
    return share_of(pixels(view), lower_edge(view, start, stop, kind), color)


@pytest.fixture
def grouped(timeline: TimelineView) -> Workspace:
    """The first card and the clip at 20 are one group; nothing is chosen."""
    work = timeline.workspace
    clip = work.document.tracks[0].clips[1]
    assert work.apply("Group", lambda doc: edits.group(doc, [doc.cards[0].id, clip.id]))
    work.select(())
    return work


def test_members_carry_a_bracket_and_others_none(timeline: TimelineView, grouped: Workspace) -> None:
    text = theme.tokens().text
    assert bracket(timeline, 0, 20, "cards", text) > 0.4
    assert bracket(timeline, 20, 48, "video", text) > 0.4
    assert bracket(timeline, 20, 48, "audio", text) > 0.4  # linked with it
    assert bracket(timeline, 0, 20, "audio", text) < 0.1
    assert bracket(timeline, 20, 48, "cards", text) < 0.1
    grouped.apply("Ungroup", lambda doc: edits.ungroup(doc, [doc.cards[0].id]))
    assert bracket(timeline, 0, 20, "cards", text) < 0.1
    assert bracket(timeline, 20, 48, "audio", text) < 0.1


def test_the_whole_group_lights_up_when_one_of_it_is_chosen_or_pointed_at(
    qtbot: QtBot, timeline: TimelineView, grouped: Workspace
) -> None:
    lit = theme.tokens().accent_text
    assert bracket(timeline, 0, 20, "cards", lit) < 0.1
    grouped.select([grouped.document.tracks[0].clips[1].id])
    assert bracket(timeline, 0, 20, "cards", lit) > 0.4
    grouped.select(())
    assert bracket(timeline, 0, 20, "cards", lit) < 0.1
    timeline.hands.point_at(Hit("clip", 30, clip=grouped.document.tracks[0].clips[1].id))
    timeline.refresh()
    assert bracket(timeline, 0, 20, "cards", lit) > 0.4


def test_the_tip_says_which_group_and_how_many_more(timeline: TimelineView, grouped: Workspace) -> None:
    hit = timeline.hands.hit(QPointF(at(timeline, 30, "video")))
    said = tip(hit, timeline.board, {}, grouped.state, grouped.job)
    # The clip, its linked sound, and the card.
    assert "Group A: moved and copied together with 2 more." in said
    other = timeline.hands.hit(QPointF(at(timeline, 10, "video")))
    assert "Group" not in tip(other, timeline.board, {}, grouped.state, grouped.job)


def test_letters_go_by_where_groups_begin_and_one_alone_has_none() -> None:
    def card(start: int, group: str) -> Card:
        return Card(f"c{start}", FrameRange(start, start + 1), f"c{start}", start, group=group)

    names = ["late", "early", "late", "alone", "early", ""]
    cards = tuple(card(n + 1, name) for n, name in enumerate(names[1:]))
    cards = (*cards, card(9, "late"))
    assert group_letters(Document(cards=cards)) == {"early": "A", "late": "B"}
    many = tuple(card(n, f"g{n // 2}") for n in range(60))
    assert list(group_letters(Document(cards=many)).values())[25:28] == ["Z", "AA", "AB"]


def test_a_track_keeps_its_height_in_the_next_session_and_undo_leaves_it(
    qtbot: QtBot, timeline: TimelineView
) -> None:
    work = timeline.workspace
    track = work.document.tracks[0].id
    row = next(row for row in timeline.rows if row.kind == "video")
    undo = work.undo_name
    edge = QPoint(40, row.bottom + 1)
    qtbot.mousePress(timeline.headers, LEFT, pos=edge)
    qtbot.mouseMove(timeline.headers, edge + QPoint(0, 30))
    qtbot.mouseRelease(timeline.headers, LEFT, pos=edge + QPoint(0, 30))
    assert timeline.row_of(track).height == VIDEO + 30  # type: ignore[union-attr]
    assert work.undo_name == undo
    later = TimelineView(work)
    qtbot.addWidget(later)
    assert later.row_of(track).height == VIDEO + 30  # type: ignore[union-attr]
    work.apply("Marker", lambda doc: edits.add_marker(doc, 3))
    work.undo()
    assert later.row_of(track).height == VIDEO + 30  # type: ignore[union-attr]
    later.stop()


def test_heights_stay_within_bounds_and_damaged_settings_are_none(settings: Path) -> None:
    heights = TrackHeights()
    heights.give("low", 1)
    heights.give("high", 9999)
    assert TrackHeights().all() == {"low": LEAST, "high": MOST}
    for n in range(KEPT):
        heights.give(f"t{n}", 50)
    assert len(TrackHeights().all()) == KEPT
    assert "low" not in TrackHeights().all()
    for damaged in ("{", "[1, 2]", '{"a": "b"}'):
        QSettings().setValue(SETTING, damaged)
        assert TrackHeights().all() == {}
