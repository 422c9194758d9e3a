"""Restyle and format: the film in another style, or in another shape."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QLineEdit

from editor.cards.controls import Strength
from editor.cards.style_picker import style_name
from editor.picker import Picker
from editor.tools.board import CardsPicker
from editor.tools.fields import Segments, Words
from editor.tools.form import Making, Place, ToolForm
from editor.workspace import Workspace
from engine.errors import TweenError
from engine.tools.edited import Edited

SHAPES = ("16:9", "9:16", "1:1", "21:9", "4:5")
RATES = tuple(Fraction(n) for n in (24, 25, 30, 50, 60))
OF_FOOTAGE = 3
"""Of the footage's own rates so many are offered."""
PICTURE = QSize(48, 27)


class RestyleForm(ToolForm):
    def __init__(self, work: Workspace, place: Place = None) -> None:
        from engine.tools.styles import styles

        super().__init__(work)
        self.title = self.tr("Restyle")
        self.about = self.tr(
            "Gives cards another style. Those with words keep them; footage without words is redrawn towards "
            "the style."
        )
        self.does = self.tr("Restyle")
        self.style_ = Picker()
        self.style_.setIconSize(PICTURE)
        for key, each in styles().items():
            icon = QIcon(str(each.picture)) if each.picture is not None else QIcon()
            self.style_.addItem(icon, style_name(each), key)
        self.style_.addItem(self.tr("No style"), None)
        self.add(self.tr("Style"), self.style_)
        self.which = CardsPicker(work)
        if place is not None and work.card() is not None:
            self.which.setCurrentIndex(self.which.count() - 1)  # asked for on a card, not on the film
        self.add(self.tr("Cards"), self.which)
        self.own = QCheckBox(self.tr("A strength for all, not the style's own"))
        self.add("", self.own)
        self.strength = Strength()
        self.strength.show_value(0.55)
        self.add(self.tr("Strength"), self.strength)
        self.show_row(self.strength, False)
        self.own.toggled.connect(lambda on: self.show_row(self.strength, on))
        for signal in (self.style_.activated, self.which.activated, self.own.toggled):
            signal.connect(self.changed)
        self.strength.changed.connect(self.changed)

    def edited(self) -> Edited:
        from engine.tools.restyle import restyle

        chosen = self.which.cards()
        whole = len(chosen) == len(self.work.document.cards)
        strength = round(self.strength.number.value(), 2) if self.own.isChecked() else None
        key = self.style_.currentData()
        return restyle(
            self.work.document, key and str(key), self.work.model, None if whole else chosen, strength
        )

    def undo_name(self) -> str:
        return self.tr("Restyle: {0}").format(self.style_.currentText())


class FormatForm(ToolForm):
    def __init__(self, work: Workspace, place: Place = None) -> None:
        super().__init__(work)
        self.title = self.tr("Change the format")
        self.about = self.tr(
            "Gives the film another shape, or more or fewer frames a second. Drawn cards are to be drawn "
            "anew for it."
        )
        self.does = self.tr("Change")
        now = ("now", self.tr("as now"), "")
        own = ("own", self.tr("other"), self.tr("A shape, or a size in pixels"))
        self.shape = Segments(self.tr("Format"), (now, *((s, s, "") for s in SHAPES), own), "now")
        self.add(self.tr("Format"), self.shape)
        self.own = QLineEdit(f"{work.document.width}x{work.document.height}")
        self.own.setPlaceholderText(self.tr("2.39:1 or 1080x1920"))
        self.add(self.tr("Shape or size"), self.own)
        self.empty = Segments(
            self.tr("Footage of another shape"),
            (
                ("bars", self.tr("between bars"), self.tr("All of it is seen")),
                ("crop", self.tr("cut off"), self.tr("It fills the picture")),
                ("outpaint", self.tr("drawn around"), self.tr("All of it is seen, and more is drawn")),
            ),
            "crop" if work.document.fill else "bars",
        )
        self.add(self.tr("Footage"), self.empty)
        self.words = Words(self.tr("What is around it"), self.tr("What the cards say"))
        self.add(self.tr("Around it"), self.words)
        self.rate = Segments(self.tr("Frames a second"), self._rates(), work.document.rate)
        self.add(self.tr("Frames a second"), self.rate)
        self._show_rows()
        for field in (self.shape, self.empty):
            field.changed.connect(self._show_rows)
        for field in (self.shape, self.empty, self.rate):
            field.changed.connect(self.changed)
        self.own.textChanged.connect(self.changed)
        self.words.typed.connect(self.changed)

    def _rates(self) -> list[tuple[Fraction, str, str]]:
        """The film's own, the usual ones, and those of its footage."""
        now, keeps = self.work.document.rate, self.tr("Everything keeps its time")
        found = {asset.rate for asset in self.work.document.assets if asset.kind == "video"}
        others = sorted({*RATES, *sorted(found)[:OF_FOOTAGE]} - {now})
        return [(now, self.tr("as now"), ""), *((rate, f"{float(rate):.5g}", keeps) for rate in others)]

    def _show_rows(self) -> None:
        self.show_row(self.own, self.shape.value() == "own")
        self.show_row(self.words, self.empty.value() == "outpaint")

    def edited(self) -> Edited:
        from engine.tools.aspect import aspect, size_of
        from engine.tools.rate import at_rate

        begun, rate = Edited(self.work.document, ()), self.rate.value()
        if rate != begun.document.rate:
            begun = at_rate(begun.document, Fraction(str(rate)))
        doc, shape, empty = begun.document, str(self.shape.value()), self.empty.value()
        if shape == "now":
            size = doc.width, doc.height
        else:
            size = size_of(doc, self.own.text() if shape == "own" else shape)
        crop, around = empty == "crop", empty == "outpaint"
        if (*size, crop, around) == (doc.width, doc.height, doc.fill, False):
            if doc is self.work.document:
                raise TweenError(self.tr("Choose another format, or other frames a second."))
            return begun
        shaped = aspect(doc, size, around, self.words.said() if around else None, crop)
        return Edited(shaped.document, shaped.cards, (*begun.notes, *shaped.notes))

    def making(self) -> Making | None:
        """The titles are drawn anew for another size."""
        from engine.tools.title import has_titles

        edited, before = self.edited(), (self.work.document.width, self.work.document.height)
        now = edited.document.width, edited.document.height
        if now == before or not has_titles(self.work.document):
            return None
        return lambda film: _with_titles(edited, before, film.folder)

    def undo_name(self) -> str:
        shape = self.own.text() if self.shape.value() == "own" else str(self.shape.value())
        if self.rate.value() == self.work.document.rate:
            return self.tr("Format {0}").format(
                shape if shape != "now" else self.empty.buttons[self.empty.value()].text()
            )
        rate = self.tr("{0} frames a second").format(f"{float(Fraction(str(self.rate.value()))):.5g}")
        return rate if shape == "now" else f"{shape}, {rate}"


def _with_titles(edited: Edited, before: tuple[int, int], folder: Path) -> Edited:
    """In the background."""
    from engine.tools.title import fitted

    document, notes = fitted(edited.document, before, folder)
    return replace(edited, document=document, notes=(*edited.notes, *notes))
