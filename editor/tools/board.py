"""Draw the board as one film; drafts of cards, and their full-size drawings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox

from editor.cards.controls import Strength
from editor.language.words import card_title
from editor.picker import Picker
from editor.tools.fields import FrameSpin, Segments
from editor.tools.form import Place, ToolForm
from editor.workspace import Workspace
from engine.document.model import Card
from engine.errors import TweenError
from engine.tools.edited import Edited


class CardsPicker(Picker):
    """All cards, the chosen ones, or the one that the panel shows."""

    def __init__(self, work: Workspace) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Which cards"))
        doc, card = work.document, work.card()
        chosen = [each.id for each in doc.cards if each.id in work.selection.ids]
        if len(chosen) > 1:
            self.addItem(self.tr("The {0} chosen cards").format(len(chosen)), tuple(chosen))
        self.addItem(self.tr("All cards of the film"), tuple(each.id for each in doc.cards))
        if card is not None:
            self.addItem(card_title(doc, card), (card.id,))

    def cards(self) -> tuple[str, ...]:
        return tuple(self.currentData() or ())


class BoardForm(ToolForm):
    def __init__(self, work: Workspace, place: Place = None) -> None:
        super().__init__(work)
        self.title = self.tr("Draw the board as one film")
        self.about = self.tr(
            "Cards side by side are drawn together: they share their noise and see each other, and where the "
            "words change, one crosses over into the next. Gaps are filled, kept footage stays."
        )
        self.does = self.tr("Draw the film")
        self.which = CardsPicker(work)
        self.add(self.tr("Cards"), self.which)
        self.transition = FrameSpin(
            self.tr("Cross over in"), work.document.rate, round(work.document.rate), least=0
        )
        self.add(self.tr("Cross over in"), self.transition)
        self.by_card = QCheckBox(self.tr("Each card by itself, one after the other"))
        self.add("", self.by_card)
        self.which.activated.connect(self.changed)
        self.transition.valueChanged.connect(self.changed)
        self.by_card.toggled.connect(self.transition.setDisabled)
        self.by_card.toggled.connect(self.changed)

    def edited(self) -> Edited:
        return self.later()()

    def later(self) -> Callable[[], Edited]:
        from dataclasses import replace

        from engine.tools.spacing import advice
        from engine.tools.storyboard import storyboard

        doc, chosen, model = self.work.document, self.which.cards(), self.work.model
        wished, by_card = self.transition.value(), self.by_card.isChecked()

        def edited() -> Edited:
            ids = frozenset(chosen)
            shortest = min((len(card.range) for card in doc.cards if card.id in ids), default=1)
            edited = storyboard(doc, chosen, min(wished, shortest), by_card=by_card)
            told = advice(doc, model)
            return replace(edited, notes=(*(told[card] for card in chosen if card in told), *edited.notes))

        return edited


class DraftForm(ToolForm):
    def __init__(self, work: Workspace, place: Place = None) -> None:
        super().__init__(work)
        self.title = self.tr("Draft")
        self.about = self.tr("Draws cards small first, a few times as quick; refine the one that is right.")
        self.does = self.tr("Draft")
        self.which = CardsPicker(work)
        if work.card() is not None:
            self.which.setCurrentIndex(self.which.count() - 1)
        self.add(self.tr("Cards"), self.which)
        self.scale = Segments(
            self.tr("Size"),
            (
                (0.25, self.tr("a quarter"), self.tr("of the model's width and height")),
                (0.5, self.tr("half"), self.tr("of the model's width and height")),
                (0.75, self.tr("three quarters"), self.tr("of the model's width and height")),
            ),
            0.5,
        )
        self.add(self.tr("Size"), self.scale)
        self.which.activated.connect(self.changed)
        self.scale.changed.connect(self.changed)

    def edited(self) -> Edited:
        from engine.tools.draft import draft

        chosen = frozenset(self.which.cards())
        cards = [card for card in self.work.document.cards if card.id in chosen]
        if len(cards) > 1:
            cards = [card for card in cards if card.words and not card.locked]
        if not cards:
            raise TweenError(self.tr("No card says what happens; describe one first."))
        return draft(self.work.document, [card.id for card in cards], float(str(self.scale.value())))


class RefineForm(ToolForm):
    def __init__(self, work: Workspace, place: Place = None) -> None:
        super().__init__(work)
        self.title = self.tr("Refine")
        self.about = self.tr("Draws a card at full size, begun from its draft and with the same seed.")
        self.does = self.tr("Refine")
        self.card = Picker()
        drafted = [card for card in work.document.cards if self._draft(card) is not None]
        for card in drafted:
            self.card.addItem(card_title(work.document, card), card.id)
        if not drafted:
            self.card.setPlaceholderText(self.tr("No draft yet"))
        if (at := self.card.findData(work.selected_card)) >= 0:
            self.card.setCurrentIndex(at)
        self.add(self.tr("Card"), self.card)
        self.strength = Strength()
        self.strength.show_value(0.25)
        self.add(self.tr("Drawn anew"), self.strength, self.tr("How much of the drawing is done anew, 0 … 1"))
        self.card.activated.connect(self.changed)
        self.strength.changed.connect(self.changed)

    def _draft(self, card: Card) -> object:
        from engine.tools.draft import draft_of

        return draft_of(card, self.work.takes_for(card))

    def edited(self) -> Edited:
        from engine.document.queries import card_by_id
        from engine.tools.draft import draft_of, refine

        if not self.card.count():
            raise TweenError(self.tr("No card has a draft yet; draw one with Tools, Draft."))
        card = card_by_id(self.work.document, str(self.card.currentData()))
        take = draft_of(card, self.work.takes_for(card))
        assert take is not None
        return refine(self.work.document, card.id, take, round(self.strength.number.value(), 2))
