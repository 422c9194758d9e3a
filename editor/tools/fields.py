"""The few kinds of field that tools have: lengths, stretches of the film, words, one of several ways."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPlainTextEdit, QSpinBox, QToolButton, QWidget

from editor import theme
from editor.language.words import card_title
from editor.picker import Picker
from editor.workspace import Workspace
from engine.document.time import FrameRange
from engine.document.typed_time import parse_time
from engine.errors import TweenError

LONGEST = 3600
"""Seconds of any length that is asked for."""
WIDTH = 200


class FrameSpin(QSpinBox):
    """A number of frames, typed as `48`, `2s` or `1:12`; behind it stands how many seconds that is."""

    def __init__(self, name: str, rate: Fraction, frames: int, least: int = 1) -> None:
        super().__init__()
        self._rate = rate
        self.setAccessibleName(name)
        self.setRange(least, round(LONGEST * rate))
        self.setSingleStep(max(1, round(rate / 4)))
        self.lineEdit().setTextMargins(theme.NUMBER_LEFT, 0, 0, 0)
        self.setMaximumWidth(WIDTH)
        self.valueChanged.connect(self._show_seconds)
        self.setValue(frames)
        self._show_seconds()

    def valueFromText(self, text: str) -> int:
        return parse_time(text.removesuffix(self.suffix()), self._rate, digits="frames")

    def validate(self, text: str, pos: int) -> tuple[QValidator.State, str, int]:
        try:
            whole = self.minimum() <= self.valueFromText(text) <= self.maximum()
        except TweenError:
            whole = False
        return (QValidator.State.Acceptable if whole else QValidator.State.Intermediate), text, pos

    def _show_seconds(self) -> None:
        seconds = float(self.value() / self._rate)
        self.setSuffix(self.tr(" frames · {0} s").format(f"{seconds:.1f}"))


class Words(QPlainTextEdit):
    """What happens, in words; empty leaves it to the tool. With undo of its own, unlike the boxes in panels:
    nothing is in the film's history yet."""

    typed = Signal()

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(self.sizeHint().height())
        self.textChanged.connect(self.typed)

    def sizeHint(self) -> QSize:
        return QSize(220, 2 * self.fontMetrics().lineSpacing() + 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def said(self) -> str | None:
        return self.toPlainText().strip() or None


class Segments(QWidget):
    """One of a few ways, side by side. Items are (value, name, what it does)."""

    changed = Signal()

    def __init__(self, name: str, items: Sequence[tuple[object, str, str]], chosen: object) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons: dict[object, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.TINY)
        for value, title, about in items:
            button = QToolButton()
            button.setText(title)
            button.setCheckable(True)
            button.setToolTip(about)
            button.setAccessibleName(f"{name}: {title}")
            button.setChecked(value == chosen)
            self._group.addButton(button)
            self.buttons[value] = button
            row.addWidget(button)
            button.clicked.connect(self._clicked)
        row.addStretch(1)
        self._clicked()

    def _clicked(self) -> None:
        """Whoever tabs to the row comes to the button that counts."""
        button = self._group.checkedButton()
        if button is not None:
            self.setFocusProxy(button)
        self.changed.emit()

    def value(self) -> object:
        return next((value for value, button in self.buttons.items() if button.isChecked()), None)


class SpanPicker(Picker):
    """A stretch of the film: what is marked, chosen or named, the likeliest first."""

    def __init__(
        self, name: str, work: Workspace, place: FrameRange | None = None, film: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._spans: dict[FrameRange, int] = {}
        doc, card, clip, marked = work.document, work.card(), work.clip(), work.marked()
        if place is not None:
            self._offer(self.tr("Here, {0}"), place)
        if marked is not None:
            self._offer(self.tr("In to out, {0}"), marked)
        if clip is not None:
            self._offer(self.tr("The chosen clip, {0}"), clip.place)
        if card is not None:
            self._offer(card_title(doc, card) + ", {0}", card.range)
        whole = FrameRange(0, doc.frames)
        if film and whole:
            self._offer(self.tr("The whole film, {0}"), whole)
        last = FrameRange(max(0, doc.frames - round(doc.rate)), doc.frames)
        if last:
            self._offer(self.tr("The last second, {0}"), last)
        for number, each in enumerate(doc.cards, 1):
            self._offer(self.tr("Card {0}").format(number) + ", {0}", each.range)

    def choose(self, span: FrameRange) -> None:
        if span in self._spans:
            self.setCurrentIndex(self._spans[span])

    def span(self) -> FrameRange:
        found = self.currentData()
        if not isinstance(found, FrameRange):
            raise TweenError(self.tr("The film is empty; put footage or a card on it first."))
        return found

    def _offer(self, text: str, span: FrameRange) -> None:
        if span not in self._spans:
            self._spans[span] = self.count()
            self.addItem(text.format(span), span)
