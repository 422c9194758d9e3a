"""How the card looks: its style, how far footage is redrawn, what to avoid."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor import theme
from editor.cards.controls import Strength
from editor.cards.drawing import label
from editor.cards.editing import CardEditing
from editor.cards.prompt import TextBox
from editor.cards.save_style import SaveStyleDialog
from editor.cards.style_picker import StylePicker
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Card, Document
from engine.document.picture import runs
from engine.errors import TweenError
from engine.tools.edited import Edited
from engine.tools.restyle import restyle


class Look(QWidget):
    def __init__(self, workspace: Workspace, editing: CardEditing) -> None:
        super().__init__()
        self._work = workspace
        self._editing = editing
        self.style_picker = StylePicker()
        self.strength = Strength()
        self.negative = TextBox(self.tr("What to avoid"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TINY)
        for name, buddy, widget in (
            (self.tr("Style"), self.style_picker, self.style_picker),
            (self.tr("Strength"), self.strength.slider, self.strength),
            (self.tr("Avoid"), self.negative, self.negative),
        ):
            column.addWidget(label(name, buddy))
            column.addWidget(widget)
        picker = self.style_picker
        picker.chosen.connect(self._restyle)
        picker.save_wanted.connect(self._save)
        picker.remove_wanted.connect(self._remove)
        picker.failed.connect(workspace.notice)
        self.negative.typed.connect(lambda text: editing.set(self.tr("Avoid"), "negative", negative=text))
        self.strength.changed.connect(
            lambda value: editing.set(self.tr("Strength"), "strength", strength=value)
        )

    def show_cards(self) -> None:
        hint = self.tr("Words for what should not appear")
        self.negative.show_text(self._editing.common("negative"), hint)  # type: ignore[arg-type]
        self.style_picker.show_value(self._editing.common("style"))
        self.strength.show_value(self._editing.common("strength"))  # type: ignore[arg-type]

    def summary(self) -> str:
        style, strength = self._editing.common("style"), self._editing.common("strength")
        parts = [self.style_picker.title(style)] if isinstance(style, str) else []
        if isinstance(strength, float | int) and strength < 1:
            parts.append(self.tr("strength {0}").format(f"{strength:.2f}"))
        negative = self._editing.common("negative")
        if isinstance(negative, str) and negative.strip():
            parts.append(self.tr("without {0}").format(" ".join(negative.split())))
        return " · ".join(parts)

    def _restyle(self, key: str | None) -> None:
        """Footage without words becomes a remix in the style; an empty card waits for its words with it."""
        wanted = [card for card in self._editing.cards if not card.locked]
        self._editing.tool(self.tr("Style"), lambda doc: styled(doc, wanted, key, self._work.model))

    def _save(self) -> None:
        cards = self._editing.cards
        if not cards:
            return
        dialog = SaveStyleDialog(self._work.document, cards[0], self)
        dialog.accepted.connect(self.style_picker.refill)
        dialog.accepted.connect(
            lambda: self._work.notice.emit(self.tr("The style is kept; find it in the grid of styles."))
        )
        dialog.open()

    def _remove(self, key: str) -> None:
        from engine.tools.own_styles import remove_style

        try:
            gone = remove_style(key)
        except TweenError as error:
            self._work.notice.emit(str(error))
            return
        self.style_picker.refill()
        self._work.notice.emit(self.tr("The style “{0}” is removed.").format(gone.name))


def styled(doc: Document, cards: list[Card], key: str | None, model: str) -> Edited:
    """The cards in the style; None takes it away."""
    notes: list[str] = []
    for card in cards:
        plain = edits.set_card(doc, card.id, style=key)
        below = any(picture is not None for _, picture in runs(doc, card.range))
        if (not card.words and not below) or (key is None and card.style is None):
            doc = plain
            continue
        edited = restyle(doc, key, model, [card.id])
        doc = edited.document
        notes.extend(note for note in edited.notes if note not in notes)
    return Edited(doc, tuple(card.id for card in cards), tuple(notes))
