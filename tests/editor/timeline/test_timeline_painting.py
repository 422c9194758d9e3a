"""What the timeline paints in every state, and what is dropped on it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from editor import theme
from editor.jobs.view import JobView
from editor.timeline import TimelineView
from editor.timeline.drops import ASSET_TYPE
from editor.timeline.rows import RULER
from editor.timeline.scale import TimeScale
from editor.workspace import Workspace
from engine.document import edits
from engine.document.edits import set_card, set_prompt
from engine.document.grade import Grade
from engine.media.grading import Grader
from tests.editor.timeline.pointing import (
    arguments,
    at,
    card_box,
    drop_event,
    pixels,
    send,
    share_of,
)
from tests.render.films import add_take, picture

# Painting.


def test_generated_frames_carry_a_violet_line(timeline: TimelineView) -> None:
    work = timeline.workspace
    row = next(row for row in timeline.rows if row.kind == "video")
    strip = (round(timeline.scale.x(21)), row.top, round(20 * timeline.scale.pixels), 3)
    assert share_of(pixels(timeline), strip, theme.tokens().generated) < 0.1
    assert work.project is not None
    add_take(work.project.takes, work.document, lambda n: picture(n + 100))
    work.project.takes.refresh()
    work.takes_changed.emit()
    assert share_of(pixels(timeline), strip, theme.tokens().generated) > 0.9


def test_a_drawn_range_shows_its_own_pictures_not_the_footage_at_its_edges(
    qtbot: QtBot, timeline: TimelineView
) -> None:
    """The first and last frames of this take look like the footage, as those of most do."""
    work = timeline.workspace
    assert work.project is not None
    add_take(
        work.project.takes,
        work.document,
        lambda n: np.full((96, 160, 3), (255, 0, 255), np.uint8) if 24 <= n <= 43 else picture(n),
    )
    work.project.takes.refresh()
    work.takes_changed.emit()
    timeline.show_scale(TimeScale(4.0))  # the range is a little wider than one picture
    row = next(row for row in timeline.rows if row.kind == "video")
    box = (round(timeline.scale.x(20)) + 2, row.top + 8, 60, row.height - 16)
    qtbot.waitUntil(
        lambda: share_of(pixels(timeline), box, QColor(255, 0, 255), reach=60) > 0.95, timeout=30_000
    )


def test_the_playhead_covers_no_time_of_the_ruler(timeline: TimelineView) -> None:
    work, red = timeline.workspace, theme.tokens().playhead
    for frame in (0, 7, 24):
        work.set_playhead(frame)
        x = round(timeline.scale.x(frame))
        image = pixels(timeline)
        assert share_of(image, (max(0, x - 8), 0, 16, 14), red) == 0
        assert share_of(image, (x - 1, RULER - 9, 3, 4), red) > 0.5


def test_an_empty_timeline_says_what_to_do(timeline: TimelineView) -> None:
    quiet, row = theme.tokens().quiet, timeline.rows[-1]
    below = (0, row.top + row.height, timeline.viewport().width(), timeline.viewport().height())
    assert share_of(pixels(timeline), below, quiet) == 0
    timeline.workspace.close()
    row = timeline.rows[-1]
    below = (0, row.top + row.height, timeline.viewport().width(), timeline.viewport().height())
    assert share_of(pixels(timeline), below, quiet) > 0


def test_the_thumbnails_come_in_and_show_the_footage(qtbot: QtBot, timeline: TimelineView) -> None:
    path = timeline.workspace.document.assets[0].path
    timeline.refresh()
    qtbot.waitUntil(lambda: timeline.imagery.thumbnail(path, 0) is not None, timeout=10_000)
    row = next(row for row in timeline.rows if row.kind == "video")
    x, y = round(timeline.scale.x(0)) + 30, row.top + 20

    def like_the_footage() -> None:
        shown = pixels(timeline).pixelColor(x, y)
        natural = row.height * 160 / 96
        u = x - timeline.scale.x(0)  # the whole picture, from its left edge
        expected = picture(0)[round(96 * 20 / row.height), round(160 * u / natural)]
        assert np.abs(np.array([shown.red(), shown.green(), shown.blue()]) - expected).max() < 40

    qtbot.waitUntil(like_the_footage, timeout=10_000)


def test_the_pictures_of_a_graded_clip_have_its_colours(qtbot: QtBot, timeline: TimelineView) -> None:
    work = timeline.workspace
    clip = next(track for track in work.document.tracks if track.kind == "video").clips[0]
    path, grade = work.document.assets[0].path, Grade(gain=(2.5, 1.0, 0.2))
    timeline.refresh()
    qtbot.waitUntil(lambda: timeline.imagery.thumbnail(path, 0) is not None, timeout=20_000)
    work.apply("Colours", lambda doc: edits.set_grade(doc, [clip.id], grade))
    row = next(row for row in timeline.rows if row.kind == "video")
    x, y = round(timeline.scale.x(0)) + 30, row.top + 20
    u, v = round(160 * 30 / (row.height * 160 / 96)), round(96 * 20 / row.height)

    def shown_as(footage: np.ndarray) -> None:
        shown = pixels(timeline).pixelColor(x, y)
        assert np.abs(np.array([shown.red(), shown.green(), shown.blue()]) - footage[v, u]).max() < 24

    footage = picture(0).astype(int)
    coloured = Grader().graded(picture(0), grade).astype(int)
    assert np.abs(coloured[v, u] - footage[v, u]).max() > 60
    qtbot.waitUntil(lambda: shown_as(coloured), timeout=20_000)
    work.undo()
    shown_as(footage)  # at once: what was decoded is there
    work.redo()
    shown_as(coloured)


def test_the_waveform_shows_the_clicks(qtbot: QtBot, timeline: TimelineView) -> None:
    path = timeline.workspace.document.assets[0].path
    timeline.refresh()
    qtbot.waitUntil(lambda: timeline.imagery.peaks(path) is not None, timeout=10_000)
    row = next(row for row in timeline.rows if row.kind == "audio")
    good = theme.tokens().good

    def clicks_at_each_second() -> None:
        image = pixels(timeline)
        heights = [
            share_of(image, (round(timeline.scale.x(f)), row.top, 3, row.height), good, 60)
            for f in (0.02, 24.02, 12)
        ]
        assert min(heights[:2]) > 0.2
        assert heights[2] < 0.1

    qtbot.waitUntil(clicks_at_each_second, timeout=5_000)


class BoardInStates:
    """The real workspace whose queue says what the test wants it to say."""

    def __init__(self, work: Workspace) -> None:
        self._work = work

    def job(self, **fields: object) -> JobView:
        card = self._work.document.cards[1]
        view = JobView(card.id, "job", self._work.request_for(card), **fields)  # type: ignore[arg-type]
        self._work.jobs.show(view)
        return view


@pytest.fixture
def told(timeline: TimelineView) -> BoardInStates:
    return BoardInStates(timeline.workspace)


def test_a_running_card_fills_along_its_lower_edge(timeline: TimelineView, told: BoardInStates) -> None:
    told.job(state="running", fraction=0.5, seconds_left=24.0)
    timeline.refresh()
    x, y, w, h = card_box(timeline, 1)
    image, violet = pixels(timeline), theme.tokens().generated
    assert share_of(image, (x + 4, y + h - 5, w // 2 - 8, 3), violet) > 0.9
    assert share_of(image, (x + w // 2 + 4, y + h - 5, w // 2 - 12, 3), violet) < 0.05


def test_a_running_card_shows_the_live_picture(timeline: TimelineView, told: BoardInStates) -> None:
    live = QImage(160, 96, QImage.Format.Format_RGB32)
    live.fill(QColor(10, 200, 220))
    told.job(state="running", fraction=0.2, preview=live)
    timeline.refresh()
    x, y, w, h = card_box(timeline, 1)
    assert share_of(pixels(timeline), (x, y, w, h), QColor(10, 200, 220)) > 0.1


def test_a_failed_card_is_marked_in_its_corner(timeline: TimelineView, told: BoardInStates) -> None:
    told.job(state="failed", message="Card 2 (20–48) needs more memory than this machine has.")
    timeline.refresh()
    x, y, w, _ = card_box(timeline, 1)
    assert share_of(pixels(timeline), (x + w - 8, y + 1, 7, 4), theme.tokens().error) > 0.5


def test_every_state_looks_unlike_the_others(timeline: TimelineView, told: BoardInStates) -> None:
    """Ready, queued, running, failed, empty prompt: no two the same picture."""
    work, seen = timeline.workspace, []

    def look() -> bytes:
        timeline.refresh()
        image = pixels(timeline).copy(*card_box(timeline, 1))
        return bytes(image.constBits())

    seen.append(look())
    for state, fields in (("queued", {"place_in_queue": 1}), ("running", {"fraction": 0.3}), ("failed", {})):
        told.job(state=state, **fields)
        seen.append(look())
    work.jobs.forget(work.document.cards[1].id)
    work.apply("Lock", lambda doc: set_card(doc, doc.cards[1].id, locked=True))
    seen.append(look())
    work.undo()
    work.apply("Prompt", lambda doc: set_prompt(doc, doc.cards[1].id, ""))
    seen.append(look())
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize(
    "text", ["a red ball rolls " * 40, "一只红色的球滚过草地，" * 40, "<b>x</b> & \n\t" * 30]
)
def test_long_prompts_stay_inside_their_card(timeline: TimelineView, text: str) -> None:
    timeline.workspace.apply("Prompt", lambda doc: set_prompt(doc, doc.cards[0].id, text))
    look = timeline.look()
    lines = look.wrapped(text, 200, 2)
    assert len(lines) == 2
    assert all(look.text_metrics.horizontalAdvance(line) <= 204 for line in lines)
    assert lines[-1].endswith("…")
    x, y, w, h = card_box(timeline, 0)
    assert share_of(pixels(timeline), (x + w + 1, y, 3, h), theme.tokens().text) < 0.2


def test_a_cards_range_is_read_whole_where_the_card_goes_on_past_the_view(timeline: TimelineView) -> None:
    timeline.workspace.select_clip(timeline.workspace.document.tracks[0].clips[0].id)
    timeline.show_scale(TimeScale(60.0))  # the first card alone is wider than the view
    row = next(row for row in timeline.rows if row.kind == "cards")
    image, width, quiet = pixels(timeline), timeline.viewport().width(), theme.tokens().quiet
    assert share_of(image, (width - 60, row.top + 6, 54, 17), quiet, 60) > 0.02
    assert share_of(image, (width - 5, row.top + 6, 5, 17), quiet, 60) == 0


def test_what_lies_under_a_pointer_that_rests_is_lit_when_the_film_changes(timeline: TimelineView) -> None:
    def lit() -> str:
        hover = timeline.hands.hover
        found = timeline.board.clip(hover.clip) if hover is not None and hover.clip else None
        return str(found[1].place) if found is not None else ""

    send(timeline, QEvent.Type.MouseMove, at(timeline, 30, "video"))
    assert lit() == "20–48"
    timeline.workspace.apply("Split", lambda doc: edits.split(doc, 25))
    assert lit() == "25–48"
    timeline.show_scale(TimeScale(60.0))
    assert lit() == "0–20"


# Drops.


def test_footage_dropped_on_a_track_is_imported(qtbot: QtBot, timeline: TimelineView, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "footage.mp4"))])
    timeline.dropEvent(drop_event(timeline, mime, at(timeline, 30, "video"), Qt.DropAction.CopyAction))
    qtbot.waitUntil(lambda: timeline.workspace.document.frames > 48, timeout=10_000)


def test_a_move_is_refused_and_a_web_address_gets_a_sentence(qtbot: QtBot, timeline: TimelineView) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a.png")])
    move = drop_event(timeline, mime, at(timeline, 30, "video"), Qt.DropAction.MoveAction)
    move.ignore()
    timeline.dropEvent(move)
    assert not move.isAccepted()
    with qtbot.waitSignal(timeline.workspace.notice) as told:
        timeline.dropEvent(drop_event(timeline, mime, at(timeline, 30, "video"), Qt.DropAction.CopyAction))
    assert "this computer" in arguments(told)[0]


def test_an_asset_from_the_library_brings_its_file(
    qtbot: QtBot, timeline: TimelineView, monkeypatch: pytest.MonkeyPatch
) -> None:
    asset = timeline.workspace.document.assets[0]
    mime = QMimeData()
    mime.setData(ASSET_TYPE, asset.id.encode())
    timeline.dropEvent(drop_event(timeline, mime, at(timeline, 30, "video"), Qt.DropAction.CopyAction))
    qtbot.waitUntil(lambda: timeline.workspace.document.frames > 48, timeout=10_000)


# Coming and going.


def test_an_empty_film_paints(qtbot: QtBot) -> None:
    work = Workspace()
    view = TimelineView(work)
    qtbot.addWidget(view)
    view.resize(600, 200)
    with qtbot.waitExposed(view):
        view.show()
    assert not pixels(view).isNull()
    view.stop()
    work.shut_down()


def test_stopping_ends_the_thread(qtbot: QtBot, timeline: TimelineView) -> None:
    path = timeline.workspace.document.assets[0].path
    timeline.refresh()
    qtbot.waitUntil(lambda: timeline.imagery.thumbnail(path, 0) is not None, timeout=10_000)
    timeline.stop()
    assert not [t for t in threading.enumerate() if t.name == "timeline-pictures"]


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_lines_fall_on_whole_device_pixels(timeline: TimelineView, ratio: float) -> None:
    from editor.timeline.look import Look

    look = Look(ratio)
    snap: Callable[[float], float] = look.snap
    for value in (0.1, 3.7, 100.33, 7.5):
        assert abs(snap(value) * ratio - round(snap(value) * ratio)) < 1e-9
    assert look.hairline * ratio >= 1


def test_the_ruler_is_the_height_that_clicks_expect(timeline: TimelineView) -> None:
    assert timeline.hands.hit(QPointF(50, RULER - 1)).kind == "ruler"
    assert timeline.hands.hit(QPointF(50, RULER + 10)).kind != "ruler"
