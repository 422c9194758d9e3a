"""The one rule of what the film shows at a frame; the viewer, export, seams and the tools all ask here.

    V3  a title with transparency      an overlay: over all else, what was drawn included
    [1  a card with a prompt     ]     its take (`shown`), over the frames that the take has
    V2  footage at half opacity        the scene: the highest clip, and what it lets through of those below
    V1  footage

Clips and video tracks that are muted are not there. Transparent footage is an overlay where it lies above the
lowest video track and above all footage that is not: models draw the scene and never see it. A take of a card
whose prompt was emptied is not shown. What one clip alone shows in full is that clip's picture, untouched;
around a clip with a framing of its own, what lies below it is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeGuard

from engine.document.fades import faded, share_at, weight_at
from engine.document.framing import Framing, placement
from engine.document.grade import Grade
from engine.document.levels import level_at
from engine.document.model import Asset, Card, Clip, Document, Track
from engine.document.queries import asset_by_id, card_at, cards_in, clip_before, clip_on, clips_in
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
    framing: Framing | None
    """Where it lies in the film's at this frame; None: fitted in by the film's own rule."""

    @property
    def grade(self) -> Grade | None:
        """What its colours are changed by; None where by nothing."""
        grade = self.clip.grade
        return None if grade is None or grade.neutral else grade


SourcePicture = TakePicture | ClipPicture


@dataclass(frozen=True, slots=True)
class Part:
    """A picture that counts for `weight`, 0 … 1, in its layer."""

    picture: SourcePicture
    weight: float = 1.0


Layer = tuple[Part, ...]
"""One picture, or the two of a dissolve; what is missing to 1 lets through what lies below."""


@dataclass(frozen=True, slots=True)
class LayeredPicture:
    """Layers over each other, the lowest first, over black.

    Every part counts for its weight, and for its own transparency where it has some.
    """

    layers: tuple[Layer, ...]


Picture = TakePicture | ClipPicture | LayeredPicture


def parts_of(picture: Picture | None) -> tuple[SourcePicture, ...]:
    """What a picture is made of, the lowest first."""
    if isinstance(picture, LayeredPicture):
        return tuple(part.picture for layer in picture.layers for part in layer)
    return () if picture is None else (picture,)


def as_filed(picture: Picture | None) -> TypeGuard[ClipPicture]:
    """Whether it is footage as its file has it, so that what was coded once need not be coded anew."""
    return isinstance(picture, ClipPicture) and picture.grade is None and picture.framing is None


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
    take = _take_at(doc, frame, shown)
    overlays, below = _stack(doc, frame)
    if take is None:
        return _flat((*below, *overlays))
    return LayeredPicture(((Part(take),), *overlays)) if overlays else take


def scene_at(doc: Document, frame: int, shown: ShownTake) -> Picture | None:
    """What film frame `frame` shows below any overlay: what a model sees, and what it draws."""
    return _take_at(doc, frame, shown) or footage_at(doc, frame)


def footage_at(doc: Document, frame: int) -> ClipPicture | LayeredPicture | None:
    """What the tracks alone show at `frame`, below any card and any overlay."""
    return _flat(_stack(doc, frame)[1])


def _take_at(doc: Document, frame: int, shown: ShownTake) -> TakePicture | None:
    card = card_at(doc, frame)
    take = shown_take(card, shown) if card else None
    if card and take and frame - card.origin in take.range:
        return TakePicture(take, frame - card.origin - take.range.start)
    return None


def _stack(doc: Document, frame: int) -> tuple[list[Layer], list[Layer]]:
    """(the overlays, what of the other clips is seen below them), each with the lowest first."""
    overlays: list[Layer] = []
    below: list[Layer] = []
    lowest = next((track for track in doc.tracks if track.kind == "video"), None)
    for track in reversed(doc.tracks):
        if track.kind != "video" or track.muted:
            continue
        clip = clip_on(track, frame)
        if clip is None or clip.muted:
            continue
        asset = asset_by_id(doc, clip.asset)
        if not (clip.fade_in or clip.fade_out or clip.dissolve or asset.alpha or clip.framing) and (
            clip.opacity == 1 and not clip.opacity_keys
        ):
            below.append((Part(clip_picture(clip, asset, frame)),))
            break
        layer, covers = _layer(doc, track, clip, asset, frame)
        over = asset.alpha and track is not lowest and not below
        if layer:
            (overlays if over else below).append(layer)
        if covers and not over:
            break
    return overlays[::-1], below[::-1]


def _layer(doc: Document, track: Track, clip: Clip, asset: Asset, frame: int) -> tuple[Layer, bool]:
    """What a track shows where `clip` lies, empty where nothing of it is seen; whether it hides all below."""
    weight, share = weight_at(clip, frame), share_at(clip, frame)
    own = clip_picture(clip, asset, frame)
    before = clip_before(track, clip) if share < 1 else None
    if before is None or before.muted:
        return ((Part(own, weight),) if weight else ()), weight == 1 and _hides(doc, own)
    other = asset_by_id(doc, before.asset)
    out = clip_picture(before, other, frame)
    opaque = level_at(before, "opacity", frame)
    parts = (Part(out, opaque * (1 - share)), Part(own, weight * share))
    covers = weight == opaque == 1 and _hides(doc, out) and _hides(doc, own)
    return tuple(part for part in parts if part.weight), covers


def _hides(doc: Document, picture: ClipPicture) -> bool:
    """Whether nothing of what lies below is seen beside the picture, or through it."""
    framing, asset, film = picture.framing, picture.asset, (doc.width, doc.height)
    if asset.alpha or framing is None:
        return not asset.alpha
    return placement(framing, (asset.width, asset.height), film, doc.fill).covers(film)


def clip_picture(clip: Clip, asset: Asset, frame: int) -> ClipPicture:
    """What `clip` shows at film frame `frame`, which may lie beyond its end."""
    framing = clip.framing and clip.framing.at(frame - clip.place.start)
    return ClipPicture(clip, asset, 0 if asset.kind == "image" else clip.source_frame(frame), framing)


def _flat(layers: Sequence[Layer]) -> ClipPicture | LayeredPicture | None:
    """The picture of clips over each other; a clip's own where it is alone, seen in full and not framed."""
    if not layers:
        return None
    (first, *others) = layers[0]
    alone = len(layers) == 1 and not others and first.weight == 1
    if alone and isinstance(first.picture, ClipPicture) and first.picture.framing is None:
        return first.picture
    return LayeredPicture(tuple(layers))


def runs(
    doc: Document, span: FrameRange, shown: ShownTake | None = None, *, overlays: bool = False
) -> Iterator[tuple[FrameRange, Picture | None]]:
    """`span` in order as the longest stretches of one source, with the picture at the start of each.

    What is mixed of several runs frame by frame. Without `shown` it is the footage below the cards; with
    `overlays` what lies over them, too.
    """
    run: tuple[FrameRange, Picture | None] | None = None
    for piece in _pieces(doc, span, shown):
        if not overlays:
            picture = footage_at(doc, piece.start) if shown is None else scene_at(doc, piece.start, shown)
        else:
            picture = picture_at(doc, piece.start, shown or (lambda card: None))
        if run and _goes_on(run[1], picture, len(run[0])):
            run = FrameRange(run[0].start, piece.stop), run[1]
            continue
        if run:
            yield run
        run = piece, picture
    if run:
        yield run


def _pieces(doc: Document, span: FrameRange, shown: ShownTake | None) -> Iterator[FrameRange]:
    """`span` cut wherever the picture could go on otherwise than by one source frame a frame."""
    edges = {span.start, span.stop}
    transparent = {asset.id for asset in doc.assets if asset.alpha}
    for clip in clips_in(doc, span):
        seen = clip.place.intersect(span)
        # Footage at another speed runs on frame by frame only where it happens to.
        mixed = clip.opacity < 1 or clip.opacity_keys or clip.framing or clip.asset in transparent
        if clip.speed != 1 or mixed:
            edges.update(range(seen.start, seen.stop + 1))
            continue
        edges.update((seen.start, seen.stop))
        for part in faded(clip):
            edges.update(range(max(part.start, seen.start), min(part.stop, seen.stop) + 1))
    if shown is not None:
        for card in cards_in(doc, span):
            cover = shown_frames(card, shown)
            edges.update((card.range.start, card.range.stop, cover.start, cover.stop))
    for start, stop in pairwise(sorted(edge for edge in edges if span.start <= edge <= span.stop)):
        yield FrameRange(start, stop)


def _goes_on(before: Picture | None, after: Picture | None, frames: int) -> bool:
    """Whether `after`, `frames` later, is the same source running on (a cut that changes no picture)."""
    if isinstance(before, TakePicture) and isinstance(after, TakePicture):
        return before.take.id == after.take.id and before.index + frames == after.index
    if isinstance(before, ClipPicture) and isinstance(after, ClipPicture):
        step = 0 if after.asset.kind == "image" else frames
        alike = before.asset.id == after.asset.id and before.grade == after.grade
        return alike and before.source_frame + step == after.source_frame
    return before is None and after is None
