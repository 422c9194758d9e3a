"""Fields of the settings: a folder to choose, a number that may be left to the program."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QSpinBox, QWidget

from editor import theme
from editor.stepped import Stepped


class FolderField(QWidget):
    """Shows a folder, or what is meant without one; `chosen` tells of another, "" for the usual one."""

    chosen = Signal(str)

    def __init__(self, name: str, usual: str) -> None:
        super().__init__()
        self._name = name
        self.line = QLineEdit()
        self.line.setReadOnly(True)
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(usual)
        self.button = QPushButton(self.tr("Choose…"))
        self.button.setAccessibleName(self.tr("Choose: {0}").format(name))
        self.button.clicked.connect(self._ask)
        self.usual = QPushButton(self.tr("Usual"))
        self.usual.setAccessibleName(self.tr("The usual place: {0}").format(name))
        self.usual.clicked.connect(lambda: self.chosen.emit(""))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SMALL)
        row.addWidget(self.line, 1)
        for button in (self.button, self.usual):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.setFocusProxy(self.line)

    def show_folder(self, folder: str) -> None:
        self.line.setText(folder)
        self.line.setCursorPosition(0)
        self.usual.setEnabled(bool(folder))

    def _ask(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._name, self.line.text())
        if folder:
            self.chosen.emit(folder)


class AddressField(QLineEdit):
    """`chosen` tells of another address when it is whole, "" for none."""

    chosen = Signal(str)

    def __init__(self, name: str, none: str, tip: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription(tip)
        self.setToolTip(tip)
        self.setPlaceholderText(none)
        self.setClearButtonEnabled(True)
        self.editingFinished.connect(lambda: self.chosen.emit(self.text().strip()))

    def show_address(self, address: str) -> None:
        self.setText(address)


class NumberField(Stepped, QSpinBox):
    """0 is shown as a word: the program chooses. The wheel scrolls past it unless it has the focus."""

    def __init__(self, name: str, most: int, suffix: str, tip: str) -> None:
        super().__init__()
        self.setRange(0, most)
        self.setSuffix(suffix)
        self.setSpecialValueText(self.tr("Automatic"))
        self.setAccessibleName(name)
        self.setAccessibleDescription(tip)
        self.setToolTip(tip)
        self.setKeyboardTracking(False)
        self.show_steps()
        self.lineEdit().setTextMargins(theme.NUMBER_LEFT, 0, theme.TINY, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
