"""What can be chosen once: look, places, and how much of this machine may be used."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from editor import preferences, theme
from editor.dialogs.parts import close_button, run_for
from editor.dialogs.settings_parts import AddressField, FolderField, NumberField
from editor.dialogs.word_check import WordCheckField
from editor.form import FormRows
from editor.help.window import help_key
from editor.language.choice import sentence
from editor.language.picker import LanguagePicker
from editor.library.importing import films_folder
from editor.picker import Picker
from engine.errors import TweenError

if TYPE_CHECKING:
    from editor.background import Task
    from editor.main_window import MainWindow
    from editor.preferences import Name

MIB = 1 << 20


class SettingsDialog(QDialog):
    """Every choice takes effect at once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._measuring: Task[int] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        help_key(self)
        self.setMinimumWidth(560)
        self._form = FormRows()
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self._fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.MEDIUM)
        column.addLayout(self._form)
        column.addWidget(self.said)
        column.addWidget(close_button(self), 0, Qt.AlignmentFlag.AlignRight)
        self._measure()

    def _fill(self) -> None:
        cores = os.cpu_count() or 1
        self._form.add(self.tr("Theme"), self._theme())
        self._form.add(self.tr("Language"), LanguagePicker())
        self._form.add(self.tr("New films go to"), self._folder("films", str(films_folder())))
        self._head(self.tr("Drawing"))
        self._form.add(self.tr("Model"), self._model())
        self._form.add(self.tr("Models folder"), self._folder("models", self.tr("Usual place")))
        self._form.add(
            self.tr("Cards at a time"),
            self._number("workers", 16, "", self.tr("One for each graphics card, from the next film on")),
        )
        together = self.tr("Drawing one card together, from the next film on; only Wan can be drawn so")
        self._form.add(self.tr("Graphics cards"), self._number("together", 16, "", together))
        self._form.add(
            self.tr("Threads"),
            self._number("threads", cores, "", self.tr("Of the processor, from the next film on")),
        )
        memory = self._number("memory", 4096, self.tr(" GB"), self.tr("What drawing may plan with at most"))
        self._form.add(self.tr("Memory at most"), memory)
        self._form.add(self.tr("Cluster"), self._cluster())
        words = WordCheckField()
        words.said.connect(self.said.setText)
        self._form.add(self.tr("Not drawn"), words)
        self._head(self.tr("Cache: previews, thumbnails, indexes; made again when they are missing"))
        self._form.add(self.tr("Place"), self._folder("cache", self._usual_cache()))
        size = self._number("cache_size", 4096, self.tr(" GB"), self.tr("The oldest go first"))
        self._form.add(self.tr("Size at most"), size)
        self._form.add(self.tr("Used now"), self._usage())

    def _head(self, title: str) -> None:
        label = QLabel(title)
        label.setProperty("role", "title")
        label.setContentsMargins(0, theme.SMALL, 0, 0)
        self._form.addRow(label)

    # Fields.

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
        box = self.model = Picker()
        box.setAccessibleName(self.tr("Model"))
        box.activated.connect(lambda index: self._choose_model(str(box.itemData(index))))
        self._list_models()
        return box

    def _list_models(self) -> None:
        from engine.families.catalog import known

        box = self.model
        box.clear()
        for model in known():
            box.addItem(model.title, model.name)
            box.setItemData(box.count() - 1, sentence(model.notes), Qt.ItemDataRole.StatusTipRole)
        box.setEnabled(box.count() > 0)
        if not box.count():
            box.addItem(self.tr("No model is installed"))
        box.setCurrentIndex(max(0, box.findData(self._window.workspace.model)))

    def _choose_model(self, name: str) -> None:
        QSettings().setValue("model", name)
        self._window.workspace.set_model(name)

    def _folder(self, name: Name, usual: str) -> FolderField:
        field = FolderField(self._spoken(name), usual)
        field.show_folder(preferences.in_force(name))
        field.chosen.connect(lambda folder: self._choose(name, folder, field))
        self._hold_back(name, field)
        return field

    def _number(self, name: Name, most: int, suffix: str, tip: str) -> NumberField:
        field = NumberField(self._spoken(name), most, suffix, tip)
        field.setValue(preferences.number(name))
        field.valueChanged.connect(lambda value: self._choose(name, value, None))
        self._hold_back(name, field)
        return field

    def _cluster(self) -> AddressField:
        tip = self.tr("Address of a Ray cluster to draw on, from the next film on: HOST:6379, or auto")
        field = AddressField(self._spoken("cluster"), self.tr("None: draw on this machine"), tip)
        field.show_address(preferences.in_force("cluster"))
        field.chosen.connect(lambda address: self._choose("cluster", address, None))
        self._hold_back("cluster", field)
        return field

    def _spoken(self, name: Name) -> str:
        return {
            "films": self.tr("Folder for new films"),
            "models": self.tr("Folder of models"),
            "workers": self.tr("Cards drawn at a time"),
            "together": self.tr("Graphics cards that draw one card"),
            "threads": self.tr("Threads for drawing"),
            "memory": self.tr("Memory for drawing, in gigabytes"),
            "cache": self.tr("Folder of the cache"),
            "cluster": self.tr("Address of the cluster"),
            "cache_size": self.tr("Size of the cache, in gigabytes"),
        }[name]

    def _hold_back(self, name: Name, field: QWidget) -> None:
        """What a variable from outside decides cannot be chosen here, and says so."""
        if preferences.from_outside(name):
            field.setEnabled(False)
            variable = preferences.ALL[name].variable
            field.setToolTip(self.tr("Set from outside, by {0}").format(variable))

    def _choose(self, name: Name, value: str | int, field: FolderField | None) -> None:
        try:
            preferences.choose(name, value)
        except TweenError as error:
            self.said.setText(sentence(str(error)))
        else:
            self.said.setText("")
        if field is not None:
            field.show_folder(preferences.in_force(name))
        if name == "models":
            self._list_models()
        elif name == "cache":
            self._measure()

    # The cache.

    def _usual_cache(self) -> str:
        from engine.media.cache import cache_folder

        return str(cache_folder()) if not preferences.in_force("cache") else self.tr("Usual place")

    def _usage(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        self.used = QLabel(self.tr("…"))
        self.used.setTextFormat(Qt.TextFormat.PlainText)
        self.empty_button = QPushButton(self.tr("Empty the cache"))
        self.empty_button.setAutoDefault(False)
        self.empty_button.clicked.connect(self._empty)
        line.addWidget(self.used, 1)
        line.addWidget(self.empty_button)
        row.setFocusProxy(self.empty_button)
        return row

    def _measure(self, first: Callable[[], None] | None = None) -> None:
        from engine.media import cache

        def work(_: object) -> int:
            if first is not None:
                first()
            return cache.used()

        self.empty_button.setEnabled(False)
        if self._measuring is not None:
            self._measuring.cancel()  # what it says would be of before
        background = self._window.workspace.background
        self._measuring = run_for(self, background, work, self._show_used, self.said.setText)

    def _show_used(self, size: int) -> None:
        self.used.setText(self.tr("{0} MB").format(f"{size / MIB:.1f}"))
        self.empty_button.setEnabled(size > 0)

    def _empty(self) -> None:
        from engine.media import cache

        self._measure(cache.empty)
