"""The one rule of what the film shows at a frame; the viewer, export, seams and the tools all ask here.

A card with a prompt shows its take (`shown`) over the frames that the take has; everywhere else the
highest clip shows through that is not muted, nor its video track. A take of a card whose prompt was emptied
is not shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from engine.document.model import Asset, Card, Clip, Document
from engine.document.queries import asset_by_id, card_at, cards_in, clip_at, clips_in
from engine.document.take import ShownTake, Take
from engine.document.time import FrameRange


@dataclass(frozen=True, slots=True)
class TakePicture:
    """Frame `index` of the take's own frames."""

    take: Take
    index: int


@dataclass(frozen=True, slots=True)
class ClipPicture:
    """`source_frame` counts at the film's rate from the asset's beginning; 0 for an image."""

    clip: Clip
    asset: Asset
    source_frame: int


Picture = TakePicture | ClipPicture


def shown_take(card: Card, shown: ShownTake) -> Take | None:
    """The take that the card shows now, if any."""
    return shown(card) if card.words else None


def shown_frames(card: Card, shown: ShownTake) -> FrameRange:
    """Film frames of `card` that its take covers; empty when it shows the tracks throughout."""
    take = shown_take(card, shown)
    if take is None:
        return FrameRange(card.range.start, card.range.start)
    return card.range.intersect(card.on_film(take.range))


def picture_at(doc: Document, frame: int, shown: ShownTake) -> Picture | None:
    """What film frame `frame` shows; None in a gap."""
    card = card_at(doc, frame)
    take = shown_take(card, shown) if card else None
    if card and take and frame - card.origin in take.range:
        return TakePicture(take, frame - card.origin - take.range.start)
    return footage_at(doc, frame)


def footage_at(doc: Document, frame: int) -> ClipPicture | None:
    """What the tracks alone show at `frame`, below any card."""
    clip = clip_at(doc, frame)
    if clip is None:
        return None
    asset = asset_by_id(doc, clip.asset)
    return ClipPicture(clip, asset, 0 if asset.kind == "image" else clip.source_frame(frame))


def runs(
    doc: Document, span: FrameRange, shown: ShownTake | None = None
) -> Iterator[tuple[FrameRange, Picture | None]]:
    """`span` in order as the longest stretches of one source, with the picture at the start of each.

    Without `shown` it is the footage below the cards.
    """
    edges = {span.start, span.stop}
    for clip in clips_in(doc, span):
        # Footage at another speed runs on frame by frame only where it happens to.
        seen = clip.place.intersect(span)
        edges.update((seen.start, seen.stop) if clip.speed == 1 else range(seen.start, seen.stop + 1))
    if shown is not None:
        for card in cards_in(doc, span):
            cover = shown_frames(card, shown)
            edges.update((card.range.start, card.range.stop, cover.start, cover.stop))
    cuts = sorted(edge for edge in edges if span.start <= edge <= span.stop)
    run: tuple[FrameRange, Picture | None] | None = None
    for start, stop in pairwise(cuts):
        picture = footage_at(doc, start) if shown is None else picture_at(doc, start, shown)
        if run and _goes_on(run[1], picture, len(run[0])):
            run = FrameRange(run[0].start, stop), run[1]
            continue
        if run:
            yield run
        run = FrameRange(start, stop), picture
    if run:
        yield run


def _goes_on(before: Picture | None, after: Picture | None, frames: int) -> bool:
    """Whether `after`, `frames` later, is the same source running on (a cut that changes no picture)."""
    if isinstance(before, TakePicture) and isinstance(after, TakePicture):
        return before.take.id == after.take.id and before.index + frames == after.index
    if isinstance(before, ClipPicture) and isinstance(after, ClipPicture):
        step = 0 if after.asset.kind == "image" else frames
        return before.asset.id == after.asset.id and before.source_frame + step == after.source_frame
    return before is None and after is None
