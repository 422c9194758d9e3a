"""Milliseconds that one committed edit takes on a board of many cards, and what it adds to the file.

    python tests/bench/store.py [--cards N] [--edits N]

Prompts are typed into random cards, as a person would. Beside each: a bare SQLite transaction of as many
bytes, as safely on the same disk. The goals are 5 ms at the median and 4 KB an edit.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from figure import conclude, table

from engine.document.edits import set_prompt
from engine.document.model import Card, Document
from engine.document.time import FrameRange
from engine.project.project import Project

GOAL_MS = 5.0
GOAL_BYTES = 4096
THINGS = "ball boat house meadow sea sky cloud road tree light a the over under beside slowly red blue"


def board(cards: int) -> Document:
    dice = random.Random(1)
    return Document(
        cards=tuple(
            Card(
                f"{dice.randrange(1 << 48):012x}",
                FrameRange(48 * n, 48 * n + 48),
                f"l{n}",
                48 * n,
                words(dice),
            )
            for n in range(cards)
        )
    )


def words(dice: random.Random) -> str:
    return " ".join(dice.choices(THINGS.split(), k=15))


def milliseconds(begin: float) -> float:
    return (time.perf_counter() - begin) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cards", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=1000)
    options = parser.parse_args()
    dice = random.Random(2)
    ours: list[float] = []
    bare: list[float] = []
    with tempfile.TemporaryDirectory(dir=".") as folder:
        path = Path(folder, "film.tween")
        Project.create(path, board(options.cards)).close()
        empty = path.stat().st_size
        peer = sqlite3.connect(Path(folder, "peer.db"), isolation_level=None)
        peer.execute("PRAGMA journal_mode = WAL")
        peer.execute("PRAGMA synchronous = FULL")
        peer.execute("CREATE TABLE t (body BLOB)")
        with Project.open(path) as project:
            for n in range(options.edits):
                doc = project.document
                edited = set_prompt(doc, dice.choice(doc.cards).id, words(dice))
                begin = time.perf_counter()
                project.commit(edited, f"Prompt {n}")
                ours.append(milliseconds(begin))
                begin = time.perf_counter()
                peer.execute("INSERT INTO t VALUES (?)", (bytes(200),))
                bare.append(milliseconds(begin))
        peer.close()
        growth = (path.stat().st_size - empty) / options.edits
    rows: list[tuple[object, ...]] = [("", "median ms", "p99 ms", "longest ms")]
    for name, times in (("ours", ours), ("bare SQLite", bare)):
        times.sort()
        rows.append((name, statistics.median(times), times[len(times) * 99 // 100], times[-1]))
    table(rows)
    print(f"file growth: {growth:.0f} bytes an edit, limit {GOAL_BYTES}")
    median = statistics.median(ours)
    worse = max(median / GOAL_MS, growth / GOAL_BYTES)
    figures = f"{median:.2f} ms and {growth:.0f} bytes an edit"
    limits = f"{GOAL_MS:.0f} ms and {GOAL_BYTES} bytes"
    conclude("store", figures, f"limits {limits} (bare SQLite {statistics.median(bare):.2f} ms)", worse, 1.0)


if __name__ == "__main__":
    main()
