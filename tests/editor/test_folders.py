"""Folders that are dropped: the media in them come in, in the order of their names."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.library import folders
from editor.library.folders import files_of
from editor.main_window import MainWindow
from tests.editor.conftest import drop


def tree(top: Path, *names: str) -> None:
    for name in names:
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_bytes(b"")


def test_media_however_deep_as_people_count_and_nothing_else(tmp_path: Path) -> None:
    tree(tmp_path, "clip10.mp4", "clip2.MP4", "notes.doc", ".hidden.png", "b/a.wav", "b/.git/x.png")
    tree(tmp_path, "film.takes/t.mp4", "a/z.png")
    files, sentences = files_of([str(tmp_path)])
    found = [Path(file).relative_to(tmp_path.resolve()).as_posix() for file in files]
    assert found == ["clip2.MP4", "clip10.mp4", "a/z.png", "b/a.wav"]
    assert not sentences


def test_files_stay_as_they_are_each_once_and_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.mp4", "what.ever")
    (tmp_path / "in" / "round").symlink_to(tmp_path)
    one, other = str((tmp_path / "in" / "a.mp4").resolve()), str(tmp_path / "what.ever")
    assert files_of([other, str(tmp_path / "in"), one]) == ([other, one], [])


def test_an_empty_folder_and_one_with_too_many_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree(tmp_path, "none/readme.doc", *(f"many/{n}.png" for n in range(7)))
    monkeypatch.setattr(folders, "MOST", 4)
    files, sentences = files_of([str(tmp_path / "none"), str(tmp_path / "many")])
    assert [Path(file).name for file in files] == ["0.png", "1.png", "2.png", "3.png"]
    assert "“none” has no video" in sentences[0]
    assert "first 4" in sentences[1]


def test_a_folder_on_the_empty_window_starts_a_film(
    qtbot: QtBot, window: MainWindow, footage: Path, picture: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "shoot"
    (folder / "stills").mkdir(parents=True)
    shutil.copy(footage, folder / "meadow.mp4")
    shutil.copy(picture, folder / "stills" / "key.png")
    work = window.workspace
    told: list[str] = []
    work.reading.connect(told.append)
    assert drop(window, folder)
    qtbot.waitUntil(lambda: len(work.document.assets) == 2, timeout=20_000)
    assert [Path(asset.path).name for asset in work.document.assets] == ["meadow.mp4", "key.png"]
    assert told == ["shoot", ""]
    assert window.status.reading.isHidden()
