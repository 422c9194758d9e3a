"""Every control has a name, and the Tab key alone reaches it: in the window and in its dialogs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from editor.crash import CrashReport
from editor.dialogs.backups import BackupsDialog
from editor.dialogs.crash import CrashDialog
from editor.dialogs.palette import PaletteDialog
from editor.dialogs.relink import RelinkDialog
from editor.dialogs.report import ReportDialog
from editor.dialogs.settings import SettingsDialog
from editor.dialogs.shortcuts import ShortcutsDialog
from editor.main_window import MainWindow
from tests.editor.conftest import drop, open_footage

CONTROLS = (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QKeySequenceEdit,
    QAbstractItemView,
)
INNER = (QAbstractSpinBox, QComboBox, QKeySequenceEdit, QTabBar, QLineEdit, QAbstractItemView)
"""What has parts of its own that nobody reaches by themselves."""
MOST = 400
"""Presses of Tab before the way round counts as endless."""


def controls(top: QWidget) -> list[QWidget]:
    """Those of `top` that can be seen and used now."""
    return [
        widget
        for widget in top.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and not isinstance(widget, QScrollBar | QHeaderView)
        and not widget.objectName().startswith("qt_")
        and widget.window() is top
        and widget.isVisible()
        and widget.isEnabled()
        and not _inside(widget)
    ]


def _inside(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent, INNER):
            return True
        parent = parent.parentWidget()
    return False


def said(widget: QWidget) -> str:
    name = widget.accessibleName()
    return name or (widget.text() if isinstance(widget, QAbstractButton) else "")


def described(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{said(widget)}” in {type(widget.parent()).__name__}"


def reached(qtbot: QtBot, top: QWidget) -> set[QWidget]:
    """What has the focus at some time while Tab is pressed until it comes round."""
    top.activateWindow()
    qtbot.waitUntil(top.isActiveWindow)
    start = next(widget for widget in controls(top) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    start.setFocus(Qt.FocusReason.TabFocusReason)
    found: set[QWidget] = set()
    for _ in range(MOST):
        now = QApplication.focusWidget()
        if now is None or (now is start and found):
            break
        found.add(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    else:
        pytest.fail(f"Tab does not come round; it ends at {described(QApplication.focusWidget() or top)}")
    return found


def missed(qtbot: QtBot, top: QWidget) -> list[str]:
    found = reached(qtbot, top)
    proxies = {widget for widget in controls(top) if widget.focusProxy() in found}
    return sorted(
        described(widget)
        for widget in controls(top)
        if widget not in found | proxies and not _by_arrows(widget)
    )


def _by_arrows(widget: QWidget) -> bool:
    """Of buttons that exclude each other the chosen one has the focus, and the arrows go on from it."""
    if not isinstance(widget, QAbstractButton) or widget.isChecked():
        return False
    group = widget.group()
    return widget.autoExclusive() or (group is not None and group.exclusive())


def nameless(top: QWidget) -> list[str]:
    return sorted(described(widget) for widget in controls(top) if not said(widget).strip())


def test_the_empty_window(qtbot: QtBot, window: MainWindow, settings: Path) -> None:
    assert window.workspace.new(settings / "before.tween")
    window.workspace.close()
    _ = window.sides
    qtbot.waitUntil(lambda: bool(window.welcome.recent.films))
    assert nameless(window) == []
    assert missed(qtbot, window) == []


def test_the_window_with_a_film(qtbot: QtBot, window: MainWindow, footage: Path, picture: Path) -> None:
    open_footage(qtbot, window, footage)
    assert drop(window.sides.library, picture)
    qtbot.waitUntil(lambda: len(window.workspace.document.assets) == 2, timeout=20_000)
    for name, dock in window.docks.items():
        window.show_panel(name)
        qtbot.waitUntil(dock.isVisible)
        assert nameless(window) == [], name
    window.show_panel("library")
    assert missed(qtbot, window) == []


DIALOGS: dict[str, Callable[[MainWindow], QDialog]] = {
    "settings": SettingsDialog,
    "shortcuts": ShortcutsDialog,
    "palette": PaletteDialog,
    "report": lambda window: ReportDialog("What was left out", ["One thing.", "Another."], window),
    "crash": lambda window: CrashDialog(CrashReport(Path("/tmp/crash.log"), "A cable came loose."), window),
    "relink": lambda window: RelinkDialog(window.workspace, window),
    "backups": lambda window: BackupsDialog(window.workspace, _film(window), window),
}


def _film(window: MainWindow) -> Path:
    assert window.workspace.project is not None
    return window.workspace.project.path


@pytest.mark.parametrize("name", DIALOGS)
def test_dialogs(qtbot: QtBot, window: MainWindow, settings: Path, name: str) -> None:
    assert window.workspace.new(settings / "film.tween")
    dialog = DIALOGS[name](window)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    try:
        assert nameless(dialog) == []
        if name != "palette":  # its list is moved in from the line above it
            assert missed(qtbot, dialog) == []
    finally:
        dialog.close()


def test_dialogs_of_the_menus(qtbot: QtBot, window: MainWindow, footage: Path) -> None:
    """Every dialog that an action opens, whoever made it."""
    open_footage(qtbot, window, footage)
    wrong: list[str] = []
    for action in ("about", "export_film", "models", "settings"):
        if action not in window.actions_by_id:
            continue
        window.actions_by_id[action].trigger()
        qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(QDialog)))
        dialog = next(d for d in window.findChildren(QDialog) if d.isVisible())
        wrong += [f"{action}: {each}" for each in nameless(dialog) + missed(qtbot, dialog)]
        dialog.close()
    assert wrong == []
