"""A card's takes as a strip, newest first. Pressing one pins it; pressing the pinned one lets go."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from editor import theme
from editor.cards.strip import PictureButton, Strip
from editor.library.thumbs import Thumbs
from editor.words import duration, tool_tip
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Card
from engine.document.take import Take


class TakesRow(QWidget):
    def __init__(self, workspace: Workspace, thumbs: Thumbs) -> None:
        super().__init__()
        self._work = workspace
        self._thumbs = thumbs
        self._card: Card | None = None
        self._shown: object = None
        title = QLabel(self.tr("Takes"))
        title.setProperty("role", "quiet")
        title.setFont(theme.small_font())
        self.strip = Strip(self.tr("Takes"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TINY)
        column.addWidget(title)
        column.addWidget(self.strip)
        thumbs.arrived.connect(self._arrived)

    def show_card(self, card: Card) -> None:
        self._card = card
        takes, shown = self._work.takes_for(card), self._work.shown(card)
        now = (card.id, card.pinned, card.range, [take.id for take in takes], shown and shown.id)
        if now == self._shown:
            return
        self._shown = now
        self.strip.show_buttons(
            [
                self._button(card, take, number, shown is not None and take.id == shown.id)
                for number, take in zip(range(len(takes), 0, -1), takes, strict=True)
            ]
        )

    def _button(self, card: Card, take: Take, number: int, chosen: bool) -> PictureButton:
        name = self.tr("Take {0}").format(number)
        button = PictureButton(name, tool_tip(self._recipe(take, number)))
        button.setAccessibleDescription(self._recipe(take, number))
        button.chosen = chosen
        button.mark = "pin" if card.pinned == take.id else ""
        button.caption = str(number)
        button.show_picture(self._thumbs.get(take.frames_path, self._frame(card, take)))
        button.clicked.connect(partial(self._press, card.id, take.id))
        return button

    def _frame(self, card: Card, take: Take) -> int:
        """The middle of what the card shows of the take: beside the cuts all look like the footage."""
        shown = card.local(card.range).intersect(take.range)
        return (shown.start + shown.stop) // 2 - take.range.start

    def _recipe(self, take: Take, number: int) -> str:
        parts = [self.tr("Take {0}: {1}").format(number, take.request.prompt[:200])]
        parts.append(self.tr("seed {0}").format(take.request.seed))
        if take.score is not None:
            parts.append(self.tr("seam {0}").format(f"{take.score:.2f}"))
        seconds = take.stats.get("total_seconds")
        if seconds:
            parts.append(duration(seconds))
        return ", ".join(parts)

    def _press(self, card_id: str, take_id: str) -> None:
        card = self._work.card(card_id)
        if card is None:
            return
        wanted = None if card.pinned == take_id else take_id
        name = self.tr("Pin take") if wanted else self.tr("Unpin take")
        self._work.apply(name, lambda doc: edits.pin_take(doc, card_id, wanted))

    def _arrived(self, path: str) -> None:
        card = self._card and self._work.card(self._card.id)
        if card is not None and any(take.frames_path == path for take in self._work.takes_for(card)):
            self._shown = None
            self.show_card(card)
