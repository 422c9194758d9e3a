"""How the card is drawn: model, size, seed, steps, guidance, what it looks at beside it, LoRAs."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor import theme
from editor.cards.controls import Guidance, Seed, Steps
from editor.cards.editing import MIXED, CardEditing, Mixed
from editor.cards.forecasts import Forecasts
from editor.cards.loras import LoraList
from editor.cards.models import ModelPicker, Models
from editor.cards.rows import cross_button, row_of
from editor.language.choice import sentence
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Card, Document
from engine.tools.draft import SCALE, draft


def label(name: str, widget: QWidget) -> QLabel:
    """A small quiet name for a control."""
    made = QLabel(name)
    made.setFont(theme.small_font())
    made.setProperty("role", "quiet")
    made.setBuddy(widget)
    return made


class ScaleSwitch(QWidget):
    """Draft, a quarter of the pixels and quick, or full size."""

    chosen = Signal(bool)
    """Whether a draft is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.draft = self._button(self.tr("Draft"), self.tr("A quarter of the pixels, drawn quickly"))
        self.full = self._button(self.tr("Full size"), self.tr("The model's own size"))
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.TINY)
        for button, wants in ((self.draft, True), (self.full, False)):
            self._group.addButton(button)
            row.addWidget(button, 1)
            button.clicked.connect(lambda checked=False, wants=wants: self.chosen.emit(wants))

    def _button(self, text: str, hint: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setFont(theme.small_font())
        button.setCheckable(True)
        button.setToolTip(hint)
        button.setAccessibleName(text)
        button.setAccessibleDescription(hint)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setMinimumWidth(56)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return button

    def show_value(self, scale: float | Mixed) -> None:
        # A group that must have one checked would keep the last where cards differ.
        self._group.setExclusive(False)
        self.draft.setChecked(not isinstance(scale, Mixed) and scale < 1)
        self.full.setChecked(not isinstance(scale, Mixed) and scale >= 1)
        self._group.setExclusive(True)


class Tick(QCheckBox):
    """A switch of the card; half ticked where cards differ."""

    chosen = Signal(bool)

    def __init__(self, text: str, hint: str) -> None:
        super().__init__(text)
        self.setToolTip(hint)
        self.setAccessibleName(text)
        self.setAccessibleDescription(hint)
        self.setFont(theme.small_font())
        self.clicked.connect(lambda checked=False: self.chosen.emit(self.isChecked()))

    def show_value(self, on: object) -> None:
        with QSignalBlocker(self):
            self.setTristate(on is MIXED)
            state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            self.setCheckState(Qt.CheckState.PartiallyChecked if on is MIXED else state)

    def nextCheckState(self) -> None:
        """From half ticked it goes to ticked, and never back to half."""
        self.setCheckState(
            Qt.CheckState.Unchecked if self.checkState() == Qt.CheckState.Checked else Qt.CheckState.Checked
        )


class DrawingSettings(QWidget):
    def __init__(
        self, workspace: Workspace, editing: CardEditing, models: Models, forecasts: Forecasts
    ) -> None:
        super().__init__()
        self._work = workspace
        self._editing = editing
        self._models = models
        self.model = ModelPicker(workspace, models, forecasts)
        self.about = QLabel()
        self.about.setProperty("role", "quiet")
        self.about.setFont(theme.small_font())
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.scale = ScaleSwitch()
        self.seed = Seed()
        self.steps = Steps()
        self.guidance = Guidance()
        self.cut = Tick(
            self.tr("Begins with a cut"), self.tr("It is drawn without looking at what comes before it")
        )
        self.match_colour = Tick(
            self.tr("Match the colours beside it"),
            self.tr("The colours of the drawn frames are matched to the footage around them"),
        )
        self.start = QLabel(self.tr("Begins from its draft"))
        self.forget_start = cross_button(
            self.tr("Draw it from nothing"), self.tr("Do not begin from the draft")
        )
        self.start_row = row_of(self.start, self.forget_start)
        self.loras = LoraList(editing)
        self.loras_label = label(self.tr("LoRAs"), self.loras.add)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.MEDIUM)
        grid.setVerticalSpacing(theme.TINY)
        grid.addWidget(label(self.tr("Seed"), self.seed.number), 0, 0, 1, 2)
        grid.addWidget(self.seed, 1, 0, 1, 2)
        grid.addWidget(label(self.tr("Steps"), self.steps), 2, 0)
        grid.addWidget(label(self.tr("Guidance"), self.guidance), 2, 1)
        grid.addWidget(self.steps, 3, 0)
        grid.addWidget(self.guidance, 3, 1)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TINY)
        column.addWidget(label(self.tr("Model"), self.model))
        column.addWidget(self.model)
        column.addWidget(self.about)
        column.addWidget(self.scale)
        column.addWidget(self.start_row)
        column.addLayout(grid)
        column.addSpacing(theme.TINY)
        column.addWidget(self.cut)
        column.addWidget(self.match_colour)
        column.addWidget(self.loras_label)
        column.addWidget(self.loras)

    def _connect(self) -> None:
        put = self._editing.set
        self.model.chosen.connect(lambda name: put(self.tr("Model"), "model", model=name))
        self.steps.chosen.connect(lambda steps: put(self.tr("Steps"), "steps", steps=steps))
        self.guidance.chosen.connect(lambda value: put(self.tr("Guidance"), "guidance", guidance=value))
        self.seed.changed.connect(lambda seed: put(self.tr("Seed"), "seed", seed=seed))
        self.cut.chosen.connect(lambda on: put(self.tr("Cut"), cut=on))
        self.match_colour.chosen.connect(lambda on: put(self.tr("Match colours"), match_colour=on))
        self.forget_start.clicked.connect(lambda: put(self.tr("Draw from nothing"), start=None))
        self.scale.chosen.connect(self._resize)

    def show_cards(self, cards: tuple[Card, ...], kept_seeds: set[str]) -> None:
        one = cards[0] if len(cards) == 1 else None
        common = self._editing.common
        self.model.show_value(common("model"), one)  # type: ignore[arg-type]
        self.scale.show_value(common("scale"))  # type: ignore[arg-type]
        self.seed.show_value(common("seed"), all(card.id in kept_seeds for card in cards))  # type: ignore[arg-type]
        self.steps.show_value(common("steps"))  # type: ignore[arg-type]
        self.guidance.show_value(common("guidance"))  # type: ignore[arg-type]
        self.cut.show_value(common("cut"))
        self.cut.setEnabled(cards[0].range.start > 0 or len(cards) > 1)
        self.match_colour.show_value(common("match_colour"))
        self.start_row.setVisible(any(card.start is not None for card in cards))
        self._show_loras(one)
        model = self._models.of((one and one.model) or self._work.model)
        self.guidance.set_used(model is None or model.able is None or not model.able.distilled)
        about = model.able.notes if model is not None and model.able is not None else ""
        self.about.setText(sentence(about))
        self.about.setVisible(bool(about) and common("model") is not MIXED)

    def _show_loras(self, card: Card | None) -> None:
        there = card is not None and self.loras.show_card(card)
        self.loras.setVisible(there)
        self.loras_label.setVisible(there)

    def summary(self) -> str:
        """For the closed fold: only what is not usual."""
        parts: list[str] = []
        model, scale, steps = (self._editing.common(name) for name in ("model", "scale", "steps"))
        if isinstance(model, str):
            found = self._models.of(model)
            parts.append(found.title if found is not None else model)
        if isinstance(scale, float | int) and scale < 1:
            parts.append(self.tr("draft"))
        seed = self._editing.common("seed")
        parts.append(self.tr("seed {0}").format(seed) if isinstance(seed, int) else self.tr("mixed"))
        if isinstance(steps, int):
            parts.append(self.tr("{0} steps").format(steps))
        guidance = self._editing.common("guidance")
        if isinstance(guidance, float | int):
            parts.append(self.tr("guidance {0}").format(f"{guidance:g}"))
        return " · ".join(parts)

    def _resize(self, wants_draft: bool) -> None:
        def resized(doc: Document, card: Card) -> Document:
            if not wants_draft:
                return edits.set_card(doc, card.id, scale=1.0)
            # Words may come later: then only the size is said.
            if card.words:
                return draft(doc, (card.id,)).document
            return edits.set_card(doc, card.id, scale=SCALE)

        name = self.tr("Draft") if wants_draft else self.tr("Full size")
        if not self._editing.each(name, resized):
            self.scale.show_value(self._editing.common("scale"))  # type: ignore[arg-type]
