"""The card panel: what happens in the selected card, its takes, and the one button that draws it; all else
folds away. Several chosen cards are edited together."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor import icons, theme
from editor.cards.advice import AdviceLine
from editor.cards.drawing import DrawingSettings, label
from editor.cards.editing import CardEditing
from editor.cards.fields import PromptFields
from editor.cards.fold import Fold
from editor.cards.foot import DrawFoot
from editor.cards.forecasts import Forecasts
from editor.cards.keyframes import KeyframeRow
from editor.cards.look import Look
from editor.cards.models import Models
from editor.cards.notes import CardNotes
from editor.cards.prompt import TextBox
from editor.cards.references import ReferenceRow
from editor.cards.regions import RegionList, painted
from editor.cards.take_menu import TakeMenu
from editor.cards.takes import TakesRow
from editor.cards.variations import cancel
from editor.language.words import card_title
from editor.library.thumbs import Thumbs
from editor.tools.blend_row import BlendRow
from editor.workspace import DEFAULT_MODEL, Workspace
from engine.document.model import Card


class CardPanel(QStackedWidget):
    """`kept_seeds`: cards whose seed stays when they are drawn again."""

    draw_requested = Signal(str)
    roll_requested = Signal(str)
    left = Signal()
    """Escape was pressed: the keyboard goes back to the film."""
    compare_requested = Signal(str, str)
    """Card id and take id: beside the take that the card shows."""
    reveal_requested = Signal(object)
    """`Path` of a file to be shown in its folder."""

    def __init__(self, workspace: Workspace, thumbs: Thumbs) -> None:
        super().__init__()
        self._work = workspace
        self.kept_seeds: set[str] = set()
        self.editing = CardEditing(workspace)
        self.notes = CardNotes(workspace)
        self.setAccessibleName(self.tr("Card"))
        self.setMinimumWidth(264)
        self._make_controls(thumbs)
        self._make_folds()
        self.addWidget(self._nothing())
        self.addWidget(self._form())
        self._connect()
        self.refresh()

    # What it is made of.

    def _make_controls(self, thumbs: Thumbs) -> None:
        work, editing = self._work, self.editing
        self.title = QLabel()
        self.title.setFont(theme.bold_font())
        self.span = QLabel()
        self.span.setFont(theme.mono_font())
        self.span.setProperty("role", "quiet")
        self.prompt = TextBox(self.tr("What happens here"), 4)
        self.write_out = QToolButton()
        self.write_out.setText(self.tr("Write it out"))
        self.write_out.setIcon(icons.icon("write"))
        self.write_out.setIconSize(QSize(theme.ICON_SMALL, theme.ICON_SMALL))
        self.write_out.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.write_out.setFont(theme.small_font())
        self.write_out.setAccessibleName(self.tr("Write it out"))
        self.write_out.setToolTip(self.tr("Add the shot, camera, light and detail that are left open"))
        self.write_out.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.advice = AdviceLine()
        self.models = models = Models()
        forecasts = Forecasts(work)
        work.model_changed.connect(models.forget)
        self.takes = TakesRow(work, editing, thumbs)
        self.take_menu = TakeMenu(work, editing, self)
        self.fields = PromptFields(editing)
        self.look = Look(work, editing)
        self.keyframes = KeyframeRow(work, editing, thumbs)
        self.references = ReferenceRow(work, editing, thumbs, models)
        self.regions = RegionList(work, editing)
        self.blend = BlendRow(work)
        self.drawing = DrawingSettings(work, editing, models, forecasts)
        self.foot = DrawFoot(work, forecasts)
        # The numbers that everybody knows by name.
        self.style_picker, self.strength, self.negative = (
            self.look.style_picker, self.look.strength, self.look.negative
        )  # fmt: skip
        self.seed, self.steps = self.drawing.seed, self.drawing.steps

    def _make_folds(self) -> None:
        pictures = QWidget()
        column = QVBoxLayout(pictures)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TINY)
        for name, row in (
            (self.tr("Keyframes"), self.keyframes), (self.tr("References"), self.references)
        ):  # fmt: skip
            column.addWidget(label(name, row))
            column.addWidget(row)
        self.folds = {
            "blend": Fold("blend", self.tr("Blend"), self.blend, opened=True),
            "fields": Fold("fields", self.tr("Subject, setting, camera…"), self.fields),
            "look": Fold("look", self.tr("Style and strength"), self.look, opened=True),
            "pictures": Fold("pictures", self.tr("Pictures"), pictures),
            "regions": Fold("regions", self.tr("Regions"), self.regions, opened=True),
            "drawing": Fold("drawing", self.tr("Model and seed"), self.drawing),
        }

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
        below = QHBoxLayout()
        below.setSpacing(theme.TINY)
        below.addWidget(self.write_out)
        below.addWidget(self.advice, 1)
        below.addStretch(0)
        column.addLayout(below)
        column.addWidget(self.advice.whole)
        column.addWidget(self.takes)
        for fold in self.folds.values():
            column.addWidget(fold)
        column.addStretch(0)
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

    # What a person does.

    def _connect(self) -> None:
        work, editing = self._work, self.editing
        for signal in (work.document_changed, work.selection_changed, work.takes_changed, editing.refused,
                       work.model_changed):  # fmt: skip
            signal.connect(self.refresh)
        work.job_changed.connect(self._job_changed)
        self.notes.changed.connect(self._show_advice)
        self.prompt.typed.connect(lambda text: editing.set(self.tr("Prompt"), "prompt", prompt=text))
        self.write_out.clicked.connect(self._write_out)
        titles = {"camera": self.tr("Camera move")}
        self.fields.changed.connect(
            lambda field, value: editing.set(titles.get(field, self.tr("Prompt")), field, **{field: value})
        )
        self.fields.written.connect(self.describe)
        self.seed.rolled.connect(self._roll)
        self.seed.lock_toggled.connect(self._keep_seed)
        self.foot.draw.connect(self._draw)
        self.foot.cancel.connect(lambda: cancel(work, [card.id for card in editing.cards]))
        self.foot.unlock.connect(lambda: editing.set(self.tr("Unlock card"), locked=False))
        self.takes.menu_wanted.connect(self.take_menu.open)
        self.takes.refine_wanted.connect(self.take_menu.refine)
        self.takes.grid_wanted.connect(self.take_menu.show_all)
        self.take_menu.draw_wanted.connect(self.draw_requested)
        self.take_menu.compare_wanted.connect(self.compare_requested)
        self.take_menu.reveal_wanted.connect(self.reveal_requested)

    def _draw(self) -> None:
        with self._work.jobs.together():
            for card in self.foot.drawable():
                self.draw_requested.emit(card.id)

    def _roll(self) -> None:
        for card in self.editing.cards:
            self.roll_requested.emit(card.id)

    def _keep_seed(self, on: bool) -> None:
        for card in self.editing.cards:
            (self.kept_seeds.add if on else self.kept_seeds.discard)(card.id)

    def _write_out(self) -> None:
        from engine.tools.expand import expand

        card = self.editing.card
        if card is not None:
            self.editing.tool(
                self.tr("Write out the prompt"), lambda doc: expand(doc, [card.id], self._work.model)
            )

    def describe(self) -> None:
        """Put the cursor into the prompt."""
        if self._work.card() is not None:
            self.prompt.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # What it shows.

    def refresh(self) -> None:
        cards = self.editing.cards
        self.setCurrentIndex(1 if cards else 0)
        if not cards:
            self._show_nothing()
            return
        one = cards[0] if len(cards) == 1 else None
        for widget in (self.prompt, self.write_out, self.span, *map(self.folds.get, ("fields", "pictures"))):
            if widget is not None:
                widget.setVisible(one is not None)
        if one is not None:
            self._show_one(one)
        else:
            self.title.setText(self.tr("{0} cards").format(len(cards)))
            self.takes.hide()
            self.folds["regions"].hide()
            self.folds["blend"].hide()
        self._show_advice()
        self.look.show_cards()
        self.drawing.show_cards(cards, self.kept_seeds)
        self.folds["look"].head.show_summary(self.look.summary())
        self.folds["drawing"].head.show_summary(self.drawing.summary())
        free = not all(card.locked for card in cards)
        for widget in (self.prompt, self.write_out, self.fields, self.look, self.keyframes, self.references,
                       self.regions, self.blend, self.drawing):  # fmt: skip
            widget.setEnabled(free)
        self.write_out.setEnabled(free and bool(cards[0].words))
        self.foot.show_cards(cards)

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

    def _show_one(self, card: Card) -> None:
        self.title.setText(card_title(self._work.document, card))
        self.span.setText(self.tr("{0}  ({1} frames)").format(card.range, len(card.range)))
        self.prompt.show_text(card.prompt, card.words or self._example(card))
        self.fields.show_card(card)
        self.folds["fields"].head.show_summary(self.fields.summary(card))
        self.keyframes.show_card(card)
        self.references.show_card(card)
        pictures = [("keyframes", len(card.keyframes)), ("references", len(card.references))]
        names = {"keyframes": self.tr("{0} keyframes"), "references": self.tr("{0} references")}
        single = {"keyframes": self.tr("1 keyframe"), "references": self.tr("1 reference")}
        said = [(single if count == 1 else names)[kind].format(count) for kind, count in pictures if count]
        self.folds["pictures"].head.show_summary(" · ".join(said))
        self.regions.show_card(card)
        self.folds["regions"].setVisible(bool(card.regions))
        self.folds["regions"].head.show_summary(str(len(painted(card.regions))))
        self.blend.show_card(card)
        self.folds["blend"].setVisible(bool(card.blend))
        self.takes.show_card(card)
        self.takes.setVisible(bool(self._work.takes_for(card)))

    def _example(self, card: Card) -> str:
        """What to write; of the built-in model's small world there is an example."""
        if (card.model or self._work.model) != DEFAULT_MODEL:
            return self.tr("Describe what happens here")
        return self.tr("Describe what happens here, such as: a red ball rolls to the right in a meadow")

    def _show_advice(self) -> None:
        card = self.editing.card
        sentences = self.notes.of(card.id) if card is not None else ()
        self.advice.show_sentences(sentences)

    def _job_changed(self, card_id: str) -> None:
        cards = self.editing.cards
        if cards and (not card_id or any(card.id == card_id for card in cards)):
            self.foot.show_cards(cards)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no control in here has a use for."""
        if event.key() == Qt.Key.Key_Escape and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        card = self.editing.card
        if event.type() == QEvent.Type.PaletteChange and card is not None:
            self.takes.show_card(card)
