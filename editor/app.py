"""Start: the one place where the parts of the window are built and handed to each other."""

from __future__ import annotations

import argparse
import locale
import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from editor import crash, preferences, theme
from editor.background import still_working
from editor.garbage import GarbageCollector
from editor.handed import Handed
from editor.language import choice
from editor.main_window import MainWindow
from editor.setup.first_run import FirstRun
from editor.workspace import Workspace

NAME = "Tweenboard"
SWITCH_S = 0.001
"""How long a thread may keep Python's lock while the window waits for it; Python's own 5 ms are a third of a
frame, and add up within one paint."""


def main(argv: list[str] | None = None) -> int:
    """Show the window; FILES are opened (a film) or brought in (footage)."""
    arguments = sys.argv[1:] if argv is None else argv
    parser = argparse.ArgumentParser(prog="tweenboard", description="A storyboard and timeline editor.")
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="a .tween film, or footage to start one with"
    )
    options = parser.parse_args(arguments)
    app = application()
    GarbageCollector(app)
    preferences.apply()
    log = crash.RunLog()
    log.watch()
    window = build()
    sys.excepthook = crash.Reporter(log, lambda path: tell_defect(window, path))
    window.show()
    QTimer.singleShot(0, window, lambda: tell_crash(window))
    first_run = FirstRun(window)
    QTimer.singleShot(0, window, first_run.look)
    if words := choice.lacking():
        QTimer.singleShot(0, window, lambda: window.workspace.notice.emit(words))
    if options.files:
        # After the first paint: a window at once, then what is in it.
        paths = [str(Path(path).absolute()) for path in options.files]
        QTimer.singleShot(0, window, lambda: window.workspace.import_files(paths))
    if sys.platform == "darwin":
        Handed(app, window.workspace.import_files)
    code = app.exec()
    sys.excepthook = sys.__excepthook__
    log.end()
    if still_working():
        # Work that does not hear that it should stop must not keep the program, nor crash it while Python
        # is taken apart. Every edit is on the disk.
        sys.stdout.flush()
        os._exit(code)
    return code


def application() -> QApplication:
    """The application with its name, which settings go by, its language and its theme."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    # Qt takes the system's decimal comma over for all libraries; encoders and filters are told 18.5.
    locale.setlocale(locale.LC_NUMERIC, "C")
    sys.setswitchinterval(SWITCH_S)
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


def tell_defect(window: MainWindow, path: Path) -> None:
    sentence = QCoreApplication.translate(
        "app", "Something went wrong inside Tweenboard; the details are in {0}."
    )
    window.workspace.notice.emit(sentence.format(path))


def tell_crash(window: MainWindow) -> None:
    """Offer what the last run left, if it crashed."""
    report = crash.last_crash()
    if report is None:
        return

    def read() -> None:
        from editor.dialogs.crash import CrashDialog

        window.banner.clear("crash")
        CrashDialog(report, window).open()

    words = QCoreApplication.translate(
        "app", "Tweenboard ended unexpectedly last time. What happened is in a file here; nothing was sent."
    )
    show = QCoreApplication.translate("app", "What happened…")
    window.banner.say("crash", words, [(show, read)])


if __name__ == "__main__":
    sys.exit(main())
