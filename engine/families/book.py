"""A model's picture book: pictures that its folder holds for words.

A small model that follows reference pictures draws what it is shown far better than what it is told. Its
folder may hold pictures of the things whose names it knows, and a prompt that names one, in a colour, is
drawn with that picture as its reference where the person gave none. `book/book.json` says which is where:

    cell      [width, height] of each picture, in pixels
    sheets    {look: file beside it}, a picture of rows and columns of cells; the first look is the usual one
    things    {word: row}
    colours   {word: column}
    looks     {phrase: look}
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import TweenError
from engine.families.models.allowed import BOOK, BOOK_INDEX, safe
from engine.media.images import UNREADABLE, open_image

#: Of a whole sheet, in pixels; and of words between a colour and its thing.
MOST_PIXELS, BETWEEN = 1 << 24, 3
NO_INDEX = (ArithmeticError, AttributeError, KeyError, RecursionError, TypeError, ValueError)
"""What JSON raises that is none, nested without end, or of other values than an index has."""


@dataclass(frozen=True)
class Book:
    """An open book: nothing but its index is in memory."""

    folder: Path
    cell: tuple[int, int]
    sheets: dict[str, str]
    things: dict[str, int]
    colours: dict[str, int]
    looks: dict[str, str]

    @classmethod
    def open(cls, model: Path) -> Book | None:
        """The book of the model in a folder, None where it has none. TweenError for one that cannot be
        read."""
        folder = model / BOOK
        if not (folder / BOOK_INDEX).is_file():
            return None
        try:
            found: dict[str, Any] = json.loads((folder / BOOK_INDEX).read_text(encoding="utf-8"))
            width, height = (int(side) for side in found["cell"])
            sheets = {str(look): str(name) for look, name in found["sheets"].items()}
            things, colours = ({str(w): int(n) for w, n in found[k].items()} for k in ("things", "colours"))
            looks = {str(phrase): str(look) for phrase, look in found["looks"].items()}
        except (OSError, *NO_INDEX) as error:
            raise TweenError(
                f"The picture book of the model in {model} has an index that no book has."
            ) from error
        if not sheets or min(width, height) < 1 or not all(map(safe, sheets.values())):
            raise TweenError(f"The picture book of the model in {model} names no pictures beside it.")
        return cls(folder, (width, height), sheets, things, colours, looks)

    def picture(self, prompt: str) -> np.ndarray | None:
        """The picture for the first thing that the prompt names with a colour, uint8 [H, W, 3]; None for a
        prompt that names none. TweenError for a sheet that is not what the index says."""
        place = self._named(prompt)
        if place is None:
            return None
        plain = f" {_plain(prompt)} "
        said = [phrase for phrase in self.looks if f" {_plain(phrase)} " in plain]
        look = self.looks[max(said, key=len)] if said else ""
        name = self.sheets.get(look, next(iter(self.sheets.values())))
        (row, column), (width, height) = place, self.cell
        try:
            with open_image(str(self.folder / name)) as sheet:
                inside = (column + 1) * width <= sheet.width and (row + 1) * height <= sheet.height
                if sheet.width * sheet.height > MOST_PIXELS or min(place) < 0 or not inside:
                    raise ValueError("the sheet has no such cell")
                left, top = column * width, row * height
                return np.array(sheet.convert("RGB").crop((left, top, left + width, top + height)))
        except (TweenError, *UNREADABLE) as error:
            raise TweenError(
                f"{self.folder / name}, a sheet of the model's picture book, cannot be read."
            ) from error

    def _named(self, prompt: str) -> tuple[int, int] | None:
        """Row and column of the first thing with a colour shortly before it."""
        words = _plain(prompt).split()
        for n, word in enumerate(words):
            if word in self.things:
                before = [w for w in words[max(0, n - BETWEEN) : n] if w in self.colours]
                if before:
                    return self.things[word], self.colours[before[-1]]
        return None


def _plain(text: str) -> str:
    """Lower-case words with one space between."""
    return " ".join(re.sub(r"[^\w\s]", " ", text.lower()).split())
