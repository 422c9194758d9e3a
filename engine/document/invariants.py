"""What holds for every Document, stated once. Edits keep it, files are checked against it on opening."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from engine.document.framing import NEUTRAL
from engine.document.framing import broken as broken_framing
from engine.document.grade import faults as grade_faults
from engine.document.levels import level_faults
from engine.document.model import Asset, Card, Clip, Document, Point, Shape, Track
from engine.document.queries import asset_end, asset_length
from engine.document.time import CardRange, FrameRange
from engine.errors import TweenError

SPEEDS = (Fraction(1, 100), Fraction(100))
"""The slowest and the fastest that a clip can run."""

MAX_LORA = 4.0
"""A LoRA's weight goes from the negative of this to this; useful ones lie between 0 and 1.5."""


MIN_SCALE = 0.25
"""The smallest draft: a sixteenth of the model's own pixels."""
GUIDANCE = (1.0, 30.0)
"""From without the negative prompt to far more than any model is made for."""


def check(doc: Document) -> None:
    """Raises `TweenError` with the first broken invariant."""
    for sentence in broken(doc):
        raise TweenError(sentence)


def broken(doc: Document) -> Iterator[str]:
    """One sentence for each invariant that does not hold:

    the rate and the size are positive; ids are unique; clips and cards are in time order, hold at least
    one frame, start at 0 or later and do not overlap; a clip's source is known, fits its track and covers
    it, at a speed within `SPEEDS`; its gain and its opacity stay within their limits, from key frame to
    key frame in order of time (`engine.document.levels`); its fades and its
    dissolve do not overlap, and a dissolve has a clip right before it whose footage goes on as long; its
    grade stays within its limits (`engine.document.grade`); its framing can be shown
    (`engine.document.framing`); every clip lies under cards; a card's strength is 0 … 1; its keyframes are
    pictures inside it, in order, never over each other; its references are pictures; both lie inside their
    footage; its regions have a shape inside the picture and lie inside the card, in order; its LoRAs have
    names of their own; its influence curve lies in 0 … 1, in order of time, its scale in `MIN_SCALE` … 1, its
    guidance in `GUIDANCE`, and a take that it starts from has a name and a strength of 0 … 1; markers are in
    time order from 0 on, and the in point comes before the out point.
    """
    if not 0 < doc.rate <= 1000:
        yield f"The film's rate {doc.rate} is not one that can be played."
    if doc.width < 1 or doc.height < 1:
        yield f"The film's size {doc.width}×{doc.height} is not one that can be shown."
    assets = {asset.id: asset for asset in doc.assets}
    yield from _unique("footage", (asset.id for asset in doc.assets))
    yield from _unique("track", (track.id for track in doc.tracks))
    yield from _unique("clip", (clip.id for track in doc.tracks for clip in track.clips))
    yield from _unique("card", (card.id for card in doc.cards))
    yield from _unique("marker", (marker.id for marker in doc.markers))
    for asset in doc.assets:
        if asset.frames < 1 or asset.rate <= 0:
            yield f"The footage {asset.path} has no frames or no rate."
    for track in doc.tracks:
        yield from _in_order(f"track {track.name}", [clip.place for clip in track.clips])
        for clip in track.clips:
            yield from _clip(doc, track, clip, assets.get(clip.asset))
        yield from _mixes(doc, track, assets)
    yield from _in_order("the board", [card.range for card in doc.cards])
    yield from _covered(doc)
    for card in doc.cards:
        yield from _card(doc, card, assets)
    yield from _notes(doc)


def _notes(doc: Document) -> Iterator[str]:
    frames = [marker.frame for marker in doc.markers]
    if frames != sorted(frames) or min(frames, default=0) < 0:
        yield "The markers are not in order from frame 0 on."
    first, last = doc.mark_in, doc.mark_out
    if min(first or 0, last or 0) < 0 or (first is not None and last is not None and first >= last):
        yield f"The marked range from {first} to {last} is none."


def _unique(kind: str, ids: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            yield f"Two things share the {kind} id “{each}”."
        seen.add(each)


def _in_order(where: str, ranges: list[FrameRange]) -> Iterator[str]:
    end = 0
    for each in ranges:
        if not each:
            yield f"A range on {where} at frame {each.start} is empty."
        if each.start < end:
            yield f"The range {each} on {where} starts before frame {end}, where it may start."
        end = max(end, each.stop)


def _clip(doc: Document, track: Track, clip: Clip, asset: Asset | None) -> Iterator[str]:
    if asset is None:
        yield f"The clip at {clip.place} on {track.name} shows footage that the film does not know."
        return
    fits = asset.kind in ("video", "image") if track.kind == "video" else asset.has_audio
    if not fits:
        yield f"The clip at {clip.place} on {track.name} has {asset.kind} footage, which cannot lie there."
    if clip.source_start < 0:
        yield f"The clip at {clip.place} on {track.name} starts before its footage does."
    if not SPEEDS[0] <= clip.speed <= SPEEDS[1] or not 0 <= clip.phase < 1:
        yield f"The clip at {clip.place} on {track.name} has a speed of {clip.speed} that cannot be played."
    elif asset.kind == "image" and (clip.speed != 1 or clip.phase):
        yield f"The picture at {clip.place} on {track.name} has a speed, though nothing in it moves."
    elif asset.kind != "image" and clip.place and clip.source.stop > asset_end(asset, doc.rate):
        yield f"The clip at {clip.place} on {track.name} runs past the end of its footage."


def _mixes(doc: Document, track: Track, assets: dict[str, Asset]) -> Iterator[str]:
    for i, clip in enumerate(track.clips):
        where = f"The clip at {clip.place} on {track.name}"
        if min(clip.fade_in, clip.fade_out, clip.dissolve) < 0:
            yield f"{where} fades for less than no frame."
        elif max(clip.fade_in, clip.dissolve) + clip.fade_out > len(clip.place):
            yield f"{where} fades for longer than it is."
        for fault in grade_faults(clip.grade) if clip.grade else ():
            yield f"{where} {fault}."
        for wrong in (*level_faults(clip), *broken_framing(clip.framing or NEUTRAL)):
            yield f"{where} {wrong}."
        if clip.dissolve <= 0:
            continue
        before = track.clips[i - 1] if i and track.clips[i - 1].place.stop == clip.place.start else None
        asset = assets.get(before.asset) if before is not None else None
        if before is None:
            yield f"{where} comes out of a clip that is not there."
        elif asset is not None and asset.kind != "image":
            last = before.source_frame(before.place.stop + clip.dissolve - 1)
            if last >= asset_end(asset, doc.rate):
                yield f"{where} comes out of a clip that has not so many more frames."


def _covered(doc: Document) -> Iterator[str]:
    for hole in uncovered(doc):
        yield f"No card lies over the clip at {hole}."


def uncovered(doc: Document) -> list[FrameRange]:
    """Stretches with a clip but no card over it, in order; none in a sound document."""
    holes: list[FrameRange] = []
    end = 0
    for card in [*(card.range for card in doc.cards), FrameRange(doc.frames, doc.frames)]:
        if card.start > end:
            holes.append(FrameRange(end, card.start))
        end = max(end, card.stop)
    used = _joined(clip.place for track in doc.tracks for clip in track.clips)
    bare: list[FrameRange] = []
    for hole in holes:
        first = bisect_right(used, hole.start, key=lambda span: span.stop)
        last = bisect_left(used, hole.stop, key=lambda span: span.start) - 1
        if first <= last:
            bare.append(FrameRange(max(hole.start, used[first].start), min(hole.stop, used[last].stop)))
    return bare


def _joined(ranges: Iterable[FrameRange]) -> list[FrameRange]:
    """The frames in any of the ranges, as ranges that do not touch."""
    joined: list[FrameRange] = []
    for each in sorted(ranges):
        if joined and each.start <= joined[-1].stop:
            joined[-1] = FrameRange(joined[-1].start, max(joined[-1].stop, each.stop))
        else:
            joined.append(each)
    return joined


def _card(doc: Document, card: Card, assets: dict[str, Asset]) -> Iterator[str]:
    if not 0 <= card.strength <= 1:
        yield f"The card at {card.range} has strength {card.strength}, which is not between 0 and 1."
    end = 0
    for key in card.keyframes:
        stop = key.offset + key.frames
        if not end <= key.offset < stop <= len(card.range):
            yield f"A keyframe of the card at {card.range} is out of order, over another or outside the card."
        end = max(end, stop)
    pictures = [("keyframe", key.asset, key.source_frame, key.frames) for key in card.keyframes]
    pictures += [("reference", ref.asset, ref.source_frame, 1) for ref in card.references]
    for name, asset_id, first, frames in pictures:
        asset = assets.get(asset_id)
        if asset is None or asset.kind == "audio":
            yield f"A {name} of the card at {card.range} has no picture."
        elif asset.kind == "video" and not 0 <= first <= asset_length(asset, doc.rate) - frames:
            yield f"A {name} of the card at {card.range} lies outside its footage {asset.path}."
    yield from _wish(card)


def _wish(card: Card) -> Iterator[str]:
    where = f"of the card at {card.range}"
    for ref in card.references:
        if not 0 <= ref.weight <= 1:
            yield f"A reference {where} has weight {ref.weight}, which is not between 0 and 1."
    for region in card.regions:
        if not region.frames or not CardRange(0, len(card.range)).covers(region.frames):
            yield f"A region {where} lies outside it."
        if fault := region_fault(region.shape, region.points, region.feather):
            yield f"A region {where} {fault}."
    if any(left.frames > right.frames for left, right in pairwise(card.regions)):
        yield f"The regions {where} are out of order."
    if fault := blend_fault(card.blend):
        yield f"The influence curve {where} {fault}."
    if card.start and not (card.start.take and 0 <= card.start.strength <= 1):
        yield f"The start {where} names no take, or a strength that is not between 0 and 1."
    if card.guidance is not None and not GUIDANCE[0] <= card.guidance <= GUIDANCE[1]:
        yield f"The guidance {where} is {card.guidance}, which is not between 1 and 30."
    if not MIN_SCALE <= card.scale <= 1:
        yield f"The scale {where} is {card.scale}, which is not between {MIN_SCALE} and 1."
    names = [lora.name for lora in card.loras]
    if len(set(names)) != len(names) or "" in names:
        yield f"The LoRAs {where} need names of their own."
    if not all(math.isfinite(lora.weight) and abs(lora.weight) <= MAX_LORA for lora in card.loras):
        yield f"A LoRA {where} has a weight that cannot be used."


def blend_fault(points: Sequence[Point]) -> str:
    """What is wrong with an influence curve; "" when nothing is, and for none."""
    if len(points) == 1:
        return "needs two points or more"
    if not all(0 <= time <= 1 and 0 <= influence <= 1 for time, influence in points):
        return "leaves 0 … 1"
    if any(left[0] > right[0] for left, right in pairwise(points)):
        return "has points out of order"
    return ""


def region_fault(shape: Shape, points: Sequence[Point], feather: float) -> str:
    """What is wrong with a region's shape; "" when nothing is."""
    if not all(0 <= x <= 1 and 0 <= y <= 1 for x, y in points):
        return "lies outside the picture; its points go from 0 to 1"
    if not 0 <= feather <= 1:
        return "has a soft edge wider than the picture"
    if shape == "box" and len(points) != 2:
        return "needs the two opposite corners of its box"
    if shape == "polygon" and len(points) < 3:
        return "needs three corners or more"
    return ""
