"""The one dialog of all tools: what it does, its few options, what comes of them, what that takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from editor import theme
from editor.cards.forecasts import Forecasts
from editor.dialogs.parts import done_from_text
from editor.help.window import help_key
from editor.jobs.asking import MANY, Moment, moment
from editor.labels import sentence_label
from editor.language.choice import sentence as said
from editor.language.words import tool_tip
from editor.tools.estimate import Drawing, drawing, estimate
from editor.tools.form import Making, ToolForm
from editor.tools.strip import Board, BoardStrip
from engine.errors import TweenError

if TYPE_CHECKING:
    from editor.background import Task
    from engine.document.model import Document
    from engine.tools.edited import Edited

REST_MS = 120
"""After the last key, what would come of it is worked out."""
NOTES = 4
"""Sentences that are shown at a time."""
TIP_NOTES = 24
"""Sentences of the tool tip, which a screen has room for."""


@dataclass(frozen=True)
class Outcome:
    """What the fields would make of the film, and what drawing that would be; or why neither."""

    edited: Edited | None = None
    drawing: Drawing = field(default_factory=Drawing)
    refusal: str = ""


class ToolDialog(QDialog):
    """Nothing of the film is changed until the button is pressed; what is refused is said here."""

    def __init__(self, form: ToolForm, forecasts: Forecasts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form
        self._work = form.work
        self._forecasts = forecasts
        self._edited: Edited | None = None
        self._drawing = Drawing()
        self._of: Document | None = None
        """The film that these are of; None when the fields have changed since."""
        self._task: Task[Outcome] | None = None
        self._pressed = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(form.title)
        help_key(self, form)
        self.setMinimumWidth(520)
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self.look)
        self._touched, self._height = False, 0
        form.changed.connect(self._wait)
        forecasts.changed.connect(self._forecast_came)
        self._lay_out()
        self.look()

    def _lay_out(self) -> None:
        about = sentence_label("quiet")
        about.setText(self.form.about)
        self.board = BoardStrip()
        self.notes = sentence_label("quiet")
        self.estimate = sentence_label("quiet")
        self.estimate.setFont(theme.small_font())
        # Room for two lines from the first on: what it takes comes later, and the buttons stay.
        self.estimate.setMinimumHeight(2 * self.estimate.fontMetrics().lineSpacing() + 2)
        self.estimate.setAccessibleName(self.tr("What it takes"))
        self.hint = sentence_label("error")
        self.hint.setAccessibleName(self.tr("Why it cannot be done"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.MEDIUM)
        for widget in (about, self.form, self.board, self.notes, self.hint):
            column.addWidget(widget)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        self.draw = QCheckBox(self.tr("Draw at once"))
        self.draw.setChecked(self.form.draws)
        self.draw.setToolTip(self.tr("Otherwise it is only put on the board, to be looked at first"))
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.go = QPushButton(self.form.does)
        self.go.setProperty("primary", "true")
        self.go.setDefault(True)
        self.go.setMinimumWidth(96)
        self.go.clicked.connect(self.accept)
        done_from_text(self, self.go)
        left = QVBoxLayout()
        left.setSpacing(theme.TINY)
        left.addWidget(self.draw)
        left.addWidget(self.estimate)
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addLayout(left, 1)
        row.addWidget(cancel, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.go, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    # What would come of it.

    def look(self) -> None:
        """Work out what the fields would make now, and show it; of a large board a thread does it."""
        self._timer.stop()
        self._stop()
        waits = self.form.waiting()
        if waits:
            self._show(Outcome(), waits)
            return
        now = moment(self._work)
        try:
            edited = self.form.later()
        except TweenError as error:
            self._show(Outcome(refusal=str(error)))
            return
        if len(now.document.cards) <= MANY:
            self._show(_outcome(now, edited))
            return
        self._show(Outcome(), self.tr("Looking at {0} cards…").format(len(now.document.cards)))

        def done(outcome: Outcome) -> None:
            if not task.cancelled():
                self._task = None
                self._show(outcome)
                if self._pressed:
                    self._do()

        task = self._task = self._work.background.run(lambda task: _outcome(now, edited), done)

    def _stop(self) -> None:
        """What is still being worked out is of no use any more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _show(self, outcome: Outcome, waits: str = "") -> None:
        self._edited, self._drawing = outcome.edited, outcome.drawing
        self._of = self._work.document
        # What is still to be filled in is no mistake while nobody has done anything yet.
        self._say(waits or outcome.refusal, "quiet" if waits or not self._touched else "error")
        # What only drawing refuses (a model that is not there) does not keep anybody from editing the board.
        self.go.setEnabled(self._edited is not None)
        notes = self._edited.notes if self._edited is not None else ()
        more = (self.tr("… and {0} more").format(len(notes) - NOTES),) if len(notes) > NOTES else ()
        self.notes.setText("\n".join((*map(said, notes[:NOTES]), *more)))
        self.notes.setToolTip(tool_tip("\n".join(map(said, notes[:TIP_NOTES]))) if more else "")
        self.notes.setVisible(bool(notes))
        self._show_board()
        self._show_estimate()
        self._grow()

    def _grow(self) -> None:
        """Room for wrapped lines; never less than there was, so that the buttons stay under the pointer."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            need = layout.totalHeightForWidth(max(self.width(), self.minimumWidth()))
            self.resize(max(self.width(), self.minimumWidth()), max(need, self._height))
            self._height = max(need, self._height)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        first = self.form.first()
        if first is not None:
            first.setFocus()
        self._grow()

    def _wait(self) -> None:
        """Until it is worked out, what stands here is not what would be done."""
        self._touched, self._pressed = True, False
        self._stop()
        self._of = None
        self.go.setEnabled(False)
        self._timer.start()

    def _show_board(self) -> None:
        self.board.setVisible(self.form.shows_board and self._edited is not None)
        if self._edited is None:
            return
        rows = [Board(self.tr("Now"), self._work.document)] if self._work.document.frames else []
        self.board.show_rows(*rows, Board(self.tr("Then"), self._edited.document, self._drawing.spans))

    def _show_estimate(self) -> None:
        self.draw.setVisible(self._edited is not None and bool(self._edited.cards))
        self.estimate.setVisible(bool(self._drawing.spans))
        if not self._drawing.spans:
            return
        sentence, fits = estimate(self._drawing, self._forecasts)
        self.estimate.setText(sentence if fits else said(sentence))
        role = "quiet" if fits else "error"
        if self.estimate.property("role") != role:
            self.estimate.setProperty("role", role)
            self.estimate.style().polish(self.estimate)

    def _forecast_came(self) -> None:
        self._show_estimate()
        self._grow()

    def _say(self, sentence: str, role: str) -> None:
        self.hint.setText(said(sentence))
        self.hint.setVisible(bool(sentence))
        if self.hint.property("role") != role:
            self.hint.setProperty("role", role)
            self.hint.style().polish(self.hint)

    # Doing it.

    def accept(self) -> None:
        """One edit, then its cards into the queue. Where it is refused, the dialog stays and says why."""
        self._pressed = True
        known = self._edited is not None and self._of is self._work.document
        if self._task is None and not (known and len(self._work.document.cards) > MANY):
            self.look()
        if self._task is None:
            self._do()

    def _do(self) -> None:
        self._pressed = False
        if self._edited is None:
            return
        making = self.form.making()
        if making is None:
            self._finish(self._edited)
        else:
            self._make(making)

    def _make(self, making: Making) -> None:
        """In the background, behind a bar that can stop it."""
        from editor.dialogs.progress import run_with_bar
        from editor.tools.made import film_now

        assert self._work.project is not None
        try:
            self._work.project.check_writable()
        except TweenError as error:  # before minutes go into footage that no edit may use
            self._say(str(error), "error")
            return
        film = film_now(self._work)

        def failed(sentence: str) -> None:
            self._say(sentence or self.tr("Stopped; the film is as it was."), "error")

        title = self.tr("{0}…").format(self.form.title)
        run_with_bar(
            self, self._work.background, title,
            lambda report, cancelled: making(film.following(report, cancelled)), self._finish, failed,
        )  # fmt: skip

    def _finish(self, edited: Edited) -> None:
        refusals: list[str] = []
        self._work.notice.connect(refusals.append)
        try:
            well = self.form.finish(edited)
        finally:
            self._work.notice.disconnect(refusals.append)
        if not well:
            self._say(" ".join(refusals), "error")
            return
        super().accept()
        if edited.notes:
            self._work.notice.emit(" ".join(edited.notes[:NOTES]))
        if edited.cards and self.draw.isChecked():
            self._work.generate(edited.cards, edited.wish)

    def done(self, result: int) -> None:
        self._stop()
        super().done(result)


def _outcome(now: Moment, make: Callable[[], Edited]) -> Outcome:
    edited, ahead = None, Drawing()
    try:
        edited = make()
        ahead = drawing(now, edited)
    except TweenError as error:
        return Outcome(edited, ahead, str(error))
    return Outcome(edited, ahead)
