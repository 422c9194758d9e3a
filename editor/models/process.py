"""One `tween models …` in a process of its own: the window neither waits for it nor loads what it loads."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QProcess, Signal

from engine.interpreter import python, root


class ModelProcess(QObject):
    """Started by `start`. `ended` carries the sentence to show and whether it went well; a process that was
    stopped ends with an empty sentence."""

    progress = Signal(object, object)
    """(bytes done, bytes in all): larger than Qt's int."""
    ended = Signal(str, bool)

    def __init__(self, words: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self.done, self.total, self.rate = 0, 0, 0.0
        self.result: dict[str, Any] = {}
        self.stage = ""
        self._sentence, self._said, self._rest = "", "", b""
        self._stopped = False
        self._first: tuple[float, int] | None = None
        self._process = QProcess(self)
        self._process.setProgram(python())
        self._process.setArguments(["-m", "engine.cli", *words])
        self._process.setWorkingDirectory(str(root()))
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._read_errors)
        self._process.finished.connect(self._finish)
        self._process.errorOccurred.connect(self._failed)

    def start(self) -> None:
        self._process.start()

    def pause(self) -> None:
        """End it at once; what was fetched is on the disk, and the next attempt goes on from there."""
        self._stopped = True
        self._process.kill()

    def cancel(self) -> None:
        """Ask it to stop and to take back what it made."""
        self._stopped = True
        if os.name == "posix" and self._process.processId():
            os.kill(self._process.processId(), signal.SIGINT)
        else:
            self._process.kill()

    def close(self) -> None:
        """At the window's end: nothing is called back."""
        self._process.blockSignals(True)
        self._process.kill()
        self._process.waitForFinished(500)

    @property
    def seconds_left(self) -> float | None:
        return (self.total - self.done) / self.rate if self.rate > 0 else None

    def _read(self) -> None:
        lines = (self._rest + bytes(self._process.readAllStandardOutput().data())).split(b"\n")
        self._rest = lines.pop()
        for line in lines:
            self._take(line)

    def _take(self, line: bytes) -> None:
        try:
            told = json.loads(line)
        except ValueError:
            return  # not ours: a library's own line
        if "result" in told:
            self.result, self._sentence = told["result"], str(told["sentence"])
        elif "done" in told:
            self.done, self.total = int(told["done"]), int(told["total"])
            self.stage = str(told.get("stage", ""))
            now = time.monotonic()
            self._first = self._first or (now, self.done)
            passed = now - self._first[0]
            self.rate = (self.done - self._first[1]) / passed if passed > 1 else 0.0
            self.progress.emit(self.done, self.total)

    def _read_errors(self) -> None:
        said = bytes(self._process.readAllStandardError().data())
        self._said += said.decode("utf-8", "replace")

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.ended.emit(self.tr("The program that gets models could not be started."), False)

    def _finish(self, code: int, _: QProcess.ExitStatus) -> None:
        self._read()
        self._read_errors()
        if self._stopped:
            self.ended.emit("", False)
        elif code == 0:
            self.ended.emit(self._sentence, True)
        else:
            lines = self._said.strip().splitlines()
            self.ended.emit(lines[-1] if lines else self.tr("It ended without saying why."), False)
