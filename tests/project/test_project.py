"""A film on disk: edits, history over closing, one writer, what is refused."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from engine.document.edits import set_prompt
from engine.document.model import Document
from engine.errors import TweenError
from engine.project.migrations import APPLICATION_ID, VERSION
from engine.project.project import Project
from tests.document.boards import counter, film
from tests.document.programs import Step, run, steps


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "film.tween"


def typed(doc: Document, text: str) -> Document:
    return set_prompt(doc, doc.cards[0].id, text)


@given(steps)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_whole_history_survives_closing(tmp_path_factory, program: list[Step]) -> None:
    path = tmp_path_factory.mktemp("film") / "film.tween"
    new_id = counter("p")
    docs = [film()]
    with Project.create(path, docs[0]) as project:
        for step in program:
            after = run(docs[-1], step, new_id)
            if after != docs[-1]:
                docs.append(after)
            project.commit(after, step[0])
    with Project.open(path) as project:
        assert project.document == docs[-1]
        for doc in reversed(docs[:-1]):
            assert project.undo() == doc
        assert not project.can_undo
    with Project.open(path) as project:
        assert project.document == docs[0]
        for doc in docs[1:]:
            assert project.redo() == doc
        assert not project.can_redo


def test_more_revisions_than_one_whole_snapshot_covers(path: Path) -> None:
    doc = film()
    with Project.create(path, doc) as project:
        for i in range(150):
            project.commit(typed(doc, f"shot {i}"), f"Edit {i}")
    with Project.open(path) as project:
        for i in (149, 64, 63, 65, 1, 128, 0):
            assert project.jump(i + 1) == typed(doc, f"shot {i}")
        project.jump(70)
        project.commit(typed(doc, "another way"), "Other")
    with Project.open(path) as project:
        assert len(project.history.names()) == 72
        assert project.document == typed(doc, "another way")
        assert project.undo() == typed(doc, "shot 69")


def test_keystrokes_merge_on_disk_as_in_memory(path: Path) -> None:
    doc = film()
    with Project.create(path, doc) as project:
        for text in ("a", "a b", "a ball"):
            project.commit(typed(doc, text), "Prompt", place="card1.prompt")
        names = project.history.names()
    with Project.open(path) as project:
        assert project.history.names() == names == ("New film", "Prompt")
        project.commit(typed(doc, "later"), "Prompt", place="card2.prompt")
        assert project.undo() == typed(doc, "a ball")
        assert project.undo() == doc


def test_an_edit_that_changes_nothing_is_none(path: Path) -> None:
    with Project.create(path, film()) as project:
        project.commit(film(), "Nothing")
        assert not project.can_undo


def test_a_film_is_one_file_once_closed_with_the_right_header(path: Path) -> None:
    with Project.create(path, film()) as project:
        project.commit(typed(film(), "a"), "Prompt")
    assert [entry.name for entry in path.parent.iterdir()] == ["film.tween"]
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert db.execute("PRAGMA user_version").fetchone()[0] == VERSION
    assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    db.close()


def test_nothing_is_written_over(path: Path) -> None:
    path.write_bytes(b"someone's letter")
    with pytest.raises(TweenError, match="exists already"):
        Project.create(path, film())
    assert path.read_bytes() == b"someone's letter"
    with pytest.raises(TweenError, match=r"end in \.tween"):
        Project.create(path.with_suffix(".mp4"), film())
    with pytest.raises(TweenError, match="does not exist"):
        Project.create(path.parent / "no" / "film.tween", film())
    assert [entry.name for entry in path.parent.iterdir()] == ["film.tween"]


def test_a_second_writer_is_refused_by_name_and_a_reader_is_not(path: Path) -> None:
    with Project.create(path, film()) as project:
        with pytest.raises(TweenError, match=rf"open in another program \(process {os.getpid()}\)"):
            Project.open(path)
        project.commit(typed(film(), "a"), "Prompt")
        script = (
            "import sys; from engine.errors import TweenError; from engine.project.project import Project\n"
            "reader = Project.open(sys.argv[1], read_only=True)\n"
            "print(reader.document.cards[0].prompt, reader.read_only)\n"
            "try: Project.open(sys.argv[1])\n"
            "except TweenError as error: print(error)\n"
        )
        lines = subprocess.run(
            [sys.executable, "-c", script, path], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        assert lines[0] == "a True"
        assert f"process {os.getpid()}" in lines[1]
        with Project.open(path, read_only=True) as reader:
            with pytest.raises(TweenError, match="for reading only"):
                reader.commit(film(), "Edit")
            with pytest.raises(TweenError, match="for reading only"):
                reader.undo()
            assert reader.document == project.document
    with Project.open(path) as project:
        assert not project.read_only


def _as_version(path: Path, pragma: str) -> None:
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA {pragma}")
    db.commit()
    db.close()


def test_files_that_are_no_films_are_refused_and_left_alone(path: Path) -> None:
    def refused(words: str) -> None:
        before = path.read_bytes()
        with pytest.raises(TweenError, match=words):
            Project.open(path)
        assert path.read_bytes() == before
        assert [entry.name for entry in path.parent.iterdir()] == ["film.tween"]

    path.write_bytes(b"")
    refused("is not a Tweenboard film")
    path.write_bytes(b"RIFF....AVI " * 100)
    refused("is not a Tweenboard film")
    path.unlink()
    sqlite3.connect(path).execute("CREATE TABLE letters (x)").connection.close()
    refused("is not a Tweenboard film")
    path.unlink()
    Project.create(path, film()).close()
    _as_version(path, "user_version = 99")
    refused("newer Tweenboard .*version 99")
    _as_version(path, "user_version = 1")
    path.write_bytes(path.read_bytes()[:5000])
    refused("is damaged")


def test_missing_films_and_folders_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(TweenError, match="There is no film at"):
        Project.open(tmp_path / "nothing.tween")
    with pytest.raises(TweenError, match="is a folder"):
        Project.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_random_damage_opens_or_is_a_sentence(path: Path) -> None:
    with Project.create(path, film(cuts=(40,))) as project:
        for i in range(20):
            project.commit(typed(project.document, f"shot {i}"), "Prompt")
    sound = path.read_bytes()
    dice = random.Random(1)
    opened = 0
    for _ in range(150):
        damaged = bytearray(sound)
        for _ in range(dice.randint(1, 30)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        path.write_bytes(damaged)
        try:
            with Project.open(path) as project:
                while project.can_undo:
                    project.undo()
            opened += 1
        except TweenError:
            pass  # the one way to be refused
    assert 0 < opened < 150
