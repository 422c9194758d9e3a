"""All takes of a card side by side: pictures of the same moment, pinned by a click, gone with their card."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.cards import takes_grid
from editor.cards.panel import CardPanel
from editor.cards.reels import Reels
from editor.cards.takes_grid import TakesGrid
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Card
from tests.editor.cards.filled import add_take, one

Left = Qt.MouseButton.LeftButton


def grid_of(qtbot: QtBot, panel: CardPanel) -> TakesGrid:
    panel.takes.side_by_side.click()
    grid = panel.take_menu.grid
    assert grid is not None
    qtbot.waitUntil(lambda: all(tile._image is not None for tile in grid.tiles.values()))
    return grid


def brightness(grid: TakesGrid) -> list[int]:
    found = []
    for tile in grid.tiles.values():
        assert tile._image is not None
        found.append(tile._image.pixelColor(10, 10).green())
    return found


def test_every_take_shows_its_own_picture_and_a_click_pins_it(
    qtbot: QtBot, panel: CardPanel, work: Workspace
) -> None:
    first = add_take(work, 0, 1.3, level=40)
    assert panel.takes.side_by_side.isHidden()  # nothing to hold it against
    add_take(work, 1, 1.0, level=120)
    third = add_take(work, 2, 2.2, level=200)
    grid = grid_of(qtbot, panel)
    dark, middle, bright = sorted(brightness(grid))
    assert bright - middle > 40
    assert middle - dark > 40
    tiles = list(grid.tiles.values())
    assert [tile.text().split(" · ")[0] for tile in tiles] == ["Take 3", "Take 2", "Take 1"]
    assert [tile.marks for tile in tiles] == [(), ("star",), ()]
    assert [tile.chosen for tile in tiles] == [True, False, False]

    qtbot.mouseClick(grid.tiles[first.id], Left)
    assert one(work).pinned == first.id
    assert grid.tiles[first.id].marks == ("pin",)
    assert grid.tiles[first.id].chosen
    assert not grid.tiles[third.id].chosen
    assert "pinned" in grid.tiles[first.id].accessibleName()
    qtbot.mouseClick(grid.tiles[first.id], Left)
    assert one(work).pinned is None
    grid.close()


def test_it_plays_round_and_stops_at_a_frame(qtbot: QtBot, panel: CardPanel, work: Workspace) -> None:
    add_take(work, 0)
    add_take(work, 1)
    grid = grid_of(qtbot, panel)
    last = len(one(work).range) - 1
    assert grid.slider.maximum() == last
    assert grid.at.minimumWidth() >= grid.at.fontMetrics().horizontalAdvance(f"{last + 1} / {last + 1}")
    qtbot.waitUntil(lambda: grid.slider.value() > 2)
    grid.slider.setValue(last)
    grid.play(False)
    assert grid.button.accessibleName() == "Play"
    at = grid.slider.value()
    grid.play(True)
    qtbot.waitUntil(lambda: grid.slider.value() < at)  # from the end to the beginning
    grid.close()


def test_it_follows_the_takes_and_goes_with_the_last_of_them(
    qtbot: QtBot, panel: CardPanel, work: Workspace
) -> None:
    add_take(work, 0)
    add_take(work, 1)
    grid = grid_of(qtbot, panel)
    add_take(work, 2)
    assert len(grid.tiles) == 3
    with qtbot.waitSignal(grid.destroyed):
        work.apply("Gone", lambda doc: edits.remove_card(doc, one(work).id))


def test_of_many_takes_the_newest_have_room(
    qtbot: QtBot, panel: CardPanel, work: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(takes_grid, "MOST", 2)
    takes = [add_take(work, seed) for seed in range(3)]
    grid = grid_of(qtbot, panel)
    assert list(grid.tiles) == [takes[2].id, takes[1].id]
    assert grid.more.text() == "The newest 2 of 3 takes"
    grid.close()


def test_what_cannot_be_read_has_no_picture(work: Workspace) -> None:
    take, other = add_take(work, 0), add_take(work, 1)
    card: Card = one(work)
    reels = Reels((take, other), 32)
    Path(take.frames_path).write_bytes(b"no film")
    found = reels.pictures(card.local(card.range).start)
    assert found[take.id] is None
    picture = found[other.id]
    assert picture is not None
    assert picture.width() == 32
    assert reels.pictures(take.range.stop) == {take.id: None, other.id: None}
    reels.close()
    assert reels.pictures(0) == {}
