"""Remix and redo: a stretch of the film drawn anew, from what is there or from nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from editor.cards.controls import Strength
from editor.tools.fields import SpanPicker, Words
from editor.tools.form import Place, ToolForm
from editor.workspace import Workspace
from engine.document.queries import card_at
from engine.document.time import FrameRange
from engine.tools.edited import Edited


def last_second(work: Workspace) -> FrameRange:
    frames = work.document.frames
    return FrameRange(max(0, frames - round(work.document.rate)), frames)


class RedoForm(ToolForm):
    def __init__(self, work: Workspace, place: Place = None) -> None:
        super().__init__(work)
        self.title = self.tr("Redo")
        self.about = self.tr("Draws a stretch again between the frames beside it, with another seed.")
        self.does = self.tr("Redo")
        self.where = SpanPicker(self.tr("Where"), work, place if isinstance(place, FrameRange) else None)
        if place is None and work.marked() is None:
            self.where.choose(last_second(work))
        self.add(self.tr("Where"), self.where)
        self.words = Words(self.tr("What happens there"), self.tr("As the card there says"))
        self.add(self.tr("What happens"), self.words)
        self.strength = Strength()
        self.strength.show_value(1.0)
        self.add(self.tr("Strength"), self.strength)
        self.where.activated.connect(self.changed)
        self.words.typed.connect(self.changed)
        self.strength.changed.connect(self.changed)

    def first(self) -> QWidget:
        return self.words

    def edited(self) -> Edited:
        from engine.tools.redo import redo

        strength = round(self.strength.number.value(), 2)
        return redo(self.work.document, self.where.span(), self.words.said(), strength)

    def undo_name(self) -> str:
        return self.tr("Redo {0}").format(self.where.span())


class RemixForm(ToolForm):
    def __init__(self, work: Workspace, place: Place = None) -> None:
        super().__init__(work)
        self.title = self.tr("Remix")
        self.about = self.tr(
            "Draws what is there anew in part. Say what happens instead, or a change: “replace the door by "
            "French doors”, “remove the man”, “add rain”."
        )
        self.does = self.tr("Remix")
        self.where = SpanPicker(
            self.tr("Where"), work, place if isinstance(place, FrameRange) else None, film=True
        )
        self.add(self.tr("Where"), self.where)
        self.words = Words(self.tr("New words, or a change"), self.tr("As the card there says"))
        self.add(self.tr("Words"), self.words)
        self.strength = Strength()
        self.add(self.tr("Strength"), self.strength)
        self.part = QLabel(self.tr("Only what is painted on the card is drawn anew; paint in the viewer."))
        self.part.setProperty("role", "quiet")
        self.part.setWordWrap(True)
        self.add("", self.part)
        self._own_strength = False
        self._follow()
        self.where.activated.connect(self._follow)
        self.where.activated.connect(self.changed)
        self.words.typed.connect(self._follow)
        self.words.typed.connect(self.changed)
        self.strength.changed.connect(self._chosen)

    def first(self) -> QWidget:
        return self.words

    def _chosen(self) -> None:
        self._own_strength = True
        self.changed.emit()

    def _follow(self) -> None:
        """The strength that suits the words, until one is chosen; and whether a part is painted there."""
        from engine.tools.remix import usual_strength
        from engine.tools.words_of_change import changes_in

        if not self._own_strength:
            self.strength.show_value(usual_strength(changes_in(self.words.said() or "")))
        span = self.where.currentData()
        card = card_at(self.work.document, span.start) if isinstance(span, FrameRange) else None
        self.show_row(self.part, card is not None and bool(card.regions))

    def edited(self) -> Edited:
        from engine.tools.remix import remix
        from engine.tools.words_of_change import changes_in

        said = self.words.said()
        changes = changes_in(said) if said else ()
        strength = round(self.strength.number.value(), 2)
        prompt = None if changes else said
        return remix(
            self.work.document, self.where.span(), strength, prompt, changes, None, shown=self.work.shown
        )

    def undo_name(self) -> str:
        return self.tr("Remix {0}").format(self.where.span())
