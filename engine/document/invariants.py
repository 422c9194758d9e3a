"""What holds for every Document, stated once. Edits keep it, files are checked against it on opening."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.document.model import Asset, Card, Clip, Document, Track
from engine.document.queries import asset_length
from engine.document.time import FrameRange
from engine.errors import TweenError


def check(doc: Document) -> None:
    """Raises `TweenError` with the first broken invariant."""
    for sentence in broken(doc):
        raise TweenError(sentence)


def broken(doc: Document) -> Iterator[str]:
    """One sentence for each invariant that does not hold:

    the rate and the size are positive; ids are unique; clips and cards are in time order, hold at least one
    frame, start at 0 or later and do not overlap; a clip's source is known, fits its track and covers it;
    every clip lies under cards; a card's strength is 0 … 1; its keyframes are pictures inside it, in order.
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
    for asset in doc.assets:
        if asset.frames < 1 or asset.rate <= 0:
            yield f"The footage {asset.path} has no frames or no rate."
    for track in doc.tracks:
        yield from _in_order(f"track {track.name}", [clip.place for clip in track.clips])
        for clip in track.clips:
            yield from _clip(doc, track, clip, assets.get(clip.asset))
    yield from _in_order("the board", [card.range for card in doc.cards])
    yield from _covered(doc)
    for card in doc.cards:
        yield from _card(card, assets)


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
    if asset.kind != "image" and clip.source_start + len(clip.place) > asset_length(asset, doc.rate):
        yield f"The clip at {clip.place} on {track.name} runs past the end of its footage."


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
    places = [clip.place for track in doc.tracks for clip in track.clips]
    return [hole for hole in holes if any(place.overlaps(hole) for place in places)]


def _card(card: Card, assets: dict[str, Asset]) -> Iterator[str]:
    if not 0 <= card.strength <= 1:
        yield f"The card at {card.range} has strength {card.strength}, which is not between 0 and 1."
    last = -1
    for key in card.keyframes:
        if not last < key.offset < len(card.range):
            yield f"A keyframe of the card at {card.range} is out of order or outside the card."
        last = key.offset
        asset = assets.get(key.asset)
        if asset is None or asset.kind == "audio":
            yield f"A keyframe of the card at {card.range} has no picture."
