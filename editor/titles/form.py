"""What a title says and how it looks, as fields that a person fills in. Shows and makes a `Recipe`."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractSpinBox, QHBoxLayout, QPlainTextEdit, QWidget

from editor import theme
from editor.form import FormRows
from editor.picker import Picker
from editor.titles.parts import ColourButton, FontPicker, Percent, PlaceGrid
from editor.tools.fields import Segments
from engine.media.titles.recipe import OFFSETS, OUTLINES, RESTS, SIZES, Recipe, clean, preset

SHARE = (0.0, 1.0)
LINES = 3


class TitleForm(QWidget):
    """`changed` after anything a person did. `size` is the film's, whose shape the kinds' letters follow."""

    changed = Signal()

    def __init__(self, recipe: Recipe | None, size: tuple[int, int]) -> None:
        super().__init__()
        self._size = size
        self._quiet = False
        self._make()
        self._lay_out()
        self._listen()
        self.show_recipe(recipe or preset("title", "…", *size), words=recipe is not None)

    def _make(self) -> None:
        self._make_words()
        self._make_letters()
        self._make_place()

    def _make_words(self) -> None:
        self.words = QPlainTextEdit()
        self.words.setAccessibleName(self.tr("What it says"))
        self.words.setPlaceholderText(self.tr("What it says; one line below the other"))
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(LINES * self.words.fontMetrics().lineSpacing() + 20)
        self.kind = Segments(
            self.tr("Kind"),
            (
                ("title", self.tr("Title"), self.tr("Large, in the middle; further lines are smaller")),
                ("lower-third", self.tr("Lower third"), self.tr("Who is seen: a name, and what they do")),
                ("subtitle", self.tr("Subtitle"), self.tr("What is said, at the foot of the picture")),
                ("credits", self.tr("Credits"), self.tr("Many lines, in small letters")),
            ),
            "title",
        )

    def _make_letters(self) -> None:
        self.font_family = FontPicker(self.tr("Font"))
        self.weight = Picker()
        self.weight.setAccessibleName(self.tr("Weight"))
        for key, text in (
            ("light", self.tr("Light")), ("regular", self.tr("Regular")), ("bold", self.tr("Bold")),
            ("black", self.tr("Black")),
        ):  # fmt: skip
            self.weight.addItem(text, key)
        self.size_share = Percent(self.tr("Size of the letters"), SIZES, 1, 0.5)
        self.size_share.setToolTip(self.tr("In percent of the picture’s height"))
        self.rest = Percent(self.tr("Size of the lines after the first"), RESTS)
        self.rest.setToolTip(self.tr("The lines after the first, in percent of its size"))
        self.rest.setPrefix(self.tr("then "))
        self.colour = ColourButton(self.tr("Colour"))
        self.outline = Percent(self.tr("Outline"), OUTLINES, 0, 1.0)
        self.outline.setToolTip(self.tr("Its width, in percent of the letters’ size"))
        self.outline_opacity = Percent(self.tr("Opacity of the outline"), SHARE)
        self.outline_opacity.setPrefix(self.tr("opacity "))
        self.outline_colour = ColourButton(self.tr("Colour of the outline"))
        self.shadow = Percent(self.tr("Shadow"), SHARE)
        self.shadow.setToolTip(self.tr("How dark it is; 0 for none"))
        self.box = Percent(self.tr("Box"), SHARE)
        self.box.setToolTip(self.tr("How solid a box behind the words is; 0 for none"))
        self.box_colour = ColourButton(self.tr("Colour of the box"))

    def _make_place(self) -> None:
        self.align = Segments(
            self.tr("Lines"),
            (
                ("left", self.tr("left"), self.tr("Lines begin below each other")),
                ("center", self.tr("centred"), self.tr("Lines stand in the middle")),
                ("right", self.tr("right"), self.tr("Lines end below each other")),
            ),
            "center",
        )
        self.place = PlaceGrid(self.tr("Place"))
        self.right = Percent(self.tr("Moved to the right"), OFFSETS, 1, 1.0)
        self.right.setToolTip(self.tr("To the right, in percent of the picture’s width; below 0 to the left"))
        self.right.setPrefix("→ ")
        self.down = Percent(self.tr("Moved down"), OFFSETS, 1, 1.0)
        self.down.setToolTip(self.tr("Down, in percent of the picture’s height; below 0 up"))

        self.down.setPrefix("↓ ")

    def _lay_out(self) -> None:
        self._form = FormRows(self)
        self._row(self.tr("Words"), self.words)
        self._row(self.tr("Kind"), self.kind)
        self._row(self.tr("Font"), self.font_family, self.weight)
        self._row(self.tr("Size"), self.size_share, self.rest, self.colour)
        self._row(self.tr("Outline"), self.outline, self.outline_opacity, self.outline_colour)
        self._row(self.tr("Shadow"), self.shadow)
        self._row(self.tr("Box"), self.box, self.box_colour)
        self._row(self.tr("Lines"), self.align)
        self._row(self.tr("Place"), self.place)
        self._row(self.tr("Moved"), self.right, self.down)

    def _row(self, name: str, first: QWidget, *others: QWidget) -> None:
        if not others and not isinstance(first, QAbstractSpinBox):
            self._form.add(name, first)
            return
        holder = QWidget()
        holder.setFocusProxy(first)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SMALL)
        for widget in (first, *others):
            row.addWidget(widget)
        row.addStretch(1)
        self._form.add(name, holder)

    def add_row(self, name: str, widget: QWidget) -> None:
        """One more field, below the others."""
        self._row(name, widget)

    def _listen(self) -> None:
        self.words.textChanged.connect(self._tell)
        self.kind.changed.connect(self._other_kind)
        for picker in (self.font_family, self.weight):
            picker.currentIndexChanged.connect(self._tell)
        for percent in self._percents().values():
            percent.valueChanged.connect(self._tell)
        for colour in self._colours().values():
            colour.changed.connect(self._tell)
        self.align.changed.connect(self._tell)
        self.place.changed.connect(self._tell)

    def _percents(self) -> dict[str, Percent]:
        return {
            "size": self.size_share, "rest": self.rest, "outline": self.outline,
            "outline_opacity": self.outline_opacity, "shadow": self.shadow, "box": self.box,
            "right": self.right, "down": self.down,
        }  # fmt: skip

    def _colours(self) -> dict[str, ColourButton]:
        return {"colour": self.colour, "outline_colour": self.outline_colour, "box_colour": self.box_colour}

    def _tell(self, *_: object) -> None:
        if not self._quiet:
            self.changed.emit()

    def _other_kind(self) -> None:
        """All as that kind has it, but for the words and their font."""
        if self._quiet:
            return
        kind: Any = self.kind.value()
        self.show_recipe(replace(preset(kind, "…", *self._size), font=self.font_family.family()), words=False)
        self.changed.emit()

    @contextmanager
    def _silent(self):
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    def show_recipe(self, recipe: Recipe, words: bool = True) -> None:
        """Without `words` what is typed stays."""
        with self._silent():
            if words:
                self.words.setPlainText(recipe.text)
            for field, value in ((self.kind, recipe.kind), (self.align, recipe.align)):
                field.buttons[value].setChecked(True)
                field.setFocusProxy(field.buttons[value])
            self.font_family.show_family(recipe.font)
            self.weight.setCurrentIndex(self.weight.findData(recipe.weight))
            for name, percent in self._percents().items():
                percent.show_share(getattr(recipe, name))
            for name, colour in self._colours().items():
                colour.show_colour(getattr(recipe, name))
            self.place.show_place(recipe.place)

    def is_empty(self) -> bool:
        return not self.words.toPlainText().strip()

    def recipe(self) -> Recipe:
        """Raises `TweenError`, without words among others."""
        fields: dict[str, Any] = {name: field.share() for name, field in self._percents().items()}
        fields |= {name: field.colour() for name, field in self._colours().items()}
        return Recipe(
            clean(self.words.toPlainText()), kind=self.kind.value(), font=self.font_family.family(),  # type: ignore[arg-type]
            weight=self.weight.currentData(), align=self.align.value(), place=self.place.place(),  # type: ignore[arg-type]
            **fields,
        )  # fmt: skip
