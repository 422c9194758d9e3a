"""Footage that moved, was lost or is gathered: found by content, named by hand, collected whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.project.project import Project
from tests.cli.tween import ask, tree, tween
from tests.render.films import footage


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return footage(tmp_path_factory.mktemp("media") / "clip.mp4", 48)


@pytest.fixture
def place(tmp_path: Path, clip: Path) -> Path:
    """`film/film.tween`, its footage elsewhere, and a take."""
    shutil.copyfile(clip, tmp_path / "clip.mp4")
    (tmp_path / "film").mkdir()
    assert tween("new", tmp_path / "film" / "film.tween", tmp_path / "clip.mp4").status == 0
    take = tmp_path / "film" / "film.takes" / "abc"
    take.mkdir(parents=True)
    (take / "frames.mkv").write_bytes(b"frames")
    (tmp_path / "film" / "film.takes" / ".draft-1-a").mkdir()
    return tmp_path


def test_moved_and_renamed_footage_is_found_by_its_content(place: Path) -> None:
    film = place / "film" / "film.tween"
    (place / "film" / "deep" / "er").mkdir(parents=True)
    (place / "film" / "clip.mp4").write_bytes(b"an impostor of the same name")
    moved = (place / "clip.mp4").rename(place / "film" / "deep" / "er" / "renamed.bin")
    answer = ask("relink", film)
    assert answer == {"found": [[str(place / "clip.mp4"), str(moved)]], "missing": []}
    with Project.open(film) as project:
        assert project.document.assets[0].path == str(moved)
        assert project.undo_name == "Relink"
    assert "No footage is missing" in tween("relink", film).out


def test_what_is_not_found_stays_as_it_is(place: Path) -> None:
    film = place / "film" / "film.tween"
    (place / "clip.mp4").unlink()
    assert ask("relink", film, place) == {"found": [], "missing": [str(place / "clip.mp4")]}
    with Project.open(film) as project:
        assert not project.can_undo
    answer = tween("relink", film, place / "nowhere")
    assert (answer.status, "is no folder" in answer.err) == (1, True)


def test_footage_is_named_by_hand(place: Path) -> None:
    film = place / "film" / "film.tween"
    (place / "clip.mp4").unlink()
    other = footage(place / "other.mp4", 60)
    assert ask("relink", film, other, "--asset", "clip.mp4")["missing"] == []
    short = footage(place / "short.mp4", 20)
    before = tree(place)
    answer = tween("relink", film, short, "--asset", "other.mp4")
    assert answer.status == 1
    assert "short.mp4 cannot stand in for" in answer.err
    assert "no footage named “x.mp4”" in tween("relink", film, short, "--asset", "x.mp4").err
    assert tree(place) == before


def test_a_collected_folder_has_everything_wherever_it_is_moved(place: Path) -> None:
    film = place / "film" / "film.tween"
    before = tree(place)
    answer = ask("collect", film, place / "all")
    assert (answer["film"], answer["missing"]) == (str(place / "all" / "film.tween"), [])
    assert {name: data for name, data in tree(place).items() if not name.startswith("all")} == before
    assert sorted(tree(place / "all")) == ["film.takes/abc/frames.mkv", "film.tween", "media/clip.mp4"]
    (place / "clip.mp4").unlink()
    shutil.rmtree(place / "film")
    (place / "all").rename(place / "elsewhere")
    assert ask("relink", place / "elsewhere" / "film.tween")["missing"] == []
    with Project.open(place / "elsewhere" / "film.tween") as project:
        assert project.document.assets[0].path == str(place / "elsewhere" / "media" / "clip.mp4")
        assert project.history.names()[-1] == "Collect"


def test_collecting_writes_over_nothing_and_names_what_is_missing(place: Path) -> None:
    film = place / "film" / "film.tween"
    answer = tween("collect", film, place / "film")
    assert (answer.status, "is not empty" in answer.err) == (1, True)
    (place / "clip.mp4").unlink()
    (place / "empty").mkdir()
    assert ask("collect", film, place / "empty")["missing"] == [str(place / "clip.mp4")]
    assert sorted(path.name for path in place.iterdir()) == ["empty", "film"]
