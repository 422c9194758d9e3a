"""Recut, extend, loop: the film with less of it, with more, or round and round."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from editor.tools.fields import FrameSpin, Segments, SpanPicker, Words
from editor.tools.form import Making, Place, ToolForm
from editor.tools.made import Film
from editor.workspace import Workspace
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.tools.edited import Edited
from engine.tools.extend import Direction
from engine.tools.loop import LENGTHS, Way

translate = QCoreApplication.translate


def direction_field(form: ToolForm, chosen: Direction = "forward") -> Segments:
    return Segments(
        translate("ToolForm", "Where to"),
        (
            (
                "backward",
                translate("ToolForm", "before it"),
                translate("ToolForm", "New frames lead to what is there"),
            ),
            (
                "both",
                translate("ToolForm", "on both ends"),
                translate("ToolForm", "As many before it as behind it"),
            ),
            (
                "forward",
                translate("ToolForm", "behind it"),
                translate("ToolForm", "New frames go on from what is there"),
            ),
        ),
        chosen,
    )


class ExtendForm(ToolForm):
    def __init__(self, work: Workspace, place: Place = None, direction: Direction = "forward") -> None:
        super().__init__(work)
        self.title = self.tr("Extend")
        self.about = self.tr("Draws new frames that go on from the film; what comes later moves along.")
        self.does = self.tr("Extend")
        self.what = SpanPicker(
            self.tr("What"), work, place if isinstance(place, FrameRange) else None, film=True
        )
        if place is None:
            self.what.choose(FrameRange(0, work.document.frames))
        self.add(self.tr("What"), self.what)
        self.direction = direction_field(self, direction)
        self.add(self.tr("Where to"), self.direction)
        rate = work.document.rate
        self.length = FrameSpin(self.tr("By"), rate, round(2 * rate))
        self.add(self.tr("By"), self.length)
        self.words = Words(self.tr("What happens there"), self.tr("As in the card beside"))
        self.add(self.tr("What happens"), self.words)
        self.what.activated.connect(self.changed)
        self.direction.changed.connect(self.changed)
        self.length.valueChanged.connect(self.changed)
        self.words.typed.connect(self.changed)

    def first(self) -> QWidget:
        return self.words

    def edited(self) -> Edited:
        from engine.tools.extend import extend

        work = self.work
        side = cast(Direction, self.direction.value())
        return extend(
            work.document,
            self.length.value(),
            side,
            self.what.span(),
            self.words.said(),
            shown=work.shown,
        )


class RecutForm(ToolForm):
    """The ranges are typed, and filled in from what is marked or chosen."""

    def __init__(self, work: Workspace, place: Place = None) -> None:
        super().__init__(work)
        self.title = self.tr("Recut")
        self.about = self.tr(
            "Keeps only some stretches of the film, in the order you write them; then extends it, if you "
            "like. Undo brings the others back."
        )
        self.does = self.tr("Recut")
        self.keep = QLineEdit(", ".join(str(span) for span in self._likely(place)))
        self.keep.setPlaceholderText(self.tr("0–48, 96–120; or numbers of cards: 2, 1"))
        self.add(self.tr("Keep"), self.keep)
        self.length = FrameSpin(self.tr("Extend it by"), work.document.rate, 0, least=0)
        self.add(self.tr("Extend it by"), self.length)
        self.direction = direction_field(self)
        self.add(self.tr("Where to"), self.direction)
        self.words = Words(self.tr("What happens there"), self.tr("As in the card beside"))
        self.add(self.tr("What happens"), self.words)
        self.beside = QCheckBox(self.tr("In a new film; this one stays as it is"))
        self.add("", self.beside)
        self._new: Path | None = None
        self._show_rows()
        self.keep.textChanged.connect(self.changed)
        self.length.valueChanged.connect(self._show_rows)
        self.length.valueChanged.connect(self.changed)
        self.direction.changed.connect(self.changed)
        self.words.typed.connect(self.changed)

    def _likely(self, place: Place) -> list[FrameRange]:
        """What is marked, else the chosen clips or cards, else all."""
        work = self.work
        marked = place if isinstance(place, FrameRange) else work.marked()
        if marked is not None:
            return [marked]
        video = [track for track in work.document.tracks if track.kind == "video"]
        clips = {c.place for track in video for c in track.clips if c.id in work.selection.ids}
        cards = [card.range for card in work.document.cards if card.id in work.selection.ids]
        chosen = sorted(clips) or (cards if len(cards) > 1 else [])
        return chosen or [FrameRange(0, work.document.frames)]

    def _show_rows(self) -> None:
        self.show_row(self.direction, self.length.value() > 0)
        self.show_row(self.words, self.length.value() > 0)

    def edited(self) -> Edited:
        from engine.tools.recut import recut
        from engine.tools.redo import span_of

        doc = self.work.document
        spans = [span_of(doc, text) for text in self.keep.text().replace(";", ",").split(",") if text.strip()]
        if not spans:
            raise TweenError(self.tr("Write which frames are kept, such as 0–48."))
        side, words = cast(Direction, self.direction.value()), self.words.said()
        edited = recut(doc, spans, self.length.value(), side, words, shown=self.work.shown)
        if edited.document == doc:
            raise TweenError(self.tr("All of the film is kept so, and nothing changes."))
        return edited

    def making(self) -> Making | None:
        """The new film is a copy first, with its takes."""
        self._new = None
        if not self.beside.isChecked() or self.work.project is None:
            return None
        old, edited = self.work.project.path, self.edited()
        new = self._new = _free(old.with_name(self.tr("{0} recut.tween").format(old.stem)))

        def make(film: Film) -> Edited:
            from engine.project.copying import save_copy
            from engine.project.project import Project

            with Project.open(old, read_only=True) as project:
                save_copy(project, new, film.report, film.cancelled)
            return edited

        return make

    def finish(self, edited: Edited) -> bool:
        if self._new is None:
            return super().finish(edited)
        if not self.work.open(self._new):
            return False
        # Where footage lies is the new film's own business.
        assets = self.work.document.assets
        doc = replace(edited.document, assets=assets)
        if not self.work.apply(self.undo_name(), lambda _: doc):
            return False
        self.work.written.emit(self._new)
        return True


def _free(path: Path) -> Path:
    """`path`, with a number when that film is there already."""
    number, free = 2, path
    while free.exists() or free.with_suffix(".takes").exists():
        free = path.with_stem(f"{path.stem} {number}")
        number += 1
    return free


class LoopForm(ToolForm):
    def __init__(self, work: Workspace, place: Place = None) -> None:
        super().__init__(work)
        self.title = self.tr("Loop")
        self.about = self.tr("The film's end leads back to its beginning, to be played round and round.")
        self.does = self.tr("Make it loop")
        seconds = [(name, self.tr("{0} s").format(count), "") for name, count in LENGTHS.items()]
        self.length = Segments(
            self.tr("Length"),
            (
                ("all", self.tr("all of the film"), self.tr("and what is drawn behind it")),
                *seconds,
                ("own", self.tr("other"), self.tr("A length of your own")),
            ),
            "all" if work.document.frames else "normal",
        )
        self.add(self.tr("Length"), self.length)
        rate = work.document.rate
        self.own = FrameSpin(self.tr("Frames in all"), rate, round(4 * rate), least=2)
        self.add(self.tr("Frames in all"), self.own)
        self.way = Segments(
            self.tr("The way back"),
            (
                ("bridge", self.tr("new frames"), self.tr("Drawn behind the film's end")),
                ("redraw", self.tr("the last frames anew"), self.tr("The film keeps its length")),
            ),
            "bridge",
        )
        self.add(self.tr("The way back"), self.way)
        self.join = FrameSpin(self.tr("It takes"), rate, round(rate))
        self.add(self.tr("It takes"), self.join)
        self.words = Words(self.tr("What happens there"), self.tr("As in the card before"))
        self.add(self.tr("What happens"), self.words)
        self.show_row(self.own, False)
        self.length.changed.connect(lambda: self.show_row(self.own, self.length.value() == "own"))
        for signal in (self.length.changed, self.way.changed):
            signal.connect(self.changed)
        for spin in (self.own, self.join):
            spin.valueChanged.connect(self.changed)
        self.words.typed.connect(self.changed)

    def edited(self) -> Edited:
        from engine.tools.loop import loop

        doc, which = self.work.document, self.length.value()
        length = self.own.value() if which == "own" else None
        if isinstance(which, str) and which in LENGTHS:
            length = round(LENGTHS[which] * doc.rate)
        way = cast(Way, self.way.value())
        return loop(doc, length, way, self.join.value(), self.words.said(), shown=self.work.shown)
