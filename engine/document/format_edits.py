"""Edits of the film's format: its frame rate and its size."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from engine.document.card_edits import refuse_locked
from engine.document.ids import NewId, random_id
from engine.document.model import Card, Clip, Document, Keyframe
from engine.document.queries import asset_by_id, asset_length
from engine.document.time import FrameRange
from engine.errors import TweenError

SIDE = FrameRange(16, 8193)
"""Widths and heights that a film can have, in pixels."""


def set_format(
    doc: Document, rate: Fraction, width: int, height: int, *, new_id: NewId = random_id
) -> Document:
    """Set frames a second and pixels; a new rate moves every cut to its nearest frame.

    before   24 fps  V1 AAAAAAAA  [1      ]
    after    12 fps  V1 AAAA      [1  ]

    Takes were drawn for the old rate's frames: after a new rate cards start without any (undo brings them
    back). Refused when a clip or card would lose its last frame, or is locked.
    """
    if width not in SIDE or height not in SIDE:
        raise TweenError(
            f"A film cannot be {width}×{height}; each side goes from {SIDE.start} to {SIDE.stop - 1}."
        )
    if not 0 < rate <= 1000:
        raise TweenError(f"A film cannot have {rate} frames a second; use a rate between 1 and 1000.")
    if rate != doc.rate:
        doc = _retimed(doc, rate, new_id)
    return replace(doc, width=width, height=height)


def _retimed(doc: Document, rate: Fraction, new_id: NewId) -> Document:
    for track in doc.tracks:
        if track.locked and track.clips:
            raise TweenError(f"Track {track.name} is locked; unlock it to change the film's rate.")
    for card in doc.cards:
        refuse_locked(doc, card)
    scale = rate / doc.rate
    lineages = {card.lineage: new_id() for card in doc.cards}
    return replace(
        doc,
        rate=rate,
        tracks=tuple(
            replace(track, clips=tuple(_retimed_clip(doc, clip, rate) for clip in track.clips))
            for track in doc.tracks
        ),
        cards=tuple(_retimed_card(doc, card, rate, scale, lineages) for card in doc.cards),
    )


def _scaled(span: FrameRange, scale: Fraction) -> FrameRange:
    new = FrameRange(round(span.start * scale), round(span.stop * scale))
    if not new:
        raise TweenError(f"The range {span} is too short for that rate; it would have no frame left.")
    return new


def _retimed_clip(doc: Document, clip: Clip, rate: Fraction) -> Clip:
    scale = rate / doc.rate
    place = _scaled(clip.place, scale)
    asset = asset_by_id(doc, clip.asset)
    if asset.kind == "image":
        return replace(clip, place=place)
    # Rounding can ask for one frame more than there is: start the source earlier, then end the clip earlier.
    length = asset_length(asset, rate)
    start = max(0, min(round(clip.source_start * scale), length - len(place)))
    place = FrameRange(place.start, min(place.stop, place.start + length - start))
    return replace(clip, place=place, source_start=start)


def _retimed_card(
    doc: Document, card: Card, rate: Fraction, scale: Fraction, lineages: dict[str, str]
) -> Card:
    span = _scaled(card.range, scale)
    keys: dict[int, Keyframe] = {}
    for key in card.keyframes:
        asset = asset_by_id(doc, key.asset)
        offset = min(round((card.range.start + key.offset) * scale) - span.start, len(span) - 1)
        last = 0 if asset.kind == "image" else asset_length(asset, rate) - 1
        keys[offset] = replace(key, offset=offset, source_frame=min(round(key.source_frame * scale), last))
    return replace(
        card,
        range=span,
        lineage=lineages[card.lineage],
        origin=round(card.origin * scale),
        keyframes=tuple(keys[offset] for offset in sorted(keys)),
        pinned=None,
    )
