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


def test_a_second_process_reads_and_hears_who_writes(path: Path) -> None:
    with Project.create(path, film()) as project:
        project.commit(typed(film(), "a"), "Prompt")
        script = (
            "import sys; from engine.errors import TweenError; from engine.project.project import Project\n"
            "second = Project.open(sys.argv[1])\n"
            "print(second.document.cards[0].prompt, second.read_only)\n"
            "print(second.notice)\n"
            "try: second.undo()\n"
            "except TweenError as error: print(error)\n"
        )
        lines = subprocess.run(
            [sys.executable, "-c", script, path], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        assert lines[0] == "a True"
        for line in lines[1:]:
            assert f"open in another program (process {os.getpid()})" in line
        assert lines[2].endswith("nothing was changed.")
        with Project.open(path, read_only=True) as reader:
            with pytest.raises(TweenError, match="for reading only"):
                reader.commit(film(), "Edit")
            with pytest.raises(TweenError, match="for reading only"):
                reader.undo()
            assert reader.document == project.document
            assert reader.notice == ""
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
    _as_version(path, "user_version = 0")
    refused("is not a Tweenboard film")
    _as_version(path, "user_version = 1")
    path.write_bytes(path.read_bytes()[:5000])
    refused("is damaged")


def test_missing_films_and_folders_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(TweenError, match="There is no film at"):
        Project.open(tmp_path / "nothing.tween")
    with pytest.raises(TweenError, match="is a folder"):
        Project.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_newer_film_opens_for_reading_with_a_sentence(path: Path) -> None:
    with Project.create(path, film()) as project:
        project.commit(typed(film(), "a"), "Prompt")
    _as_version(path, "user_version = 99")
    before = path.read_bytes()
    with Project.open(path) as project:
        assert project.document == typed(film(), "a")
        assert project.notice.startswith(
            "film.tween opened for reading only: it was made by a newer Tweenboard"
        )
        with pytest.raises(TweenError, match=r"newer Tweenboard \(file version 99"):
            project.commit(film(), "Edit")
        assert project.document == typed(film(), "a")
    assert path.read_bytes() == before
    db = sqlite3.connect(path)
    db.execute("ALTER TABLE revision RENAME TO step")  # one that this version cannot read at all
    db.close()
    with pytest.raises(TweenError, match=r"newer Tweenboard .*update the program"):
        Project.open(path)


def test_the_history_keeps_within_its_bytes_oldest_first(path: Path) -> None:
    limit = 60_000
    dice = random.Random(5)
    with Project.create(path, film(), history_bytes=limit) as project:
        take = project.takes.folder / "a-take"
        take.mkdir(parents=True)
        for i in range(700):
            project.commit(typed(film(), f"{i} {dice.randbytes(120).hex()}"), f"Edit {i}")
        names = project.history.names()
        assert names[-1] == "Edit 699"
        assert 64 < len(names) < 500
        last = project.document
    db = sqlite3.connect(path)
    assert db.execute("SELECT sum(length(body)) FROM revision").fetchone()[0] <= limit
    db.close()
    assert path.stat().st_size < 3 * limit
    assert take.is_dir()
    with Project.open(path, history_bytes=limit) as project:
        assert (project.history.names(), project.document) == (names, last)
        for name in reversed(names[:-1]):
            assert f"Edit {project.undo().cards[0].prompt.split()[0]}" == name
        assert not project.can_undo
        project.commit(typed(film(), "on"), "On")
    with Project.open(path) as project:
        assert project.history.names() == (names[0], "On")


def test_a_clock_set_back_merges_nothing_and_changes_no_order(path: Path) -> None:
    now = [5000.0]
    with Project.create(path, film(), clock=lambda: now[0]) as project:
        for at, text in ((5001.0, "a"), (5001.1, "ab"), (4000.0, "abc"), (4000.2, "abcd")):
            now[0] = at
            project.commit(typed(film(), text), text, place="prompt")
    with Project.open(path) as project:
        assert project.history.names() == ("New film", "ab", "abcd")
        assert project.document == typed(film(), "abcd")


def test_a_log_left_of_an_earlier_film_is_never_read_into_a_new_one(path: Path) -> None:
    path.with_name("film.tween-wal").write_bytes(b"someone's edits")
    with pytest.raises(TweenError, match=r"film\.tween-wal exists already"):
        Project.create(path, film())
    assert [entry.name for entry in path.parent.iterdir()] == ["film.tween-wal"]
