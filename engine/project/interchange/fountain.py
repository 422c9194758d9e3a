"""Fountain (fountain.io), the plain text of screenplays: what is seen, scene by scene.

INT. KITCHEN - NIGHT            a scene heading: where the paragraphs below it happen
A red kettle steams.            an action paragraph: a shot
ANNA                            a character and, below, what is said: not seen, and left out
At last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_HIDDEN = re.compile(r"/\*.*?(?:\*/|\Z)|\[\[.*?(?:\]\]|\Z)", re.DOTALL)
_TITLE = re.compile(r"[A-Za-z][A-Za-z ]{0,30}:")
_HEADING = re.compile(r"(?:INT\.?/EXT|EXT\.?/INT|I/E|INT|EXT|EST)[. ]\s*(.+)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*#[^#]{1,20}#\s*$")
_MARKS = re.compile(r"[*_\\]")
INDOORS = {"INT": "indoors", "EXT": "outdoors"}


@dataclass(frozen=True, slots=True)
class Action:
    """A paragraph of what is seen. `line`: where it starts; `first`: of its scene."""

    line: int
    words: str
    setting: str
    first: bool


def actions(text: str, say: Callable[[str], None]) -> Iterator[Action]:
    """The action paragraphs in order; what is left out is said once, at the end."""
    text = _HIDDEN.sub(lambda found: "\n" * found[0].count("\n"), text)
    setting, first, spoken = "", False, 0
    for number, block in enumerate(_blocks(text)):
        line, head = block[0]
        if number == 0 and _TITLE.match(head) and not _HEADING.match(head) and not head.endswith("TO:"):
            continue  # the title page
        place = _place(head)
        if place is not None:
            setting, first, block = place, True, block[1:]
        elif _is_character(head, len(block)):
            spoken += 1
            continue
        seen = [words for _, words in block if not _is_aside(words)]
        if seen:
            words = _MARKS.sub("", " ".join(word.removeprefix("!") for word in seen))
            yield Action(block[0][0] if place is not None else line, words, setting, first)
            first = False
    if spoken:
        say(f"What is said was left out, {spoken} times: a shot is what is seen.")


def _blocks(text: str) -> Iterator[list[tuple[int, str]]]:
    """Lines between blank ones, with their numbers."""
    block: list[tuple[int, str]] = []
    for line, words in enumerate([*text.split("\n"), ""], 1):
        if words.strip():
            block.append((line, words.strip()))
        elif block:
            yield block
            block = []


def _place(head: str) -> str | None:
    """Where a scene happens, as a prompt says it; None for what is no scene heading."""
    forced = head.startswith(".") and head[1:2].isalnum()
    found = _HEADING.fullmatch(head)
    if not forced and found is None:
        return None
    whole = _NUMBER.sub("", found[1] if found else head[1:])
    parts = [part.strip().lower() for part in re.split(r"\s+[-–—]+\s+", whole)]
    return ", ".join(part for part in (*parts, INDOORS.get(head[:3].upper(), "")) if part)


def _is_character(head: str, lines: int) -> bool:
    """A name in capitals (or after @) with something below it."""
    name = re.sub(r"\(.*?\)", "", head).rstrip("^ ")
    capitals = name.upper() == name and any(letter.isalpha() for letter in name)
    return lines > 1 and (head.startswith("@") or (capitals and not head.startswith(("!", ">", "#", "="))))


def _is_aside(words: str) -> bool:
    """Sections, synopses, page breaks, transitions, centred text and lyrics: nothing that is seen."""
    return words.startswith(("#", "=", ">", "~")) or (words.upper() == words and words.endswith("TO:"))
