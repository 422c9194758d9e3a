"""Painting on the picture with the mouse: what lands on the card, in one undo step each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from editor.viewer import ViewerPanel
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Card, Region
from tests.editor.viewer.looking import LEFT, arguments, mean_at, waits_for
from tests.render.films import film

Point = tuple[float, float]


@pytest.fixture
def workspace(qtbot: QtBot, tmp_path: Path, footage: Path) -> Iterator[Workspace]:
    """The red square that crosses the meadow (its left edge at frame n is 2 n of 192, rows 50 to 74 of 112),
    cut at 20; the second card has a prompt."""
    work = Workspace()
    assert work.new(tmp_path / "film.tween", film(footage))
    yield work
    work.shut_down()


@pytest.fixture
def painting(qtbot: QtBot, viewer: ViewerPanel, workspace: Workspace) -> ViewerPanel:
    """Painting on card 2, at its frame 30."""
    workspace.select_card(workspace.document.cards[1].id)
    workspace.set_playhead(30)
    waits_for(qtbot, viewer, 30)
    qtbot.mouseClick(viewer.transport.paint, LEFT)
    assert viewer.painter.active
    assert viewer.painter.bar.isVisible()
    viewer.resize(641, 460)  # the bar has its place
    return viewer


def card(viewer: ViewerPanel) -> Card:
    return viewer._work.document.cards[1]


def at(viewer: ViewerPanel, point: Point) -> QPoint:
    return viewer.picture.from_picture(*point).toPoint()


def drag(qtbot: QtBot, viewer: ViewerPanel, *points: Point) -> None:
    picture = viewer.picture
    qtbot.mousePress(picture, LEFT, pos=at(viewer, points[0]))
    for point in points[1:]:
        qtbot.mouseMove(picture, at(viewer, point))
    qtbot.mouseRelease(picture, LEFT, pos=at(viewer, points[-1]))


def settled(qtbot: QtBot, viewer: ViewerPanel, regions: int | None = None) -> tuple[Region, ...]:
    painter = viewer.painter
    qtbot.waitUntil(lambda: not painter.busy and not painter.layer.waiting, timeout=20_000)
    if regions is not None:
        assert len(card(viewer).regions) == regions
    return card(viewer).regions


def test_a_dragged_box_is_a_region_of_the_card_and_one_undo(qtbot: QtBot, painting: ViewerPanel) -> None:
    painting.painter.bar.tools["box"].click()
    plain = mean_at(painting, 0.3, 0.2)
    drag(qtbot, painting, (0.2, 0.1), (0.3, 0.2), (0.5, 0.4))
    (region,) = settled(qtbot, painting, 1)
    assert region.shape == "box"
    assert np.abs(np.subtract(region.points, ((0.2, 0.1), (0.5, 0.4)))).max() < 0.01
    assert (region.frames.start, region.frames.stop) == (0, len(card(painting).range))
    tinted = mean_at(painting, 0.3, 0.2)
    assert tinted[0] - tinted[2] > plain[0] - plain[2] + 30
    painting._work.undo()
    assert card(painting).regions == ()


def test_a_polygon_is_clicked_and_closed_at_its_first_corner(qtbot: QtBot, painting: ViewerPanel) -> None:
    painting.painter.bar.tools["polygon"].click()
    corners = [(0.2, 0.2), (0.6, 0.2), (0.5, 0.7)]
    for corner in (*corners, corners[0]):
        qtbot.mouseClick(painting.picture, LEFT, pos=at(painting, corner))
    (region,) = settled(qtbot, painting, 1)
    assert region.shape == "polygon"
    assert np.abs(np.subtract(region.points, corners)).max() < 0.01


def test_a_polygons_keys(qtbot: QtBot, painting: ViewerPanel) -> None:
    painting.painter.choose_tool("polygon")
    for corner in ((0.2, 0.2), (0.6, 0.2), (0.5, 0.7), (0.9, 0.9)):
        qtbot.mouseClick(painting.picture, LEFT, pos=at(painting, corner))
    qtbot.keyClick(painting.picture, Qt.Key.Key_Backspace)
    qtbot.keyClick(painting.picture, Qt.Key.Key_Return)
    (region,) = settled(qtbot, painting, 1)
    assert len(region.points) == 3
    qtbot.mouseClick(painting.picture, LEFT, pos=at(painting, (0.4, 0.4)))
    qtbot.keyClick(painting.picture, Qt.Key.Key_Escape)
    assert painting.painter.layer.draft is None
    assert painting.painter.active
    qtbot.keyClick(painting.picture, Qt.Key.Key_Escape)
    assert not painting.painter.active
    assert not painting.painter.bar.isVisible()


def test_brush_and_eraser(qtbot: QtBot, painting: ViewerPanel) -> None:
    painting.painter.bar.brush_size.setValue(100)
    drag(qtbot, painting, (0.2, 0.5), (0.5, 0.5), (0.8, 0.5))
    (region,) = settled(qtbot, painting, 1)
    xs, ys = zip(*region.points, strict=True)
    assert (min(xs), max(xs)) == pytest.approx((0.15, 0.85), abs=0.02)
    assert max(ys) - min(ys) == pytest.approx(0.1 * 192 / 112, abs=0.02)
    painting.painter.bar.tools["eraser"].click()
    drag(qtbot, painting, (0.5, 0.2), (0.5, 0.8))
    settled(qtbot, painting, 2)
    painting._work.undo()
    assert card(painting).regions == (region,)


def test_strokes_painted_quickly_all_arrive_each_on_the_one_before(
    qtbot: QtBot, painting: ViewerPanel
) -> None:
    for x in (0.1, 0.35, 0.6, 0.85):
        drag(qtbot, painting, (x, 0.3), (x, 0.6))
    settled(qtbot, painting, 4)
    painting._work.undo()
    assert len(card(painting).regions) == 3


def test_the_soft_edge_is_that_of_all_that_is_painted(qtbot: QtBot, painting: ViewerPanel) -> None:
    painting.painter.choose_tool("box")
    drag(qtbot, painting, (0.1, 0.1), (0.3, 0.3))
    drag(qtbot, painting, (0.6, 0.6), (0.9, 0.9))
    settled(qtbot, painting, 2)
    painting.painter.bar.feather.setValue(20)
    painting.painter.bar.feather.setValue(40)
    assert {region.feather for region in card(painting).regions} == {0.04}
    painting._work.undo()
    assert {region.feather for region in card(painting).regions} == {0.0}


def square(frame: int) -> tuple[float, float, float, float]:
    """Where the red square is: left, top, right, bottom."""
    return 2 * frame / 192, 50 / 112, (2 * frame + 24) / 192, 74 / 112


def bounds(regions: tuple[Region, ...], local: int) -> tuple[float, float, float, float]:
    here = [region for region in regions if local in region.frames]
    xs, ys = zip(*(point for region in here for point in region.points), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def test_a_subject_is_found_in_its_box_and_followed(qtbot: QtBot, painting: ViewerPanel) -> None:
    painting.painter.bar.tools["subject"].click()
    left, top, right, bottom = square(30)
    drag(qtbot, painting, (left - 0.06, top - 0.12), (right, bottom), (right + 0.06, bottom + 0.12))
    regions = settled(qtbot, painting)
    for local in (0, 10, 25):
        beyond = np.subtract(bounds(regions, local), square(20 + local)) * (-1, -1, 1, 1)
        assert beyond.min() > -0.01
        assert beyond.max() < 0.09
    painting._work.undo()
    assert card(painting).regions == ()


def test_what_is_painted_is_followed_over_the_card(qtbot: QtBot, painting: ViewerPanel) -> None:
    assert not painting.painter.bar.follow.isEnabled()
    painting.painter.choose_tool("box")
    left, top, right, bottom = square(30)
    drag(qtbot, painting, (left, top), (right, bottom))
    settled(qtbot, painting, 1)
    assert painting.painter.bar.follow.isEnabled()
    painting.painter.bar.follow.click()
    regions = settled(qtbot, painting)
    for local in (0, 10, 25):
        assert np.abs(np.subtract(bounds(regions, local), square(20 + local))).max() < 0.06
    assert painting.painter.bar.stop.isHidden()
    painting._work.undo()
    assert len(card(painting).regions) == 1


def test_following_can_be_stopped(qtbot: QtBot, painting: ViewerPanel) -> None:
    painting.painter.choose_tool("box")
    drag(qtbot, painting, (0.3, 0.4), (0.5, 0.7))
    before = settled(qtbot, painting, 1)
    painting.painter._progress.connect(lambda *_: painting.painter.bar.stop.click())
    painting.painter.bar.follow.click()
    assert settled(qtbot, painting, 1) == before


def test_nothing_that_stands_out_is_a_sentence(qtbot: QtBot, painting: ViewerPanel) -> None:
    painting.painter.choose_tool("subject")
    with qtbot.waitSignal(painting._work.notice, timeout=20_000) as told:
        drag(qtbot, painting, (0.0, 0.0), (0.02, 0.02))
    assert "box around the subject" in arguments(told)[0]
    settled(qtbot, painting, 0)


def test_without_opencv_a_brush_is_refused_in_a_sentence_and_a_box_is_not(
    qtbot: QtBot, painting: ViewerPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)
    with qtbot.waitSignal(painting._work.notice, timeout=20_000) as told:
        drag(qtbot, painting, (0.2, 0.5), (0.5, 0.5))
    assert "OpenCV, which is not installed" in arguments(told)[0]
    painting.painter.choose_tool("box")
    drag(qtbot, painting, (0.2, 0.1), (0.5, 0.4))
    settled(qtbot, painting, 1)


def test_a_locked_card_refuses_in_a_sentence(qtbot: QtBot, painting: ViewerPanel) -> None:
    work, painted = painting._work, card(painting).id
    work.apply("Lock", lambda doc: edits.set_card(doc, painted, locked=True))
    painting.painter.choose_tool("box")
    with qtbot.waitSignal(work.notice, timeout=20_000) as told:
        drag(qtbot, painting, (0.2, 0.1), (0.5, 0.4))
    assert "lock" in arguments(told)[0]
    settled(qtbot, painting, 0)


def test_beside_the_card_nothing_is_painted(qtbot: QtBot, painting: ViewerPanel) -> None:
    painting._work.set_playhead(5)
    painting.painter.choose_tool("box")
    with qtbot.waitSignal(painting._work.notice) as told:
        drag(qtbot, painting, (0.2, 0.1), (0.5, 0.4))
    assert "playhead" in arguments(told)[0]
    settled(qtbot, painting, 0)


def test_the_words_go_onto_the_card_and_it_is_queued(qtbot: QtBot, painting: ViewerPanel) -> None:
    work, words = painting._work, painting.painter.bar.words
    painting.painter.choose_tool("box")
    drag(qtbot, painting, (0.2, 0.3), (0.8, 0.9))
    regions = settled(qtbot, painting, 1)
    assert not words.button.isEnabled()
    qtbot.keyClicks(words.old, "a red ball")
    qtbot.keyClicks(words.new, "a blue kite")
    assert words.button.isEnabled()
    work.jobs.hold()
    qtbot.mouseClick(words.button, LEFT)
    assert card(painting).prompt == "a blue kite"
    assert card(painting).strength == pytest.approx(0.8)
    assert card(painting).regions == regions
    assert work.state(card(painting).id) == "queued"
    work.jobs.cancel_all()
    seed = card(painting).seed
    qtbot.mouseClick(words.button, LEFT)
    assert card(painting).seed == seed + 1
    work.undo()
    work.undo()
    assert card(painting).prompt == "a red ball"
    assert card(painting).regions == regions


def test_removing_says_what_is_behind_and_draws_wholly(qtbot: QtBot, painting: ViewerPanel) -> None:
    words = painting.painter.bar.words
    painting._work.jobs.hold()
    words.kind.setCurrentIndex(words.kind.findData("remove"))
    assert words.new.isHidden()
    qtbot.mouseClick(words.button, LEFT)
    assert "background" in card(painting).prompt
    assert card(painting).strength == 1.0


def test_closing_the_film_while_it_is_followed(qtbot: QtBot, painting: ViewerPanel) -> None:
    painting.painter.choose_tool("box")
    drag(qtbot, painting, (0.3, 0.4), (0.5, 0.7))
    settled(qtbot, painting, 1)
    painting.painter.bar.follow.click()
    painting._work.close()
    qtbot.waitUntil(lambda: not painting.painter.busy, timeout=20_000)
    assert not painting.painter.active
    assert not painting.transport.paint.isChecked()


def test_who_paints_while_it_plays_stands_still(qtbot: QtBot, viewer: ViewerPanel) -> None:
    viewer.player.play()
    qtbot.waitUntil(lambda: viewer._work.playhead > 1, timeout=10_000)
    viewer.toggle_painting()
    assert not viewer.player.playing
    assert viewer.painter.active
