"""The timeline by mouse, wheel, key and drop, on a real film."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from editor import theme
from editor.jobs import JobView
from editor.timeline import TimelineView
from editor.timeline.drops import ASSET_TYPE
from editor.timeline.menu import build_menu
from editor.timeline.rows import RULER
from editor.timeline.scale import TimeScale
from editor.workspace import Workspace
from engine.document.edits import set_card, set_prompt
from engine.document.time import FrameRange
from tests.render.films import add_take, picture

LEFT = Qt.MouseButton.LeftButton


def arguments(blocker: SignalBlocker) -> list:
    """What the signal that was waited for carried."""
    assert blocker.args is not None
    return blocker.args


def row_middle(view: TimelineView, kind: str) -> int:
    row = next(row for row in view.rows if row.kind == kind)
    return (row.top + row.bottom) // 2


def at(view: TimelineView, frame: float, kind: str) -> QPoint:
    return QPoint(round(view.scale.x(frame)), row_middle(view, kind))


def drag(qtbot: QtBot, view: TimelineView, start: QPoint, stop: QPoint) -> None:
    port = view.viewport()
    qtbot.mousePress(port, LEFT, pos=start)
    for share in (0.25, 0.5, 0.75, 1.0):
        qtbot.mouseMove(port, start + (stop - start) * share)
    qtbot.mouseRelease(port, LEFT, pos=stop)


def pixels(view: TimelineView) -> QImage:
    return view.viewport().grab().toImage()


def share_of(image: QImage, box: tuple[int, int, int, int], color: QColor, reach: int = 24) -> float:
    """How much of a box (x, y, w, h) is close to a colour."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    whole = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    x, y, w, h = box
    part = whole[y : y + h, x : x + w, 2::-1].astype(int)
    return float((np.abs(part - [color.red(), color.green(), color.blue()]).max(axis=2) <= reach).mean())


def card_box(view: TimelineView, index: int) -> tuple[int, int, int, int]:
    card = view.board.cards.items[index]
    row = next(row for row in view.rows if row.kind == "cards")
    left, right = round(view.scale.x(card.range.start)), round(view.scale.x(card.range.stop))
    return left, row.top, right - left, row.height


def drop_event(view: TimelineView, mime: QMimeData, where: QPoint, actions: Qt.DropAction) -> QDropEvent:
    return QDropEvent(QPointF(where), actions, mime, LEFT, Qt.KeyboardModifier.NoModifier)


# Scrubbing and selecting.


def test_clicking_and_dragging_the_ruler_scrubs(qtbot: QtBot, timeline: TimelineView) -> None:
    drag(qtbot, timeline, at(timeline, 5.5, "ruler"), at(timeline, 30.5, "ruler"))
    assert timeline.workspace.playhead == 30


def test_a_click_selects_the_card_and_a_double_click_asks_for_its_prompt(
    qtbot: QtBot, timeline: TimelineView
) -> None:
    second = timeline.workspace.document.cards[1]
    qtbot.mouseClick(timeline.viewport(), LEFT, pos=at(timeline, 30, "cards"))
    assert timeline.workspace.selected_card == second.id
    with qtbot.waitSignal(timeline.prompt_requested) as asked:
        qtbot.mouseDClick(timeline.viewport(), LEFT, pos=at(timeline, 30, "cards"))
    assert arguments(asked) == [second.id]


def test_a_click_on_a_track_selects_the_clip(qtbot: QtBot, timeline: TimelineView) -> None:
    qtbot.mouseClick(timeline.viewport(), LEFT, pos=at(timeline, 30, "video"))
    assert timeline.workspace.selected_clip == timeline.workspace.document.tracks[0].clips[1].id


def test_page_down_walks_through_the_cards_and_return_opens_the_prompt(
    qtbot: QtBot, timeline: TimelineView
) -> None:
    timeline.setFocus()
    qtbot.keyClick(timeline, Qt.Key.Key_PageDown)
    assert timeline.workspace.selected_card == timeline.workspace.document.cards[1].id
    assert timeline.workspace.playhead == 20
    with qtbot.waitSignal(timeline.prompt_requested):
        qtbot.keyClick(timeline, Qt.Key.Key_Return)


# Zoom and scroll.


def wheel(view: TimelineView, where: QPoint, angle: int, modifiers: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(where), QPointF(view.viewport().mapToGlobal(where)), QPoint(), QPoint(0, angle),
        Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


@pytest.mark.parametrize("angle", [120, -120, 40, 600])
def test_zoom_keeps_the_frame_under_the_cursor(timeline: TimelineView, angle: int) -> None:
    timeline.show_scale(TimeScale(40.0, 900.0))
    where = at(timeline, 33.5, "cards")
    before = timeline.scale
    wheel(timeline, where, angle, Qt.KeyboardModifier.ControlModifier)
    assert timeline.scale.pixels != before.pixels
    assert timeline.scale.frame(where.x()) == before.frame(where.x())


def test_the_wheel_scrolls_and_the_bar_follows(timeline: TimelineView) -> None:
    timeline.show_scale(TimeScale(60.0))
    wheel(timeline, at(timeline, 3, "cards"), -240, Qt.KeyboardModifier.NoModifier)
    assert timeline.scale.left > 100
    assert timeline.horizontalScrollBar().value() == int(timeline.scale.left)


def test_the_playhead_turns_the_page_when_it_leaves(timeline: TimelineView) -> None:
    timeline.show_scale(TimeScale(60.0))
    timeline.workspace.set_playhead(40)
    assert 0 <= timeline.scale.x(40) <= timeline.viewport().width()


def test_fit_shows_the_whole_film(timeline: TimelineView) -> None:
    timeline.show_scale(TimeScale(60.0, 500.0))
    timeline.zoom_to_fit()
    assert timeline.scale.x(0) >= 0
    assert timeline.scale.x(48) <= timeline.viewport().width()


def test_up_and_down_jump_between_cuts(timeline: TimelineView) -> None:
    timeline.workspace.set_playhead(5)
    timeline.next_edit()
    assert timeline.workspace.playhead == 20
    timeline.previous_edit()
    assert timeline.workspace.playhead == 0


# Edits by mouse.


def test_dragging_a_clips_end_trims_it_and_undo_brings_it_back(qtbot: QtBot, timeline: TimelineView) -> None:
    work = timeline.workspace
    before = work.document
    work.set_snapping(False)
    start = at(timeline, 48, "video") - QPoint(2, 0)
    drag(qtbot, timeline, start, QPoint(round(timeline.scale.x(40)), start.y()))
    video, sound = (track.clips[1].place for track in work.document.tracks)
    assert video == sound == FrameRange(20, 40)
    work.undo()
    assert work.document == before


def test_a_drag_shows_its_result_and_escape_leaves_the_film_alone(
    qtbot: QtBot, timeline: TimelineView
) -> None:
    before = timeline.workspace.document
    start = at(timeline, 48, "video") - QPoint(2, 0)
    port = timeline.viewport()
    qtbot.mousePress(port, LEFT, pos=start)
    qtbot.mouseMove(port, QPoint(round(timeline.scale.x(40)), start.y()))
    assert timeline.board.document != before
    assert timeline.workspace.document == before
    qtbot.keyClick(timeline, Qt.Key.Key_Escape)
    qtbot.mouseRelease(port, LEFT, pos=start)
    assert timeline.board.document == timeline.workspace.document == before


def test_dragging_the_boundary_of_two_cards_rolls_it(qtbot: QtBot, timeline: TimelineView) -> None:
    timeline.workspace.set_snapping(False)
    drag(qtbot, timeline, at(timeline, 20, "cards"), at(timeline, 26, "cards"))
    first, second = timeline.workspace.document.cards
    assert (first.range, second.range) == (FrameRange(0, 26), FrameRange(26, 48))
    assert timeline.workspace.document.tracks[0].clips[0].place == FrameRange(0, 20)


def test_an_edge_sticks_to_the_playhead_only_while_snapping(qtbot: QtBot, timeline: TimelineView) -> None:
    work = timeline.workspace
    work.set_playhead(30)
    near = QPoint(round(timeline.scale.x(30)) + 6, row_middle(timeline, "cards"))
    drag(qtbot, timeline, at(timeline, 20, "cards"), near)
    assert work.document.cards[0].range.stop == 30


def test_a_locked_card_refuses_with_a_sentence(qtbot: QtBot, timeline: TimelineView) -> None:
    work = timeline.workspace
    card = work.document.cards[1]
    work.apply("Lock", lambda doc: set_card(doc, card.id, locked=True))
    before = work.document
    drag(qtbot, timeline, at(timeline, 20, "cards"), at(timeline, 26, "cards"))
    assert work.document == before


def test_the_place_after_the_end_makes_a_card_and_asks_for_its_prompt(
    qtbot: QtBot, timeline: TimelineView
) -> None:
    with qtbot.waitSignal(timeline.prompt_requested) as asked:
        qtbot.mouseClick(timeline.viewport(), LEFT, pos=at(timeline, 48, "cards") + QPoint(30, 0))
    made = timeline.workspace.document.cards[-1]
    assert made.range == FrameRange(48, 96)
    assert arguments(asked) == [made.id]


def test_the_menu_splits_here(timeline: TimelineView) -> None:
    found = timeline.hands.hit(QPointF(at(timeline, 30.5, "video")))
    menu = build_menu(timeline, found)
    entry = next(action for action in menu.actions() if "30" in action.text())
    entry.trigger()
    assert [card.range.stop for card in timeline.workspace.document.cards] == [20, 30, 48]
    menu.deleteLater()


def test_the_menu_hides_a_clip_which_is_dimmed_then(timeline: TimelineView) -> None:
    place = at(timeline, 30.5, "video")
    seen = pixels(timeline).pixelColor(place)
    menu = build_menu(timeline, timeline.hands.hit(QPointF(place)))
    next(action for action in menu.actions() if action.text() == "Hide clip").trigger()
    menu.deleteLater()
    first, second = timeline.workspace.document.tracks[0].clips
    assert (first.muted, second.muted) == (False, True)
    base, dim = theme.tokens().base, pixels(timeline).pixelColor(place)
    for part in (QColor.red, QColor.green, QColor.blue):
        assert part(dim) == pytest.approx(0.4 * part(seen) + 0.6 * part(base), abs=4)
    assert dim != seen
    menu = build_menu(timeline, timeline.hands.hit(QPointF(place)))
    assert "Show clip" in [action.text() for action in menu.actions()]
    menu.deleteLater()


def test_mute_and_lock_are_buttons_with_names(qtbot: QtBot, timeline: TimelineView) -> None:
    buttons = {b.accessibleName(): b for b in timeline.headers.findChildren(QToolButton)}
    assert set(buttons) == {"Hide V1", "Lock V1", "Mute A1", "Lock A1"}
    qtbot.mouseClick(buttons["Mute A1"], LEFT)
    assert timeline.workspace.document.tracks[1].muted


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
        self._work.jobs._views[card.id] = view
        self._work.job_changed.emit(card.id)
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


# Drops.


def test_an_image_dropped_on_a_card_is_offered_to_it(
    qtbot: QtBot, timeline: TimelineView, tmp_path: Path
) -> None:
    file = tmp_path / "参考 50%.png"
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    assert image.save(str(file))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    event = drop_event(timeline, mime, at(timeline, 25.5, "cards"), Qt.DropAction.CopyAction)
    with qtbot.waitSignal(timeline.image_dropped_on_card) as dropped:
        timeline.dropEvent(event)
    assert arguments(dropped) == [timeline.workspace.document.cards[1].id, str(file), 5]
    assert event.dropAction() == Qt.DropAction.CopyAction


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
