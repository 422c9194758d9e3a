"""A list of sentences that can be read in peace and copied: what an import or export left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from editor import theme
from editor.dialogs.parts import close_button
from editor.help.window import help_key
from editor.language.choice import sentence


class ReportDialog(QDialog):
    def __init__(self, title: str, sentences: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        help_key(self)
        self.resize(560, 320)
        head = QLabel(title)
        head.setProperty("role", "title")
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setWordWrap(True)
        self.text = QPlainTextEdit("\n".join(sentence(each) for each in sentences))
        self.text.setReadOnly(True)
        self.text.setAccessibleName(title)
        self.copy = QPushButton(self.tr("Copy"))
        self.copy.setToolTip(self.tr("Copy the whole list"))
        self.copy.clicked.connect(self._copy)
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(close_button(self))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.MEDIUM)
        column.addWidget(head)
        column.addWidget(self.text, 1)
        column.addLayout(row)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText(self.tr("Copied"))
