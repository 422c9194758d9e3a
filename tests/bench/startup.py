"""Seconds from process start to a mapped window, and megabytes when idle, beside other editors, in turns.

    python tests/bench/startup.py [--runs N]

All are started from the command line on a display of their own (Xvfb), each with a home of its own. "Mapped"
is when the X server tells that a window of at least 840 × 480 is shown, whatever program made it; splash
screens do not count. Each program's first start only fills its caches (for ours it writes the compiled
modules, too) and stands in a column of its own. Memory is what a program and all it has started have resident
once it has stopped working. Limits: 0.6 of Shotcut's time, and less than Kdenlive, Flowblade and OpenShot;
150 MB. Where Shotcut is missing the limit is 2.7 times a bare PySide6 window's time, which 0.6 of Shotcut
22.12's was.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from figure import conclude, table
from screen import Windows, bus, display

REPO = Path(__file__).resolve().parents[2]
OURS, RECENT, BARE, SHOTCUT = "Tweenboard", "Tweenboard, 10 recent films", "bare PySide6 window", "Shotcut"
PEERS = {SHOTCUT: "shotcut", "Kdenlive": "kdenlive", "Flowblade": "flowblade", "OpenShot": "openshot-qt"}
SHARE, OF_BARE, LIMIT_MB = 0.6, 2.7, 150.0
PATIENCE_S, IDLE_S, SETTLE_S = 60.0, 0.5, 2.5
BARE_WINDOW = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1280, 720)
window.show()
app.exec()
"""
FILMS = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from editor.app import application
from editor.welcome.recent import DENSE, KEPT, KEY, PICTURE, picture_place
from engine.document.model import Document
from engine.project.project import Project
app = application()
paths = [Path(sys.argv[1]) / f"A film {n}.tween" for n in range(KEPT)]
for path in paths:
    Project.create(path, Document(), "Bench").close()
    image = QImage(PICTURE * DENSE, QImage.Format.Format_RGB32)
    image.fill(0xFF406080)
    assert image.save(str(picture_place(path)))
QSettings().setValue(KEY, [str(path) for path in paths])
"""


@dataclass
class Program:
    """`first`, `seconds`, `megabytes`: as measured."""

    command: list[str]
    env: dict[str, str]
    first: float = 0.0
    seconds: list[float] = field(default_factory=list)
    megabytes: float = 0.0

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def start(program: Program, windows: Windows, *, weigh: bool) -> float:
    """Seconds from just before the process is started to its window; `weigh` waits for its memory, too."""
    windows.forget()
    # Nothing of the last run, which was killed: some ask about that before anything else.
    shutil.rmtree(program.env["TMPDIR"], ignore_errors=True)
    Path(program.env["TMPDIR"]).mkdir()
    began = time.monotonic()
    process = subprocess.Popen(
        program.command,
        cwd=REPO,
        env=program.env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        mapped = windows.next(PATIENCE_S)
        if mapped is None:
            sys.exit(f"startup: {program.command[0]} showed no window within {PATIENCE_S:.0f} s.")
        if weigh:
            program.megabytes = idle_megabytes(process.pid)
    finally:
        for each in (process.pid, *below(process.pid)):
            kill(each)
        process.wait()
    print(f"{Path(program.command[0]).name} {mapped - began:.2f} s", file=sys.stderr)
    return mapped - began


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def below(pid: int) -> list[int]:
    """Processes that it has started, and those that they have."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(words[1]), []).append(int(stat.parent.name))
    found = [pid]
    for each in found:
        found += children.get(each, [])
    return found[1:]


def ticks(pids: list[int]) -> int:
    """Processor time that they have used, in ticks."""
    used = 0
    for pid in pids:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        used += int(words[11]) + int(words[12])
    return used


def idle_megabytes(pid: int) -> float:
    """Resident, once at most 2 % of a processor is used for a while; of what never rests, after a while."""
    until = time.monotonic() + SETTLE_S
    while time.monotonic() < until:
        before = ticks([pid, *below(pid)])
        time.sleep(IDLE_S)
        if ticks([pid, *below(pid)]) - before <= 0.02 * IDLE_S * os.sysconf("SC_CLK_TCK"):
            break
    pages = sum(int(Path(f"/proc/{each}/statm").read_text().split()[1]) for each in (pid, *below(pid)))
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def programs(home: Path, screen: str, address: str) -> dict[str, Program]:
    """Those that are here; the others are named."""
    found = {
        OURS: [sys.executable, "-m", "editor"],
        RECENT: [sys.executable, "-m", "editor"],
        BARE: [sys.executable, "-c", BARE_WINDOW],
    }
    for name, command in PEERS.items():
        place = shutil.which(command)
        if place is None:
            print(f"{name} is not installed: it is left out.")
        else:
            found[name] = [place]
    made = {}
    for number, (name, command) in enumerate(found.items()):
        folder = home / str(number)
        for kept in (".config", ".cache", ".local/share"):
            (folder / kept).mkdir(parents=True)
        env = os.environ | {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "HOME": str(folder)}
        env |= {"DBUS_SESSION_BUS_ADDRESS": address, "TMPDIR": str(folder / "tmp")}
        # Compiled modules are kept, as they are for an installed program.
        env |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
        env = {k: v for k, v in env.items() if not k.startswith("XDG_") or k == "XDG_RUNTIME_DIR"}
        made[name] = Program(command, env)
    return made


def measure(each: dict[str, Program], runs: int, windows: Windows) -> None:
    recent = each[RECENT]
    subprocess.run([sys.executable, "-c", FILMS, recent.env["HOME"]], cwd=REPO, env=recent.env, check=True)
    for program in each.values():
        program.first = start(program, windows, weigh=False)
    for run in range(runs):
        for program in each.values():
            program.seconds.append(start(program, windows, weigh=run == runs - 1))


def report(each: dict[str, Program]) -> None:
    ours = each[OURS]
    rows: list[tuple[object, ...]] = [
        ("program", "first, s", "median, s", "worst, s", "idle, MB", "ours to it")
    ]
    for name, p in each.items():
        rows.append((name, p.first, p.median, max(p.seconds), p.megabytes, ours.median / p.median))
    table(rows)
    if SHOTCUT in each:
        limit = SHARE * each[SHOTCUT].median
    else:
        limit = OF_BARE * each[BARE].median
    quickest = min([limit, *(p.median for name, p in each.items() if name in PEERS)])
    slowest = max(ours.median, each[RECENT].median)
    heaviest = max(ours.megabytes, each[RECENT].megabytes)
    conclude(
        "startup",
        f"{slowest:.3f} s, {heaviest:.0f} MB",
        f"limits {quickest:.3f} s, {LIMIT_MB:.0f} MB",
        max(slowest / quickest, heaviest / LIMIT_MB),
        1.0,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Seconds to a mapped window, beside other editors.")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("startup: ended"))  # what was started ends, too
    try:
        with display() as screen, bus() as address, tempfile.TemporaryDirectory() as home:
            windows = Windows(screen)
            each = programs(Path(home), screen, address)
            try:
                measure(each, options.runs, windows)
            finally:
                windows.close()
    except OSError as error:
        sys.exit(f"startup: there is no display or bus for windows: {error}.")
    report(each)


if __name__ == "__main__":
    main()
