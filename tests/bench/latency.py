"""The event loop's delay while a card is drawn on this machine's processor, and how long closing takes.

    python tests/bench/latency.py [--seconds N]

The window is shown on a display of its own (Xvfb; offscreen with --offscreen) with a film of footage, and a
card of it is drawn by the built-in model. A timer that is due every 5 ms tells how late the loop comes to it;
the first events of the drawing, pictures and rows included, are among what is measured. Then the window is
closed while it draws. Limits: 50 ms at the 99th percentile, and a second. The delay is printed beside that of
the same window at rest, since other programs on a busy machine delay both.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from figure import conclude, table

REPO = Path(__file__).resolve().parents[2]
LATE_MS = 50.0
CLOSING_S = 1.0
PATIENCE = 500

DRAWS = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QElapsedTimer, QTimer, Qt
from editor.app import application, build
from engine.document import edits
from tests.render.films import film, footage

folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
app = application()
window = build()
window.resize(1280, 720)
window.show()
work = window.workspace
work.new(folder / "film.tween", film(footage(folder / "footage.mp4", 240), 120))
window.docks["jobs"].raise_()
card = work.document.cards[1].id
work.apply("Wish", lambda doc: edits.set_card(doc, card, prompt="a red ball in a meadow", steps=500))
late = {"rest": [], "drawing": []}
clock = QElapsedTimer()
clock.start()
due, phase = [clock.nsecsElapsed() + 5_000_000], ["rest"]
timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=5)

def tick():
    now = clock.nsecsElapsed()
    late[phase[0]].append(max(0, now - due[0]) / 1e6)
    due[0] = now + 5_000_000

timer.timeout.connect(tick)

def draw():
    phase[0] = "drawing"
    work.generate([card])

steps = []

def look(card_id):
    view = work.job(card_id)
    if view is not None and view.stage == "sample" and view.done >= 1 and not steps:
        steps.append(True)
        QTimer.singleShot(int(1000 * seconds), end)

def end():
    timer.stop()
    view = work.job(card)
    began = time.perf_counter()
    window.close()
    took = time.perf_counter() - began
    print(json.dumps({"late": late, "closing": took, "step": view.done}), flush=True)
    app.quit()

work.job_changed.connect(look)
QTimer.singleShot(1500, timer.start)
QTimer.singleShot(1500, lambda: due.__setitem__(0, clock.nsecsElapsed() + 5_000_000))
QTimer.singleShot(int(1500 + 1000 * seconds), draw)
app.exec()
"""


@contextlib.contextmanager
def display(offscreen: bool) -> Iterator[dict[str, str]]:
    """What the environment says of a display: a server of its own, or none."""
    if offscreen:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    if shutil.which("Xvfb") is None:
        sys.exit("latency: Xvfb is not installed; give --offscreen to measure without a display.")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{told.readline().strip()}"}
    finally:
        server.terminate()
        server.wait()


def measure(seconds: float, environment: dict[str, str]) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | environment | {"XDG_CONFIG_HOME": folder, "TWEENBOARD_CACHE": f"{folder}/cache"}
        done = subprocess.run(
            [sys.executable, "-c", DRAWS, folder, str(seconds)],
            cwd=REPO, env=env | {"PYTHONPATH": str(REPO)}, capture_output=True, text=True, timeout=PATIENCE,
        )  # fmt: skip
    if done.returncode or not done.stdout.strip():
        sys.exit(f"latency: the window did not come to its end.\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main() -> None:
    parser = argparse.ArgumentParser(description="The window's delay while it draws, and how long it closes.")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long each phase is watched")
    parser.add_argument("--offscreen", action="store_true", help="without a display")
    options = parser.parse_args()
    with display(options.offscreen) as environment:
        found = measure(options.seconds, environment)
    rows: list[tuple[object, ...]] = [
        ("event loop", "ticks", "median, ms", "p99, ms", "worst, ms", "limit, ms")
    ]
    for name, late in found["late"].items():
        limit = LATE_MS if name == "drawing" else "-"
        rows.append((name, len(late), statistics.median(late), percentile(late, 0.99), max(late), limit))
    table(rows)
    print(f"closing while it draws (step {found['step']}): {found['closing']:.3f} s, limit {CLOSING_S:.0f} s")
    late = percentile(found["late"]["drawing"], 0.99)
    ratio = max(late / LATE_MS, found["closing"] / CLOSING_S)
    ours = f"p99 {late:.1f} ms, closing {found['closing']:.3f} s"
    conclude("latency", ours, f"limits {LATE_MS:.0f} ms and {CLOSING_S:.0f} s", ratio, 1.0)


if __name__ == "__main__":
    main()
