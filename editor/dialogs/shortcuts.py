"""Every action with its keys: to look up, to search, to change. A change works at once and is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor import actions, theme
from editor.dialogs.parts import close_button
from editor.dialogs.tables import cell, plain_table
from editor.help.window import help_key
from editor.keys import keymap as maps
from editor.keys.entries import bare
from editor.language.choice import sentence
from editor.picker import Picker
from engine.errors import TweenError

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.main_window import MainWindow

NATIVE = QKeySequence.SequenceFormat.NativeText
ID = Qt.ItemDataRole.UserRole
SUFFIX = ".toml"


class ShortcutsDialog(QDialog):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._keys = window.keys
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        help_key(self)
        self.resize(600, 620)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search by name or by key"))
        self.search.setAccessibleName(self.tr("Search the shortcuts"))
        self.search.textChanged.connect(self._filter)
        self.preset = self._presets()
        self.table = self._table()
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setMinimumHeight(theme.CONTROL_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.MEDIUM)
        for part in (_row(self.search, self.preset), self.table, self._record(), self.said, self._foot()):
            if isinstance(part, QHBoxLayout):
                column.addLayout(part)
            else:
                column.addWidget(part)
        self._keys.changed.connect(self._show_keys)
        self.table.currentCellChanged.connect(lambda *_: self._look())
        self.table.selectRow(0)
        self._look()

    # Putting together.

    def _presets(self) -> Picker:
        box = Picker()
        box.setAccessibleName(self.tr("Keys of another editor"))
        box.setToolTip(self.tr("The keys of the editor you know"))
        for name, title in maps.PRESETS.items():
            box.addItem(self.tr("Keys: {0}").format(title), name)
        box.setCurrentIndex(box.findData(self._keys.preset))
        box.activated.connect(lambda index: self._keys.choose(str(box.itemData(index))))
        return box

    def _table(self) -> QTableWidget:
        heads = [self.tr("Action"), self.tr("Keys"), self.tr("Changed")]
        table = plain_table(heads, {0}, self.tr("Actions and their keys"))
        rows = [
            (title, spec) for title, menu in actions.MENUS for spec in menu if spec.id in self._keys.keymap
        ]
        table.setRowCount(len(rows))
        for row, (title, spec) in enumerate(rows):
            menu, text = (bare(actions.translated(each)) for each in (title, spec.text))
            name = cell(f"{menu}: {text}")
            name.setData(ID, spec.id)
            table.setItem(row, 0, name)
            self._fill_row(table.setItem, row, spec.id)
        return table

    def _fill_row(self, put: Callable[[int, int, QTableWidgetItem], object], row: int, action: str) -> None:
        keys = ", ".join(QKeySequence(key).toString(NATIVE) for key in self._keys.keymap[action])
        own = action in self._keys.own
        put(row, 1, cell(keys))
        put(row, 2, cell(self.tr("yes") if own else ""))

    def _record(self) -> QHBoxLayout:
        self.key = QKeySequenceEdit()
        self.key.setMaximumSequenceLength(1)
        self.key.setClearButtonEnabled(True)
        self.key.setAccessibleName(self.tr("New key: press it here"))
        inside = self.key.findChild(QLineEdit)
        assert inside is not None
        inside.setAccessibleName(self.tr("New key: press it here"))
        inside.setPlaceholderText(self.tr("Press a new key here"))
        for clear in inside.findChildren(QToolButton):
            clear.setAccessibleName(self.tr("No new key"))
        self.key.keySequenceChanged.connect(lambda _: self._look())
        self.set_button = self._button(self.tr("Set"), self.tr("This key alone"), self._set)
        self.add_button = self._button(self.tr("Add"), self.tr("This key as well"), self._add)
        self.none_button = self._button(self.tr("No key"), self.tr("Take all keys away"), self._none)
        self.reset_button = self._button(self.tr("Reset"), self.tr("The usual keys again"), self._reset)
        return _row(self.key, self.set_button, self.add_button, self.none_button, self.reset_button)

    def _foot(self) -> QHBoxLayout:
        self.reset_all = self._button(
            self.tr("Reset all"), self.tr("Every key as it was"), self._keys.reset_all
        )
        parts = [
            self._button(self.tr("Import…"), self.tr("Keys from a file"), self._ask_import),
            self._button(self.tr("Export…"), self.tr("These keys as a file"), self._ask_export),
            self.reset_all,
        ]
        foot = QHBoxLayout()
        foot.setSpacing(theme.SMALL)
        for part in parts:
            foot.addWidget(part)
        foot.addStretch(1)
        close = close_button(self)
        close.setAutoDefault(False)
        close.setDefault(False)  # Enter belongs to the field that records keys
        foot.addWidget(close)
        return foot

    def _button(self, text: str, tip: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: run())
        return button

    # What is chosen, and what is said of it.

    def chosen(self) -> str:
        """The id of the action that is chosen; "" for none."""
        item = self.table.item(self.table.currentRow(), 0)
        return str(item.data(ID)) if item is not None else ""

    def choose(self, action: str) -> None:
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 0)
            if item is not None and item.data(ID) == action:
                self.table.selectRow(row)

    def recorded(self) -> str:
        return maps.portable(self.key.keySequence().toString(QKeySequence.SequenceFormat.PortableText))

    def _look(self) -> None:
        """What setting the recorded key would do, before it is done."""
        action, key = self.chosen(), self.recorded()
        held = maps.holder(self._keys.keymap, key) if key else None
        self.said.setText("")
        if held == action and key:
            self.said.setText(self.tr("It has this key already."))
        elif held is not None:
            text = self.tr("{0} is the key of “{1}”, which will lose it.")
            self.said.setText(text.format(QKeySequence(key).toString(NATIVE), self._title(held)))
        for button in (self.set_button, self.add_button):
            button.setEnabled(bool(action and key))
        self.none_button.setEnabled(bool(action and self._keys.keymap[action]))
        self.reset_button.setEnabled(action in self._keys.own)
        self.reset_all.setEnabled(bool(self._keys.own))

    def _title(self, action: str) -> str:
        spec = next(spec for spec in actions.specs() if spec.id == action)
        return bare(actions.translated(spec.text))

    def _show_keys(self) -> None:
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 0)
            if item is not None:
                self._fill_row(self.table.setItem, row, str(item.data(ID)))
        self.preset.setCurrentIndex(self.preset.findData(self._keys.preset))
        self._look()

    def _filter(self, text: str) -> None:
        wanted = text.casefold()
        for row in range(self.table.rowCount()):
            items = [self.table.item(row, column) for column in (0, 1)]
            found = any(item and wanted in item.text().casefold() for item in items)
            self.table.setRowHidden(row, not found)

    # Changing.

    def _set(self) -> None:
        self._give((self.recorded(),))

    def _add(self) -> None:
        had = self._keys.keymap[self.chosen()]
        self._give((*(key for key in had if key != self.recorded()), self.recorded()))

    def _none(self) -> None:
        self._give(())

    def _give(self, keys: tuple[str, ...]) -> None:
        self._keys.give(self.chosen(), keys)
        self.key.clear()

    def _reset(self) -> None:
        self._keys.reset(self.chosen())

    def _ask_import(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Import keys"), "", self._kinds())
        if path:
            self.import_keys(Path(path))

    def import_keys(self, path: Path) -> None:
        try:
            self._keys.take_over(maps.read(path))
        except TweenError as error:
            self.said.setText(sentence(str(error)))

    def _ask_export(self) -> None:
        start = str(Path.home() / self.tr("Keys.toml"))
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export keys"), start, self._kinds())
        if path:
            self.export_keys(Path(path if path.endswith(SUFFIX) else path + SUFFIX))

    def export_keys(self, path: Path) -> None:
        try:
            maps.write(path, self._keys.keymap)
        except TweenError as error:
            self.said.setText(sentence(str(error)))
        else:
            self.said.setText(self.tr("Saved {0}.").format(path))

    def _kinds(self) -> str:
        return self.tr("Keys") + f" (*{SUFFIX})"


def _row(first: QWidget, *others: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.SMALL)
    row.addWidget(first, 1)
    for other in others:
        row.addWidget(other)
    return row
