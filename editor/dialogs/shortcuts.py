"""Every action with its keys, to look up and to search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from editor import actions, theme

if TYPE_CHECKING:
    from editor.main_window import MainWindow


class ShortcutsDialog(QDialog):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(480, 560)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search the shortcuts"))
        self.search.textChanged.connect(self._filter)
        self.table = self._table()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.MEDIUM)
        column.addWidget(self.search)
        column.addWidget(self.table)

    def _table(self) -> QTableWidget:
        rows = [(title, spec) for title, menu in actions.MENUS for spec in menu if spec.keys]
        table = QTableWidget(len(rows), 2)
        table.setAccessibleName(self.tr("Actions and their keys"))
        table.setHorizontalHeaderLabels([self.tr("Action"), self.tr("Keys")])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        native = QKeySequence.SequenceFormat.NativeText
        for row, (title, spec) in enumerate(rows):
            menu, text = (_bare(actions.translated(each)) for each in (title, spec.text))
            keys = ", ".join(QKeySequence(key).toString(native) for key in spec.keys)
            table.setItem(row, 0, QTableWidgetItem(f"{menu}: {text}"))
            table.setItem(row, 1, QTableWidgetItem(keys))
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        return table

    def _filter(self, text: str) -> None:
        for row in range(self.table.rowCount()):
            items = [self.table.item(row, column) for column in (0, 1)]
            found = any(item and text.casefold() in item.text().casefold() for item in items)
            self.table.setRowHidden(row, not found)


def _bare(text: str) -> str:
    return text.replace("&", "").removesuffix("…")
