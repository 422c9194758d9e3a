"""Slow motion: a stretch of the film at a part of its speed; what comes later moves back.

before   V1 AAAABBBBCCCC      [1  ][2 b ][3  ]
after    V1 AAAABBBBBBBBCCCC  [1  ][2    ][3  ]    (frames of B, speed 1/2)

Here every frame of B is there twice, and its sound runs at the same speed; the frames between come from
`engine.tools.between`. What a card had drawn there becomes footage first (`settled`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from engine.document.clip_keys import keys_stretched
from engine.document.edits import add_asset, overwrite, set_card, split, split_card
from engine.document.ids import NewId, random_id
from engine.document.invariants import SPEEDS
from engine.document.locks import locks_hold, refuse_locked
from engine.document.model import Asset, Card, Clip, Document
from engine.document.parts import KEEP, markers_in_order, rearranged, with_card, with_room
from engine.document.picture import TakePicture, parts_of, runs, shown_take
from engine.document.queries import (
    asset_by_id,
    asset_length,
    card_at,
    card_label,
    cards_in,
    clips_in,
    clips_on,
    linked,
    tracks_of,
)
from engine.document.take import ShownTake
from engine.document.time import FrameRange, SourceRange
from engine.errors import TweenError

Settle = Callable[[FrameRange], Asset]
"""Film frames as they are shown -> a video of them, frame by frame at the film's rate."""


def speed_of(text: str) -> Fraction:
    """`1/4`, `0.25` or `25%` -> a speed. Raises `TweenError` for anything that is not slower."""
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,6})?)(?:/(\d{1,6})|(%))?", text.strip())
    if not found or (found[2] and not int(found[2])):
        raise TweenError(f"“{text}” is no speed; write it like 1/4, 0.25 or 25%.")
    speed = Fraction(found[1]) / int(found[2] or (100 if found[3] else 1))
    if speed >= 1:
        raise TweenError(f"Slow motion needs a speed below 1, and {text} is not; write 1/2 or 1/4.")
    return speed


def refuse(doc: Document, span: FrameRange, shown: ShownTake) -> None:
    """Raises `TweenError` where `span` cannot be slowed, before anything is made."""
    inside(doc, span)
    if len(span) < 2:
        raise TweenError(f"The range {span} is too short for slow motion; it needs at least 2 frames.")
    for card in cards_in(doc, span):
        if card.words and shown_take(card, shown) is None:
            raise TweenError(
                f"{card_label(doc, card)} is not drawn yet, so there is nothing in it to slow down; draw it "
                "first, or take its prompt away."
            )
    if not any(
        isinstance(picture, TakePicture) or picture.asset.kind == "video"
        for _, shows in runs(doc, span, shown)
        for picture in parts_of(shows)
    ):
        raise TweenError(f"Nothing moves in {span}; slow motion needs footage or a drawn card.")


def inside(doc: Document, span: FrameRange) -> None:
    if not span or not FrameRange(0, doc.frames).covers(span):
        raise TweenError(f"The range {span} is not inside the film, which runs {FrameRange(0, doc.frames)}.")


def settled(
    doc: Document, span: FrameRange, shown: ShownTake, settle: Settle, *, new_id: NewId = random_id
) -> Document:
    """What cards show of their takes in `span` as footage of its own, on the highest track there.

    before   V1 AAAAAAAA    [1 a    ]   (shows a take)
    after    V1 AATTTTAA    [1 a][2 ][3 a]
    """
    drawn = [place for place, picture in runs(doc, span, shown) if isinstance(picture, TakePicture)]
    for place in drawn:
        doc = laid_over(doc, place, settle(place), new_id=new_id)
    return doc


def laid_over(doc: Document, place: FrameRange, asset: Asset, *, new_id: NewId = random_id) -> Document:
    """`asset` in film frames `place`, over all that is seen there, and nothing drawn above it.

    before   V1 AAAAAAAA    [1 a     ]
    after    V1 AATTTTAA    [1 a][2 ][3 a]
    """
    doc = _emptied(doc, place, new_id)
    doc = add_asset(doc, asset)
    return overwrite(
        doc, asset.id, place.start, SourceRange(0, len(place)), track=_top(doc, place), new_id=new_id
    )


def _emptied(doc: Document, place: FrameRange, new_id: NewId) -> Document:
    """Cards in `place` that only keep; those that reach over its ends keep their other frames."""
    doc = _cut(doc, place, new_id, clips=False)
    for card in cards_in(doc, place):
        refuse_locked(doc, card)
        doc = with_card(doc, replace(card, **{**KEEP, "cut": card.cut, "group": card.group}))
    return doc


def _top(doc: Document, place: FrameRange) -> str | None:
    """The highest track that shows something in `place`, else the highest that can."""
    tracks = [track for track in reversed(tracks_of(doc, "video")) if not track.muted]
    seen = [track for track in tracks if any(not clip.muted for clip in clips_on(track, place))]
    return next((track.id for track in (*seen, *tracks)), None)


@locks_hold
def slow(doc: Document, span: FrameRange, speed: Fraction, *, new_id: NewId = random_id) -> Document:
    """Film frames `span` at `speed` (below 1) with all tracks and markers in them; one card that keeps them.

    before   V1 AABBBBCC      [1         ]
    after    V1 AABBBBBBBBCC  [1][2     ][3]     (1/2)
    """
    slowest = min((clip.speed for clip in _clips(doc, span)), default=Fraction(1)) * speed
    if slowest < SPEEDS[0]:
        raise TweenError(f"Footage cannot run at {slowest} of its speed; {SPEEDS[0]} is the slowest.")
    doc = _cut(doc, span, new_id)
    cards = cards_in(doc, span)
    wide = FrameRange(span.start, span.start + round(len(span) / speed))
    there = {clip.id for clip in _clips(doc, span)}
    doc = rearranged(doc, with_room(doc, span.stop, len(wide) - len(span)), new_id)
    doc = _stretched(doc, there, span, speed)
    markers = (
        replace(mark, frame=_moved(mark.frame, span, speed)) if mark.frame in span else mark
        for mark in doc.markers
    )
    doc = replace(doc, markers=markers_in_order(markers))
    if not cards:
        return doc
    card_id, gone = new_id(), {card.id for card in cards}
    card = Card(card_id, wide, card_id, wide.start, cut=cards[0].cut, loop=cards[-1].loop)
    rest = (each for each in doc.cards if each.id not in gone)
    return replace(doc, cards=tuple(sorted([*rest, card], key=lambda each: each.range)))


def redrawn(doc: Document, span: FrameRange, strength: float, prompt: str) -> tuple[Document, str]:
    """The card over the slowed `span` with a wish: its frames are redrawn for a part of the steps."""
    card = card_at(doc, span.start)
    if card is None:
        raise TweenError(f"There is no card at {span} to redraw; slow a range that has pictures.")
    return set_card(doc, card.id, prompt=prompt, strength=strength), card.id


def words_in(doc: Document, span: FrameRange) -> str:
    """What the first card in `span` that says something says; "" where none does."""
    return next((card.words for card in cards_in(doc, span) if card.words), "")


def _clips(doc: Document, span: FrameRange) -> Iterator[Clip]:
    yield from clips_in(doc, span)
    yield from clips_in(doc, span, "audio")


def _cut(doc: Document, span: FrameRange, new_id: NewId, clips: bool = True) -> Document:
    """Cuts at both ends of `span`, through cards, and through `clips`."""
    for frame in (span.start, span.stop):
        places = [card.range for card in doc.cards]
        places += [clip.place for track in doc.tracks if not track.locked and clips for clip in track.clips]
        if any(place.start < frame < place.stop for place in places):
            doc = (split if clips else split_card)(doc, frame, new_id=new_id)
    return doc


def _moved(frame: int, span: FrameRange, speed: Fraction) -> int:
    return span.start + round((frame - span.start) / speed)


def _stretched(doc: Document, ids: set[str], span: FrameRange, speed: Fraction) -> Document:
    """The clips `ids`, which lie inside `span`, at `speed`, their linked sound with them."""
    new: dict[str, Clip] = {}
    for track in doc.tracks:
        for clip in track.clips:
            if clip.id in ids:
                stop = min(_stop(doc, each, span, speed) for each in linked(doc, clip))
                place = FrameRange(_moved(clip.place.start, span, speed), stop)
                still = asset_by_id(doc, clip.asset).kind == "image"
                shown = clip.speed * (1 if still else speed)
                new[clip.id] = replace(keys_stretched(clip, 1 / speed), place=place, speed=shown)
    tracks = (
        replace(track, clips=tuple(new.get(clip.id, clip) for clip in track.clips)) for track in doc.tracks
    )
    return replace(doc, tracks=tuple(tracks))


def _stop(doc: Document, clip: Clip, span: FrameRange, speed: Fraction) -> int:
    """Where the slowed clip ends: rounding must not ask for a frame more than its file has."""
    stop, asset = _moved(clip.place.stop, span, speed), asset_by_id(doc, clip.asset)
    if asset.kind == "image":
        return stop
    start = _moved(clip.place.start, span, speed)
    left = asset_length(asset, doc.rate) - clip.source_start - clip.phase
    return min(stop, start + -(-left // (clip.speed * speed)))
