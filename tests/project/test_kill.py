"""Neither `kill -9` nor a full disk loses an edit that was acknowledged."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

from engine.project.project import Project
from tests.document.boards import film

EDITING = """
import sys
from engine.document.edits import set_prompt
from engine.project.project import Project
project = Project.open(sys.argv[1])
n = int(project.document.cards[0].prompt or 0)
while True:
    n += 1
    project.commit(set_prompt(project.document, project.document.cards[0].id, str(n)), "Count")
    print(n, flush=True)
"""


NO_ROOM = """
import resource, signal, sys
from engine.document.edits import set_prompt
from engine.errors import TweenError
from engine.project.project import Project
project = Project.open(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    while True:
        n = project.history.position + 1
        before = project.document
        project.commit(set_prompt(before, before.cards[0].id, str(n)), "Count")
        print(n)
except TweenError as error:
    print(error)
    print(project.document == before, project.history.position)
"""


def test_no_room_is_a_sentence_and_loses_no_acknowledged_edit(tmp_path: Path) -> None:
    path = tmp_path / "film.tween"
    Project.create(path, film()).close()
    lines = subprocess.run(
        [sys.executable, "-c", NO_ROOM, path], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    *counts, sentence, after = lines
    assert str(path) in sentence
    assert "could not be saved" in sentence
    assert after == f"True {counts[-1]}"
    with Project.open(path) as project:
        assert project.document.cards[0].prompt == counts[-1]
        project.commit(film(50), "There is room again")


def test_twenty_kills_lose_no_acknowledged_edit(tmp_path: Path) -> None:
    path = tmp_path / "film.tween"
    Project.create(path, film()).close()
    dice = random.Random(7)
    acknowledged = 0
    for _ in range(20):
        process = subprocess.Popen([sys.executable, "-c", EDITING, path], stdout=subprocess.PIPE, text=True)
        assert process.stdout
        for _ in range(dice.randint(1, 40)):
            acknowledged = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        for line in process.stdout:  # what was printed between the last read and the kill
            acknowledged = int(line)
        process.wait()
        process.stdout.close()
        with Project.open(path) as project:
            there = int(project.document.cards[0].prompt)
            # One more may be on disk: it was committed, and killed before it said so.
            assert there in (acknowledged, acknowledged + 1)
            assert project.history.position == there
        acknowledged = there
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    db.close()
    with Project.open(path) as project:
        for n in range(acknowledged - 1, 0, -1):
            assert project.undo().cards[0].prompt == str(n)
