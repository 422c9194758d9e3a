"""What a crash left behind, to read, to copy, to find; nothing is sent anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from editor import theme
from editor.dialogs.parts import close_button
from editor.help.window import help_key

if TYPE_CHECKING:
    from editor.crash import CrashReport
    from editor.main_window import MainWindow


class CrashDialog(QDialog):
    def __init__(self, report: CrashReport, window: MainWindow) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What happened"))
        help_key(self)
        self.resize(640, 420)
        words = QLabel(
            self.tr(
                "Tweenboard ended unexpectedly. Your film is as it was after the last edit. This report is on"
                " this computer only; copy it into a message if you want to tell us."
            )
        )
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        self.text = QPlainTextEdit(report.text)
        self.text.setReadOnly(True)
        self.text.setFont(theme.mono_font())
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(self.tr("The report"))
        self.copy = QPushButton(self.tr("Copy"))
        self.copy.clicked.connect(self._copy)
        self.show_file = QPushButton(self.tr("Show the file"))
        self.show_file.clicked.connect(lambda: window.sides.dialogs.show_in_folder(report.path))
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addStretch(1)
        for button in (self.copy, self.show_file, close_button(self)):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.MEDIUM)
        column.addWidget(words)
        column.addWidget(self.text, 1)
        column.addLayout(row)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText(self.tr("Copied"))
