"""What the disk around a film can do: no room at any write, no permission, takes gone or cut off."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.document.edits import set_prompt
from engine.project.project import Project
from tests.document.boards import film
from tests.project.test_takes import draw, request

NO_ROOM = """
import os, resource, signal, sys
from pathlib import Path
from engine.errors import TweenError
from engine.project.project import Project
from tests.document.boards import film
from tests.project.test_takes import draw, request
from engine.document.edits import set_prompt
folder = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for limit in range(0, 120_000, int(sys.argv[2])):
    path = folder / f"{limit}.tween"
    child = os.fork()
    if child:
        assert os.waitpid(child, 0)[1] == 0, limit
        continue
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    said = "none"
    try:
        now = [0.0]
        with Project.create(path, film(), clock=lambda: now[0]) as project:
            for n in range(30):
                now[0] += 600
                project.commit(set_prompt(project.document, project.document.cards[0].id, f"{n}"), "Count")
                said = n
            draw(project.takes, request(project.document, 1), bytes(90_000))
    except TweenError:
        pass
    os.write(1, f"{limit} {said}\\n".encode())
    os._exit(0)
"""


def test_no_room_at_any_write_is_a_sentence_and_loses_no_edit(tmp_path: Path) -> None:
    command = [sys.executable, "-c", NO_ROOM, tmp_path, "2500"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = [line.split() for line in done.stdout.splitlines()]
    ends = set[str]()
    for limit, said in rows:
        path = tmp_path / f"{limit}.tween"
        ends.add(said)
        if path.exists():
            with Project.open(path) as project:
                assert project.notice == ""
                assert project.document.cards[0].prompt == ("" if said == "none" else said)
                assert project.takes.problems() == ()
        else:
            assert said == "none"
    left = [path.name for path in tmp_path.iterdir() if path.name.endswith((".part", ".lock"))]
    assert left == []
    print(f"no room: {len(rows)} limits, {len(ends)} different last edits, none lost")
    assert len(ends) > 3


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user can reach, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


READING = """
import os, sys
from engine.errors import TweenError
from engine.project.project import Project
from engine.project.quarantine import open_guarded
if os.geteuid() == 0:
    os.setuid(65534)
project = open_guarded(sys.argv[1])
print(project.document.cards[0].prompt)
print(project.notice)
try:
    project.undo()
except TweenError as error:
    print(error)
"""


def test_a_folder_that_cannot_be_written_opens_for_reading(open_folder: Path) -> None:
    path = open_folder / "film.tween"
    with Project.create(path, film()) as project:
        project.commit(set_prompt(film(), film().cards[0].id, "a"), "Prompt")
    path.chmod(0o444)
    open_folder.chmod(0o555)
    command = [sys.executable, "-c", READING, path]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert lines[0] == "a"
    assert lines[1] == "film.tween opened for reading only: the file or its folder may not be written."
    assert lines[2].endswith("nothing was changed.")
    assert os.listdir(open_folder) == ["film.tween"]  # noqa: PTH208


def test_takes_gone_or_cut_off_leave_the_film_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "film.tween"
    with Project.create(path, film()) as project:
        kept = draw(project.takes, request(film(), 1, 1), b"kept")
        cut = draw(project.takes, request(film(), 1, 2), b"cut off")
    Path(cut.frames_path).write_bytes(b"cut")
    with Project.open(path) as project:
        assert project.document == film()
        assert project.takes.shown(film().cards[0]) == kept
        assert cut.id in project.takes.problems()[0]
    shutil.rmtree(path.with_suffix(".takes"))
    with Project.open(path) as project:
        assert project.takes.takes() == project.takes.problems() == ()
        assert project.takes.shown(film().cards[0]) is None
        draw(project.takes, request(film(), 1, 3))
        assert len(project.takes.takes()) == 1
