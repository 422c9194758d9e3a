"""How much of a clip is seen and heard at a frame: its opacity, its fades, its dissolve.

    opacity 1, fade_in 4, fade_out 4          0  ¼  ½  ¾  1  1  1  ¾  ½  ¼  0
    dissolve 3 at the cut      left  1  1 | ¾  ½  ¼               (it runs on beyond its end)
                               right      | ¼  ½  ¾  1  1

A fade's outermost frame shows nothing of the clip, and a dissolve has no frame of one clip alone.

`settled` keeps them true after any edit: a dissolve stays as long as the same two clips touch, and no fade is
longer than its clip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from engine.document.levels import level_at
from engine.document.model import Asset, Clip, Document, Track
from engine.document.queries import asset_by_id, asset_end, clip_before
from engine.document.time import FrameRange


def weight_at(clip: Clip, frame: int) -> float:
    """0 … 1: how much is seen of `clip`, apart from its dissolve, at a film frame of its own."""
    weight = level_at(clip, "opacity", frame) if clip.opacity_keys else clip.opacity
    since, left = frame - clip.place.start, clip.place.stop - 1 - frame
    if since < clip.fade_in:
        weight *= since / clip.fade_in
    if left < clip.fade_out:
        weight *= left / clip.fade_out
    return weight


def share_at(clip: Clip, frame: int) -> float:
    """0 … 1: how much of `clip`, and not of the one before it, its dissolve shows at `frame`."""
    since = frame - clip.place.start
    return (since + 1) / (clip.dissolve + 1) if since < clip.dissolve else 1.0


def dissolving(clip: Clip) -> FrameRange:
    """The film frames of its dissolve; empty where it has none."""
    return FrameRange(clip.place.start, clip.place.start + clip.dissolve)


def faded(clip: Clip) -> tuple[FrameRange, ...]:
    """The film frames at its start and at its end in which it is not seen as it is."""
    if not (clip.fade_in or clip.fade_out or clip.dissolve):
        return ()
    start, stop = clip.place.start, clip.place.stop
    return FrameRange(start, start + max(clip.fade_in, clip.dissolve)), FrameRange(stop - clip.fade_out, stop)


def handle(doc: Document, clip: Clip) -> int | None:
    """Film frames for which the footage of `clip` goes on beyond its end; None for a picture: for ever."""
    asset = asset_by_id(doc, clip.asset)
    return None if asset.kind == "image" else frames_left(asset, clip, doc.rate)


def frames_left(asset: Asset, clip: Clip, rate: Fraction) -> int:
    """`handle` of a clip of footage that moves or sounds."""
    end = asset_end(asset, rate)
    frames = int((end - clip.source_time(clip.place.stop)) / clip.speed) + 1
    while frames > 0 and clip.source_frame(clip.place.stop + frames - 1) >= end:
        frames -= 1
    return max(0, frames)


def longest_dissolve(doc: Document, track: Track, clip: Clip) -> int:
    """Frames that a dissolve at the start of `clip` can have; 0 without a clip right before it."""
    before = clip_before(track, clip)
    if before is None:
        return 0
    room, left = len(clip.place) - clip.fade_out, handle(doc, before)
    return max(0, room if left is None else min(room, left))


def settled(before: Document, after: Document) -> Document:
    r"""`after`, an edit of `before`, with fades that fit.

    before   V1 AAAA×BBBB      V1 AAAA\......
    after    V1 AAAA..BBBB     V1 AA\........
    a dissolve goes where the clips part, and gets shorter where the footage beneath it runs out; two fades
    that would overlap get shorter together
    """
    known = {id(track) for track in before.tracks}
    if all(id(track) in known for track in after.tracks):
        return after
    tracks = tuple(_settled_track(before, after, track) for track in after.tracks)
    same = all(old is new for old, new in zip(after.tracks, tracks, strict=True))
    return after if same else replace(after, tracks=tracks)


def _settled_track(before: Document, after: Document, track: Track) -> Track:
    if not any(clip.fade_in or clip.fade_out or clip.dissolve for clip in track.clips):
        return track
    neighbours = {clip.id: left for old in before.tracks for clip, left in _neighbours(old)}
    clips = tuple(_settled(after, neighbours, clip, left) for clip, left in _neighbours(track))
    same = all(old is new for old, new in zip(track.clips, clips, strict=True))
    return track if same else replace(track, clips=clips)


def _neighbours(track: Track) -> Iterator[tuple[Clip, Clip | None]]:
    """Every clip with the one that stops where it begins."""
    left: Clip | None = None
    for clip in track.clips:
        yield clip, left if left is not None and left.place.stop == clip.place.start else None
        left = clip


def _settled(doc: Document, neighbours: Mapping[str, Clip | None], clip: Clip, left: Clip | None) -> Clip:
    first, last = max(clip.fade_in, clip.dissolve), clip.fade_out
    dissolve = clip.dissolve
    if dissolve:
        stays = left is not None and _is_same(neighbours, clip, left)
        beyond = handle(doc, left) if left is not None and stays else 0
        dissolve = dissolve if beyond is None else min(dissolve, beyond)
        first = max(clip.fade_in, dissolve)
    if first + last > len(clip.place):
        first = first * len(clip.place) // (first + last)
        last = len(clip.place) - first
    fade_in, dissolve = min(clip.fade_in, first), min(dissolve, first)
    if (fade_in, last, dissolve) == (clip.fade_in, clip.fade_out, clip.dissolve):
        return clip
    return replace(clip, fade_in=fade_in, fade_out=last, dissolve=dissolve)


def _is_same(neighbours: Mapping[str, Clip | None], clip: Clip, left: Clip) -> bool:
    """Whether `left` is the clip out of which `clip` came, or a part or copy of it."""
    if clip.id not in neighbours:
        return left.id not in neighbours
    old = neighbours[clip.id]
    return old is not None and (left.id == old.id or (left.asset == old.asset and left.id not in neighbours))
