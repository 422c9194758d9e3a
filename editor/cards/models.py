"""Which model draws the card: those at hand, and what each would take on this machine."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox

from editor.cards.editing import MIXED, Mixed
from editor.cards.forecasts import Forecasts
from editor.language.choice import sentence
from editor.language.words import tool_tip
from editor.picker import Picker
from editor.workspace import Workspace
from engine.document.model import Card
from engine.errors import TweenError
from engine.families.catalog import INDEX, Model, describe, known


class Models:
    """The models at hand, read once and again when somebody looks for others."""

    def __init__(self) -> None:
        self._all: list[Model] | None = None
        self._folders: dict[str, Model | None] = {}

    def all(self) -> list[Model]:
        if self._all is None:
            try:
                self._all = known()
            except (OSError, TweenError):  # a folder that cannot be read is said by whoever draws with it
                self._all = []
        return self._all

    def forget(self) -> None:
        self._all = None
        self._folders.clear()

    def of(self, name: str) -> Model | None:
        """The model of that name or title, or in that folder."""
        for model in self.all():
            if name.casefold() in (model.name.casefold(), model.title.casefold()):
                return model
        if name not in self._folders:
            folder = Path(name).expanduser()
            try:
                self._folders[name] = describe(folder) if (folder / INDEX).is_file() else None
            except (OSError, TweenError):
                self._folders[name] = None
        return self._folders[name]


class ModelPicker(Picker):
    """The film's model, or one for this card. While it is open each says what it would take."""

    chosen = Signal(object)
    """A model's name, or None for the film's."""

    def __init__(self, workspace: Workspace, models: Models, forecasts: Forecasts) -> None:
        super().__init__()
        self._work = workspace
        self._models = models
        self._forecasts = forecasts
        self._card: Card | None = None
        self._open = False
        self._filled: object = None
        self.setAccessibleName(self.tr("Model"))
        self.setPlaceholderText(self.tr("Mixed"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.activated.connect(lambda row: self.chosen.emit(self.itemData(row)))
        forecasts.changed.connect(self._tell)

    def show_value(self, name: str | Mixed | None, card: Card | None) -> None:
        """`card`: whose forecasts are told; None where several cards are shown."""
        self._card = card
        wanted = (self._work.model, [model.name for model in self._models.all()])
        if wanted != self._filled:
            self._filled = wanted
            self._fill()
        at = -1 if name is MIXED else self.findData(name)
        if at < 0 and isinstance(name, str):
            self.addItem(self._title(name), name)
            at = self.count() - 1
        self.setCurrentIndex(at)

    def showPopup(self) -> None:
        value = self.currentData() if self.currentIndex() >= 0 else MIXED
        self._models.forget()
        self.show_value(value, self._card)
        self._open = True
        self._tell()
        view = self.view()
        view.setMinimumWidth(min(480, max(self.width(), view.sizeHintForColumn(0) + 24)))
        super().showPopup()

    def hidePopup(self) -> None:
        super().hidePopup()
        self._open = False
        for row in range(self.count()):
            self.setItemText(row, self._title(self.itemData(row)))

    def _fill(self) -> None:
        with QSignalBlocker(self):
            self.clear()
            for name in (None, *(model.name for model in self._models.all())):
                self.addItem(self._title(name), name)

    def _title(self, name: str | None) -> str:
        model = self._models.of(name or self._work.model)
        if name is None:
            title = model.title if model is not None else self._work.model
            return self.tr("{0} (the film's)").format(title)
        return model.title if model is not None else self.tr("{0} (missing)").format(Path(name).name)

    def _tell(self) -> None:
        """What each would take, as far as it is known; the rest comes by and by."""
        if not self._open or self._card is None:
            return
        for row in range(self.count()):
            name = self.itemData(row)
            told = self._forecasts.of(self._card, name or self._work.model)
            if told is None:
                continue
            text = sentence(told.sentence) if told.fits else self.tr("does not fit")
            self.setItemText(row, f"{self._title(name)} – {text}")
            self.setItemData(row, tool_tip(sentence(told.sentence)), Qt.ItemDataRole.ToolTipRole)
