"""The card panel: the selected card's wish, its keyframes, its takes, and the one button that draws it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from editor import theme
from editor.cards.controls import Seed, Steps, Strength, StylePicker
from editor.cards.foot import DrawFoot
from editor.cards.keyframes import KeyframeRow
from editor.cards.prompt import TextBox
from editor.cards.takes import TakesRow
from editor.library.thumbs import Thumbs
from editor.words import card_title
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Card
from engine.errors import TweenError


class CardPanel(QStackedWidget):
    """`kept_seeds`: cards whose seed stays when they are drawn again."""

    draw_requested = Signal(str)
    roll_requested = Signal(str)

    def __init__(self, workspace: Workspace, thumbs: Thumbs) -> None:
        super().__init__()
        self._work = workspace
        self.kept_seeds: set[str] = set()
        self.setAccessibleName(self.tr("Card"))
        self.setMinimumWidth(264)
        self._make_controls(thumbs)
        self.addWidget(self._nothing())
        self.addWidget(self._form())
        self._connect()
        self.refresh()

    # What it is made of.

    def _make_controls(self, thumbs: Thumbs) -> None:
        self.title = QLabel()
        self.title.setFont(theme.bold_font())
        self.span = QLabel()
        self.span.setFont(theme.mono_font())
        self.span.setProperty("role", "quiet")
        self.prompt = TextBox(self.tr("What happens here"), self.tr("Describe what happens here"), 4)
        self.negative = TextBox(self.tr("What to avoid"), self.tr("Words for what should not appear"), 1)
        self.style_picker = StylePicker(self._styles())
        self.strength = Strength()
        self.seed = Seed()
        self.steps = Steps()
        self.keyframes = KeyframeRow(self._work, thumbs)
        self.takes = TakesRow(self._work, thumbs)
        self.foot = DrawFoot(self._work)

    def _styles(self) -> dict:
        from engine.tools.styles import styles

        try:
            return styles()
        except TweenError as error:
            self._work.notice.emit(str(error))
            return {}

    def _nothing(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.HUGE, theme.HUGE, theme.HUGE, theme.HUGE)
        self.nothing = QLabel()
        self.nothing.setProperty("role", "quiet")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(self.nothing)
        column.addStretch(2)
        return page

    def _form(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.MEDIUM, theme.MEDIUM)
        column.setSpacing(theme.TINY)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.span)
        column.addLayout(head)
        column.addSpacing(theme.TINY)
        column.addWidget(self.prompt, 1)
        column.addWidget(self.takes)
        column.addLayout(self._settings())
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(self.foot)
        return page

    def _settings(self) -> QGridLayout:
        row = QGridLayout()
        row.setHorizontalSpacing(theme.MEDIUM)
        row.setVerticalSpacing(theme.TINY)
        for place, name, widget in (
            ((0, 0, 1, 2), self.tr("Style"), self.style_picker),
            ((2, 0, 1, 2), self.tr("Strength"), self.strength),
            ((4, 0, 1, 1), self.tr("Seed"), self.seed),
            ((4, 1, 1, 1), self.tr("Steps"), self.steps),
            ((6, 0, 1, 2), self.tr("Avoid"), self.negative),
            ((8, 0, 1, 2), self.tr("Keyframes"), self.keyframes),
        ):
            line, at, height, width = place
            row.addWidget(self._label(name, widget), line, at, height, width)
            row.addWidget(widget, line + 1, at, height, width)
        row.setColumnStretch(0, 3)
        row.setColumnStretch(1, 1)
        return row

    def _label(self, name: str, widget: QWidget) -> QLabel:
        label = QLabel(name)
        label.setFont(theme.small_font())
        label.setProperty("role", "quiet")
        label.setBuddy(widget)
        return label

    # What a person does.

    def _connect(self) -> None:
        work = self._work
        for signal in (work.document_changed, work.selection_changed, work.takes_changed):
            signal.connect(self.refresh)
        work.job_changed.connect(self._job_changed)
        self.prompt.typed.connect(lambda text: self._set(self.tr("Prompt"), "prompt", prompt=text))
        self.negative.typed.connect(lambda text: self._set(self.tr("Avoid"), "negative", negative=text))
        self.style_picker.chosen.connect(lambda key: self._set(self.tr("Style"), "style", style=key))
        self.strength.changed.connect(lambda v: self._set(self.tr("Strength"), "strength", strength=v))
        self.steps.chosen.connect(lambda steps: self._set(self.tr("Steps"), "steps", steps=steps))
        self.seed.changed.connect(lambda seed: self._set(self.tr("Seed"), "seed", seed=seed))
        self.seed.rolled.connect(lambda: self._with_card(self.roll_requested.emit))
        self.seed.lock_toggled.connect(self._keep_seed)
        self.foot.draw.connect(lambda: self._with_card(self.draw_requested.emit))
        self.foot.cancel.connect(lambda: self._with_card(self._work.cancel))
        self.foot.unlock.connect(lambda: self._set(self.tr("Unlock card"), "", locked=False))

    def _set(self, name: str, field: str, **fields: object) -> None:
        card = self._work.card()
        if card is None:
            return
        place = f"{card.id}.{field}" if field else ""
        if not self._work.apply(name, lambda doc: edits.set_card(doc, card.id, **fields), place):  # type: ignore[arg-type]
            self.refresh()

    def _with_card(self, run: Callable[[str], object]) -> None:
        card = self._work.card()
        if card is not None:
            run(card.id)

    def _keep_seed(self, on: bool) -> None:
        card = self._work.card()
        if card is not None:
            (self.kept_seeds.add if on else self.kept_seeds.discard)(card.id)

    def describe(self) -> None:
        """Put the cursor into the prompt."""
        if self._work.card() is not None:
            self.prompt.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # What it shows.

    def refresh(self) -> None:
        card = self._work.card()
        self.setCurrentIndex(0 if card is None else 1)
        if card is None:
            self._show_nothing()
            return
        self._show_card(card)
        self.foot.show_card(card)

    def _show_nothing(self) -> None:
        if self._work.document.cards:
            text = self.tr("Select a card above the film to say what should happen there.")
        elif self._work.project is not None:
            text = self.tr("This film is empty. Drop footage on it, or add a card from the Storyboard menu.")
        else:
            text = self.tr(
                "A card is a range of the film and what should happen in it. Open footage to get one."
            )
        self.nothing.setText(text)

    def _show_card(self, card: Card) -> None:
        self.title.setText(card_title(self._work.document, card))
        self.span.setText(self.tr("{0}  ({1} frames)").format(card.range, len(card.range)))
        self.prompt.show_text(card.prompt)
        self.negative.show_text(card.negative)
        self.style_picker.show_value(card.style)
        self.strength.show_value(card.strength)
        self.seed.show_value(card.seed, card.id in self.kept_seeds)
        self.steps.show_value(card.steps)
        self.keyframes.show_card(card)
        self.takes.show_card(card)
        self.takes.setVisible(bool(self._work.takes_for(card)))
        for widget in (self.prompt, self.negative, self.style_picker, self.strength, self.seed, self.steps,
                       self.keyframes, self.takes):  # fmt: skip
            widget.setEnabled(not card.locked)

    def _job_changed(self, card_id: str) -> None:
        card = self._work.card()
        if card is not None and card_id in ("", card.id):
            self.foot.show_card(card)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        card = self._work.card()
        if event.type() == QEvent.Type.PaletteChange and card is not None:
            self.takes.show_card(card)
