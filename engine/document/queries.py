"""What is where: questions about a Document that edits, tools and widgets share. Film frames throughout."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from fractions import Fraction

from engine.document.model import Asset, Card, Clip, Document, Marker, Track, TrackKind
from engine.document.time import FrameRange
from engine.errors import TweenError


def card_at(doc: Document, frame: int) -> Card | None:
    """The card over `frame`, by binary search (the viewer asks for every frame)."""
    i = bisect_right(doc.cards, frame, key=lambda card: card.range.start) - 1
    return doc.cards[i] if i >= 0 and frame in doc.cards[i].range else None


def card_by_id(doc: Document, card_id: str) -> Card:
    for card in doc.cards:
        if card.id == card_id:
            return card
    raise TweenError(f"There is no card “{card_id}” on the board.")


def card_by_index(doc: Document, index: int) -> Card:
    """Card number `index` as people count: the first is 1."""
    if not 1 <= index <= len(doc.cards):
        there = f"its cards are 1 to {len(doc.cards)}" if doc.cards else "it has no cards yet"
        raise TweenError(f"There is no card {index} on the board; {there}.")
    return doc.cards[index - 1]


def card_index(doc: Document, card: Card) -> int:
    """The number that people call the card by, from 1; 0 when it is not on the board."""
    likely = bisect_left(doc.cards, card.range.start, key=lambda each: each.range.start)
    if likely < len(doc.cards) and doc.cards[likely].id == card.id:
        return likely + 1  # its place; a card as it was before an edit may have had another
    return next((i for i, other in enumerate(doc.cards, 1) if other.id == card.id), 0)


def card_label(doc: Document, card: Card) -> str:
    """How sentences name a card: `Card 2 (114–324)`."""
    return f"Card {card_index(doc, card)} ({card.range})"


def asset_by_id(doc: Document, asset_id: str) -> Asset:
    for asset in doc.assets:
        if asset.id == asset_id:
            return asset
    raise TweenError(f"There is no footage “{asset_id}” in this film.")


def used_assets(doc: Document) -> frozenset[str]:
    """Ids of the assets that clips, keyframes and references show."""
    used = {clip.asset for track in doc.tracks for clip in track.clips}
    for card in doc.cards:
        used.update(keyframe.asset for keyframe in card.keyframes)
        used.update(reference.asset for reference in card.references)
    return frozenset(used)


def asset_length(asset: Asset, rate: Fraction) -> int:
    """Frames of the asset counted at `rate`, at least 1. An image can be shown for any length."""
    if asset.rate == rate:
        return max(1, asset.frames)
    return max(1, round(asset.frames / asset.rate * rate))


def asset_end(asset: Asset, rate: Fraction) -> int:
    """Frames at `rate` that begin before the footage ends: one more than `asset_length` where its last one is
    on screen for less than half of theirs. A clip may show that one, so that a new rate opens no gaps."""
    return max(1, math.ceil(asset.frames / asset.rate * rate))


def track_by_id(doc: Document, track_id: str) -> Track:
    for track in doc.tracks:
        if track.id == track_id:
            return track
    raise TweenError(f"There is no track “{track_id}” in this film.")


def marker_by_id(doc: Document, marker_id: str) -> Marker:
    for marker in doc.markers:
        if marker.id == marker_id:
            return marker
    raise TweenError(f"There is no marker “{marker_id}” in this film.")


def loops(doc: Document) -> bool:
    """Whether the film begins anew after its last card."""
    last = doc.cards[-1] if doc.cards else None
    return last is not None and last.loop and last.range.stop == doc.frames


def tracks_of(doc: Document, kind: TrackKind) -> tuple[Track, ...]:
    """Tracks of one kind, lowest first: later video tracks lie over earlier ones."""
    return tuple(track for track in doc.tracks if track.kind == kind)


def clip_by_id(doc: Document, clip_id: str) -> tuple[Track, Clip]:
    for track in doc.tracks:
        for clip in track.clips:
            if clip.id == clip_id:
                return track, clip
    raise TweenError(f"There is no clip “{clip_id}” on the timeline.")


def clip_on(track: Track, frame: int) -> Clip | None:
    """The clip of `track` at `frame`, by binary search."""
    i = bisect_right(track.clips, frame, key=lambda clip: clip.place.start) - 1
    return track.clips[i] if i >= 0 and frame in track.clips[i].place else None


def clip_before(track: Track, clip: Clip) -> Clip | None:
    """The clip of `track` that stops where `clip`, which lies on it, begins; by binary search."""
    i = bisect_left(track.clips, clip.place.start, key=lambda other: other.place.start) - 1
    return track.clips[i] if i >= 0 and track.clips[i].place.stop == clip.place.start else None


def clip_at(doc: Document, frame: int, kind: TrackKind = "video") -> Clip | None:
    """The clip seen (or heard) at `frame`: the highest of `kind` that is not muted, nor its track."""
    for track in reversed(doc.tracks):
        if track.kind == kind and not track.muted:
            clip = clip_on(track, frame)
            if clip is not None and not clip.muted:
                return clip
    return None


def clips_on(track: Track, span: FrameRange) -> tuple[Clip, ...]:
    """The clips of `track` that share a frame with `span`, by binary search."""
    first = bisect_right(track.clips, span.start, key=lambda clip: clip.place.stop)
    last = bisect_left(track.clips, span.stop, key=lambda clip: clip.place.start)
    return track.clips[first:last] if span else ()


def cards_in(doc: Document, span: FrameRange) -> tuple[Card, ...]:
    """The cards that share a frame with `span`, by binary search."""
    first = bisect_right(doc.cards, span.start, key=lambda card: card.range.stop)
    last = bisect_left(doc.cards, span.stop, key=lambda card: card.range.start)
    return doc.cards[first:last] if span else ()


def clips_in(doc: Document, span: FrameRange, kind: TrackKind = "video") -> tuple[Clip, ...]:
    """Clips of `kind` that share a frame with `span`, lowest track first, muted tracks included."""
    return tuple(clip for track in tracks_of(doc, kind) for clip in clips_on(track, span))


def linked(doc: Document, clip: Clip) -> tuple[Clip, ...]:
    """`clip` and the clips that travel with it: the same link at the same place."""
    if not clip.link:
        return (clip,)
    return tuple(
        other
        for track in doc.tracks
        for other in track.clips
        if other.link == clip.link and other.place == clip.place
    )


def gaps(doc: Document, kind: TrackKind = "video") -> tuple[FrameRange, ...]:
    """Stretches of the film where no track of `kind` has a clip, in order."""
    places = sorted(clip.place for track in tracks_of(doc, kind) for clip in track.clips)
    found: list[FrameRange] = []
    end = 0
    for place in [*places, FrameRange(doc.frames, doc.frames)]:
        if place.start > end:
            found.append(FrameRange(end, place.start))
        end = max(end, place.stop)
    return tuple(found)
