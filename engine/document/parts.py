"""What edits are made of: parts of clips and cards, tracks with other clips, the film in another order."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from engine.document.clip_keys import keys_shifted
from engine.document.ids import NewId
from engine.document.model import Asset, Card, Clip, Document, Keyframe, Marker, Point, Region, Track
from engine.document.queries import asset_by_id, asset_end, asset_length
from engine.document.time import CardRange, FrameRange
from engine.errors import TweenError

KEEP: dict[str, Any] = {
    "prompt": "", "negative": "", "strength": 1.0, "seed": 0, "steps": None, "model": None, "style": None,
    "keyframes": (), "pinned": None, "subject": "", "action": "", "setting": "", "shot": "", "camera": "",
    "lighting": "", "mood": "", "references": (), "regions": (), "loras": (), "group": "", "cut": False,
    "loop": False, "blend": (), "scale": 1.0, "outpaint": False, "alone": False, "start": None,
    "match_colour": True, "guidance": None,
}  # fmt: skip
"""A person's part of a card, as a card that only keeps has it."""

Pieces = Sequence[tuple[FrameRange, int]]
"""Stretches of the film in their old order, each with the frame at which it begins now."""


def is_keep(card: Card) -> bool:
    """Whether the card has nothing of a person's in it: it only shows the tracks."""
    return replace(card, **KEEP) == card


def gives_way(card: Card) -> bool:
    """Whether the board may change the card on its own: it only keeps, and nobody locked it."""
    return is_keep(card) and not card.locked


class Links:
    """New link names for the later parts of one cut: partners stay partners."""

    def __init__(self, new_id: NewId) -> None:
        self.new_id = new_id
        self._after: dict[tuple[str, int], str] = {}

    def after(self, link: str, piece: int = 1) -> str:
        if link and (link, piece) not in self._after:
            self._after[link, piece] = self.new_id()
        return self._after.get((link, piece), "")


def clip_part(asset: Asset, clip: Clip, place: FrameRange) -> Clip:
    """The clip with other edges over the same footage (which may run out: `with_clips` checks). The frames
    that are left are framed, seen and heard as they were."""
    clip = keys_shifted(clip, clip.place.start - place.start)
    if asset.kind == "image":
        return replace(clip, place=place)
    if clip.speed == 1:
        return replace(clip, place=place, source_start=clip.source_frame(place.start))
    time = clip.source_time(place.start)
    start = math.floor(time)
    return replace(clip, place=place, source_start=start, phase=time - start)


def cut_part(asset: Asset, clip: Clip, place: FrameRange) -> Clip:
    """The part of a clip inside `place` as a cut leaves it: what is cut off takes its fade along."""
    part = clip_part(asset, clip, place)
    if place.start > clip.place.start:
        part = replace(part, fade_in=0, dissolve=0)
    return part if place.stop >= clip.place.stop else replace(part, fade_out=0)


def card_part(doc: Document, card: Card, span: FrameRange, card_id: str) -> Card:
    """The share of `card` inside `span` with its keyframes and regions; lineage and origin stay, so that its
    takes still show. `span` may be larger than the card."""
    gone = span.start - card.range.start
    inside = CardRange(0, len(span))
    moved = (replace(key, offset=key.offset - gone) for key in card.keyframes)
    keys = tuple(part for key in moved for part in keyframe_parts(doc, key, inside))
    shares = (replace(region, frames=region.frames.shift(-gone).intersect(inside)) for region in card.regions)
    regions = tidy(region for region in shares if region.frames)
    return replace(
        card,
        id=card_id,
        range=span,
        keyframes=keys,
        regions=regions,
        # A card's later part does not begin where the card does; a card whose edge was moved does.
        cut=card.cut and (card_id == card.id or span.start <= card.range.start),
        blend=curve_part(card.blend, card.range, span),
    )


def curve_part(points: Sequence[Point], whole: FrameRange, part: FrameRange) -> tuple[Point, ...]:
    """A curve over `whole`, (time 0 … 1, value), as it runs over `part`; outside `whole` it stays level."""
    if not points or part == whole:
        return tuple(points)
    curve = [(whole.start + time * len(whole), value) for time, value in points]
    inner = [(frame, value) for frame, value in curve if part.start < frame <= part.stop]
    edges = [(float(edge), value_at(curve, edge)) for edge in (part.start, part.stop)]
    points = [edges[0], *inner, edges[1]]
    return tuple(
        point for point, _ in groupby(((frame - part.start) / len(part), value) for frame, value in points)
    )


def joined_curve(
    first: tuple[Sequence[Point], FrameRange], second: tuple[Sequence[Point], FrameRange]
) -> tuple[Point, ...]:
    """Two curves over ranges side by side as one; where there is only one it stays level beyond its end."""
    whole = FrameRange(first[1].start, second[1].stop)
    points = [
        ((span.start + time * len(span) - whole.start) / len(whole), value)
        for curve, span in (first, second)
        for time, value in curve
    ]
    return tuple(point for point, _ in groupby(points))


def value_at(curve: Sequence[Point], time: float) -> float:
    """The value of a curve at `time`: straight between its points, level before the first and after the last;
    at a step the later value."""
    after = bisect_right([point[0] for point in curve], time)
    if after == 0:
        return curve[0][1]
    if after == len(curve):
        return curve[-1][1]
    (t0, v0), (t1, v1) = curve[after - 1], curve[after]
    return v0 + (v1 - v0) * (time - t0) / (t1 - t0)


def shifted_card(card: Card, frames: int) -> Card:
    """The card elsewhere on the film; its takes come along."""
    return card if not frames else replace(card, range=card.range.shift(frames), origin=card.origin + frames)


def tidy(regions: Iterable[Region]) -> tuple[Region, ...]:
    """Regions in order, the same shape in frames that touch or overlap joined to one."""
    joined: list[Region] = []
    for region in sorted(regions, key=lambda r: (r.shape, r.points, r.feather, r.extra, r.frames)):
        last = joined[-1] if joined else None
        if last and replace(last, frames=region.frames) == region and region.frames.start <= last.frames.stop:
            stop = max(last.frames.stop, region.frames.stop)
            joined[-1] = replace(last, frames=CardRange(last.frames.start, stop))
        else:
            joined.append(region)
    return tuple(sorted(joined, key=lambda r: (r.frames, r.shape, r.points, r.feather, r.extra)))


def keyframe_parts(doc: Document, key: Keyframe, *spans: CardRange) -> list[Keyframe]:
    """What of a keyframe lies in each of `spans`."""
    parts: list[Keyframe] = []
    for place in (key.place.intersect(span) for span in spans):
        if place:
            still = asset_by_id(doc, key.asset).kind == "image"
            first = key.source_frame + (0 if still else place.start - key.offset)
            parts.append(replace(key, offset=place.start, source_frame=first, frames=len(place)))
    return parts


def keyframes_with(doc: Document, keys: Sequence[Keyframe], new: Keyframe) -> tuple[Keyframe, ...]:
    """`new` over the others: one that begins with it goes, the rest have nothing left below it."""
    end = max([new.place.stop, *(key.place.stop for key in keys)])
    around = CardRange(0, new.offset), CardRange(new.place.stop, end)
    left = [part for key in keys if key.offset != new.offset for part in keyframe_parts(doc, key, *around)]
    return joined_keyframes(doc, [*left, new])


def joined_keyframes(doc: Document, keys: Iterable[Keyframe]) -> tuple[Keyframe, ...]:
    """Keyframes in order; those that run on in the same footage are one."""
    joined: list[Keyframe] = []
    for key in sorted(keys, key=lambda key: key.offset):
        last = joined[-1] if joined else None
        if last and last.place.stop == key.offset:
            both = replace(last, frames=last.frames + key.frames)
            if keyframe_parts(doc, both, key.place) == [key]:
                joined[-1] = both
                continue
        joined.append(key)
    return tuple(joined)


def cards_in_order(cards: Iterable[Card]) -> tuple[Card, ...]:
    return tuple(sorted(cards, key=lambda card: card.range))


def markers_in_order(markers: Iterable[Marker]) -> tuple[Marker, ...]:
    return tuple(sorted(markers, key=lambda marker: (marker.frame, marker.id)))


def with_card(doc: Document, card: Card) -> Document:
    return replace(doc, cards=tuple(card if c.id == card.id else c for c in doc.cards))


def with_cards(doc: Document, cards: Iterable[Card]) -> Document:
    """`cards` in place of those with their ids, in one go over the board."""
    new = {card.id: card for card in cards}
    return replace(doc, cards=tuple(new.get(card.id, card) for card in doc.cards))


def with_track(doc: Document, track: Track) -> Document:
    return replace(doc, tracks=tuple(track if t.id == track.id else t for t in doc.tracks))


def with_clips(doc: Document, clips: Iterable[Clip]) -> Document:
    """`clips` in place of those with their ids, each on its own track.

    Raises `TweenError` where one has no frame, starts before the film or outside its footage, or meets
    another clip.
    """
    new = {clip.id: clip for clip in clips}
    tracks: list[Track] = []
    for track in doc.tracks:
        if any(clip.id in new for clip in track.clips):
            _refuse_outside_footage(doc, [new[clip.id] for clip in track.clips if clip.id in new])
            now = sorted((new.get(clip.id, clip) for clip in track.clips), key=lambda clip: clip.place)
            _refuse_overlaps(track, now, new)
            track = replace(track, clips=tuple(now))
        tracks.append(track)
    return replace(doc, tracks=tuple(tracks))


def _refuse_outside_footage(doc: Document, clips: Iterable[Clip]) -> None:
    for clip in clips:
        asset = asset_by_id(doc, clip.asset)
        if clip.place.start < 0:
            raise TweenError("A clip cannot start before the film does.")
        inside = clip.source_start >= 0 and clip.source.stop <= asset_end(asset, doc.rate)
        if asset.kind != "image" and not inside:
            length = asset_length(asset, doc.rate)
            raise TweenError(f"{asset.path} has no more frames there; it is {length} frames long.")


def _refuse_overlaps(track: Track, clips: Sequence[Clip], new: dict[str, Clip]) -> None:
    for i in range(1, len(clips)):
        left, right = clips[i - 1], clips[i]
        if left.place.overlaps(right.place):
            other = left if right.id in new else right
            was = next((clip for clip in track.clips if clip.id == other.id), other)
            raise TweenError(f"The clip at {was.place} on {track.name} is in the way; trim that one first.")


def cleared(doc: Document, track: Track, span: FrameRange, links: Links) -> Track:
    """The track with nothing in `span`; right parts of what was cut in two get new ids and links."""
    clips: list[Clip] = []
    for clip in track.clips:
        if not clip.place.overlaps(span):
            clips.append(clip)
            continue
        asset = asset_by_id(doc, clip.asset)
        before = clip.place.start < span.start
        if before:
            clips.append(cut_part(asset, clip, FrameRange(clip.place.start, span.start)))
        if span.stop < clip.place.stop:
            right = cut_part(asset, clip, FrameRange(span.stop, clip.place.stop))
            clips.append(replace(right, id=links.new_id(), link=links.after(clip.link)) if before else right)
    return replace(track, clips=tuple(clips))


def rearranged(doc: Document, pieces: Pieces, new_id: NewId, *, move_locked: bool = True) -> Document:
    """The film with only `pieces` left, each where it belongs now: clips, cards, markers, in and out point.

    What lies over an edge is cut there: the first part that is left keeps its id, all keep their takes.
    Without `move_locked`, locked tracks stay as they are.
    """
    pieces = [(span, to) for span, to in pieces if span]
    links = Links(new_id)
    tracks = tuple(
        track if track.locked and not move_locked else _rearranged_track(doc, track, pieces, links)
        for track in doc.tracks
    )
    cards: list[Card] = []
    for card in doc.cards:
        card_id = card.id
        for span, to in pieces:
            if card.range.overlaps(span):
                whole = span.covers(card.range)
                part = card if whole else card_part(doc, card, card.range.intersect(span), card_id)
                cards.append(shifted_card(part, to - span.start))
                if whole:
                    break
                card_id = new_id()
    markers = [
        replace(marker, frame=marker.frame + to - span.start)
        for marker in doc.markers
        for span, to in pieces
        if marker.frame in span
    ]
    mark_in, mark_out = _rearranged_marks(doc, pieces)
    return replace(
        doc,
        tracks=tracks,
        cards=cards_in_order(cards),
        markers=markers_in_order(markers),
        mark_in=mark_in,
        mark_out=mark_out,
    )


def _rearranged_track(doc: Document, track: Track, pieces: Pieces, links: Links) -> Track:
    clips: list[Clip] = []
    for clip in track.clips:
        asset = asset_by_id(doc, clip.asset)
        first = True
        for i, (span, to) in enumerate(pieces):
            if not clip.place.overlaps(span):
                continue
            part = clip if span.covers(clip.place) else cut_part(asset, clip, clip.place.intersect(span))
            if not first:
                part = replace(part, id=links.new_id(), link=links.after(clip.link, i))
            by = to - span.start
            clips.append(replace(part, place=part.place.shift(by)) if by else part)
            first = False
    return replace(track, clips=tuple(sorted(clips, key=lambda clip: clip.place)))


def _rearranged_marks(doc: Document, pieces: Pieces) -> tuple[int | None, int | None]:
    """In and out point go with the frames that they enclose; both go when none of them is left."""
    first = last = None
    if doc.mark_in is not None:
        later = [to + max(0, doc.mark_in - span.start) for span, to in pieces if span.stop > doc.mark_in]
        first = later[0] if later else None
    if doc.mark_out is not None:
        earlier = [
            to + min(len(span), doc.mark_out - span.start) for span, to in pieces if span.start < doc.mark_out
        ]
        last = earlier[-1] if earlier else None
    if first is not None and last is not None and first >= last:
        return None, None
    return first, last


def end_of(doc: Document) -> int:
    """A frame behind everything in the film, markers included."""
    frames = [doc.frames, doc.mark_in or 0, doc.mark_out or 0, *(marker.frame for marker in doc.markers)]
    return max(frames) + 1


def without(doc: Document, span: FrameRange) -> Pieces:
    """The film with `span` taken out and closed up."""
    return [(FrameRange(0, span.start), 0), (FrameRange(span.stop, max(span.stop, end_of(doc))), span.start)]


def with_room(doc: Document, at: int, frames: int) -> Pieces:
    """The film with `frames` empty frames in front of frame `at`."""
    return [(FrameRange(0, at), 0), (FrameRange(at, max(at, end_of(doc))), at + frames)]
