"""A card's takes as a strip, newest first. Pressing one pins it; pressing the pinned one lets go."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from editor import theme
from editor.cards.editing import CardEditing
from editor.cards.strip import PictureButton, Strip
from editor.language.words import duration, tool_tip
from editor.library.thumbs import Thumbs
from editor.viewer.buttons import IconButton
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Card
from engine.document.take import Take


class TakesRow(QWidget):
    menu_wanted = Signal(str, str, object)
    """Card id, take id, and where on the screen (QPoint)."""
    grid_wanted = Signal(str)
    """Card id: all of its takes at once."""
    refine_wanted = Signal(str, str)
    """Card id and take id of the draft that is shown."""

    def __init__(self, workspace: Workspace, editing: CardEditing, thumbs: Thumbs) -> None:
        super().__init__()
        self._work = workspace
        self._editing = editing
        self._thumbs = thumbs
        self._card: Card | None = None
        self._shown: object = None
        title = QLabel(self.tr("Takes"))
        title.setProperty("role", "quiet")
        title.setFont(theme.small_font())
        self.refine = QPushButton(self.tr("Refine this draft"))
        self.refine.setAccessibleName(self.refine.text())
        self.refine.setToolTip(self.tr("Draw it at full size, with its composition and movement"))
        self.refine.setFont(theme.small_font())
        self.refine.clicked.connect(self._refine)
        self.side_by_side = IconButton("compare", self.tr("All takes side by side"), self)
        self.side_by_side.clicked.connect(self._want_grid)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.refine)
        head.addWidget(self.side_by_side)
        self.strip = Strip(self.tr("Takes"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TINY)
        column.addLayout(head)
        column.addWidget(self.strip)
        thumbs.arrived.connect(self._arrived)

    def show_card(self, card: Card) -> None:
        self._card = card
        takes, shown = self._work.takes_for(card), self._work.shown(card)
        self.refine.setVisible(shown is not None and shown.request.scale < 1 and not card.locked)
        self.side_by_side.setVisible(len(takes) > 1)
        now = (card.id, card.pinned, card.range, [take.id for take in takes], shown and shown.id)
        if now == self._shown:
            return
        self._shown = now
        best = best_of(takes)
        buttons: list[PictureButton] = []
        for number, take in zip(range(len(takes), 0, -1), takes, strict=True):
            button = self._button(card, take, number, take is best)
            button.chosen = shown is not None and take.id == shown.id
            buttons.append(button)
        self.strip.show_buttons(buttons)

    def number(self, card: Card, take_id: str) -> int:
        """Of a take, from 1 for the oldest."""
        ids = [take.id for take in self._work.takes_for(card)]
        return len(ids) - ids.index(take_id) if take_id in ids else 0

    def _button(self, card: Card, take: Take, number: int, best: bool) -> PictureButton:
        name = self.tr("Take {0}").format(number)
        about = self._about(take, number, best)
        button = PictureButton(name, tool_tip(about))
        button.setAccessibleDescription(about)
        button.mark = "pin" if card.pinned == take.id else ""
        button.badge = "star" if best else ""
        button.caption = self.tr("{0} draft").format(number) if take.request.scale < 1 else str(number)
        button.note = f"{take.score:.2f}" if take.score is not None else ""
        button.show_picture(self._thumbs.get(take.frames_path, self._frame(card, take)))
        button.clicked.connect(partial(self._press, card.id, take.id))
        button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        button.customContextMenuRequested.connect(partial(self._menu, button, card.id, take.id))
        return button

    def _menu(self, button: PictureButton, card_id: str, take_id: str, at: QPoint) -> None:
        self.menu_wanted.emit(card_id, take_id, button.mapToGlobal(at))

    def _want_grid(self) -> None:
        if self._card is not None:
            self.grid_wanted.emit(self._card.id)

    def _refine(self) -> None:
        shown = self._work.shown(self._card) if self._card is not None else None
        if self._card is not None and shown is not None:
            self.refine_wanted.emit(self._card.id, shown.id)

    def _frame(self, card: Card, take: Take) -> int:
        """The middle of what the card shows of the take: beside the cuts all look like the footage."""
        shown = card.local(card.range).intersect(take.range)
        return (shown.start + shown.stop) // 2 - take.range.start

    def _about(self, take: Take, number: int, best: bool) -> str:
        parts = [self.tr("Take {0}: {1}").format(number, take.request.prompt[:200])]
        parts.append(self.tr("seed {0}").format(take.request.seed))
        if take.score is not None:
            parts.append(self.tr("seam {0}").format(f"{take.score:.2f}"))
        if best:
            parts.append(self.tr("the best of its variations"))
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
        """Into the buttons that are there: one of them may have the keyboard, or be pressed just now."""
        card = self._card and self._work.card(self._card.id)
        takes = self._work.takes_for(card) if card is not None else ()
        if card is not None and len(takes) == len(self.strip.buttons):
            for take, button in zip(takes, self.strip.buttons, strict=True):
                if take.frames_path == path:
                    button.show_picture(self._thumbs.get(path, self._frame(card, take)))


def best_of(takes: tuple[Take, ...]) -> Take | None:
    """Of the newest take and those that differ from it in nothing but the seed, the one whose joins are seen
    least; None where there are no two with a score."""
    if not takes:
        return None
    wish = replace(takes[0].request, seed=0)
    ranked = [take for take in takes if take.score is not None and replace(take.request, seed=0) == wish]
    return min(ranked, key=lambda take: take.score or 0.0) if len(ranked) > 1 else None
