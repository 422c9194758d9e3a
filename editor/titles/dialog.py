"""The dialog for a new title, or for one that is changed: its words and look beside the picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from editor import theme
from editor.dialogs.parts import done_from_text, run_for
from editor.help.window import help_key
from editor.labels import sentence_label
from editor.language.choice import sentence as said
from editor.titles.form import TitleForm
from editor.titles.preview import Shown, TitlePreview, film_picture, title_picture
from editor.tools.fields import FrameSpin
from editor.tools.made import Film, film_now
from engine.document.time import FrameRange
from engine.errors import TweenError

if TYPE_CHECKING:
    from editor.background import Task
    from editor.workspace import Workspace
    from engine.document.model import Asset, Clip, Document
    from engine.media.titles.recipe import Recipe

REST_MS = 60
"""After the last key, the title is drawn."""


@dataclass(frozen=True)
class Existing:
    """The title that is to be changed, and the other clips that show its picture."""

    clip: Clip
    recipe: Recipe
    others: tuple[str, ...] = ()


class TitleDialog(QDialog):
    """Nothing of the film is changed until the button is pressed; what is refused is said here."""

    def __init__(
        self,
        work: Workspace,
        place: FrameRange,
        existing: Existing | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._place, self._existing = work, place, existing
        self._size = work.document.width, work.document.height
        self._drawing: Task[Shown] | None = None
        self._again = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Change the title") if existing else self.tr("Add a title"))
        help_key(self, self)
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self._draw)
        self.form = TitleForm(existing.recipe if existing else None, self._size)
        self._lay_out()
        self.form.changed.connect(self._wait)
        self._look_around()
        self._draw()

    def _lay_out(self) -> None:
        self.preview = TitlePreview(self._size)
        self.length: FrameSpin | None = None
        self.everywhere: QCheckBox | None = None
        if self._existing is None:
            self.length = FrameSpin(self.tr("Length"), self._work.document.rate, len(self._place))
            self.form.add_row(self.tr("Length"), self.length)
        elif self._existing.others:
            text = self.tr("Also where else it is shown ({0})").format(len(self._existing.others))
            self.everywhere = QCheckBox(text)
            self.form.add_row("", self.everywhere)
        self.notes = sentence_label("quiet")
        self.hint = sentence_label("error")
        for label in (self.notes, self.hint):
            label.hide()
        self.hint.setAccessibleName(self.tr("Why it cannot be done"))
        left = QVBoxLayout()
        left.setSpacing(theme.SMALL)
        left.addWidget(self.preview, 1)
        left.addWidget(self.notes)
        left.addWidget(self.hint)
        right = QVBoxLayout()
        right.setSpacing(theme.MEDIUM)
        right.addWidget(self.form)
        right.addStretch(1)
        right.addLayout(self._buttons())
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        row.setSpacing(theme.LARGE)
        row.addLayout(left, 1)
        row.addLayout(right)
        self.resize(1040, self.sizeHint().height())

    def _buttons(self) -> QHBoxLayout:
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.go = QPushButton(self.tr("Change") if self._existing else self.tr("Add"))
        self.go.setProperty("primary", "true")
        self.go.setDefault(True)
        self.go.setMinimumWidth(96)
        self.go.clicked.connect(self.accept)
        done_from_text(self, self.go)
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.go)
        return row

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.form.words.setFocus()
        self.form.words.selectAll()

    # How it would look.

    def _look_around(self) -> None:
        """The fonts there are and the film's picture come from threads."""
        from engine.media.titles.fonts import families

        film, frame = self._below(), self._frame()
        run_for(self, self._work.background, lambda _: families(), self.form.font_family.fill, self._refuse)
        if film.document.frames:
            run_for(
                self, self._work.background, lambda _: film_picture(film, frame), self.preview.show_film,
                self._refuse,
            )  # fmt: skip

    def _frame(self) -> int:
        """Where the person is, as far as the title is seen there."""
        here = self._work.playhead
        return here if here in self._place else min(self._place.start, max(0, self._work.document.frames - 1))

    def _below(self) -> Film:
        """The film without the title that is changed."""
        film = film_now(self._work)
        if self._existing is None:
            return film
        return replace(film, document=_without(film.document, self._existing.clip.id))

    def _wait(self) -> None:
        self.hint.hide()
        self._timer.start()

    def _draw(self) -> None:
        """Draw the title as the fields have it now; while one is being drawn, once more afterwards."""
        if self._drawing is not None:
            self._again = True
            return
        recipe = self._recipe()
        self.go.setEnabled(recipe is not None)
        if recipe is None:
            self._show(None)
            return
        size = self._size
        self._drawing = run_for(
            self, self._work.background, lambda _: title_picture(recipe, size), self._drawn, self._not_drawn
        )

    def _recipe(self) -> Recipe | None:
        if self.form.is_empty():  # no mistake, while nothing has been typed
            return None
        try:
            return self.form.recipe()
        except TweenError as error:
            self._refuse(said(str(error)))
            return None

    def _drawn(self, shown: Shown) -> None:
        self._drawing = None
        self._show(shown)
        self._once_more()

    def _not_drawn(self, sentence: str) -> None:
        self._drawing = None
        self._show(None)
        self.go.setEnabled(False)
        self._refuse(sentence)
        self._once_more()

    def _once_more(self) -> None:
        if self._again:
            self._again = False
            self._draw()

    def _show(self, shown: Shown | None) -> None:
        self.preview.show_title(shown.image if shown else None)
        self.notes.setText("\n".join(map(said, shown.notes)) if shown else "")
        self.notes.setVisible(bool(shown and shown.notes))
        self.hint.hide()

    def _refuse(self, sentence: str) -> None:
        self.hint.setText(sentence)
        self.hint.setVisible(bool(sentence))

    # Doing it.

    def accept(self) -> None:
        """The picture is written, then laid on the film as one edit; what is refused is said here."""
        from engine.tools.between import UNWRITTEN
        from engine.tools.title import made

        recipe, size = self._recipe(), self._size
        if recipe is None:
            return
        edit = self._edit()
        assert self._work.project is not None
        try:  # what is refused is refused before a picture is written
            self._work.project.check_writable()
            edit(self._work.document, UNWRITTEN)
        except TweenError as error:
            self._refuse(said(str(error)))
            return
        folder = film_now(self._work).folder
        self.go.setEnabled(False)
        run_for(
            self, self._work.background, lambda _: made(recipe, size, folder),
            lambda asset: self._finish(recipe, edit, asset), self._not_written,
        )  # fmt: skip

    def _edit(self) -> Callable[[Document, Asset], Document]:
        from engine.tools.title import change, lay

        if self._existing is None:
            assert self.length is not None
            place = FrameRange(self._place.start, self._place.start + self.length.value())
            return lambda doc, asset: lay(doc, asset, place)
        others = self._existing.others if self.everywhere is not None and self.everywhere.isChecked() else ()
        clips = {self._existing.clip.id, *others}
        return lambda doc, asset: change(doc, clips, asset)

    def _not_written(self, sentence: str) -> None:
        self.go.setEnabled(True)
        self._refuse(sentence)

    def _finish(self, recipe: Recipe, edit: Callable[[Document, Asset], Document], asset: Asset) -> None:
        from engine.tools.title import named

        self.go.setEnabled(True)
        name = self.tr("Change title {0}") if self._existing else self.tr("Title {0}")
        refusals: list[str] = []
        known = {clip.id for track in self._work.document.tracks for clip in track.clips}
        self._work.notice.connect(refusals.append)
        try:
            well = self._work.apply(name.format(named(recipe)), lambda doc: edit(doc, asset))
        finally:
            self._work.notice.disconnect(refusals.append)
        if not well:
            self._refuse(" ".join(refusals))
            return
        self._choose(known)
        super().accept()

    def _choose(self, known: set[str]) -> None:
        """The new title is chosen, and the playhead where it is seen."""
        clips = [clip for track in self._work.document.tracks for clip in track.clips]
        new = next((clip for clip in clips if clip.id not in known), None)
        if new is not None:
            self._work.select_clip(new.id)
            if self._work.playhead not in new.place:
                self._work.set_playhead(new.place.start)


def _without(doc: Document, clip_id: str) -> Document:
    tracks = (
        replace(track, clips=tuple(clip for clip in track.clips if clip.id != clip_id))
        for track in doc.tracks
    )
    return replace(doc, tracks=tuple(tracks))
