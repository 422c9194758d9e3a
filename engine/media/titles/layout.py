"""Where each line of a title lies in the picture: wrapped, aligned, and made to fit the title-safe area."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from engine.document.fit import Box, Size
from engine.media.titles.fonts import Face, Run, faces_for, is_right_to_left, runs
from engine.media.titles.recipe import Recipe

TITLE_SAFE = 0.90
"""The part of the picture, each way, in which titles are safe (SMPTE ST 2046-1)."""
SMALLEST = 5
"""Pixels of a letter; words that do not fit at that size run over the edge."""
SHRINK = 0.92
PADDING = (0.45, 0.25)
"""Of a box beside and above the words, as shares of the letters' size."""
CLOSING = frozenset("、。，．：；！？）」』】〉》〕｝〗’”…％,.:;!?)]}%")
"""Signs that no line begins with."""


@dataclass(frozen=True)
class Line:
    """`runs` from left to right; the base line's left end at (`x`, `y`) in the picture."""

    runs: tuple[tuple[Run, float], ...]
    """Each with its own distance from `x`."""
    x: float
    y: float
    pixels: int


@dataclass(frozen=True)
class Layout:
    """`box` is all that the words take up, their padding included. `share` is the part of the wanted size at
    which they fit the safe area; 1 where they did."""

    lines: tuple[Line, ...]
    box: Box
    pixels: int
    share: float

    def is_safe(self, size: Size) -> bool:
        """Whether all of it lies in the title-safe area, to a pixel of rounding."""
        x, y, width, height = self.box
        left, top = safe_edges(size)
        inside = x >= left - 1 and x + width <= size[0] - left + 1
        return inside and y >= top - 1 and y + height <= size[1] - top + 1


@dataclass(frozen=True)
class _Row:
    """A line of its own before it has a place."""

    runs: tuple[Run, ...]
    widths: tuple[float, ...]
    pixels: int
    ascent: int
    height: int
    rightwards: bool

    @property
    def width(self) -> float:
        return sum(self.widths)


def safe_edges(size: Size) -> tuple[int, int]:
    """Pixels that lie outside the title-safe area at the left and at the top."""
    return round(size[0] * (1 - TITLE_SAFE) / 2), round(size[1] * (1 - TITLE_SAFE) / 2)


def laid_out(recipe: Recipe, size: Size) -> Layout:
    """The title in a picture of `size` (width, height). Raises `TweenError` for letters that no font has."""
    left, top = safe_edges(size)
    room = size[0] - 2 * left, size[1] - 2 * top
    wanted = max(SMALLEST, round(recipe.size * size[1]))
    pixels, faces = wanted, faces_for(recipe.text, recipe.font, recipe.weight)
    while True:
        rows, edges = _rows(recipe, faces, pixels, room[0])
        width = max(row.width for row in rows) + 2 * edges[0]
        height = sum(row.height for row in rows) + 2 * edges[1]
        if (width <= room[0] and height <= room[1]) or pixels <= SMALLEST:
            break
        pixels = max(SMALLEST, min(pixels - 1, int(pixels * SHRINK)))
    box = _placed(recipe, size, (round(width), round(height)))
    return Layout(tuple(_lines(recipe, rows, box, edges)), box, pixels, pixels / wanted)


def _rows(
    recipe: Recipe, faces: tuple[Face, ...], pixels: int, room: int
) -> tuple[list[_Row], tuple[int, int]]:
    """The lines at that size, wrapped to `room` pixels, and what lies around them on each side."""
    across, over = PADDING if recipe.box else (0.0, 0.0)
    edges = round(pixels * (across + recipe.outline)), round(pixels * (over + recipe.outline))
    rows: list[_Row] = []
    for number, line in enumerate(recipe.text.split("\n")):
        each = pixels if number == 0 else max(SMALLEST, round(pixels * recipe.rest))
        rows += (_row(part, faces, each) for part in _wrapped(line, faces, each, room - 2 * edges[0]))
    return rows, edges


def _row(text: str, faces: tuple[Face, ...], pixels: int) -> _Row:
    parts = runs(text, faces)
    metrics = [face.font(pixels).getmetrics() for face in {run.face for run in parts} or faces[:1]]
    ascent, descent = max(m[0] for m in metrics), max(m[1] for m in metrics)
    widths = tuple(run.face.font(pixels).getlength(run.text) for run in parts)
    return _Row(parts, widths, pixels, ascent, ascent + descent, not is_right_to_left(text))


def _wrapped(line: str, faces: tuple[Face, ...], pixels: int, room: int) -> Iterator[str]:
    """The line in parts that are not wider than `room`, where it can be broken."""
    line, now = line.strip(), ""
    for piece in pieces(line):
        if now and _width((now + piece).rstrip(), faces, pixels) > room:
            yield now.rstrip()
            now = piece.lstrip()
        else:
            now += piece
    yield now.rstrip()


@lru_cache(maxsize=4096)
def _width(text: str, faces: tuple[Face, ...], pixels: int) -> float:
    return sum(run.face.font(pixels).getlength(run.text) for run in runs(text, faces))


def pieces(line: str) -> Iterator[str]:
    """The line in parts that a break may stand between: words with the spaces behind them, single Han signs
    and kana, none of which is followed by a sign that closes something."""
    piece = ""
    for at, sign in enumerate(line):
        piece += sign
        after = line[at + 1 : at + 2]
        if not after or after in CLOSING or after.isspace() or unicodedata.combining(after):
            continue
        if sign.isspace() or _is_wide(sign) or _is_wide(after):
            yield piece
            piece = ""
    if piece:
        yield piece


def _is_wide(sign: str) -> bool:
    """Whether it is of a script that is written without spaces, in squares."""
    wide = unicodedata.east_asian_width(sign) in ("W", "F")
    return wide and unicodedata.category(sign) in ("Lo", "Po", "So")


def _placed(recipe: Recipe, size: Size, block: Size) -> Box:
    """The block at its place in the safe area, moved by the recipe's offset."""
    left, top = safe_edges(size)
    across = {"left": 0.0, "right": 1.0}.get(_column(recipe.place), 0.5)
    down = 0.0 if recipe.place.startswith("top") else 1.0 if recipe.place.startswith("bottom") else 0.5
    x = left + across * (size[0] - 2 * left - block[0]) + recipe.right * size[0]
    y = top + down * (size[1] - 2 * top - block[1]) + recipe.down * size[1]
    return round(x), round(y), *block


def _column(place: str) -> str:
    return place.rpartition("-")[2]


def _lines(recipe: Recipe, rows: list[_Row], box: Box, edges: tuple[int, int]) -> Iterator[Line]:
    x, y, width, _ = box
    inner, top = width - 2 * edges[0], y + edges[1]
    for row in rows:
        spare = inner - row.width
        at = x + edges[0] + spare * {"left": 0.0, "center": 0.5, "right": 1.0}[recipe.align]
        order = list(zip(row.runs, row.widths, strict=True))
        moved, now = [], 0.0
        for run, wide in order if row.rightwards else reversed(order):
            moved.append((run, now))
            now += wide
        yield Line(tuple(moved), at, top + row.ascent, row.pixels)
        top += row.height
