"""An item of the library in the viewer: played, scrubbed and marked by itself, and a part of it taken."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QTabBar
from pytestqt.qtbot import QtBot

from editor.library.drops import ASSET_TYPE
from editor.main_window import MainWindow
from editor.stage import at_rate
from editor.viewer import ViewerPanel
from engine.document import edits
from engine.document.model import Asset
from engine.document.time import FrameRange
from engine.project.importing import asset_from_file
from tests.editor.conftest import open_footage
from tests.editor.viewer.looking import LEFT, mean_at, waits_for
from tests.render.films import footage, picture


def first(viewer: ViewerPanel) -> Asset:
    return viewer._work.document.assets[0]


def test_an_item_is_seen_by_itself_and_the_film_stays_where_it_is(qtbot: QtBot, viewer: ViewerPanel) -> None:
    work, stage = viewer._work, viewer._work.stage
    work.apply("Out", lambda doc: edits.ripple_delete(doc, FrameRange(0, 20)))
    work.set_playhead(5)
    waits_for(qtbot, viewer, 5)
    assert viewer.tabs.isHidden()
    stage.show(first(viewer))
    waits_for(qtbot, viewer, 0)
    assert not viewer.tabs.isHidden()
    assert viewer.tabs.tabText(viewer.tabs.currentIndex()) == "Source: footage.mp4"
    viewer.player.step(7)
    waits_for(qtbot, viewer, 7)
    # The file's own frame 7, which the film lacks.
    assert abs(mean_at(viewer, 0.5, 0.5) - picture(7)[48, 80]).max() < 12
    assert (work.playhead, viewer.transport.frame.text()) == (5, "7")
    assert not viewer.transport.paint.isEnabled()
    viewer.tabs.setCurrentIndex(0)
    waits_for(qtbot, viewer, 5)
    assert stage.source is None
    assert viewer.source_bar.isHidden()
    viewer.tabs.setCurrentIndex(1)
    waits_for(qtbot, viewer, 7)  # where it was left


def test_it_plays_and_shuttles(qtbot: QtBot, viewer: ViewerPanel) -> None:
    work, stage, player = viewer._work, viewer._work.stage, viewer.player
    stage.show(first(viewer))
    player.shuttle(1)
    qtbot.waitUntil(lambda: stage.playhead > 4, timeout=20_000)
    player.shuttle(-1)
    qtbot.waitUntil(lambda: stage.playhead == 0 and not player.playing, timeout=20_000)
    assert work.playhead == 0
    # In to out, round and round.
    stage.set_marks(10, 14)
    player.set_loop(True)
    seen: set[int] = set()
    stage.playhead_changed.connect(seen.add)
    player.play()
    qtbot.waitUntil(lambda: seen >= {10, 13}, timeout=20_000)
    stage.show_film()
    assert not player.playing
    assert seen - {0} <= {10, 11, 12, 13}


def test_in_and_out_are_kept_with_each_item_and_are_no_edit(viewer: ViewerPanel, tmp_path: Path) -> None:
    work, stage = viewer._work, viewer._work.stage
    other = asset_from_file(footage(tmp_path / "other.mp4", 24))
    work.apply("Import", lambda doc: edits.add_asset(doc, other))
    before, undo = work.document, work.undo_name
    stage.show(first(viewer))
    stage.set_playhead(30)
    stage.mark_in()
    stage.set_playhead(39)
    stage.mark_out()
    assert stage.marked() == FrameRange(30, 40)
    stage.show(other)
    assert stage.marked() is None
    stage.set_playhead(11)
    stage.mark_out()
    stage.show(first(viewer))
    assert (stage.marked(), stage.playhead) == (FrameRange(30, 40), 39)
    stage.set_playhead(10)
    stage.mark_out()  # before the in, which goes
    assert stage.marked() == FrameRange(0, 11)
    viewer.source_bar.whole.click()
    assert stage.marked() is None
    assert (work.document, work.undo_name) == (before, undo)
    assert work.marked() is None
    assert str(stage.part(other, Fraction(12))) == "0–6"


def test_the_strip_scrubs_and_moves_the_edges_of_the_part(qtbot: QtBot, viewer: ViewerPanel) -> None:
    stage, strip = viewer._work.stage, viewer.source_bar.strip
    stage.show(first(viewer))
    qtbot.waitUntil(strip.isVisible)

    def at(frame: float) -> QPoint:
        return QPoint(round(strip.x(0) + (strip.x(1) - strip.x(0)) * frame), strip.height() // 2)

    qtbot.mouseClick(strip, LEFT, pos=at(24.5))
    assert stage.playhead == 24
    stage.set_marks(12, 36)
    qtbot.mousePress(strip, LEFT, pos=at(12))
    qtbot.mouseMove(strip, at(18.5))
    qtbot.mouseMove(strip, at(45.5))
    assert stage.marked() == FrameRange(35, 36)  # an edge stops before the other
    qtbot.mouseMove(strip, at(6.5))
    qtbot.mouseRelease(strip, LEFT, pos=at(6.5))
    assert (stage.marked(), stage.playhead) == (FrameRange(6, 36), 6)
    qtbot.mouseMove(strip, at(40))
    assert stage.marked() == FrameRange(6, 36)


def test_an_item_that_is_taken_away_is_shown_no_more(viewer: ViewerPanel, tmp_path: Path) -> None:
    work, stage = viewer._work, viewer._work.stage
    path = tmp_path / "still.png"
    Image.new("RGB", (160, 96), (200, 60, 60)).save(path)
    still = asset_from_file(path)
    work.apply("Import", lambda doc: edits.add_asset(doc, still))
    stage.show(still)
    stage.set_playhead(9)
    stage.mark_in()
    assert stage.marked() is None  # a picture has no part
    assert not viewer.source_bar.mark_in.isEnabled()
    work.undo()
    assert (stage.source, stage.last) == (None, None)
    assert viewer.tabs.isHidden()


def test_what_is_dragged_from_the_picture_is_the_item(viewer: ViewerPanel) -> None:
    from editor.library.drops import asset_data

    data = asset_data([first(viewer)])
    assert bytes(data.data(ASSET_TYPE).data()).decode() == first(viewer).id
    assert [url.toLocalFile() for url in data.urls()] == [first(viewer).path]


def test_from_the_library_to_the_film_and_back_by_keys(
    qtbot: QtBot, window: MainWindow, footage: Path
) -> None:
    work, viewer = open_footage(qtbot, window, footage), window.viewer()
    stage, library = work.stage, window.sides.library.list
    window.activateWindow()
    work.set_playhead(20)
    library.setCurrentIndex(window.sides.library.shown.index(0, 0))
    library.setFocus()
    qtbot.waitUntil(library.hasFocus)
    qtbot.keyClick(library, Qt.Key.Key_Return)
    assert stage.source == work.document.assets[0]
    assert work.document.frames == 60  # Return puts nothing on the film
    viewer.picture.setFocus()
    stage.set_playhead(10)
    qtbot.keyClick(viewer.picture, Qt.Key.Key_I)
    stage.set_playhead(14)
    qtbot.keyClick(viewer.picture, Qt.Key.Key_O)
    qtbot.keyClick(viewer.picture, Qt.Key.Key_F9)
    track = work.document.tracks[0]
    assert [(clip.place.start, clip.place.stop, clip.source_start) for clip in track.clips] == [
        (0, 20, 0), (20, 25, 10), (25, 65, 20),
    ]  # fmt: skip
    assert (work.playhead, stage.playhead) == (25, 14)
    viewer.source_bar.overwrite.click()
    assert (work.document.frames, work.playhead) == (65, 30)
    assert stage.source is not None
    qtbot.keyClick(viewer.picture, Qt.Key.Key_Escape)
    assert stage.source is None
    assert not window.actions_by_id["show_film"].isEnabled()
    window.actions_by_id["show_source"].trigger()
    assert stage.source is not None
    qtbot.keyClick(viewer.picture, Qt.Key.Key_Down)  # the next edit of the film
    assert stage.source is None
    assert isinstance(viewer.tabs, QTabBar)
    assert QApplication.focusWidget() is viewer.picture


RATES = st.sampled_from([Fraction(12), Fraction(24), Fraction(30000, 1001), Fraction(60)])


@given(RATES, RATES, st.integers(1, 500), st.data())
def test_a_part_at_another_rate_is_within_the_footage(
    own: Fraction, rate: Fraction, frames: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, frames - 1))
    stop = data.draw(st.integers(start + 1, frames))
    length = max(1, round(frames / own * rate))
    part = at_rate(FrameRange(start, stop), own, rate, length)
    assert 0 <= part.start < part.stop <= length
    assert abs(part.start - start / own * rate) <= 1
    if own == rate:
        assert (part.start, part.stop) == (start, stop)
