"""The event loop's delay while 1,000 cards are queued: drawn all at once, asked about, drawn as one film.

    python tests/bench/crowd.py [--cards N] [--offscreen]

The window shows a board of 1,000 cards. All of them are queued and cancelled, one by one; then the dialog
“Draw the board as one film” is opened, works out what that would be, and is accepted. The queue is held, so
that nothing is drawn meanwhile (`latency.py` measures that). An event is due every 5 ms; a loop that is held
for a second makes 200 of them late, and each counts. Limit: 50 ms at the 99th percentile. Other programs on
a busy machine delay everything: what the same window has at rest stands beside it, and so does the longest
turn by the window's own time on the processor.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

from figure import conclude, table
from latency import LATE_MS, PATIENCE, REPO, display, percentile

QUEUES = """
import json, sys, time
from dataclasses import replace
from pathlib import Path
from PySide6.QtCore import QElapsedTimer, QTimer, Qt
from editor.app import application, build
from editor.tools.dialog import ToolDialog
from engine.document.model import Card
from engine.document.time import FrameRange
from tests.render.films import film, footage

folder, cards = Path(sys.argv[1]), int(sys.argv[2])
app = application()
window = build()
window.resize(1280, 720)
window.show()
work = window.workspace
spans = [FrameRange(100 * n, 100 * n + 100) for n in range(cards)]
board = tuple(
    Card(f"c{n}", span, f"c{n}", span.start, prompt=f"a red ball rolls on, {n}")
    for n, span in enumerate(spans)
)
work.new(folder / "film.tween", replace(film(footage(folder / "footage.mp4", 240), 120), cards=board))
work.jobs.hold()
window.docks["jobs"].raise_()
late, turns, took = {}, {}, {}
clock = QElapsedTimer()
clock.start()
timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=5)
STEP = 5_000_000
state = {"phase": "rest", "due": 0, "own": 0.0, "began": 0.0}

def tick():
    now, own = clock.nsecsElapsed(), time.thread_time()
    while state["due"] <= now:
        late[state["phase"]].append((now - state["due"]) / 1e6)
        state["due"] += STEP
    turns[state["phase"]].append(1000 * (own - state["own"]))
    state["own"] = own

timer.timeout.connect(tick)
dialogs = []

def dialog():
    work.jobs.hold()  # an emptied queue is held no more
    window.sides.commands.draw_board()
    dialogs.extend(window.findChildren(ToolDialog))

PHASES = [
    ("rest", lambda: None, lambda: time.perf_counter() > state["began"] + 3),
    ("draw all", window.sides.commands.generate_all, lambda: work.jobs.waiting == cards),
    ("cancel all", window.sides.commands.cancel_all, lambda: not work.jobs.views()),
    ("the board's dialog", dialog, lambda: dialogs and dialogs[0].go.isEnabled()),
    ("the board as a film", lambda: dialogs[0].accept(), lambda: work.jobs.waiting == 1),
]

def begin():
    if not PHASES:
        print(json.dumps({"late": late, "turns": turns, "took": took}), flush=True)
        work.jobs.cancel_all()
        window.close()
        app.quit()
        return
    name, do, _ = PHASES[0]
    late[name], turns[name] = [], []
    state.update(phase=name, began=time.perf_counter())
    QTimer.singleShot(0, do)

def start():
    state.update(due=clock.nsecsElapsed() + STEP, own=time.thread_time())
    begin()
    timer.start()
    watch()

def watch():
    if not PHASES:
        return
    name = PHASES[0][0]
    if name == state["phase"] and PHASES[0][2]():
        took[name] = time.perf_counter() - state["began"]
        PHASES.pop(0)
        QTimer.singleShot(500, begin)  # what follows from it counts, too
    QTimer.singleShot(20, watch)

QTimer.singleShot(1500, start)
app.exec()
"""


def measure(cards: int, environment: dict[str, str]) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | environment | {"XDG_CONFIG_HOME": folder, "TWEENBOARD_CACHE": f"{folder}/cache"}
        # Compiled beforehand, as an installed program is.
        env["PYTHONDONTWRITEBYTECODE"] = ""
        subprocess.run(
            [sys.executable, "-m", "compileall", "-q", "editor", "engine"], cwd=REPO, env=env, check=True
        )
        done = subprocess.run(
            [sys.executable, "-c", QUEUES, folder, str(cards)],
            cwd=REPO, env=env | {"PYTHONPATH": str(REPO)}, capture_output=True, text=True, timeout=PATIENCE,
        )  # fmt: skip
    if done.returncode or not done.stdout.strip():
        sys.exit(f"crowd: the window did not come to its end.\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description="The window's delay while many cards are queued.")
    parser.add_argument("--cards", type=int, default=1000)
    parser.add_argument("--offscreen", action="store_true", help="without a display")
    options = parser.parse_args()
    with display(options.offscreen) as environment:
        found = measure(options.cards, environment)
    rows: list[tuple[object, ...]] = [
        ("event loop", "takes, s", "median, ms", "p99, ms", "worst, ms", "own, worst ms", "limit, ms")
    ]
    for name, late in found["late"].items():
        limit = "-" if name == "rest" else LATE_MS
        rows.append(
            (name, found["took"][name], statistics.median(late), percentile(late, 0.99), max(late),
             max(found["turns"][name]), limit)
        )  # fmt: skip
    table(rows)
    late = max(percentile(late, 0.99) for name, late in found["late"].items() if name != "rest")
    conclude("crowd", f"p99 {late:.1f} ms", f"limit {LATE_MS:.0f} ms", late / LATE_MS, 1.0)


if __name__ == "__main__":
    main()
