"""Recent films on the empty window: their pictures, one click, off the list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.main_window import MainWindow
from editor.welcome.recent import picture_place
from tests.editor.conftest import open_footage


def test_a_film_is_found_again_by_its_picture(qtbot: QtBot, window: MainWindow, footage: Path) -> None:
    assert not window.welcome.recent.films
    work = open_footage(qtbot, window, footage)
    assert work.project is not None
    film = work.project.path
    qtbot.waitUntil(lambda: window.recent._seen is not None, timeout=20_000)
    work.close()
    qtbot.waitUntil(lambda: bool(window.welcome.recent.films))
    tile = window.welcome.recent.films[0]
    assert tile.accessibleName() == "Open meadow"
    picture = window.recent.picture(str(film))
    assert picture is not None
    assert (picture.width(), picture.height()) == (246, 144)
    middle = picture.pixelColor(120, 20)
    assert middle.blue() > 200 > middle.red()  # the sky of the footage
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert work.project is not None
    assert work.project.path == film


def test_a_film_that_is_gone_is_not_offered_and_one_can_be_forgotten(
    qtbot: QtBot, window: MainWindow, settings: Path
) -> None:
    work = window.workspace
    for name in ("one", "two"):
        assert work.new(settings / f"{name}.tween")
    work.close()
    qtbot.waitUntil(lambda: len(window.welcome.recent.films) == 2)
    (settings / "one.tween").unlink()
    window.recent.forget(str(settings / "two.tween"))
    assert not window.recent.there()
    assert not window.welcome.recent.films
    assert (settings / "two.tween").exists()


def test_a_narrow_window_shows_fewer(qtbot: QtBot, window: MainWindow, settings: Path) -> None:
    work = window.workspace
    for number in range(5):
        assert work.new(settings / f"{number}.tween")
    work.close()
    row = window.welcome.recent
    qtbot.waitUntil(lambda: len(row.films) == 5)

    def shown() -> list[bool]:
        return [film.isVisibleTo(row) for film in row.films]

    window.resize(1600, 900)
    qtbot.waitUntil(lambda: sum(shown()) == (row.width() + 8) // 160 > 2)
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: 1 <= sum(shown()) == (row.width() + 8) // 160 < 4)
    assert shown()[0]


def test_a_picture_that_cannot_be_kept_is_no_loss(window: MainWindow, settings: Path) -> None:
    assert window.workspace.new(settings / "film.tween")
    assert window.recent.picture(str(settings / "film.tween")) is None
    place = picture_place(settings / "film.tween")
    assert place is not None
    place.write_bytes(b"no picture")
    assert window.recent.picture(str(settings / "film.tween")) is None
