"""What went wrong is written to a file on this machine, and offered at the next start. Nothing is sent.

Every run has a file of its own in the log folder while it lasts. A run that ends well leaves it only when
something was written; one that crashed leaves its file behind, with the stacks of all threads in it.
"""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QStandardPaths, QtMsgType, qInstallMessageHandler, qVersion

from engine import __version__

RUNNING, CRASHED = "running-", "crash-"
KEPT = 10
"""Reports of crashes that stay; older ones go."""
LOUD = (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
"""Of Qt's own messages, those that belong into a report."""


@dataclass(frozen=True)
class CrashReport:
    path: Path
    text: str


def log_folder() -> Path:
    """Where the files lie. Not made here."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation))


def log_path() -> Path:
    """Defects of runs that ended well."""
    return log_folder() / "errors.log"


class RunLog:
    """The file of this run. Without a folder to write in, everything goes to the console alone."""

    def __init__(self) -> None:
        self._file = None
        self._head = 0
        self.path = log_folder() / f"{RUNNING}{os.getpid()}.log"
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("w", encoding="utf-8")
            self._file.write(about())
            self._file.flush()
            self._head = self._file.tell()

    def watch(self) -> None:
        """From now on: crashes, defects in threads, and what Qt finds critical."""
        if self._file is not None:
            faulthandler.enable(self._file, all_threads=True)
        threading.excepthook = lambda args: self.defect(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )
        qInstallMessageHandler(self._qt)

    def defect(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.write("".join(traceback.format_exception(kind, error, trace)))

    def write(self, text: str) -> None:
        """To the console and into the file, at once: the next line may never come."""
        sys.stderr.write(text)
        if self._file is not None:
            with suppress(OSError, ValueError):
                self._file.write(f"[{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}]\n{text}\n")
                self._file.flush()

    def end(self) -> None:
        """The run ends well: what was written joins the log of defects."""
        qInstallMessageHandler(None)
        threading.excepthook = threading.__excepthook__
        if self._file is None:
            return
        faulthandler.disable()
        with suppress(OSError):
            self._file.close()
            text = self.path.read_text(encoding="utf-8", errors="replace")
            if len(text.encode()) > self._head:
                with log_path().open("a", encoding="utf-8") as log:
                    log.write(text)
            self.path.unlink()
        self._file = None

    def _qt(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind in LOUD:
            self.write(f"Qt: {message}\n")
        else:
            sys.stderr.write(f"{message}\n")


class Reporter:
    """`sys.excepthook`: the trace goes into the file, a sentence to the person, and work goes on."""

    def __init__(self, log: RunLog, tell: Callable[[Path], object]) -> None:
        self._log = log
        self._tell = tell

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._log.defect(kind, error, trace)
        self._tell(self._log.path)


def about() -> str:
    """What a report says first: the program, the system, when it began."""
    began = datetime.now().astimezone()
    # Not by `platform`, which costs a start a tenth of its time.
    system = " ".join((os.uname().sysname, os.uname().release)) if hasattr(os, "uname") else sys.platform
    python = ".".join(map(str, sys.version_info[:3]))
    return (
        f"Tweenboard {__version__}, {system}, Python {python}, Qt {qVersion()}\n"
        f"Started {began:%Y-%m-%d %H:%M:%S %z}\n\n"
    )


def last_crash() -> CrashReport | None:
    """The newest run that did not end well and left a trace of why; asked for once a start.

    Files of runs that were ended from outside, with nothing in them, are removed.
    """
    left = [path for path in log_folder().glob(f"{RUNNING}*.log") if not _alive(path)]
    reports: list[CrashReport] = []
    for path in sorted(left, key=lambda path: path.stat().st_mtime):
        with suppress(OSError):
            text = path.read_text(encoding="utf-8", errors="replace")
            if not text.partition("\n\n")[2].strip():
                path.unlink()
                continue
            moment = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
            place = path.with_name(f"{CRASHED}{moment:%Y-%m-%d-%H%M%S}-{path.stem.removeprefix(RUNNING)}.log")
            path.replace(place)
            reports.append(CrashReport(place, text))
    _forget_old()
    return reports[-1] if reports else None


def _forget_old() -> None:
    for path in sorted(log_folder().glob(f"{CRASHED}*.log"))[:-KEPT]:
        with suppress(OSError):
            path.unlink()


def _alive(path: Path) -> bool:
    """Whether the run of this file goes on: its process is there, and no younger than the file."""
    import psutil

    number = path.stem.removeprefix(RUNNING)
    if number == str(os.getpid()):
        return True
    try:
        began = psutil.Process(int(number)).create_time()
        return began <= path.stat().st_mtime
    except (ValueError, OSError, psutil.Error):
        return False
