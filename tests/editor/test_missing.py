"""Footage that is not where it was: found by itself, shown as offline, relinked by hand."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor.dialogs.relink import RelinkDialog
from editor.hatch import paint_hatch
from editor.main_window import MainWindow
from engine.document import edits
from engine.document.model import Document
from engine.project.importing import asset_from_file
from engine.project.project import Project
from tests.editor.conftest import said
from tests.render.films import footage as write_footage


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """“film/a.tween” of two clips, “there.mp4” with 24 frames and “gone.mp4” with 30, both in “media”."""
    (tmp_path / "film").mkdir()
    (tmp_path / "media" / "deep").mkdir(parents=True)
    there = write_footage(tmp_path / "media" / "deep" / "there.mp4", 24, sound=False)
    gone = write_footage(tmp_path / "media" / "deep" / "gone.mp4", 30)
    first = asset_from_file(there)
    document = Document(rate=first.rate, width=first.width, height=first.height)
    for asset in (first, asset_from_file(gone)):
        document = edits.append_clip(edits.add_asset(document, asset), asset.id)
    Project.create(tmp_path / "film" / "a.tween", document).close()
    return tmp_path / "film" / "a.tween"


@pytest.fixture
def gone(film: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where “gone.mp4” went: where no search looks by itself."""
    hidden = tmp_path_factory.mktemp("far") / ".hidden"
    hidden.mkdir()
    return Path(shutil.move(film.parents[1] / "media" / "deep" / "gone.mp4", hidden / "gone.mp4"))


def looked(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.workspace.missing.searching, timeout=20_000)


def relinking(qtbot: QtBot, window: MainWindow) -> RelinkDialog:
    row = window.banner.row("missing")
    assert row is not None
    row.buttons[0].click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RelinkDialog)
    looked(qtbot, window)
    return dialog


def hatched(widget: QWidget) -> bool:
    """Whether the widget shows the two colours of the hatching, one over the other along a row."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    hatching = QImage(48, 48, QImage.Format.Format_RGB32)
    painter = QPainter(hatching)
    paint_hatch(painter, QRectF(hatching.rect()), 24)
    painter.end()
    ground = Counter(hatching.pixel(x, y) for x in range(48) for y in range(48)).most_common(1)[0][0]
    pixels = (image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))
    return sum(pixel == ground for pixel in pixels) > 100


def test_moved_footage_is_found_without_being_asked_and_is_no_edit(
    qtbot: QtBot, window: MainWindow, film: Path
) -> None:
    moved = film.parents[1] / "media" / "renamed.mp4"
    shutil.move(moved.parent / "deep" / "gone.mp4", moved)
    work = window.workspace
    with qtbot.waitSignal(work.missing.found, timeout=20_000):
        assert work.open(film)
    assert said_last(window) == "renamed.mp4 had moved and was found again."
    assert [asset.path for asset in work.document.assets][1] == str(moved)
    assert not work.can_undo
    assert window.banner.row("missing") is None
    with Project.open(film, read_only=True) as project:
        assert project.document == work.document


def said_last(window: MainWindow) -> str:
    return window.notice.text.text()


def test_missing_footage_is_offline_everywhere_and_comes_back_by_itself(
    qtbot: QtBot, window: MainWindow, film: Path, gone: Path
) -> None:
    work = window.workspace
    assert work.open(film)
    looked(qtbot, window)
    row = window.banner.row("missing")
    assert row is not None
    assert row.text.text() == "gone.mp4 is missing and shows as offline."
    viewer, timeline = window.viewer(), window.sides.timeline
    qtbot.waitUntil(lambda: viewer.player.picture is not None, timeout=20_000)
    assert not hatched(viewer.picture)
    qtbot.waitUntil(lambda: hatched(timeline.viewport()), timeout=10_000)
    work.set_playhead(30)
    assert hatched(viewer.picture)
    work.set_playhead(10)
    assert not hatched(viewer.picture)
    tip = window.sides.library.model.data(window.sides.library.model.index(1), 3)
    assert "Offline" in str(tip)
    work.set_playhead(30)
    shutil.move(gone, film.parents[1] / "media" / "deep" / "gone.mp4")
    with qtbot.waitSignal(work.missing.changed, timeout=20_000):
        work.missing.look()
    assert window.banner.row("missing") is None
    qtbot.waitUntil(
        lambda: viewer.player.picture is not None and viewer.player.picture.frame == 30, timeout=20_000
    )
    assert not hatched(viewer.picture)
    timeline.refresh()
    assert not hatched(timeline.viewport())


def test_playing_over_missing_footage_goes_on(
    qtbot: QtBot, window: MainWindow, film: Path, gone: Path
) -> None:
    work = window.workspace
    assert work.open(film)
    looked(qtbot, window)
    player = window.viewer().player
    qtbot.waitUntil(lambda: player.picture is not None, timeout=20_000)
    work.set_playhead(18)
    player.play()
    qtbot.waitUntil(lambda: work.playhead >= 40, timeout=20_000)
    player.pause()
    assert hatched(window.viewer().picture)


def test_a_folder_is_searched_and_the_film_finds_its_footage(
    qtbot: QtBot, window: MainWindow, film: Path, gone: Path
) -> None:
    work = window.workspace
    assert work.open(film)
    looked(qtbot, window)
    dialog = relinking(qtbot, window)
    chosen = dialog.chosen()
    assert chosen is not None
    assert Path(chosen.path).name == "gone.mp4"
    dialog.search_folder(film.parent)
    qtbot.waitUntil(lambda: "None of the missing files" in dialog.told.text(), timeout=20_000)
    dialog.search_folder(gone.parent)
    qtbot.waitUntil(lambda: dialog.told.text() == "Found 1 of 1 files.", timeout=20_000)
    qtbot.waitUntil(lambda: dialog.pages.currentWidget() is dialog.empty, timeout=20_000)
    assert not dialog.choose.isEnabled()
    assert [asset.path for asset in work.document.assets][1] == str(gone)
    assert not work.can_undo
    dialog.reject()


def test_another_file_is_refused_unless_one_insists(
    qtbot: QtBot, window: MainWindow, film: Path, gone: Path, tmp_path: Path
) -> None:
    other = write_footage(gone.with_name("other.mp4"), 40)
    short = write_footage(gone.with_name("short.mp4"), 8)
    work = window.workspace
    assert work.open(film)
    looked(qtbot, window)
    dialog = relinking(qtbot, window)
    asset = dialog.chosen()
    assert asset is not None
    dialog.use(asset, other)
    qtbot.waitUntil(dialog.insist.isVisible, timeout=20_000)
    assert dialog.told.text() == f"{other} is not the file that gone.mp4 was."
    dialog.use(asset, short, insist=True)
    qtbot.waitUntil(lambda: "cannot stand in for" in dialog.told.text(), timeout=20_000)
    assert not dialog.insist.isVisible()
    assert not work.can_undo
    dialog.use(asset, other)
    qtbot.waitUntil(dialog.insist.isVisible, timeout=20_000)
    dialog.insist.click()
    qtbot.waitUntil(lambda: "is used now" in dialog.told.text(), timeout=20_000)
    assert work.undo_name == "Relink"
    assert work.document.assets[1].frames == 40
    dialog.reject()


def test_a_dialog_that_is_closed_hears_nothing_more(
    qtbot: QtBot, window: MainWindow, film: Path, gone: Path
) -> None:
    work = window.workspace
    assert work.open(film)
    looked(qtbot, window)
    dialog = relinking(qtbot, window)
    dialog.search_folder(gone.parent)
    dialog.reject()
    done: list[int] = []
    work.background.run(lambda task: 1, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)


def test_a_copy_and_a_collection_are_made_and_shown(
    qtbot: QtBot, window: MainWindow, film: Path, tmp_path: Path
) -> None:
    work = window.workspace
    assert work.open(film)
    looked(qtbot, window)
    with qtbot.waitSignal(work.written, timeout=20_000) as told:
        window.sides.dialogs.collect_into(tmp_path / "all")
    assert (told.args or [])[0] == tmp_path / "all" / "a.tween"
    assert sorted(path.name for path in (tmp_path / "all" / "media").iterdir()) == ["gone.mp4", "there.mp4"]
    with qtbot.waitSignal(work.written, timeout=20_000):
        window.sides.dialogs.save_copy_as(tmp_path / "copy.tween")
    assert said_last(window) == f"Saved {tmp_path / 'copy.tween'}."
    assert work.project is not None
    assert work.project.path == film
    with qtbot.waitSignal(work.notice, timeout=20_000) as refused:
        window.sides.dialogs.save_copy_as(tmp_path / "copy.tween")
    assert "exists already" in said(refused)
    (tmp_path / "media" / "deep" / "gone.mp4").rename(tmp_path / "media" / "deep" / ".gone")
    with qtbot.waitSignal(work.report, timeout=20_000) as report:
        window.sides.dialogs.collect_into(tmp_path / "without")
    assert (report.args or [])[1] == [f"{tmp_path / 'media' / 'deep' / 'gone.mp4'} is missing."]
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.close()
