"""Footage that moved, was lost or is gathered: found by content or named by hand, in every state."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from engine.document.edits import add_asset, append_clip, remove_clip, set_prompt
from engine.project.importing import asset_from_file
from engine.project.project import Project
from engine.project.relink import accept, likely_places, missing_media, relink, unseen
from tests.cli.tween import ask, tree, tween
from tests.document.boards import film as board
from tests.project.test_takes import draw, request
from tests.render.films import footage


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where no search looks: the tests' own folders are neighbours of this one."""
    folder = tmp_path_factory.mktemp("media") / ".hidden"
    folder.mkdir()
    return footage(folder / "clip.mp4", 48)


@pytest.fixture
def place(tmp_path: Path, clip: Path) -> Path:
    """`film/film.tween`, its footage elsewhere, and a take; in a home of its own, since other tests have the
    same footage in neighbouring folders, where it would be found."""
    home = tmp_path / "home"
    (home / "film").mkdir(parents=True)
    shutil.copyfile(clip, home / "clip.mp4")
    assert tween("new", home / "film" / "film.tween", home / "clip.mp4").status == 0
    take = home / "film" / "film.takes" / "abc"
    take.mkdir(parents=True)
    (take / "frames.mkv").write_bytes(b"frames")
    (home / "film" / "film.takes" / ".draft-1-a").mkdir()
    return home


def paths_of_every_state(film: Path) -> set[str]:
    with Project.open(film, read_only=True) as project:
        count = len(project.history.names())
        documents = [project.history.document_at(index) for index in range(count)]
    return {asset.path for document in documents for asset in document.assets}


def edited(film: Path, *texts: str) -> None:
    with Project.open(film) as project:
        for text in texts:
            project.commit(set_prompt(project.document, project.document.cards[0].id, text), "Prompt")


def test_moved_and_renamed_footage_is_found_by_its_content_in_every_state(place: Path) -> None:
    film = place / "film" / "film.tween"
    edited(film, "a", "b")
    (place / "film" / "deep" / "er").mkdir(parents=True)
    (place / "film" / "clip.mp4").write_bytes(b"an impostor of the same name")
    moved = (place / "clip.mp4").rename(place / "film" / "deep" / "er" / "renamed.bin")
    answer = ask("relink", film)
    assert answer == {"found": [[str(place / "clip.mp4"), str(moved)]], "missing": []}
    with Project.open(film) as project:
        assert project.undo_name == "Prompt"
        assert project.history.names() == ("New film", "Prompt", "Prompt")
        project.undo()
        assert project.document.assets[0].path == str(moved)
        project.commit(append_clip(project.document, project.document.assets[0].id), "Append")
    assert paths_of_every_state(film) == {str(moved)}
    assert "No footage is missing" in tween("relink", film).out


def test_footage_is_looked_for_around_the_film_and_beside_its_other_footage(
    place: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    film, far = place / "film" / "film.tween", tmp_path_factory.mktemp("far") / "away"
    far.mkdir()
    other = footage(far / "other.mp4", 24)
    with Project.open(film) as project:
        project.commit(add_asset(project.document, asset_from_file(other)), "Import")
        (far / "sub").mkdir()
        moved = (place / "clip.mp4").rename(far / "sub" / "c.mp4")
        answer = relink(project.document, likely_places(film, project.document))
        assert answer.found == ((str(place / "clip.mp4"), str(moved)),)
        stopped = relink(project.document, likely_places(film, project.document), cancelled=lambda: True)
        assert [asset.path for asset in stopped.missing] == [str(place / "clip.mp4")]


def test_what_is_not_found_stays_as_it_is(place: Path) -> None:
    film = place / "film" / "film.tween"
    (place / "clip.mp4").unlink()
    assert ask("relink", film, "--search", place) == {"found": [], "missing": [str(place / "clip.mp4")]}
    with Project.open(film) as project:
        assert not project.can_undo
    answer = tween("relink", film, "--search", place / "nowhere")
    assert (answer.status, "is no folder" in answer.err) == (1, True)


def test_another_file_has_to_be_insisted_on_and_is_an_edit(place: Path) -> None:
    film = place / "film" / "film.tween"
    (place / "clip.mp4").unlink()
    other = footage(place / "other.mp4", 60)
    before = tree(place)
    answer = tween("relink", film, "--file", f"clip.mp4={other}")
    assert (answer.status, answer.err) == (1, f"{other} is not the file that clip.mp4 was.\n")
    short = footage(place / "short.mp4", 20)
    answer = tween("relink", film, "--file", f"clip.mp4={short}", "--force")
    assert (answer.status, "short.mp4 cannot stand in for" in answer.err) == (1, True)
    assert "no footage named “x.mp4”" in tween("relink", film, "--file", f"x.mp4={short}").err
    assert "write --file NAME=PATH" in tween("relink", film, "--file", "clip.mp4").err
    short.unlink()
    assert tree(place) == before
    answer = ask("relink", film, "--file", f"clip.mp4={other}", "--force")
    assert answer == {"found": [[str(place / "clip.mp4"), str(other)]], "missing": []}
    with Project.open(film) as project:
        assert project.undo_name == "Relink"
        assert project.document.assets[0].frames == 60
        project.undo()
        assert [asset.path for asset in missing_media(project.document)] == [str(place / "clip.mp4")]


def test_the_same_file_named_by_hand_is_no_edit(place: Path) -> None:
    film = place / "film" / "film.tween"
    moved = (place / "clip.mp4").rename(place / "was clip.mp4")
    assert ask("relink", film, "--file", f"clip.mp4={moved}")["missing"] == []
    assert paths_of_every_state(film) == {str(moved)}
    with Project.open(film) as project:
        assert not project.can_undo


def test_footage_nobody_has_seen_is_taken_by_its_name_where_a_person_looks(place: Path, clip: Path) -> None:
    """A timeline of another program names files that are not there."""
    film = place / "film" / "film.tween"
    with Project.open(film) as project:
        seen = project.document.assets[0]
        ghost = replace(seen, id="0" * 12, fingerprint="0" * 64, path="/elsewhere/CLIP.MP4")
        assert unseen(ghost)
        assert not unseen(seen)
        clips = tuple(
            replace(t, clips=tuple(replace(c, asset=ghost.id) for c in t.clips))
            for t in project.document.tracks
        )
        project.commit(replace(project.document, assets=(ghost,), tracks=clips), "As imported")
        assert relink(project.document, [(place, 1)]).missing == (ghost,)
        answer = relink(project.document, [(place, 1)], by_name=True)
        assert answer.found == (("/elsewhere/CLIP.MP4", str(place / "clip.mp4")),)
        accept(project, answer.places, answer.stand_ins)
        assert project.document.assets == (replace(seen, id=ghost.id),)
        assert project.undo_name == "Relink"


def test_footage_imported_again_from_elsewhere_lies_there_in_every_state(place: Path) -> None:
    film = place / "film" / "film.tween"
    edited(film, "a")
    again = Path(shutil.copyfile(place / "clip.mp4", place / "again.mp4"))
    with Project.open(film) as project:
        project.commit(add_asset(project.document, asset_from_file(again)), "Import")
        assert project.undo().assets[0].path == str(again)
    assert paths_of_every_state(film) == {str(again)}


def test_a_film_that_is_only_read_shows_what_was_found_and_writes_nothing(place: Path) -> None:
    film = place / "film" / "film.tween"
    moved = (place / "clip.mp4").rename(place / "c.mp4")
    before = tree(place)
    with Project.open(film, read_only=True) as project:
        accept(project, relink(project.document, [(place, 1)]).places)
        assert project.document.assets[0].path == str(moved)
    assert tree(place) == before


def test_a_film_of_before_there_were_places(place: Path) -> None:
    film = place / "film" / "film.tween"
    db = sqlite3.connect(film)
    db.executescript("DROP TABLE place; PRAGMA user_version = 1")
    db.close()
    with Project.open(film, read_only=True) as project:
        assert project.document.assets[0].path == str(place / "clip.mp4")
        project.copy_to(place / "copy.tween", {project.document.assets[0].fingerprint: "/x.mp4"})
    assert paths_of_every_state(place / "copy.tween") == {"/x.mp4"}
    (place / "clip.mp4").rename(place / "c.mp4")
    assert ask("relink", film, "--search", place)["missing"] == []
    assert paths_of_every_state(film) == {str(place / "c.mp4")}


def test_a_collected_folder_has_everything_of_every_state_wherever_it_is_moved(place: Path) -> None:
    film = place / "film" / "film.tween"
    other = footage(place / "film" / "other.mp4", 24)
    with Project.open(film) as project:
        doc = add_asset(project.document, asset_from_file(other))
        project.commit(append_clip(doc, doc.assets[-1].id), "Append")
        doc = remove_clip(project.document, project.document.tracks[0].clips[-1].id)
        project.commit(replace(doc, assets=doc.assets[:1]), "Out again")
    before = tree(place)
    answer = ask("collect", film, place / "all")
    assert (answer["film"], answer["missing"]) == (str(place / "all" / "film.tween"), [])
    assert {name: data for name, data in tree(place).items() if not name.startswith("all")} == before
    kept = ["film.takes/abc/frames.mkv", "film.tween", "media/clip.mp4", "media/other.mp4"]
    assert sorted(tree(place / "all")) == kept
    (place / "clip.mp4").unlink()
    shutil.rmtree(place / "film")
    moved = (place / "all").rename(place / "elsewhere") / "media"
    assert paths_of_every_state(moved.parent / "film.tween") == {
        str(moved / "clip.mp4"),
        str(moved / "other.mp4"),
    }
    with Project.open(moved.parent / "film.tween") as project:
        assert project.history.names() == ("New film", "Append", "Out again")
        assert missing_media(project.undo()) == missing_media(project.undo()) == ()


def test_collecting_writes_over_nothing_and_names_what_is_missing(place: Path) -> None:
    film = place / "film" / "film.tween"
    answer = tween("collect", film, place / "film")
    assert (answer.status, "is not empty" in answer.err) == (1, True)
    (place / "clip.mp4").unlink()
    (place / "empty").mkdir()
    assert ask("collect", film, place / "empty")["missing"] == [str(place / "clip.mp4")]
    assert sorted(path.name for path in place.iterdir()) == ["empty", "film"]
    assert paths_of_every_state(place / "empty" / "film.tween") == {str(place / "clip.mp4")}


def test_a_copy_has_the_takes_and_finds_the_footage_of_every_state(tmp_path: Path, clip: Path) -> None:
    film = tmp_path / "a" / "film.tween"
    film.parent.mkdir()
    shutil.copyfile(clip, film.parent / "clip.mp4")
    assert tween("new", film, film.parent / "clip.mp4").status == 0
    edited(film, "a boat")
    with Project.open(film) as project:
        take = draw(project.takes, request(project.document, 1))
        (Path(take.frames_path).parent / "again-7").touch()
    (tmp_path / "b").mkdir()
    answer = ask("copy", film, tmp_path / "b" / "copy.tween")
    assert answer == {"film": str(tmp_path / "b" / "copy.tween")}
    assert paths_of_every_state(tmp_path / "b" / "copy.tween") == {str(film.parent / "clip.mp4")}
    with Project.open(tmp_path / "b" / "copy.tween") as project:
        assert project.takes.shown(project.document.cards[0]) is not None
        assert [each.id for each in project.takes.takes()] == [take.id]
        assert project.takes.next_order() == 8
        assert project.history.names() == ("New film", "Prompt")
    refused = tween("copy", film, tmp_path / "b" / "copy.tween")
    assert (refused.status, "exists already" in refused.err) == (1, True)
    assert sorted(path.name for path in (tmp_path / "b").iterdir()) == ["copy.takes", "copy.tween"]


def test_a_board_without_footage_is_copied_and_collected(tmp_path: Path) -> None:
    with Project.create(tmp_path / "film.tween", replace(board(), assets=(), tracks=())) as project:
        document = project.document
    ask("copy", tmp_path / "film.tween", tmp_path / "copy.tween")
    ask("collect", tmp_path / "copy.tween", tmp_path / "all")
    with Project.open(tmp_path / "all" / "copy.tween") as project:
        assert project.document == document
