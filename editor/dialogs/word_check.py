"""The switch for what is not drawn on this machine, and the way to its list of words."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from editor import theme
from editor.language.choice import sentence
from engine.errors import TweenError
from engine.tools import checks


class WordCheckField(QWidget):
    """Takes effect at the next card that is drawn. `said`: what went wrong, "" when it went well."""

    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.box = QCheckBox(self.tr("Refuse prompts with words of a list"))
        self.edit = QPushButton(self.tr("Edit the list"))
        self.edit.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SMALL)
        row.addWidget(self.box, 1)
        row.addWidget(self.edit)
        self.setFocusProxy(self.box)
        self._show()
        if checks.from_outside():
            self.box.setEnabled(False)
            self.box.setToolTip(self.tr("Set from outside, by {0}").format(checks.SWITCH))
        self.box.clicked.connect(self._switch)
        self.edit.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(checks.words_path())))
        )

    def _switch(self, on: bool) -> None:
        try:
            checks.switch(on)
        except TweenError as error:
            self.said.emit(sentence(str(error)))
        else:
            self.said.emit("")
        self._show()

    def _show(self) -> None:
        try:
            on = checks.is_on()
        except TweenError as error:  # a variable from outside that says neither
            self.said.emit(sentence(str(error)))
            on = False
        self.box.setChecked(on)
        self.edit.setEnabled(on)
