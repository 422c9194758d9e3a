"""Edits of the film's format: its frame rate and its size."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

from engine.document.clip_keys import keys_stretched
from engine.document.fades import settled
from engine.document.ids import NewId, random_id
from engine.document.locks import locked_clip, locked_track, refuse_locked
from engine.document.model import Card, Clip, Document, Keyframe, Reference
from engine.document.parts import keyframes_with, markers_in_order, tidy
from engine.document.queries import asset_by_id, asset_end, asset_length
from engine.document.time import CardRange, FrameRange, nearest
from engine.errors import TweenError

SIDE = FrameRange(16, 8193)
"""Widths and heights that a film can have, in pixels."""


def set_format(
    doc: Document,
    rate: Fraction,
    width: int,
    height: int,
    *,
    fill: bool | None = None,
    new_id: NewId = random_id,
) -> Document:
    """Set frames a second and pixels; a new rate, up or down, keeps every cut's time to its nearest frame.

    before   24 fps  V1 AAAAAAAA  [1      ]
    after    12 fps  V1 AAAA      [1  ]

    With `fill`, pictures of another shape are cut off at the film's edges, without it they lie between bars;
    None leaves that as it is. Takes were drawn for the old rate's frames: after a new rate cards start
    without any (undo brings them back). Refused when a clip or card would lose its last frame, or is locked.
    """
    if width not in SIDE or height not in SIDE:
        raise TweenError(
            f"A film cannot be {width}×{height}; each side goes from {SIDE.start} to {SIDE.stop - 1}."
        )
    if not 0 < rate <= 1000:
        raise TweenError(f"A film cannot have {rate} frames a second; use a rate between 1 and 1000.")
    if rate != doc.rate:
        doc = settled(doc, _retimed(doc, rate, new_id))
    return replace(doc, width=width, height=height, fill=doc.fill if fill is None else fill)


def _retimed(doc: Document, rate: Fraction, new_id: NewId) -> Document:
    for track in doc.tracks:
        if track.locked and track.clips:
            raise TweenError(locked_track(track))
        for clip in track.clips:
            if clip.locked:
                raise TweenError(locked_clip(track, clip))
    for card in doc.cards:
        refuse_locked(doc, card)
    scale = rate / doc.rate
    lineages = {card.lineage: new_id() for card in doc.cards}
    mark_in, mark_out = (
        None if mark is None else nearest(mark * scale) for mark in (doc.mark_in, doc.mark_out)
    )
    if mark_out is not None and mark_out <= (mark_in or 0):
        mark_in = mark_out = None
    return replace(
        doc,
        rate=rate,
        mark_in=mark_in,
        mark_out=mark_out,
        markers=markers_in_order(replace(m, frame=nearest(m.frame * scale)) for m in doc.markers),
        tracks=tuple(
            replace(track, clips=tuple(_retimed_clip(doc, clip, rate) for clip in track.clips))
            for track in doc.tracks
        ),
        cards=tuple(_retimed_card(doc, card, rate, scale, lineages) for card in doc.cards),
    )


def _scaled(span: FrameRange, scale: Fraction) -> FrameRange:
    new = FrameRange(nearest(span.start * scale), nearest(span.stop * scale))
    if not new:
        raise TweenError(f"The range {span} is too short for that rate; it would have no frame left.")
    return new


def _retimed_clip(doc: Document, clip: Clip, rate: Fraction) -> Clip:
    scale = rate / doc.rate
    place = _scaled(clip.place, scale)
    asset = asset_by_id(doc, clip.asset)
    fades = (nearest(frames * scale) for frames in (clip.fade_in, clip.fade_out, clip.dissolve))
    fade_in, fade_out, dissolve = fades
    clip = keys_stretched(clip, scale)
    clip = replace(clip, fade_in=fade_in, fade_out=fade_out, dissolve=dissolve)
    if asset.kind == "image":
        return replace(clip, place=place)
    # Rounding can ask for one frame more than there is: start the source earlier, then end the clip earlier.
    length = asset_end(asset, rate)
    clip = replace(clip, place=place, source_start=nearest(clip.source_start * scale))
    start = max(0, min(clip.source_start, length - len(clip.source)))
    frames = min(len(place), math.ceil((length - start - clip.phase) / clip.speed))
    return replace(clip, place=FrameRange(place.start, place.start + frames), source_start=start)


def _retimed_card(
    doc: Document, card: Card, rate: Fraction, scale: Fraction, lineages: dict[str, str]
) -> Card:
    span = _scaled(card.range, scale)
    keys: tuple[Keyframe, ...] = ()
    for key in card.keyframes:
        keys = keyframes_with(doc, keys, _retimed_keyframe(doc, key, card, span, rate))
    return replace(
        card,
        range=span,
        lineage=lineages[card.lineage],
        origin=nearest(card.origin * scale),
        keyframes=keys,
        references=tuple(_retimed_reference(doc, ref, rate) for ref in card.references),
        regions=tidy(
            replace(region, frames=_inside(card, region.frames, span, scale)) for region in card.regions
        ),
        pinned=None,
        start=None,
    )


def _retimed_keyframe(doc: Document, key: Keyframe, card: Card, span: FrameRange, rate: Fraction) -> Keyframe:
    """A single frame stays one."""
    scale = rate / doc.rate
    asset = asset_by_id(doc, key.asset)
    place = _inside(card, key.place, span, scale)
    frames = 1 if key.frames == 1 else len(place)
    if asset.kind == "image":
        return replace(key, offset=place.start, frames=frames)
    length = asset_length(asset, rate)
    first = min(nearest(key.source_frame * scale), length - 1)
    return replace(key, offset=place.start, source_frame=first, frames=min(frames, length - first))


def _inside(card: Card, place: CardRange, span: FrameRange, scale: Fraction) -> CardRange:
    """Frames of the card in the new rate, where it lies at `span` then; at least one is left."""
    then = card.on_film(place)
    first, stop = (nearest(frame * scale) - span.start for frame in (then.start, then.stop))
    first = min(max(first, 0), len(span) - 1)
    return CardRange(first, min(max(stop, first + 1), len(span)))


def _retimed_reference(doc: Document, ref: Reference, rate: Fraction) -> Reference:
    asset = asset_by_id(doc, ref.asset)
    last = 0 if asset.kind == "image" else asset_length(asset, rate) - 1
    return replace(ref, source_frame=min(nearest(ref.source_frame * rate / doc.rate), last))
