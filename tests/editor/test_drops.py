"""Everything that can be dropped, on every place of the window: taken as a copy, or refused in a sentence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from editor.cards.keyframes import KeyframeRow
from editor.main_window import MainWindow
from editor.workspace import Workspace
from engine.document.edits import add_card
from engine.document.model import Document
from engine.document.time import FrameRange
from engine.project.interchange.otio import export_otio
from engine.project.project import Project
from tests.editor.conftest import drop, open_footage, said

WAIT = 20_000
PLACES: dict[str, Callable[[MainWindow], QWidget]] = {
    "window": lambda window: window,
    "library": lambda window: window.sides.library,
    "timeline": lambda window: window.sides.timeline,
    "card": lambda window: window.sides.cards.findChildren(KeyframeRow)[0],
    "viewer": lambda window: window.viewer().picture,
}


@pytest.fixture
def things(tmp_path: Path, footage: Path, picture: Path) -> dict[str, Path]:
    """One of each kind, in a folder of their own."""
    folder = tmp_path / "dropped"
    (folder / "stills").mkdir(parents=True)
    shutil.copy(picture, folder / "stills" / "one.png")
    film, otio, script = folder / "other.tween", folder / "cut.otio", folder / "script.md"
    board = add_card(Document(), FrameRange(0, 48))
    Project.create(film, board).close()
    export_otio(board, otio, lambda card: None)
    script.write_text("# Opening\n\nA boat turns in the harbour.\n", encoding="utf-8")
    return {"film": film, "timeline": otio, "script": script, "folder": folder / "stills"}


def place_in(window: MainWindow, place: str) -> tuple[QWidget, QPointF | None]:
    target = PLACES[place](window)
    if place != "timeline":
        return target, None
    view = window.sides.timeline
    row = next((row for row in view.rows if row.kind == "video"), view.rows[-1])
    return target, QPointF(view.scale.x(30), (row.top + row.bottom) / 2)


def test_a_film_a_timeline_and_a_script_open_wherever_they_are_let_go(
    qtbot: QtBot, window: MainWindow, footage: Path, things: dict[str, Path]
) -> None:
    work = open_footage(qtbot, window, footage)
    for place in PLACES:
        for kind, name in (("script", "script"), ("timeline", "cut"), ("film", "other")):
            work.select_card(work.document.cards[0].id)
            target, at = place_in(window, place)
            with qtbot.waitSignal(work.project_changed, timeout=WAIT):
                assert drop(target, things[kind], at=at), (place, kind)
            assert work.project is not None
            assert work.project.path.stem.split(" ")[0] == name
        work.close()
        assert work.open(things["film"])
    assert all(path.exists() for path in things.values())


def test_a_folder_brings_what_is_in_it(
    qtbot: QtBot, window: MainWindow, footage: Path, things: dict[str, Path]
) -> None:
    work = open_footage(qtbot, window, footage)
    work.select_card(work.document.cards[0].id)
    for place in PLACES:
        before = work.document
        target, at = place_in(window, place)
        assert drop(target, things["folder"], at=at), place
        qtbot.waitUntil(lambda before=before: work.document is not before, timeout=WAIT)
        assert [Path(asset.path).name for asset in work.document.assets] == ["meadow.mp4", "one.png"]
        assert bool(work.document.cards[0].keyframes) == (place == "card")
        assert (work.document.frames > 60) == (place in ("window", "viewer", "timeline")), place
        work.undo()
    assert (things["folder"] / "one.png").exists()


def test_what_lies_elsewhere_or_is_no_media_is_refused_in_a_sentence(
    qtbot: QtBot, window: MainWindow, footage: Path, tmp_path: Path
) -> None:
    work = open_footage(qtbot, window, footage)
    work.select_card(work.document.cards[0].id)
    noise = tmp_path / "noise.mp4"
    noise.write_bytes(b"no film at all" * 100)
    before = work.document
    for place in PLACES:
        for what in (
            "https://example.org/cat.png",
            "file://server/share/cat.png",
            tmp_path / "gone.mp4",
            noise,
        ):
            target, at = place_in(window, place)
            with qtbot.waitSignal(work.notice, timeout=WAIT) as told:
                drop(target, what, at=at)
            assert said(told).strip(), (place, what)
            assert work.document is before


def test_a_timeline_of_another_program_lands_on_the_empty_window(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, things: dict[str, Path]
) -> None:
    with qtbot.waitSignal(workspace.project_changed, timeout=WAIT):
        assert drop(window, things["timeline"], things["folder"])
    assert workspace.document.frames == 48
