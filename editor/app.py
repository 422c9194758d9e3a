"""Start: the one place where the parts of the window are built and handed to each other."""

from __future__ import annotations

import argparse
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QSettings, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication

from editor import preferences, theme
from editor.language import choice
from editor.main_window import MainWindow
from editor.workspace import Workspace

NAME = "Tweenboard"


def main(argv: list[str] | None = None) -> int:
    """Show the window; FILES are opened (a film) or brought in (footage)."""
    arguments = sys.argv[1:] if argv is None else argv
    parser = argparse.ArgumentParser(prog="tweenboard", description="A storyboard and timeline editor.")
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="a .tween film, or footage to start one with"
    )
    options = parser.parse_args(arguments)
    app = application()
    preferences.apply()
    window = build()
    sys.excepthook = _Reporter(window)
    window.show()
    if words := choice.lacking():
        QTimer.singleShot(0, window, lambda: window.workspace.notice.emit(words))
    if options.files:
        # After the first paint: a window at once, then what is in it.
        paths = [str(Path(path).absolute()) for path in options.files]
        QTimer.singleShot(0, window, lambda: window.workspace.import_files(paths))
    return app.exec()


def application() -> QApplication:
    """The application with its name, which settings go by, its language and its theme."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName(NAME)
    app.setOrganizationName(NAME)
    app.setDesktopFileName("io.github.tweenboard.Tweenboard")
    choice.start(app)
    theme.apply(app, "light" if QSettings().value("theme") == "light" else "dark")
    return app


def build() -> MainWindow:
    """The window with its workspace, not shown yet."""
    workspace = Workspace()
    workspace.set_model(str(QSettings().value("model", workspace.model)))
    return MainWindow(workspace)


def log_path() -> Path:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(folder) / "errors.log"


class _Reporter:
    """A defect: its trace goes to a file on this machine, a sentence to the person, and work goes on."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(text)
        path = log_path()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as log:
                log.write(text + "\n")
        except OSError as problem:
            sys.stderr.write(f"{path} cannot be written: {problem}\n")
        sentence = QCoreApplication.translate(
            "app", "Something went wrong inside Tweenboard; the details are in {0}."
        )
        self._window.workspace.notice.emit(sentence.format(path))


if __name__ == "__main__":
    sys.exit(main())
