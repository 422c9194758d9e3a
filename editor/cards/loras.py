"""LoRAs of a card: which, and how strongly."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QToolButton, QVBoxLayout, QWidget

from editor import theme
from editor.cards.editing import CardEditing
from editor.cards.rows import Number, cross_button, empty, row_of
from editor.picker import Picker
from engine.document import edits
from engine.document.invariants import MAX_LORA
from engine.document.model import Card
from engine.families.lora_files import lora_files


class LoraList(QWidget):
    """A row for each LoRA, and a picker that adds one of those at hand."""

    def __init__(self, editing: CardEditing) -> None:
        super().__init__()
        self._editing = editing
        self._shown: object = None
        self._card_id = ""
        self._files: tuple[str, ...] = ()
        """Of the disk, looked at with each card."""
        self.weights: dict[str, Number] = {}
        self.crosses: dict[str, QToolButton] = {}
        self.add = Picker()
        self.add.setAccessibleName(self.tr("Add a LoRA"))
        self.add.setPlaceholderText(self.tr("Add a LoRA…"))
        self.add.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add.setMinimumContentsLength(8)
        self.add.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.add.activated.connect(lambda row: self._weigh(self.add.itemText(row), 1.0))
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.TINY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TINY)
        column.addWidget(self._rows)
        column.addWidget(self.add)

    def show_card(self, card: Card) -> bool:
        """Whether there is anything to show: LoRAs on the card, or files at hand."""
        names = tuple(lora.name for lora in card.loras)
        if card.id != self._card_id:
            self._card_id, self._files = card.id, tuple(file.stem for file in lora_files())
        files = tuple(file for file in self._files if file not in names)
        if (names, files) != self._shown:
            self._shown = (names, files)
            self._fill(names, files)
        for lora in card.loras:
            with QSignalBlocker(self.weights[lora.name]):
                self.weights[lora.name].setValue(lora.weight)
        return bool(names or files)

    def _fill(self, names: tuple[str, ...], files: tuple[str, ...]) -> None:
        empty(self._column)
        self.weights, self.crosses = {}, {}
        for name in names:
            self._column.addWidget(self._row(name))
        self._rows.setVisible(bool(names))
        with QSignalBlocker(self.add):
            self.add.clear()
            self.add.addItems(files)
            self.add.setCurrentIndex(-1)
        self.add.setVisible(bool(files))

    def _row(self, name: str) -> QWidget:
        label = QLabel(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setMinimumWidth(40)
        weight = self.weights[name] = Number(self.tr("Weight of {0}").format(name), -MAX_LORA, MAX_LORA, 0.1)
        weight.valueChanged.connect(partial(self._weigh, name))
        label.setBuddy(weight)
        cross = self.crosses[name] = cross_button(
            self.tr("Take this LoRA away"), self.tr("Take {0} away").format(name)
        )
        cross.clicked.connect(partial(self._weigh, name, None))
        return row_of(label, weight, cross)

    def _weigh(self, name: str, weight: float | None, *_: object) -> None:
        title = self.tr("LoRA") if weight is not None else self.tr("Remove LoRA")
        self._editing.each(
            title, lambda doc, card: edits.set_lora(doc, card.id, name, weight), f"lora {name}"
        )
