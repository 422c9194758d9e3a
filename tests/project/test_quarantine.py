"""A film that cannot be opened: what can be read of it is shown, and a second failure sets it aside."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from engine.document.edits import set_prompt
from engine.document.model import Document
from engine.errors import TweenError
from engine.project.project import Project
from engine.project.quarantine import SetAside, open_guarded
from tests.document.boards import film

CRASH = """
import os, signal, sys
from engine.project.project import Project
from engine.project.quarantine import open_guarded
Project.open = lambda film: os.kill(os.getpid(), signal.SIGKILL)  # as a fault inside SQLite would end it
open_guarded(sys.argv[1])
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "film.tween"


def typed(doc: Document, text: str) -> Document:
    return set_prompt(doc, doc.cards[0].id, text)


def make(path: Path, edits: int = 3) -> bytes:
    with Project.create(path, film()) as project:
        for n in range(edits):
            project.commit(typed(film(), str(n)), f"Edit {n}")
    return path.read_bytes()


def ruin(path: Path) -> bytes:
    """Keep the header alone."""
    data = path.read_bytes()
    path.write_bytes(data[:100] + b"\xff" * (len(data) - 100))
    return path.read_bytes()


def test_the_second_failure_sets_the_file_aside_untouched(path: Path) -> None:
    make(path)
    ruined = ruin(path)
    with pytest.raises(TweenError, match="is damaged and was left as it is"):
        open_guarded(path)
    assert path.read_bytes() == ruined
    with pytest.raises(SetAside, match="set aside, untouched") as caught:
        open_guarded(path)
    assert caught.value.path.read_bytes() == ruined
    assert caught.value.backup is None
    assert not path.exists()
    assert [entry.name for entry in path.parent.iterdir()] == ["film.set-aside"]
    make(path)
    with open_guarded(path) as project:
        assert project.notice == ""


def test_a_film_that_opens_or_was_repaired_starts_to_count_anew(path: Path) -> None:
    sound = make(path)
    ruin(path)
    with pytest.raises(TweenError, match="is damaged"):
        open_guarded(path)
    path.write_bytes(sound)
    open_guarded(path).close()
    assert [entry.name for entry in path.parent.iterdir()] == ["film.tween"]
    ruin(path)
    with pytest.raises(TweenError, match="is damaged"):
        open_guarded(path)
    assert path.exists()


def test_two_openings_that_took_the_process_with_them_count(path: Path) -> None:
    before = make(path)
    for _ in range(2):
        crashed = subprocess.run([sys.executable, "-c", CRASH, path], check=False)
        assert crashed.returncode == -signal.SIGKILL
    with pytest.raises(SetAside) as caught:
        open_guarded(path)
    assert caught.value.path.read_bytes() == before


def test_what_is_not_the_files_fault_is_no_failure(path: Path) -> None:
    make(path)
    with open_guarded(path), open_guarded(path) as second:
        assert second.read_only
    path.write_bytes(b"someone's letter")
    for _ in range(3):
        with pytest.raises(TweenError, match="is not a Tweenboard film"):
            open_guarded(path)
    assert path.read_bytes() == b"someone's letter"
    assert [entry.name for entry in path.parent.iterdir()] == ["film.tween"]


@pytest.mark.parametrize("harmed", [0, 1, 2])
def test_what_can_be_read_of_a_damaged_film_opens_for_reading(path: Path, harmed: int) -> None:
    """One revision's body is overwritten: everything below it is still there."""
    make(path, 80)
    db = sqlite3.connect(path)
    position = (80, 70, 64)[harmed]
    db.execute("UPDATE revision SET body = x'00' WHERE position = ?", (position,))
    db.commit()
    db.close()
    before = path.read_bytes()
    with open_guarded(path) as project:
        assert project.read_only
        assert (
            f"it is damaged, and this is what can be read of it, up to “Edit {position - 2}”"
            in project.notice
        )
        assert project.document == typed(film(), str(position - 2))
        with pytest.raises(TweenError, match="is damaged"):
            project.commit(film(), "Edit")
        project.copy_to(path.with_name("copy.tween"))
    assert path.read_bytes() == before
    with Project.open(path.with_name("copy.tween")) as project:
        assert project.document == typed(film(), str(position - 2))
        assert not project.read_only
