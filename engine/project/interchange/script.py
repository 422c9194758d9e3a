"""A written script becomes a board: one shot a row, list item, paragraph or line.

    prompt,seconds,negative        - A red boat leaves (3s)       A red boat leaves [72f]
    A red boat leaves,3,fog        - Night falls                  Night falls

A table (.csv, .tsv) has a first row with the columns' names; Markdown (.md) gives its list items, or its
paragraphs where it has no list, without headings; plain text gives its paragraphs, or its lines where no line
is blank; a screenplay (.fountain) gives what is seen in its scenes. `(3s)`, `(2.5 seconds)`, `[72f]` at the
end of a shot is its length.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from engine.document.edits import set_card, set_format
from engine.document.ids import NewId, random_id
from engine.document.model import Card, Document
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.project.interchange.files import read_bytes
from engine.project.interchange.fountain import actions
from engine.project.interchange.imported import Imported
from engine.tools.styles import style

SECONDS = Fraction(4)
"""How long a shot is when the script does not say."""
LARGEST = 16 << 20
LONGEST = 24 * 3600
"""Seconds of one shot."""
COLUMNS = ("prompt", "seconds", "frames", "negative", "style", "seed", "strength")

_LENGTH = re.compile(
    r"\s*[(\[]\s*(\d+(?:[.,]\d+)?)\s*(s|sec|secs|seconds?|f|fr|frames?)\s*[)\]]\s*$", re.IGNORECASE
)
_ITEM = re.compile(r"^(\s{0,3})(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?(.*)$")
_MARKS = re.compile(r"(\*\*|__|`)(?=\S)(.{1,300}?)(?<=\S)\1")
"""Bounded: where nothing closes what was opened, looking for it costs only so much."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One row of a script, in words: `line` is where it starts; `values` by column, blank ones left out."""

    line: int
    values: dict[str, str]


def import_script(
    path: Path,
    rate: Fraction = Fraction(24),
    size: tuple[int, int] = (1280, 720),
    seconds: Fraction = SECONDS,
    *,
    new_id: NewId = random_id,
) -> Imported:
    """A film of cards, one a shot, each `seconds` long where the script does not say.

    A shot that cannot be used is left out, a value that cannot be used is left at its default, each with a
    sentence that names its line. Raises `TweenError` when nothing is left, or the file is no text.
    """
    text = _text(path)
    report: list[str] = []
    shots = _reader(path.suffix.lower())(text, report.append)
    doc = set_format(Document(), rate, *size)
    if not 1 <= round(seconds * rate) <= LONGEST * rate:
        raise TweenError(f"A shot cannot be {float(seconds):g} seconds long; choose another length.")
    cards: list[Card] = []
    for shot in shots:
        start = cards[-1].range.stop if cards else 0
        card = _card(doc, shot, start, seconds, report.append, new_id)
        cards += [card] if card else []
    if not cards:
        why = f" {report[0]}" if report else ""
        raise TweenError(f"There is no shot in {path.name}.{why}")
    return Imported(replace(doc, cards=tuple(cards)), tuple(report))


def _text(path: Path) -> str:
    data = read_bytes(path, LARGEST)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise TweenError(f"{path} is not UTF-8 text; save it as UTF-8 and try again.") from None
    if "\0" in text:
        raise TweenError(f"{path} is not a text file; choose a script in CSV, Markdown or plain text.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _reader(suffix: str) -> Callable[[str, Callable[[str], None]], Iterator[Shot]]:
    if suffix in (".csv", ".tsv"):
        return _table_shots
    if suffix == ".fountain":
        return _fountain_shots
    return _markdown_shots if suffix in (".md", ".markdown") else _plain_shots


def _fountain_shots(text: str, say: Callable[[str], None]) -> Iterator[Shot]:
    """Each scene begins with a cut, and its shots are set where it happens."""
    for action in actions(text, say):
        shot = _worded(action.line, action.words)
        more = {"setting": action.setting, "cut": "yes" if action.first else ""}
        yield Shot(shot.line, shot.values | {name: value for name, value in more.items() if value})


def _table_shots(text: str, say: Callable[[str], None]) -> Iterator[Shot]:
    head = text.lstrip("\n").partition("\n")[0]
    mark = max(("\t", ";", ","), key=head.count)
    rows = csv.reader(io.StringIO(text), delimiter=mark, strict=True)
    names: list[str] | None = None
    line = 1
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            say(f"Line {line} and what follows cannot be read as a table: {error}.")
            return
        if row is None:
            return
        if names is None and any(cell.strip() for cell in row):
            names = _columns(row, say)
        elif names is not None and any(cell.strip() for cell in row):
            if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
                say(f"Line {line} has more cells than there are columns; put text with commas in quotes.")
            values = {name: cell.strip() for name, cell in zip(names, row, strict=False) if cell.strip()}
            yield Shot(line, values)
        line = rows.line_num + 1


def _columns(row: list[str], say: Callable[[str], None]) -> list[str]:
    names = [cell.strip().casefold() for cell in row]
    if "prompt" not in names:
        raise TweenError(
            f"The table has no column “prompt”; its first row must name the columns: {', '.join(COLUMNS)}."
        )
    for name in names:
        if name and name not in COLUMNS:
            say(f"The column “{name}” is not one of {', '.join(COLUMNS)}, and was left out.")
        if name and names.count(name) > 1:
            raise TweenError(f"The table has the column “{name}” twice; keep one of them.")
    return names


def _plain_shots(text: str, say: Callable[[str], None]) -> Iterator[Shot]:
    lines = list(enumerate(text.split("\n"), 1))
    blocks = list(_paragraphs(lines))
    if len(blocks) == 1:
        blocks = [[line] for line in blocks[0]]
    for block in blocks:
        yield _worded(block[0][0], " ".join(words.strip() for _, words in block))


def _paragraphs(lines: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    block: list[tuple[int, str]] = []
    for line, words in lines:
        if words.strip():
            block.append((line, words))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _markdown_shots(text: str, say: Callable[[str], None]) -> Iterator[Shot]:
    blocks = list(_blocks(_prose(text)))
    items = [block for block in blocks if block.item]
    for block in blocks:
        if items and not block.item:
            say(f"Line {block.line} is not part of the list, and was left out.")
        else:
            yield _worded(block.line, _MARKS.sub(r"\2", " ".join(block.words)))


def _prose(text: str) -> Iterator[tuple[int, str]]:
    """The lines without front matter, comments, code, rules and headings, which become blank ones."""
    text = re.sub(r"<!--.*?(?:-->|\Z)", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL)
    text = re.sub(r"\A---\n.*?\n---(?=\n|\Z)", lambda f: "\n" * f[0].count("\n"), text, flags=re.DOTALL)
    fenced = False
    for line, words in enumerate(text.split("\n"), 1):
        fence = words.lstrip().startswith(("```", "~~~"))
        fenced ^= fence
        dull = re.match(r"\s{0,3}(#{1,6}(\s|$)|([-*_=]\s*){3,}$)", words)
        yield line, "" if fence or fenced or dull else words


@dataclass(slots=True)
class _Block:
    line: int
    item: bool
    words: list[str]


def _blocks(lines: Iterable[tuple[int, str]]) -> Iterator[_Block]:
    """List items and paragraphs; an item goes on in the lines below it that are indented or not blank."""
    block: _Block | None = None
    for line, words in lines:
        item = _ITEM.match(words)
        if item or not words.strip():
            if block:
                yield block
            block = _Block(line, True, [item[2].strip()]) if item else None
        elif block is None:
            block = _Block(line, False, [words.strip()])
        else:
            block.words.append(words.strip())
    if block:
        yield block


def _worded(line: int, words: str) -> Shot:
    """A shot from its words, the length at their end taken off."""
    words = " ".join(words.split())  # a long run of blanks would be gone through from each of its places
    length = _LENGTH.search(words)
    if not length:
        return Shot(line, {"prompt": words})
    unit = "seconds" if length[2].lower().startswith("s") else "frames"
    return Shot(line, {"prompt": words[: length.start()], unit: length[1]})


def _card(
    doc: Document, shot: Shot, start: int, seconds: Fraction, say: Callable[[str], None], new_id: NewId
) -> Card | None:
    prompt = _clean(shot.values.get("prompt", ""))
    if not prompt:
        say(f"Line {shot.line} says nothing about what happens, and was left out.")
        return None
    frames = None
    try:
        frames = _length(shot.values.get("seconds", ""), shot.values.get("frames", ""), doc.rate)
    except ValueError as error:
        say(f"Line {shot.line}: {error}; the shot is {float(seconds):g} seconds long.")
    card_id = new_id()
    span = FrameRange(start, start + (frames or round(seconds * doc.rate)))
    alone = replace(doc, cards=(Card(card_id, span, lineage=card_id, origin=start, prompt=prompt),))
    for name in ("negative", "style", "seed", "strength", "setting", "cut"):
        value = _clean(shot.values.get(name, ""))
        try:
            alone = _with_value(alone, name, value) if value else alone
        except (TweenError, ValueError):
            say(f"Line {shot.line}: “{value}” is no {name} that a card can have, and was left out.")
    return alone.cards[0]


def _with_value(alone: Document, name: str, value: str) -> Document:
    """TweenError or ValueError for a value that does not go."""
    card_id = alone.cards[0].id
    if name == "style":
        return set_card(alone, card_id, style=style(value).key)
    if name == "seed":
        return set_card(alone, card_id, seed=int(value))
    if name == "strength":
        return set_card(alone, card_id, strength=float(value.replace(",", ".")))
    if name == "setting":
        return set_card(alone, card_id, setting=value)
    if name == "cut":
        return set_card(alone, card_id, cut=alone.cards[0].range.start > 0)
    return set_card(alone, card_id, negative=value)


def _length(seconds: str, frames: str, rate: Fraction) -> int | None:
    """Frames of a shot, None where the script does not say. ValueError with half a sentence."""
    if seconds and frames:
        raise ValueError("the length is given in seconds and in frames")
    text = seconds or frames
    if not text:
        return None
    number = re.fullmatch(r"(\d{1,9})(?:[.,](\d{1,9}))?\s*(s|f)?", text)
    if not number or (number[3] == "f") > bool(frames) or (number[3] == "s") > bool(seconds):
        raise ValueError(f"“{text}” is no length")
    value = Fraction(f"{number[1]}.{number[2] or 0}")
    count = round(value * rate) if seconds else round(value)
    if count < 1:
        raise ValueError(f"“{text}” is shorter than one frame")
    if count > LONGEST * rate:
        raise ValueError(f"“{text}” is longer than a day")
    return count


def _clean(text: str) -> str:
    """On one line, without the signs that steer a terminal."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
