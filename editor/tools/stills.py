"""Freeze, un-freeze, cinemagraph: what stands still and what moves."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from editor.language.words import card_title
from editor.picker import Picker
from editor.tools.fields import FrameSpin, Segments, SpanPicker, Words
from editor.tools.form import Making, Place, ToolForm
from editor.tools.made import Film
from editor.workspace import Workspace
from engine.document.model import Card
from engine.document.queries import card_by_id
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.tools.edited import Edited


class FreezeForm(ToolForm):
    def __init__(self, work: Workspace, place: Place = None) -> None:
        super().__init__(work)
        self._at = place if isinstance(place, int) else work.playhead
        self.title = self.tr("Freeze")
        self.about = self.tr("Holds the picture at frame {0}.").format(self._at)
        self.does = self.tr("Freeze")
        rate = work.document.rate
        self.length = FrameSpin(self.tr("For"), rate, round(2 * rate), least=2)
        self.add(self.tr("For"), self.length)
        self.way = Segments(
            self.tr("What follows"),
            (
                ("room", self.tr("moves back"), self.tr("The film gets longer")),
                ("over", self.tr("lies below"), self.tr("Nothing moves, and the sound goes on")),
            ),
            "room",
        )
        self.add(self.tr("What follows"), self.way)
        self.length.valueChanged.connect(self.changed)
        self.way.changed.connect(self.changed)

    def edited(self) -> Edited:
        from engine.tools.between import UNWRITTEN
        from engine.tools.freeze import freeze, freeze_over, refuse_still

        doc, at, frames = self.work.document, self._at, self.length.value()
        over = self.way.value() == "over"
        refuse_still(doc, FrameRange(at, at + (frames if over else 1)), self.work.shown)
        if over:
            return freeze_over(doc, FrameRange(at, at + frames), UNWRITTEN)
        return freeze(doc, at, frames, UNWRITTEN)

    def making(self) -> Making:
        at, frames, over = self._at, self.length.value(), self.way.value() == "over"

        def make(film: Film) -> Edited:
            from engine.tools.freeze import freeze, freeze_over

            still = film.still(at)
            if over:
                return freeze_over(film.document, FrameRange(at, at + frames), still)
            return freeze(film.document, at, frames, still)

        return make

    def undo_name(self) -> str:
        return self.tr("Freeze {0}").format(self._at)


class UnfreezeForm(ToolForm):
    def __init__(self, work: Workspace, place: Place = None) -> None:
        super().__init__(work)
        self.title = self.tr("Un-freeze")
        self.about = self.tr("Lets a stretch that stands still, or a picture, start to move.")
        self.does = self.tr("Un-freeze")
        self.where = SpanPicker(self.tr("Where"), work, place if isinstance(place, FrameRange) else None)
        self.add(self.tr("Where"), self.where)
        self.words = Words(self.tr("What happens there"), self.tr("As the card there says"))
        self.add(self.tr("What happens"), self.words)
        self.back = QCheckBox(self.tr("End in the same picture again"))
        self.add("", self.back)
        self.alone = QCheckBox(self.tr("Without a look at the frames before and after"))
        self.add("", self.alone)
        self.words.typed.connect(self.changed)
        for signal in (self.where.activated, self.back.toggled, self.alone.toggled):
            signal.connect(self.changed)

    def edited(self) -> Edited:
        from engine.tools.freeze import unfreeze

        return unfreeze(
            self.work.document, self.where.span(), self.words.said(), None, self.back.isChecked(),
            self.alone.isChecked(), self.work.shown, lambda span: True,
        )  # fmt: skip

    def making(self) -> Making:
        span, said = self.where.span(), self.words.said()
        back, alone = self.back.isChecked(), self.alone.isChecked()

        def make(film: Film) -> Edited:
            from engine.tools.freeze import unfreeze

            return unfreeze(
                film.document, span, said, None, back, alone, film.shown, lambda span: _same(film, span)
            )

        return make

    def undo_name(self) -> str:
        return self.tr("Un-freeze {0}").format(self.where.span())


def _same(film: Film, span: FrameRange) -> bool:
    """Whether the film's frames look alike in `span`, but for what coding does to them."""
    from engine.media.looks import is_still
    from engine.media.painting import opencv

    cv2 = opencv("Telling whether pictures move needs")
    with film.pictures() as composer:
        first = cv2.cvtColor(composer.frame(span.start), cv2.COLOR_RGB2GRAY)
        return all(is_still(first, cv2.cvtColor(composer.frame(n), cv2.COLOR_RGB2GRAY)) for n in span)


class CinemagraphForm(ToolForm):
    """What is painted on a card moves; the rest of its picture is one still frame."""

    def __init__(self, work: Workspace, place: Place = None) -> None:
        super().__init__(work)
        self.title = self.tr("Cinemagraph")
        self.about = self.tr("What is painted on a card moves, the rest of the picture stands still.")
        self.does = self.tr("Make it")
        self.where = Picker()
        for card in work.document.cards:
            if card.regions:
                self.where.addItem(f"{card_title(work.document, card)}, {card.range}", card.id)
        if not self.where.count():
            self.where.setPlaceholderText(self.tr("Nothing is painted yet"))
        if (at := self.where.findData(work.selected_card)) >= 0:
            self.where.setCurrentIndex(at)
        self.add(self.tr("Card"), self.where)
        self.still = Segments(
            self.tr("Stands still"),
            (
                ("first", self.tr("the first frame"), ""),
                ("playhead", self.tr("the frame at the playhead"), ""),
            ),
            "first",
        )
        self.add(self.tr("Stands still"), self.still)
        self.how = Segments(
            self.tr("What moves"),
            (
                ("footage", self.tr("as the footage does"), ""),
                ("drawn", self.tr("drawn by the model"), self.tr("Say below what happens")),
            ),
            "footage",
        )
        self.add(self.tr("What moves"), self.how)
        self.words = Words(self.tr("What happens there"), self.tr("What the painted part does"))
        self.add(self.tr("What happens"), self.words)
        self.loops = QCheckBox(self.tr("Its end leads back to its beginning"))
        self.add("", self.loops)
        self._show_rows()
        self.how.changed.connect(self._show_rows)
        for signal in (
            self.where.activated, self.still.changed, self.how.changed, self.words.typed, self.loops.toggled
        ):  # fmt: skip
            signal.connect(self.changed)

    def _show_rows(self) -> None:
        self.show_row(self.words, self.how.value() == "drawn")

    def _asked(self) -> tuple[Card, int, str | None]:
        if not self.where.count():
            raise TweenError(
                self.tr("Nothing is painted on any card; paint in the viewer what is to move first.")
            )
        card = card_by_id(self.work.document, str(self.where.currentData()))
        prompt = (self.words.said() or card.words) if self.how.value() == "drawn" else None
        if prompt == "":
            raise TweenError(self.tr("Say what the painted part does."))
        at = self.work.playhead if self.still.value() == "playhead" else card.range.start
        return card, at, prompt

    def edited(self) -> Edited:
        from engine.tools.between import UNWRITTEN
        from engine.tools.cinemagraph import drawn, kept, leading, refuse, standing

        card, at, prompt = self._asked()
        doc, span, loops = self.work.document, card.range, self.loops.isChecked()
        refuse(doc, span, at, prompt is not None, self.work.shown)
        regions = standing(card.regions, span, (doc.width, doc.height))
        if prompt is not None:
            return drawn(doc, span, UNWRITTEN, regions, prompt, loops)
        if loops:
            leading(span, doc.rate)
        return kept(doc, span, UNWRITTEN)

    def making(self) -> Making:
        card, at, prompt = self._asked()
        span, painted, loops = card.range, card.regions, self.loops.isChecked()

        def make(film: Film) -> Edited:
            from engine.tools.cinemagraph import drawn, kept, leading, moving, standing

            doc = film.document
            regions = standing(painted, span, (doc.width, doc.height))
            if prompt is not None:
                return drawn(doc, span, film.still(at), regions, prompt, loops)
            lead = leading(span, doc.rate) if loops else 0
            with film.pictures() as composer:
                frames = moving(composer.frame, span, at, regions, lead)
                made = film.footage("cinemagraph", span, frames, composer.size, at, regions, lead)
            return kept(doc, span, made)

        return make
