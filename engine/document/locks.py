"""What is locked stays as it is: the one rule, laid over every edit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Concatenate, ParamSpec

from engine.document.fades import settled
from engine.document.model import Card, Clip, Document, Track
from engine.document.queries import card_by_id, card_label
from engine.errors import TweenError

P = ParamSpec("P")
Edit = Callable[Concatenate[Document, P], Document]


def locks_hold(edit: Edit[P]) -> Edit[P]:
    """An edit that is refused when it would change or move a locked track's clips, a locked clip or card.

    What fades no longer fits after it is settled first (`engine.document.fades`).
    """

    @wraps(edit)
    def checked(doc: Document, /, *args: P.args, **kwargs: P.kwargs) -> Document:
        after = settled(doc, edit(doc, *args, **kwargs))
        for sentence in _broken_locks(doc, after):
            raise TweenError(sentence)
        return after

    return checked


def _broken_locks(before: Document, after: Document) -> Iterator[str]:
    tracks = {track.id: track for track in after.tracks}
    for track in before.tracks:
        now = tracks.get(track.id)
        if track.locked and track != now:
            yield locked_track(track)
        locked = [clip for clip in track.clips if clip.locked]
        there = {clip.id: clip for clip in now.clips} if locked and now else {}
        for clip in locked:
            if there.get(clip.id) != clip:
                yield locked_clip(track, clip)
    locked_cards = [card for card in before.cards if card.locked]
    cards = {card.id: card for card in after.cards} if locked_cards else {}
    for card in locked_cards:
        if cards.get(card.id) != card:
            yield locked_card(before, card)


def locked_track(track: Track) -> str:
    return f"Track {track.name} is locked; unlock it to change its clips."


def locked_clip(track: Track, clip: Clip) -> str:
    return f"The clip at {clip.place} on {track.name} is locked; unlock it to change it."


def locked_card(doc: Document, card: Card) -> str:
    return f"{card_label(doc, card)} is locked; unlock it to change it."


def unlocked_card(doc: Document, card_id: str) -> Card:
    """The card, when it may be changed. Raises `TweenError`."""
    card = card_by_id(doc, card_id)
    refuse_locked(doc, card)
    return card


def refuse_locked(doc: Document, card: Card) -> None:
    if card.locked:
        raise TweenError(locked_card(doc, card))
