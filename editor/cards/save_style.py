"""Keep how a card looks as a style of one's own: its name, and the words when the card does not say them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from editor import theme
from editor.form import FormRows
from editor.help.window import help_key
from editor.language.choice import sentence
from engine.document.model import Card, Document
from engine.errors import TweenError
from engine.tools.styles import Style


class SaveStyleDialog(QDialog):
    """`made` is the style that was written, None until then."""

    def __init__(self, document: Document, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Save as style"))
        help_key(self)
        self._document, self._card = document, card
        self.made: Style | None = None
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of the style"))
        self.words = QLineEdit()
        self.words.setAccessibleName(self.tr("How it looks"))
        self.words.setPlaceholderText(self.tr("the style, light and mood that the card says"))
        self.words.setMinimumWidth(320)
        self.problem = QLabel()
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()
        form = FormRows()
        form.add(self.tr("Name"), self.name)
        form.add(self.tr("How it looks"), self.words)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save.setText(self.tr("Save"))
        self.save.setProperty("primary", "true")
        self.save.setEnabled(False)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        self.name.textChanged.connect(lambda text: self.save.setEnabled(bool(text.strip())))
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.MEDIUM)
        column.addLayout(form)
        column.addWidget(self.problem)
        column.addWidget(self.buttons)

    def _save(self) -> None:
        from engine.tools.own_styles import save_style

        try:
            self.made = save_style(self._document, self._card, self.name.text(), self.words.text())
        except TweenError as error:
            self.problem.setText(sentence(str(error)))
            self.problem.show()
            return
        self.accept()
