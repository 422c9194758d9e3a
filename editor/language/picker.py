"""The choice of the language; the whole window follows at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from editor.language import choice
from editor.picker import Picker


class LanguagePicker(Picker):
    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Language"))
        self.addItem(self.tr("As the system"), choice.SYSTEM)
        for code, name in choice.NAMES.items():
            there = choice.has_letters(code)
            self.addItem(name if there else self.tr("Simplified Chinese (no font for it)"), code)
            if not there:
                self._explain(self.count() - 1)
        self.setCurrentIndex(max(0, self.findData(choice.choice())))
        self.activated.connect(self._choose)

    def _explain(self, row: int) -> None:
        """A language without letters here cannot be chosen, and says what would help."""
        words = self.tr("Install a font with Chinese letters, such as the package {0}, to choose it.")
        self.setItemData(row, words.format(choice.WANTED_FONT), Qt.ItemDataRole.ToolTipRole)
        self.setItemData(row, 0, Qt.ItemDataRole.UserRole - 1)  # not enabled

    def _choose(self, row: int) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        choice.choose(app, str(self.itemData(row)))
