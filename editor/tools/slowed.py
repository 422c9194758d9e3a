"""Slow motion, and more frames for footage that has too few."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox

from editor.cards.controls import Strength
from editor.tools.fields import Segments, SpanPicker, Words
from editor.tools.form import Making, Place, ToolForm
from editor.tools.made import Film
from editor.workspace import Workspace
from engine.document.model import Document
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.tools.edited import Edited

REDRAWN = 0.3
"""How strongly the model redraws what optical flow found, unless a person says otherwise."""


def tweened(film: Film, doc: Document, span: FrameRange) -> tuple[Document, tuple[str, ...]]:
    """`doc` with frames of their own for all clips in `span` that have too few; and what was done."""
    from engine.media.safety import display_name
    from engine.tools.between import UNWRITTEN, laid, make, wanting

    found = wanting(doc, span)
    for each in found:
        laid(doc, each.clip.id, UNWRITTEN)  # what is locked is refused before frames are found
    total, before = sum(each.frames for each in found), 0
    for each in found:
        asset = make(each, film.folder, lambda n, _, b=before: film.report(b + n, total), film.cancelled)
        doc, before = laid(doc, each.clip.id, asset), before + each.frames
    files = ", ".join(dict.fromkeys(display_name(each.asset.path) for each in found))
    note = QCoreApplication.translate(
        "SlowForm", "The frames of {0} lie in a file of their own now; the footage is as it was."
    )
    return doc, ((note.format(files),) if found else ())


class SlowForm(ToolForm):
    def __init__(self, work: Workspace, place: Place = None) -> None:
        super().__init__(work)
        self.title = self.tr("Slow motion")
        self.about = self.tr("Plays a stretch slower, with true frames between; what comes later moves back.")
        self.does = self.tr("Slow it down")
        self.where = SpanPicker(self.tr("What"), work, place if isinstance(place, FrameRange) else None)
        self.add(self.tr("What"), self.where)
        half, third, quarter, eighth = (Fraction(1, n) for n in (2, 3, 4, 8))
        self.speed = Segments(
            self.tr("Speed"),
            ((half, "½", ""), (third, "⅓", ""), (quarter, "¼", ""), (eighth, "⅛", "")),
            half,
        )
        self.add(self.tr("Speed"), self.speed)
        self.repeat = QCheckBox(self.tr("Repeat frames instead of finding those between"))
        self.add("", self.repeat)
        self.redraw = QCheckBox(self.tr("Let the model redraw what was found"))
        self.add("", self.redraw)
        self.strength = Strength()
        self.strength.show_value(REDRAWN)
        self.add(self.tr("Strength"), self.strength)
        self.words = Words(self.tr("What happens there"), self.tr("As the card there says"))
        self.add(self.tr("What happens"), self.words)
        self._show_rows()
        self.redraw.toggled.connect(self._show_rows)
        for signal in (
            self.where.activated, self.speed.changed, self.repeat.toggled, self.redraw.toggled,
            self.strength.changed, self.words.typed,
        ):  # fmt: skip
            signal.connect(self.changed)

    def _show_rows(self) -> None:
        self.show_row(self.strength, self.redraw.isChecked())
        self.show_row(self.words, self.redraw.isChecked())

    def _asked(self) -> tuple[FrameRange, Fraction, float | None, str]:
        from engine.tools.slow import words_in

        span = self.where.span()
        strength = round(self.strength.number.value(), 2) if self.redraw.isChecked() else None
        prompt = self.words.said() or words_in(self.work.document, span)
        if strength is not None and not prompt:
            raise TweenError(self.tr("Say what happens there, so that the model can redraw it."))
        return span, Fraction(str(self.speed.value())), strength, prompt

    def edited(self) -> Edited:
        from engine.tools.between import wanting
        from engine.tools.slow import redrawn, refuse, slow

        span, speed, strength, prompt = self._asked()
        refuse(self.work.document, span, self.work.shown)
        doc = slow(self.work.document, span, speed)
        wide = FrameRange(span.start, span.start + round(len(span) / speed))
        found = () if self.repeat.isChecked() else wanting(doc, wide)
        frames = sum(each.frames for each in found)
        notes = (self.tr("{0} frames are found by optical flow first.").format(frames),) if frames else ()
        if strength is None:
            return Edited(doc, (), notes)
        doc, card = redrawn(doc, wide, strength, prompt)
        return Edited(doc, (card,), notes)

    def making(self) -> Making:
        span, speed, strength, prompt = self._asked()
        repeat = self.repeat.isChecked()

        def make(film: Film) -> Edited:
            from engine.tools.slow import redrawn, settled, slow

            doc = slow(settled(film.document, span, film.shown, film.drawn), span, speed)
            wide = FrameRange(span.start, span.start + round(len(span) / speed))
            notes: tuple[str, ...] = ()
            if not repeat:
                doc, notes = tweened(film, doc, wide)
            if strength is None:
                return Edited(doc, (), notes)
            doc, card = redrawn(doc, wide, strength, prompt)
            return Edited(doc, (card,), notes)

        return make

    def undo_name(self) -> str:
        return self.tr("Slow motion {0}").format(self.where.span())


class InterpolateForm(ToolForm):
    def __init__(self, work: Workspace, place: Place = None) -> None:
        super().__init__(work)
        self.title = self.tr("More frames")
        self.about = self.tr(
            "Finds frames between frames, where footage has fewer a second than the film; or gives the film "
            "a higher rate."
        )
        self.does = self.tr("Find them")
        now = work.document.rate
        rates = [Fraction(n) for n in (48, 50, 60, 100, 120) if n > now]
        self.rate = Segments(
            self.tr("Frames a second"),
            ((now, self.tr("as now"), ""), *((rate, str(rate), "") for rate in rates)),
            now,
        )
        self.add(self.tr("Frames a second"), self.rate)
        self.rate.changed.connect(self.changed)

    def _begun(self, doc: Document) -> tuple[Document, tuple[str, ...], tuple[str, ...]]:
        """The film at its new rate, the cards to be drawn for it, and what is to be said."""
        from engine.tools.between import wanting
        from engine.tools.rate import at_rate

        rate = Fraction(str(self.rate.value()))
        if rate == doc.rate:
            if not wanting(doc, FrameRange(0, doc.frames)):
                raise TweenError(
                    self.tr("No footage has frames missing; choose a higher rate, or slow motion.")
                )
            return doc, (), ()
        begun = at_rate(doc, rate)
        return begun.document, begun.cards, begun.notes

    def edited(self) -> Edited:
        return Edited(*self._begun(self.work.document))

    def making(self) -> Making:
        begun, cards, notes = self._begun(self.work.document)

        def make(film: Film) -> Edited:
            doc, said = tweened(film, begun, FrameRange(0, begun.frames))
            return Edited(doc, cards, (*said, *notes))

        return make
