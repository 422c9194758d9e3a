"""Two clips side by side come to lie over each other, as a blend needs them.

    ripple     V1 AAAABBBBCC        V1 AAAA..CC           (by 2: the film gets shorter)
                                    V2 ..BBBB
    handles    V1 AAAABBBBCC        V1 AAAAa...CC         (by 2: footage beyond the cut; nothing moves)
                                    V2 ...bBBBB

Their linked sounds come to lie over each other likewise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from engine.document.edits import add_card, add_track, move_track, set_track
from engine.document.ids import NewId
from engine.document.layers import layers_at
from engine.document.locks import locks_hold
from engine.document.model import Card, Clip, Document, Track
from engine.document.parts import clip_part, end_of, is_keep, rearranged, with_card, with_track
from engine.document.queries import (
    asset_by_id,
    asset_length,
    card_at,
    card_label,
    cards_in,
    linked,
    track_by_id,
    tracks_of,
)
from engine.document.time import FrameRange
from engine.errors import TweenError


def cut_at(doc: Document, at: int) -> tuple[Clip, Clip]:
    """The clips seen right before and after the cut at `at`. Raises `TweenError` where there is none."""
    before, after = layers_at(doc, at - 1)[:1], layers_at(doc, at)[:1]
    if not (before and after and before[0].place.stop == at == after[0].place.start):
        raise TweenError(f"There is no cut between two clips at frame {at}; {_cuts(doc)}.")
    return before[0], after[0]


def _cuts(doc: Document) -> str:
    video = [clip.place for track in tracks_of(doc, "video") for clip in track.clips]
    cuts = sorted({place.start for place in video} & {place.stop for place in video})
    if not cuts:
        return "the film has none"
    return f"cuts are at {', '.join(map(str, cuts[:8]))}{' …' if len(cuts) > 8 else ''}"


def has_handles(doc: Document, left: Clip, right: Clip, frames: int) -> bool:
    """Whether both, with their sounds, have the footage beyond their cut that `frames` in common take."""
    by, back = frames // 2, frames - frames // 2
    longer = [(each, 0, by) for each in linked(doc, left)]
    longer += [(each, back, 0) for each in linked(doc, right)]
    return all(
        _has_footage(doc, each, FrameRange(each.place.start - a, each.place.stop + b))
        for each, a, b in longer
    )


def _has_footage(doc: Document, clip: Clip, place: FrameRange) -> bool:
    asset = asset_by_id(doc, clip.asset)
    if asset.kind == "image":
        return place.start >= 0
    part = clip_part(asset, clip, place)
    return place.start >= 0 and part.source_start >= 0 and part.source.stop <= asset_length(asset, doc.rate)


@locks_hold
def overlapped(doc: Document, left: Clip, right: Clip, frames: int, ripple: bool, new_id: NewId) -> Document:
    """The film with `frames` frames of the two clips over each other and an empty card there."""
    at = right.place.start
    if ripple:
        doc, span = _closed_up(doc, right, frames, new_id), FrameRange(at - frames, at)
    else:
        span = FrameRange(at - (frames - frames // 2), at + frames // 2)
        doc = _reached_out(doc, left, right, span, new_id)
    return with_own_card(doc, span, new_id)


def refuse_wishes(doc: Document, span: FrameRange) -> None:
    """Where a card says what happens, its takes are seen and not the clips."""
    for card in cards_in(doc, span):
        if not is_keep(replace(card, cut=False)) or card.locked:
            raise TweenError(
                f"{card_label(doc, card)} lies over the clips in {span} with a wish or a lock of its own; "
                "clear it, or split it outside the blend, first."
            )


def with_own_card(doc: Document, span: FrameRange, new_id: NewId) -> Document:
    """The film with a new card at `span`, which shows no earlier takes, and no cut at its end."""
    doc = add_card(doc, span, new_id=new_id)
    card = card_at(doc, span.start)
    assert card is not None
    name = new_id()
    doc = replace(doc, cards=tuple(Card(name, span, name, span.start) if c is card else c for c in doc.cards))
    after = card_at(doc, span.stop)
    if after is not None and after.cut and after.range.start == span.stop and not after.locked:
        doc = with_card(doc, replace(after, cut=False))
    return doc


def _reached_out(doc: Document, left: Clip, right: Clip, span: FrameRange, new_id: NewId) -> Document:
    refuse_wishes(doc, span)
    moved: dict[str, Clip] = {}
    for clip in (*linked(doc, left), *linked(doc, right)):
        first = clip.place.stop == left.place.stop
        place = FrameRange(clip.place.start, span.stop) if first else FrameRange(span.start, clip.place.stop)
        moved[clip.id] = clip_part(asset_by_id(doc, clip.asset), clip, place)
    return laid(doc, moved, {clip.id for clip in linked(doc, right)}, new_id)


def _closed_up(doc: Document, right: Clip, frames: int, new_id: NewId) -> Document:
    """`right` and all that comes after the cut, `frames` frames earlier."""
    at, end = right.place.start, end_of(doc)
    refuse_wishes(doc, FrameRange(at - frames, at + frames))
    moved = {
        clip.id: replace(clip, place=clip.place.shift(-frames))
        for track in doc.tracks
        for clip in track.clips
        if clip.place.start >= at
    }
    bare = replace(doc, tracks=())
    halves = [(FrameRange(0, at), 0), (FrameRange(at, end), at - frames)]
    notes = rearranged(replace(bare, cards=()), halves, new_id)
    pieces = [(FrameRange(0, at - frames), 0), (FrameRange(at + frames, max(end, at + frames)), at)]
    cards = rearranged(bare, pieces, new_id).cards
    doc = replace(doc, cards=cards, markers=notes.markers, mark_in=notes.mark_in, mark_out=notes.mark_out)
    return laid(doc, moved, {clip.id for clip in linked(doc, right)}, new_id)


def laid(doc: Document, moved: Mapping[str, Clip], over: set[str], new_id: NewId) -> Document:
    """The film with the clips `moved` (by id) at their new places. Where others are in the way, those in
    `over` go on the track above, made where it is not free; anything else refuses."""
    found: list[tuple[Track, list[Clip]]] = []
    for track in doc.tracks:
        clips = [moved.get(clip.id, clip) for clip in track.clips]
        below = [clip for clip in clips if clip.id not in over]
        up = [clip for clip in clips if clip.id in over and _meets(clip, below)]
        stay = sorted((clip for clip in clips if clip not in up), key=lambda clip: clip.place)
        for one, other in pairwise(stay):
            if one.place.overlaps(other.place):
                raise TweenError(
                    f"The clips at {one.place} and {other.place} on {track.name} would lie over each other; "
                    "trim one of them first."
                )
        found.append((replace(track, clips=tuple(stay)), up))
    doc = replace(doc, tracks=tuple(track for track, _ in found))
    for track, up in found:
        if up:
            doc = put_above(doc, track, up, new_id)
    return doc


def put_above(doc: Document, track: Track, clips: Sequence[Clip], new_id: NewId) -> Document:
    """`clips` on the track right above `track`, or on a new one there where they would meet others."""
    same = tracks_of(doc, track.kind)
    place = [each.id for each in same].index(track.id) + 1
    above = same[place] if place < len(same) else None
    if above is None or above.locked or above.muted != track.muted or _meet(clips, above.clips):
        doc = add_track(doc, track.kind, new_id=new_id)
        above = doc.tracks[-1]
        doc = move_track(set_track(doc, above.id, muted=track.muted), above.id, place)
        above = track_by_id(doc, above.id)
    both = sorted((*above.clips, *clips), key=lambda clip: clip.place)
    return with_track(doc, replace(above, clips=tuple(both)))


def _meets(clip: Clip, others: Iterable[Clip]) -> bool:
    return any(clip.place.overlaps(other.place) for other in others)


def _meet(clips: Iterable[Clip], others: Sequence[Clip]) -> bool:
    return any(_meets(clip, others) for clip in clips)
