"""The few things that can be chosen once: theme, model, where new films go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QVBoxLayout

from editor import theme
from editor.dialogs.parts import close_button
from editor.language.picker import LanguagePicker
from editor.library.importing import films_folder
from editor.picker import Picker

if TYPE_CHECKING:
    from editor.main_window import MainWindow


class SettingsDialog(QDialog):
    """Every choice takes effect at once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(440)
        form = QFormLayout()
        form.setHorizontalSpacing(theme.MEDIUM)
        form.setVerticalSpacing(theme.MEDIUM)
        form.addRow(self.tr("Theme"), self._theme())
        form.addRow(self.tr("Language"), LanguagePicker())
        form.addRow(self.tr("Model"), self._model())
        form.addRow(self.tr("New films go to"), self._plain(str(films_folder())))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.LARGE)
        column.addLayout(form)
        column.addWidget(close_button(self), 0, Qt.AlignmentFlag.AlignRight)

    def _theme(self) -> Picker:
        box = Picker()
        box.setAccessibleName(self.tr("Theme"))
        for text, name in ((self.tr("Dark"), "dark"), (self.tr("Light"), "light")):
            box.addItem(text, name)
        box.setCurrentIndex(box.findData(theme.current()))
        box.activated.connect(
            lambda index: self._window.actions_by_id["light_theme"].setChecked(box.itemData(index) == "light")
        )
        return box

    def _model(self) -> Picker:
        from engine.families.catalog import known

        box = Picker()
        box.setAccessibleName(self.tr("Model"))
        for model in known():
            box.addItem(model.title, model.name)
            box.setItemData(box.count() - 1, model.notes, Qt.ItemDataRole.StatusTipRole)
        if not box.count():
            box.addItem(self.tr("No model is installed"))
            box.setEnabled(False)
        box.setCurrentIndex(max(0, box.findData(self._window.workspace.model)))
        box.activated.connect(lambda index: self._choose_model(str(box.itemData(index))))
        return box

    def _choose_model(self, name: str) -> None:
        QSettings().setValue("model", name)
        self._window.workspace.set_model(name)

    def _plain(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "quiet")
        label.setWordWrap(True)
        return label
