"""What is under way with models. It belongs to the window, so that a download outlives the dialog."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from editor.models.process import ModelProcess
from editor.workspace import Workspace


class ModelWork(QObject):
    """At most one thing at a time for each name."""

    changed = Signal(str)
    """(name): it began, went on, or ended."""
    moved = Signal(str)
    """(name): progress."""
    finished = Signal(str, str, bool)
    """(name, sentence, whether it went well); the sentence is "" for what was stopped."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._work = workspace
        self._running: dict[str, tuple[str, ModelProcess]] = {}
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.close)

    def running(self, name: str) -> ModelProcess | None:
        return self._running[name][1] if name in self._running else None

    def doing(self, name: str) -> str:
        """ "get", "add", "check" or "remove"; "" where nothing is under way."""
        return self._running[name][0] if name in self._running else ""

    def get(self, name: str, to: str | None) -> None:
        """The licence was accepted. Goes on where an earlier attempt stopped."""
        self._start(name, "get", ["models", "get", name, "--accept-licence", *(["--to", to] if to else [])])

    def add(self, path: Path, link: bool = False, lora: bool = False) -> None:
        what = "loras" if lora else "models"
        self._start(path.name, "add", [what, "add", str(path), *(["--link"] if link else [])])

    def check(self, name: str, path: Path, lora: bool = False) -> None:
        self._start(name, "check", ["loras" if lora else "models", "check", str(path)])

    def remove(self, name: str, path: Path | None, lora: bool = False) -> None:
        self._start(name, "remove", ["loras" if lora else "models", "remove", str(path or name)])

    def pause(self, name: str) -> None:
        """A download keeps what it has; anything else takes back what it did."""
        doing, process = self._running[name]
        if doing == "get":
            process.pause()
        else:
            process.cancel()

    def close(self) -> None:
        for _, process in self._running.values():
            process.close()
        self._running.clear()

    def _start(self, name: str, doing: str, words: Sequence[str]) -> None:
        if name in self._running:
            return
        process = ModelProcess([*words, "--progress-lines"], self)
        process.progress.connect(lambda *_: self.moved.emit(name))
        process.ended.connect(lambda sentence, well: self._end(name, sentence, well))
        self._running[name] = (doing, process)
        process.start()
        self.changed.emit(name)

    def _end(self, name: str, sentence: str, well: bool) -> None:
        doing, process = self._running.pop(name)
        process.deleteLater()
        self.changed.emit(name)
        self.finished.emit(name, sentence, well)
        if doing in ("get", "add") and sentence:
            self._work.notice.emit(sentence)
