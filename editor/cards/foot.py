"""The foot of the card panel: what drawing the card means, what it takes, and the button."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from editor import theme
from editor.cards.forecasts import Forecast, Forecasts
from editor.cards.variations import COUNTS
from editor.jobs.view import JobView
from editor.language.choice import sentence
from editor.language.words import breakable, duration, stage_name
from editor.picker import Picker
from editor.workspace import Workspace
from engine.document.model import Card

PREVIEW_HEIGHT = 96
KEPT_COUNT = "cards/variations"
Does = Literal["draw", "cancel", "unlock"]
ROOMY = 800
"""A lower window shows the live picture on the card and in the viewer only."""


class TakeCount(Picker):
    """How many takes the button draws; it has a help page of its own."""


class DrawFoot(QFrame):
    """One filled button: it draws, or cancels while the card is drawn, or unlocks. Beside it, how many takes
    it draws."""

    draw = Signal()
    cancel = Signal()
    unlock = Signal()

    def __init__(self, workspace: Workspace, forecasts: Forecasts) -> None:
        super().__init__()
        self._work = workspace
        self._cards: tuple[Card, ...] = ()
        self.forecasts = forecasts
        self.forecasts.changed.connect(self._show_again)
        self.setProperty("role", "foot")
        self.preview = QLabel()
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setAccessibleName(self.tr("Live preview"))
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setFont(theme.small_font())
        # Room for two lines and the bar, also while they are not there: the button stays where it is.
        self.words.setMinimumHeight(2 * self.words.fontMetrics().lineSpacing() + 2)
        self.words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        keeps = self.bar.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(keeps)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(self.tr("Progress of this card"))
        self.button = QPushButton()
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self._pressed)
        self._does: Does = "draw"
        self.counts = self._counts()
        row = QHBoxLayout()
        row.setSpacing(theme.TINY)
        row.addWidget(self.button, 1)
        row.addWidget(self.counts)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.MEDIUM)
        column.setSpacing(theme.SMALL)
        for widget in (self.preview, self.words, self.bar):
            column.addWidget(widget)
        column.addLayout(row)

    def _counts(self) -> TakeCount:
        picker = TakeCount()
        for count in COUNTS:
            picker.addItem(f"× {count}", count)
            name = self.tr("One take") if count == 1 else self.tr("{0} takes to choose from").format(count)
            picker.setItemData(picker.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
        picker.setAccessibleName(self.tr("How many takes are drawn"))
        picker.setToolTip(self.tr("How many takes are drawn, each with a seed of its own"))
        picker.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        picker.setFixedWidth(64)
        picker.setMinimumHeight(32)
        kept = QSettings().value(KEPT_COUNT)
        picker.setCurrentIndex(max(0, picker.findText(f"× {kept}")))
        picker.activated.connect(lambda row: QSettings().setValue(KEPT_COUNT, picker.itemData(row)))
        picker.activated.connect(self._show_again)
        return picker

    @property
    def count(self) -> int:
        """Takes of each card that the button draws."""
        return self.counts.currentData()

    def show_cards(self, cards: tuple[Card, ...]) -> None:
        """One card, or several that are drawn together."""
        self._cards = cards
        if len(cards) == 1:
            self._show_card(cards[0])
        else:
            self._show_several(cards)

    def _show_several(self, cards: tuple[Card, ...]) -> None:
        self.bar.hide()
        self.preview.hide()
        ready = self.drawable()
        busy = [card for card in cards if self._work.jobs.busy(card.id)]
        if busy and not ready:
            self._offer(self.tr("Cancel"), "cancel", primary=False)
            self._say(self.tr("{0} cards are being drawn").format(len(busy)))
            return
        locked = all(card.locked for card in cards)
        if locked:
            self._offer(self.tr("Unlock"), "unlock", primary=False)
        else:
            text = self.tr("Draw {0} cards").format(len(ready)) if ready else self.tr("Nothing to draw")
            if len(ready) == 1:
                text = self._button_text(ready[0], self._work.state(ready[0].id))
            self._offer(text, "draw", primary=True, enabled=bool(ready))
        wordless = sum(not card.words for card in cards)
        parts = [self.tr("Changes go to all {0} cards.").format(len(cards))]
        if wordless and not locked:
            parts.append(self.tr("Not drawn, without a prompt: {0}.").format(wordless))
        self._say(" ".join(parts))

    def drawable(self) -> tuple[Card, ...]:
        """Those of the cards that the button draws."""
        return tuple(
            card
            for card in self._cards
            if card.words and not card.locked and not self._work.jobs.busy(card.id)
        )

    def _show_card(self, card: Card) -> None:
        view = self._work.job(card.id)
        running = view is not None and view.state in ("running", "queued")
        self.bar.setVisible(view is not None and view.state == "running")
        roomy = self.window().height() >= ROOMY
        self.preview.setVisible(roomy and running and view is not None and view.preview is not None)
        if view is not None and running:
            self._show_job(view)
        else:
            self._show_rest(card, view)

    def _show_again(self) -> None:
        now = tuple(card for each in self._cards if (card := self._work.card(each.id)) is not None)
        if now:
            self.show_cards(now)

    def _pressed(self) -> None:
        {"draw": self.draw, "cancel": self.cancel, "unlock": self.unlock}[self._does].emit()

    def _offer(self, text: str, does: Does, primary: bool, enabled: bool = True) -> None:
        self._does = does
        self.button.setText(text)
        self.button.setAccessibleName(text)
        self.button.setEnabled(enabled)
        self.counts.setVisible(does == "draw")
        if self.button.property("primary") != ("true" if primary else "false"):
            self.button.setProperty("primary", "true" if primary else "false")
            self.button.style().unpolish(self.button)
            self.button.style().polish(self.button)

    def _say(self, text: str, role: str = "quiet") -> None:
        self.words.setText(breakable(text))
        if self.words.property("role") != role:
            self.words.setProperty("role", role)
            self.words.style().polish(self.words)

    def _show_job(self, view: JobView) -> None:
        jobs = [each for each in self._work.jobs.views() if each.card == view.card and each.state != "failed"]
        text = self.tr("Cancel all {0} takes").format(len(jobs)) if len(jobs) > 1 else self.tr("Cancel")
        self._offer(text, "cancel", primary=False)
        if view.paused:
            self._say(self.tr("Paused; go on with it in the list of jobs"))
            return
        if view.state == "queued":
            self._say(self.tr("Waiting, number {0} in the queue").format(max(1, view.place_in_queue)))
            return
        self.bar.setValue(round(1000 * view.fraction))
        parts = [stage_name(view.stage), f"{round(100 * view.fraction)} %"]
        if view.seconds_left is not None:
            parts.append(self.tr("{0} left").format(duration(view.seconds_left)))
        said = " · ".join(parts)
        self._say(f"{said}\n{sentence(view.message)}" if view.message else said)
        if view.preview is not None:
            self._show_preview(view)

    def _show_preview(self, view: JobView) -> None:
        assert view.preview is not None
        ratio = self.devicePixelRatioF()
        room = QSize(max(64, self.width() - 2 * theme.MEDIUM), PREVIEW_HEIGHT)
        scaled = view.preview.scaled(
            room * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        scaled.setDevicePixelRatio(ratio)
        self.preview.setPixmap(QPixmap.fromImage(scaled))

    def _show_rest(self, card: Card, view: JobView | None) -> None:
        state = self._work.state(card.id)
        text = self._button_text(card, state)
        resting = state in ("keep", "empty", "locked")
        ahead = None if resting else self.forecasts.of(card)
        if card.locked:
            self._offer(self.tr("Unlock"), "unlock", primary=False)
        else:
            can = bool(card.words) and (ahead is None or ahead.fits)
            self._offer(text, "draw", primary=state != "done", enabled=can)
        if state == "failed" and view is not None:
            self._say(sentence(view.message), "error")
        elif ahead is not None and not ahead.fits:
            self._say(sentence(ahead.sentence), "error")
        else:
            self._say(self._meaning(state, "" if resting else self._takes(card, ahead)))

    def _button_text(self, card: Card, state: str) -> str:
        has_footage = state == "keep" or any(
            clip.place.overlaps(card.range)
            for track in self._work.document.tracks
            if track.kind == "video"
            for clip in track.clips
        )
        if state == "done":
            return self.tr("Draw another take")
        if has_footage or self._work.takes_for(card):
            return self.tr("Redraw {0}").format(card.range)
        return self.tr("Draw {0}").format(card.range)

    def _meaning(self, state: str, takes: str) -> str:
        keep = self.tr("Keeps the footage as it is. Describe what should happen to redraw it.")
        if len(self._work.document.cards) == 1:
            keep = self.tr(
                "Keeps the footage as it is. Split it where something should change, and describe that."
            )
        sentences = {
            "keep": keep,
            "empty": self.tr("Nothing here yet. Describe what happens, then draw it."),
            "locked": self.tr("Locked: nothing changes this card."),
            "stale": self.tr("The take no longer matches this card."),
        }
        return f"{sentences.get(state, '')} {takes}".strip()

    def _takes(self, card: Card, ahead: Forecast | None) -> str:
        frames = self.tr("{0} frames").format(len(card.range))
        if self.count > 1:
            frames = self.tr("{0} takes of {1} frames, each").format(self.count, len(card.range))
        if ahead is None:
            return self.tr("{0}.").format(frames)
        return self.tr("{0}: {1}.").format(frames, sentence(ahead.sentence))
