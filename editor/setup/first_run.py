"""Says in the banner that drawing is not set up yet, and sets it up. It belongs to the window, so that the
work outlives its dialog."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from editor.models.process import ModelProcess
from engine import interpreter
from engine.errors import TweenError

if TYPE_CHECKING:
    from editor.main_window import MainWindow
    from engine.jobs.setup.graphics import Kind
    from engine.jobs.setup.work import State

KEY = "set-up"


class FirstRun(QObject):
    changed = Signal()
    """It began or ended."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.process: ModelProcess | None = None
        self.said = ""
        """How the last attempt ended, when not well."""
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self._close)

    def look(self) -> None:
        """Offer it where this is the installed program and it lacks."""
        if not interpreter.installed():
            return
        from engine.jobs.setup.work import state  # not at the start of every run

        try:
            now = state()
        except TweenError as error:
            self._window.banner.say(KEY, str(error))
            return
        if not now.current:
            self._window.banner.say(KEY, self._sentence(now), [(self.tr("Set up…"), self.show)])

    def _sentence(self, now: State) -> str:
        if now.kind:
            return self.tr("Tweenboard is newer than what was set up for drawing; bring it up to date.")
        return self.tr("Drawing is not set up on this computer yet: torch comes once, for its graphics card.")

    def show(self) -> None:
        from editor.setup.dialog import SetupDialog

        SetupDialog(self, self._window).open()

    def begin(self, kind: Kind, to: Path | None) -> None:
        """Set up, or go on with what was stopped."""
        words = ["setup", "--device", kind, "--progress-lines", *(["--to", str(to)] if to else [])]
        self.said = ""
        self.process = ModelProcess(words, self)
        self.process.ended.connect(self._end)
        self.process.start()
        self.changed.emit()

    def pause(self) -> None:
        """What was fetched is kept."""
        if self.process is not None:
            self.process.cancel()

    def _end(self, sentence: str, well: bool) -> None:
        assert self.process is not None
        self.process.deleteLater()
        self.process = None
        if well:
            interpreter.see_packages()
            self._window.banner.clear(KEY)
            self._window.workspace.notice.emit(sentence)
        else:
            self.said = sentence
        self.changed.emit()

    def _close(self) -> None:
        if self.process is not None:
            self.process.close()
            self.process = None
