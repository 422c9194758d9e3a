"""Spacing advice: cards that are too short, too long, or too near each other for the model that draws them.

Too near, a card is over before what it says is seen, and looks like a cut; too far, one prompt has to fill
more than it says, and the model invents the rest.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from engine.document.model import Card, Document
from engine.document.picture import runs
from engine.document.queries import card_label
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.families.catalog import resolve
from engine.families.defaults import native
from engine.families.memory.sizes import sizes

LEAST, MOST = 0.5, 10.0
"""Seconds that one card should last, whatever the model."""
NEW_CARD = 97
"""Frames of a new card at most: four seconds at 24 a second."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Frames that a model draws together: in one latent, and in its longest window; 0 where not known."""

    latent: int = 0
    window: int = 0


def advice(doc: Document, model: str) -> dict[str, str]:
    """Card id -> a sentence on its length or its distance, for the cards that need one.

    `model` draws the cards that name none; where it is not at hand, only seconds count.
    """
    told: dict[str, str] = {}
    before: Card | None = None
    for card in doc.cards:
        if not card.words:
            continue
        reach = _reach(card.model or model)
        least = max(reach.latent, math.ceil(LEAST * doc.rate))
        sentence = _too_short(doc, card, least) or _too_near(doc, before, card, least)
        sentence = sentence or _too_long(doc, card, reach)
        if sentence:
            told[card.id] = sentence
        before = card
    return told


def at_once(model: str) -> int:
    """Frames that `model` draws together in its longest window; 0 where that is not known."""
    return _reach(model).window


def new_card_frames(model: str) -> int:
    """How long a new card is made that `model` will draw: no longer than it draws at once."""
    return min(at_once(model) or NEW_CARD, NEW_CARD)


def _too_short(doc: Document, card: Card, least: int) -> str:
    if len(card.range) >= least:
        return ""
    return (
        f"{card_label(doc, card)} is too short to be seen: {_frames(len(card.range))} flash by like a cut; "
        f"give it {least} or more."
    )


def _too_near(doc: Document, before: Card | None, card: Card, least: int) -> str:
    """Little room from one card or known picture to the next, over which something has to change."""
    label = card_label(doc, card)
    gap = FrameRange(before.range.stop, card.range.start) if before else FrameRange(0, 0)
    if before and 0 < len(gap) < least and any(picture is None for _, picture in runs(doc, gap)):
        return (
            f"{label} comes only {_frames(len(gap))} after {card_label(doc, before)}, too near to get "
            f"from one to the other; leave {least} or more between them, or none."
        )
    follows = before is not None and before.range.stop == card.range.start and not card.cut
    known = [*(_pictures(before) if before and follows else ()), *_pictures(card)]
    for left, right in pairwise(known):
        if right.start >= card.range.start and 0 < right.start - left.stop < least:
            return (
                f"The picture at {right.start} of {label} comes {_frames(right.start - left.stop)} after the "
                f"one before it, and what is between looks like a cut; move them {least} or more apart."
            )
    return ""


def _too_long(doc: Document, card: Card, reach: Reach) -> str:
    """The longest stretch of a card in which nothing but its words is known."""
    if card.strength < 1 or card.regions or card.start:
        return ""
    edges = [card.range.start, *(edge for place in _pictures(card) for edge in (place.start, place.stop))]
    longest = max(b - a for a, b in list(pairwise([*edges, card.range.stop]))[::2])
    most = min(reach.window or longest, math.floor(MOST * doc.rate))
    if longest <= most:
        return ""
    return (
        f"{card_label(doc, card)} is long for one description: {_frames(longest)} "
        f"({float(longest / doc.rate):.1f} s) without a picture, of which the model draws {most} at a time; "
        "it will invent the rest unless you put another card or a picture in between."
    )


def _pictures(card: Card) -> Iterator[FrameRange]:
    for key in card.keyframes:
        yield card.on_film(key.place)


def _frames(count: int) -> str:
    return f"{count} frame{'s' if count != 1 else ''}"


@lru_cache(maxsize=64)
def _reach(model: str) -> Reach:
    try:
        folder = resolve(model)
        latent = sizes(folder).frame_stride
        return Reach(latent, native(folder, latent).window)
    except TweenError:
        return Reach()
