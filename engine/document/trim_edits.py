"""Edits of where clips begin and end, and of what they show there. `engine.document.edits` re-exports them.

In the diagrams a letter is a clip, `[1]` a card, `.` a gap; digits are frames of the source; time runs to the
right. A clip's linked sound always goes with it.
"""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from engine.document.board_edits import append_card, cover
from engine.document.clip_edits import ripple_delete
from engine.document.clip_keys import keys_stretched
from engine.document.ids import NewId, random_id
from engine.document.invariants import SPEEDS
from engine.document.locks import locks_hold
from engine.document.model import Clip, Document
from engine.document.parts import (
    card_part,
    clip_part,
    gives_way,
    rearranged,
    with_card,
    with_clips,
    with_room,
)
from engine.document.queries import asset_by_id, asset_length, clip_by_id, linked
from engine.document.time import FrameRange
from engine.errors import TweenError


@locks_hold
def trim_clip(doc: Document, clip_id: str, place: FrameRange, *, new_id: NewId = random_id) -> Document:
    """Trim in and out: move a clip's edges over its footage; other clips stay where they are.

    before   V1 AAAAAAAA      [1      ]
    after    V1 .AAAAA..      [1      ]
    the film's last card, when it only keeps, shrinks and grows with the last clip
    """
    _, clip = clip_by_id(doc, clip_id)
    if not place:
        raise TweenError(f"The clip at {clip.place} needs at least one frame; remove it instead.")
    return _with_tail(doc, with_clips(doc, _resized(doc, clip, place)), clip.place.stop, new_id)


def _resized(doc: Document, clip: Clip, place: FrameRange) -> list[Clip]:
    """The clip and its linked sound with other edges."""
    return [clip_part(asset_by_id(doc, each.asset), each, place) for each in linked(doc, clip)]


def _with_tail(before: Document, doc: Document, old_stop: int, new_id: NewId) -> Document:
    """A last card that only keeps ends where the last clip, which was trimmed, ends now."""
    end = max((track.clips[-1].place.stop for track in doc.tracks if track.clips), default=0)
    last = doc.cards[-1] if doc.cards else None
    at_end = last is not None and old_stop == before.frames == last.range.stop
    if last and at_end and gives_way(last) and last.range.start < end < old_stop:
        doc = with_card(doc, card_part(doc, last, FrameRange(last.range.start, end), last.id))
    return cover(doc, new_id)


@locks_hold
def roll(doc: Document, clip_id: str, to: int) -> Document:
    """Move the cut between a clip and the one right behind it to frame `to`; nothing else moves.

    before   V1 AAAA|BBBB
    after    V1 AAAAAA|BB
    """
    track, left = clip_by_id(doc, clip_id)
    right = next((other for other in track.clips if other.place.start == left.place.stop), None)
    if right is None:
        raise TweenError(f"There is no clip right behind the one at {left.place} on {track.name}.")
    if not left.place.start < to < right.place.stop:
        raise TweenError(
            f"The cut at {left.place.stop} cannot go to {to}; both clips need a frame of their own."
        )
    lefts = _resized(doc, left, FrameRange(left.place.start, to))
    return with_clips(doc, [*lefts, *_resized(doc, right, FrameRange(to, right.place.stop))])


@locks_hold
def ripple_trim(
    doc: Document, clip_id: str, edge: Literal["in", "out"], by: int, *, new_id: NewId = random_id
) -> Document:
    """Move a clip's edge by `by` frames over its footage; the film behind it closes up or makes room.

    before   V1 AAAABBBB      [1  ][2  ]
    after    V1 AABBBB        [1][2  ]       (out, -2)
    takes stay with their frames; new frames of the clip lie under its card when that one only keeps
    """
    _, clip = clip_by_id(doc, clip_id)
    place = clip.place
    longer = by if edge == "out" else -by
    if longer <= -len(place):
        raise TweenError(f"The clip at {place} needs at least one frame; remove it instead.")
    if longer < 0:
        start = place.start if edge == "in" else place.stop + longer
        shorter = ripple_delete(doc, FrameRange(start, start - longer), new_id=new_id)
        # Unlike a cut, a trim moves the edge with its fade.
        fades = {each.id: each for each in linked(doc, clip)}
        return with_clips(
            shorter,
            [
                replace(each, fade_in=was.fade_in, fade_out=was.fade_out, dissolve=was.dissolve)
                for track in shorter.tracks
                for each in track.clips
                if (was := fades.get(each.id)) is not None
            ],
        )
    if longer == 0:
        return doc
    at = place.stop if edge == "out" else place.start
    wide = rearranged(doc, with_room(doc, at, longer), new_id)
    _, moved = clip_by_id(wide, clip_id)
    grown = FrameRange(place.start, place.stop + longer)
    wide = with_clips(wide, _resized(wide, moved, grown))
    return _covered(wide, FrameRange(at, at + longer), edge, new_id)


def _covered(doc: Document, hole: FrameRange, edge: Literal["in", "out"], new_id: NewId) -> Document:
    """A card over the new frames of a clip: the clip's own when it only keeps, else a new one."""
    for card in doc.cards:
        beside = card.range.stop == hole.start if edge == "out" else card.range.start == hole.stop
        if beside and gives_way(card):
            span = FrameRange(min(card.range.start, hole.start), max(card.range.stop, hole.stop))
            return with_card(doc, card_part(doc, card, span, card.id))
    return append_card(doc, hole, new_id)


@locks_hold
def slip(doc: Document, clip_id: str, by: int) -> Document:
    """Show other frames of the footage, `by` later, in the same place.

    before   V1 AAA3456BBB
    after    V1 AAA5678BBB    (2)
    """
    _, clip = clip_by_id(doc, clip_id)
    if asset_by_id(doc, clip.asset).kind == "image":
        raise TweenError(f"The clip at {clip.place} is a picture; it has no other frames to show.")
    return with_clips(doc, [replace(each, source_start=each.source_start + by) for each in linked(doc, clip)])


@locks_hold
def slide(doc: Document, clip_id: str, by: int, *, new_id: NewId = random_id) -> Document:
    """Move a clip by `by` frames between its neighbours, whose edges follow it; it shows what it showed.

    before   V1 AAAABBCCCC
    after    V1 AAAAAABBCC    (2)
    a neighbour behind a gap is not touched, and stops the clip
    """
    _, clip = clip_by_id(doc, clip_id)
    new: dict[str, Clip] = {}
    for each in linked(doc, clip):
        track, each = clip_by_id(doc, each.id)
        new[each.id] = replace(each, place=each.place.shift(by))
        for other in track.clips:
            start, stop = other.place.start, other.place.stop
            if stop == each.place.start:
                stop += by
            elif start == each.place.stop:
                start += by
            else:
                continue
            if stop <= start:
                raise TweenError(f"The clip at {other.place} on {track.name} is too short to slide over.")
            new |= {part.id: part for part in _resized(doc, other, FrameRange(start, stop))}
    return _with_tail(doc, with_clips(doc, new.values()), clip.place.stop, new_id)


@locks_hold
def set_speed(doc: Document, clip_id: str, speed: Fraction, *, new_id: NewId = random_id) -> Document:
    """Show a clip's footage `speed` times as fast; it gets shorter or longer, nothing else moves.

    before   V1 AAAAAAAABBBB
    after    V1 AAAA....BBBB    (2)
    refused where the longer clip would meet another one; its sound is played at the same speed
    """
    _, clip = clip_by_id(doc, clip_id)
    if not SPEEDS[0] <= speed <= SPEEDS[1]:
        raise TweenError(f"A clip cannot run {speed} times as fast; use {SPEEDS[0]} to {SPEEDS[1]}.")
    if asset_by_id(doc, clip.asset).kind == "image":
        raise TweenError(f"The clip at {clip.place} is a picture; it has no speed.")
    new: list[Clip] = []
    for each in linked(doc, clip):
        left = asset_length(asset_by_id(doc, each.asset), doc.rate) - each.source_start - each.phase
        frames = max(1, min(round(len(each.place) * each.speed / speed), math.ceil(left / speed)))
        place = FrameRange(each.place.start, each.place.start + frames)
        phase = each.phase if speed != 1 else Fraction(0)  # at normal speed every frame is whole
        timed = keys_stretched(each, each.speed / speed)
        new.append(replace(timed, place=place, speed=speed, phase=phase))
    shortest = min(len(each.place) for each in new)
    place = FrameRange(clip.place.start, clip.place.start + shortest)
    doc_now = with_clips(doc, [replace(each, place=place) for each in new])
    return _with_tail(doc, doc_now, clip.place.stop, new_id)
