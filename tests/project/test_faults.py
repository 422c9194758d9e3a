"""What a film survives, each with its count printed (`pytest -s`).

The counts are small here; `TWEENBOARD_FAULTS=full` runs 300 kills and 1,000 damaged files.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import select
import signal
import sqlite3
import time
from pathlib import Path

from engine.document.edits import set_prompt
from engine.document.model import Document
from engine.errors import TweenError
from engine.project.codec import Codec
from engine.project.project import Project
from engine.project.quarantine import open_guarded
from tests.document.boards import counter, film
from tests.document.programs import ACTS, run
from tests.project.test_takes import draw, request

FULL = os.environ.get("TWEENBOARD_FAULTS") == "full"
KILLS = 300 if FULL else 24
MUTANTS = 1000 if FULL else 120


def digest(doc: Document) -> str:
    return hashlib.sha256(json.dumps(Codec(Path("/")).pack(doc)).encode()).hexdigest()[:16]


def edit_for_ever(path: Path, seed: int, out: int) -> None:
    """A person at work: edits, undo, redo, takes. Says what it is about to do, and what is done."""

    def say(*words: object) -> None:
        os.write(out, (" ".join(map(str, words)) + "\n").encode())

    dice = random.Random(seed)
    new_id = counter(f"s{seed}-")
    with open_guarded(path) as project:
        while True:
            wish = dice.random()
            position = project.history.position
            if wish < 0.1 and project.can_undo:
                say("try", digest(project.history.document_at(position - 1)))
                say("done", digest(project.undo()))
            elif wish < 0.2 and project.can_redo:
                say("try", digest(project.history.document_at(position + 1)))
                say("done", digest(project.redo()))
            elif wish < 0.25 and project.document.cards:
                take = draw(project.takes, request(project.document, 1, seed), dice.randbytes(20_000))
                say("take", take.id)
            else:
                x, y, z = (dice.randrange(400) for _ in range(3))
                step = (dice.choice(sorted(ACTS)), x, y, z)
                after = run(project.document, step, new_id)
                say("try", digest(after))
                project.commit(after, step[0], dice.choice(("", "place")))
                say("done", digest(after))


def killed_after(path: Path, seed: int, seconds: float) -> list[list[str]]:
    """What a process that edits said until it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            edit_for_ever(path, seed, writing)
        finally:
            os._exit(3)
    os.close(writing)
    end = time.monotonic() + seconds
    said = b""
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        more = b"-"
        while more and (left := end - time.monotonic()) > 0:
            if select.select([pipe], [], [], left)[0]:
                more = pipe.read(65536)
                said += more
        os.kill(child, signal.SIGKILL)
        said += pipe.readall()
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status), "the editing ended by itself"
    return [line.split() for line in said.decode().splitlines(keepends=True) if line.endswith("\n")]


def test_kills_lose_no_acknowledged_edit(tmp_path: Path) -> None:
    path = tmp_path / "film.tween"
    Project.create(path, film(cuts=(40,))).close()
    dice = random.Random(7)
    edits, takes = 0, set[str]()
    shown = digest(film(cuts=(40,)))
    for seed in range(KILLS):
        said = killed_after(path, seed, dice.uniform(0, 0.25))
        takes |= {words[1] for words in said if words[0] == "take"}
        done = [words[1] for words in said if words[0] == "done"]
        edits += len(done)
        allowed = {done[-1] if done else shown}
        if said and said[-1][0] == "try":  # not acknowledged: it may be there or not
            allowed.add(said[-1][1])
        db = sqlite3.connect(path)
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        db.close()
        with open_guarded(path) as project:
            assert not project.read_only
            shown = digest(project.document)
            assert shown in allowed
            assert takes <= {take.id for take in project.takes.takes()}
            assert project.takes.problems() == ()
    with Project.open(path) as project:
        states = len(project.history.names())
        while project.can_undo:
            project.undo()
    print(f"kill -9: {KILLS} kills, {edits} edits and {len(takes)} takes, none lost; {states} states")


def damaged(sound: bytes, dice: random.Random) -> bytes:
    """The end lost, a stretch of zeros, a page over another, or some bytes changed."""
    data = bytearray(sound)
    kind = dice.randrange(5)
    if kind == 0:
        return bytes(data[: dice.randrange(len(data))])
    if kind == 1:
        start = dice.randrange(len(data))
        stop = min(len(data), start + dice.randrange(5000))
        data[start:stop] = bytes(stop - start)
    elif kind == 2:
        pages = len(data) // 4096
        a, b = dice.randrange(pages), dice.randrange(pages)
        data[a * 4096 : (a + 1) * 4096] = data[b * 4096 : (b + 1) * 4096]
    else:
        for _ in range(dice.randint(1, 30)):
            data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data)


def open_and_undo(path: Path) -> str:
    """How much of a damaged film there is; its bytes stay as they are when it is not whole."""
    before = path.read_bytes()
    try:
        with Project.open(path) as project:
            found = "in part" if project.read_only else "whole"
            assert project.read_only == bool(project.notice)
            try:
                while project.can_undo:
                    project.undo()
            except TweenError:
                pass  # a state of long ago is lost, and every other can still be gone to
    except TweenError:
        found = "refused"
    if found != "whole":
        assert path.read_bytes() == before
    return found


def test_random_damage_opens_or_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "film.tween"
    with Project.create(path, film(cuts=(40,))) as project:
        for i in range(100):
            edited = set_prompt(project.document, project.document.cards[0].id, f"shot {i}")
            project.commit(edited, "Prompt")
    sound = path.read_bytes()
    dice = random.Random(1)
    counts = {"whole": 0, "in part": 0, "refused": 0}
    slowest = 0.0
    for _ in range(MUTANTS):
        path.write_bytes(damaged(sound, dice))
        begin = time.process_time()
        counts[open_and_undo(path)] += 1
        slowest = max(slowest, time.process_time() - begin)
        for left in path.parent.glob("film.tween-*"):
            left.unlink()
    print(f"damage: {MUTANTS} files, {counts}, the slowest took {slowest:.2f} s")
    assert all(counts.values())
    assert slowest < 20
