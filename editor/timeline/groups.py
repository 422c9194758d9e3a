"""Which clips and cards of a document are grouped, and the letters that people tell groups apart by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from engine.document.model import Document


def group_letters(document: Document) -> dict[str, str]:
    """The letter of each group that has two or more clips or cards, A for the one that begins first."""
    things = [(clip.place, clip.group) for track in document.tracks for clip in track.clips if clip.group]
    things += [(card.range, card.group) for card in document.cards if card.group]
    sizes = Counter(group for _, group in things)
    in_order = dict.fromkeys(group for _, group in sorted(things) if sizes[group] > 1)
    return {group: _letters(number) for number, group in enumerate(in_order)}


def _letters(number: int) -> str:
    """A … Z, AA, AB …"""
    letters = ""
    while number >= 0:
        letters = chr(ord("A") + number % 26) + letters
        number = number // 26 - 1
    return letters


def grouped_with(document: Document, ids: frozenset[str]) -> Mapping[str, int]:
    """The groups that these clips and cards are in, with how many things each has."""
    things = [(clip.id, clip.group) for track in document.tracks for clip in track.clips if clip.group]
    things += [(card.id, card.group) for card in document.cards if card.group]
    wanted = {group for thing, group in things if thing in ids}
    return Counter(group for _, group in things if group in wanted)
