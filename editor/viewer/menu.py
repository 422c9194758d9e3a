"""The picture's context menu: actions of the window that are about what is seen, with their keys."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

ENTRIES = (
    ("play", "loop", "full_screen"),
    ("snapshot", "compare"),
    ("paint_regions", "framing_tool"),
    ("viewer_fit", "viewer_actual", "viewer_double", "safe_areas"),
)


def open_menu(picture: QWidget, actions: Mapping[str, QAction], at: QPoint) -> QMenu:
    """Open it `at` a point of `picture`; it goes when it is closed."""
    menu = QMenu(picture)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for group in ENTRIES:
        menu.addActions([actions[name] for name in group])
        menu.addSeparator()
    menu.popup(picture.mapToGlobal(at))
    return menu
