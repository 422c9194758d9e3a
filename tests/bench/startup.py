"""Seconds from process start to a mapped window, beside a bare PySide6 window, in turns.

    python tests/bench/startup.py [--runs N]

Both are shown on a display of their own (Xvfb). "Mapped" is the first time that the X server tells the
window that it is seen (Qt's expose event). The goal is 0.6 of what Shotcut 22.12 took beside the same bare
window: 0.616 s to 0.135 s, so a ratio of at most 2.7.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from figure import conclude, table

REPO = Path(__file__).resolve().parents[2]
GOAL = 2.7

WATCH = """
import sys, time
from PySide6.QtCore import QEvent, QObject

class Watch(QObject):
    def __init__(self, app, began):
        super().__init__()
        self.app, self.began = app, began
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Expose and watched.isWindowType() and watched.isExposed():
            print(time.time() - self.began, flush=True)
            self.app.quit()
        return False

def watch(app, window, began):
    window.winId()
    app.watch = Watch(app, began)
    window.windowHandle().installEventFilter(app.watch)
    window.show()
    app.exec()
"""
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1280, 720)
watch(app, window, BEGAN)
"""
OURS = """
from editor.app import application, build
app = application()
window = build()
watch(app, window, BEGAN)
window.close()
"""


def seconds(program: str, env: dict[str, str]) -> float:
    """One run, from just before the process is started."""
    began = time.time()
    code = f"BEGAN = {began!r}\n{WATCH}\n{program}"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPO, env=env, capture_output=True, text=True, timeout=60
    )
    if done.returncode or not done.stdout.strip():
        sys.exit(f"startup: the window did not appear.\n{done.stderr}")
    return float(done.stdout.split()[0])


def display() -> tuple[subprocess.Popen[str], str]:
    """An X server on a free display number, and that number."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
        text=True,
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    return server, f":{number}"


def measure(runs: int, env: dict[str, str]) -> list[tuple[float, float]]:
    """(ours, bare) a run. The first round only fills the caches."""
    rounds = [(seconds(OURS, env), seconds(BARE, env)) for _ in range(runs + 1)]
    return rounds[1:]


def main() -> None:
    parser = argparse.ArgumentParser(description="Seconds to a mapped window, beside a bare one.")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    if shutil.which("Xvfb") is None:
        sys.exit("startup: Xvfb is not installed; it is the display that windows are shown on here.")
    server, name = display()
    try:
        with tempfile.TemporaryDirectory() as home:
            env = os.environ | {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb", "XDG_CONFIG_HOME": home}
            # Compiled modules are kept, as they are for an installed program.
            env |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": home}
            rows = measure(options.runs, env)
    finally:
        server.terminate()
        server.wait()
    report(rows)


def report(rows: list[tuple[float, float]]) -> None:
    table(
        [
            ("run", "ours, s", "bare, s", "ratio"),
            *((number, ours, bare, ours / bare) for number, (ours, bare) in enumerate(rows, 1)),
        ]
    )
    ours, bare = (statistics.median(row[i] for row in rows) for i in (0, 1))
    conclude("startup", f"{ours:.3f} s", f"bare PySide6 window {bare:.3f} s", ours / bare, GOAL)


if __name__ == "__main__":
    main()
