"""Regenerate: draw a card's range anew between what is on both sides of it (DESIGN §1).

The same call remixes (strength below 1: the footage under the card goes in, to be redrawn for that fraction
of the steps), replaces or removes what a person painted over (regions: the rest of that footage stays) and
follows keyframes (frames that stay).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine.document.fit import fit_box
from engine.document.framing import exact
from engine.document.layers import pairs, unpaired
from engine.document.model import Asset, Card, Document, Reference
from engine.document.parts import curve_part
from engine.document.picture import ClipPicture, LayeredPicture, Picture, TakePicture, parts_of, runs
from engine.document.queries import asset_by_id, card_label, loops
from engine.document.request import (
    BlendPart,
    Known,
    KnownPart,
    LoraUse,
    ReferencePicture,
    RegionMask,
    Request,
)
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.families.wording import family_of, worded
from engine.tools.opening import opening
from engine.tools.styles import style

CONTEXT = 64
"""Film frames looked at on either side of what is drawn."""


def regenerate(doc: Document, card: Card, shown: ShownTake, model: str, context: int = CONTEXT) -> Request:
    """The Request that draws `card`: what the film shows up to `context` frames on both sides is known.

    Neighbours count as they are shown, takes included, unless the card is drawn alone; gaps say nothing.
    Nothing is looked at over a cut, on neither side of it; after the last card of a loop comes the film's
    beginning, and before its first card the end. `model` is used where the card names none. Raises
    `TweenError` for a locked card, an empty prompt, an unknown style, or regions where the card has no
    picture below.
    """
    label = card_label(doc, card)
    if not card.words:
        raise TweenError(f"{label} has no prompt; describe what happens there first.")
    if card.locked:
        raise TweenError(f"{label} is locked; unlock it to draw it.")
    if card.regions and (bare := _first_bare(doc, card, shown)):
        raise TweenError(
            f"{label} has a region to redraw, but nothing lies below it in {bare}; put footage there or take "
            "the region away."
        )
    if card.blend:
        _refuse_blend(doc, card, label)
    if card.outpaint:
        _refuse_outpainting(doc, card, label)
    return request_for(doc, card, shown, model, context)


def request_for(doc: Document, card: Card, shown: ShownTake, model: str, context: int = CONTEXT) -> Request:
    """`regenerate` without its refusals, for telling whether a locked card's take is still up to date."""
    prompt, negative = worded(card, card.model or model), card.negative.strip()
    loras = tuple(LoraUse(lora.name, float(lora.weight)) for lora in card.loras)
    guidance = None if card.guidance is None else float(card.guidance)
    if card.style:
        look, family = style(card.style), family_of(card.model or model)
        prompt, negative = look.apply(prompt, negative, family)
        guidance = look.led_by(guidance, family)
        loras = look.laid_over(loras)
    known = (
        *(() if card.alone else _context(doc, card, shown, context)),
        *_present(doc, card),
        *_start(doc, card, shown),
        *_keyframes(doc, card),
    )
    blends = tuple(_blends(doc, card))
    anew = card.match_colour and not blends and not any(each.place.overlaps(card.range) for each in known)
    began = opening(doc, card, shown) if anew else None
    return Request(
        card=card.id,
        lineage=card.lineage,
        origin=card.origin,
        draw=card.range,
        rate=doc.rate,
        width=doc.width,
        height=doc.height,
        model=card.model or model,
        prompt=prompt,
        negative=negative,
        seed=card.seed,
        steps=card.steps,
        guidance=guidance,
        known=known,
        regions=tuple(
            RegionMask(card.on_film(region.frames), region.shape, region.points, region.feather)
            for region in card.regions
        ),
        references=tuple(_reference(doc, ref) for ref in card.references),
        loras=loras,
        match_colour=card.match_colour,
        scale=float(card.scale),
        outpaint=card.outpaint,
        fill=doc.fill and _reshaped(known, blends),
        blends=blends,
        colours=tuple(_pictures(doc, began, shown)) if began else (),
    )


def _refuse_blend(doc: Document, card: Card, label: str) -> None:
    if card.regions:
        raise TweenError(f"{label} blends whole pictures; take its regions away, or its influence curve.")
    if bare := unpaired(doc, card.range):
        raise TweenError(
            f"{label} blends two clips, but there are not two in {bare}; lay one over the other there, or "
            "take the card's influence curve away."
        )


def _refuse_outpainting(doc: Document, card: Card, label: str) -> None:
    if card.blend:
        raise TweenError(f"{label} blends whole pictures; draw around them in another card, or not at all.")
    below = [known_picture(doc, place, picture) for place, picture in runs(doc, card.range) if picture]
    if not below:
        raise TweenError(f"{label} has no picture to draw around; put footage there.")
    if any(part.framing for known in below for part in (known, *known.parts)):
        raise TweenError(
            f"{label} has a framed clip below it, and is drawn around whole pictures only; reset the clip's "
            "framing, or redraw the card."
        )
    if doc.fill or not any(known.shape for known in below):
        raise TweenError(f"{label} has nothing to draw around its picture, which fills the film's.")


def _first_bare(doc: Document, card: Card, shown: ShownTake) -> FrameRange | None:
    """The first stretch of a card that has neither footage, nor a keyframe, nor a take to start from."""
    there = (*_start(doc, card, shown), *_keyframes(doc, card))
    pictured = {n for known in there for n in known.place}
    for place, picture in runs(doc, card.range):
        if picture is None and not pictured.issuperset(place):
            return place
    return None


def _reference(doc: Document, ref: Reference) -> ReferencePicture:
    asset = asset_by_id(doc, ref.asset)
    return ReferencePicture(asset.path, asset.fingerprint, ref.source_frame, float(ref.weight))


def _context(doc: Document, card: Card, shown: ShownTake, context: int) -> Iterator[Known]:
    """Up to `context` frames on both sides, no further than to the next cut. Beyond the ends of a loop comes
    its other end."""
    start, stop = card.range.start, card.range.stop
    cuts = [each.range.start for each in doc.cards if each.cut]
    first = max((cut for cut in cuts if cut <= start), default=0)
    last = min((cut for cut in cuts if cut >= stop), default=doc.frames)
    yield from _pictures(doc, FrameRange(max(first, start - context), start), shown)
    yield from _pictures(doc, FrameRange(stop, max(stop, min(last, stop + context))), shown)
    if loops(doc) and 0 not in cuts and first == 0 and start < context:
        ending = FrameRange(max([stop, doc.frames + start - context, *cuts]), doc.frames)
        yield from _pictures(doc, ending, shown, moved=-doc.frames)
    if loops(doc) and last == doc.frames and doc.frames < stop + context:
        opening = FrameRange(0, min([start, stop + context - doc.frames, *(cut for cut in cuts if cut)]))
        yield from _pictures(doc, opening, shown, moved=doc.frames)


def _pictures(doc: Document, span: FrameRange, shown: ShownTake, moved: int = 0) -> Iterator[Known]:
    """What the film shows in `span`, as if it lay `moved` frames later."""
    for place, picture in runs(doc, span, shown):
        if picture is not None:
            yield known_picture(doc, place.shift(moved), picture)


def _present(doc: Document, card: Card) -> Iterator[Known]:
    """The footage under a card that is redrawn only in part: of its steps or of its picture. Of two clips
    that are blended it is the lower one."""
    if card.blend:
        for place, lower, _ in pairs(doc, card.range):
            yield known_picture(doc, place, lower, float(card.strength))
    elif card.strength < 1 or card.regions or card.outpaint:
        # Where only what is around a picture is drawn, the picture itself stays.
        cap = 0.0 if card.outpaint and not card.regions else float(card.strength)
        for place, picture in runs(doc, card.range):
            if picture is not None:
                yield known_picture(doc, place, picture, cap)


def _start(doc: Document, card: Card, shown: ShownTake) -> Iterator[Known]:
    """The take that the card starts from, over the footage below it."""
    if card.start is None:
        return
    take = shown(replace(card, pinned=card.start.take))
    if take is None or take.id != card.start.take:
        raise TweenError(
            f"{card_label(doc, card)} starts from the take {card.start.take}, which is not there any more; "
            "draw a new draft of it (tween draft), or draw it from nothing."
        )
    place = card.on_film(take.range).intersect(card.range)
    if place:
        first = place.start - card.origin - take.range.start
        yield known_picture(doc, place, TakePicture(take, first), float(card.start.strength))


def _blends(doc: Document, card: Card) -> Iterator[BlendPart]:
    """The upper one of two clips that are blended, and how much of it there is."""
    if card.start is not None:  # a take in which they are blended already
        return
    for place, _, upper in pairs(doc, card.range) if card.blend else ():
        points = curve_part(card.blend, card.range, place)
        known = known_picture(doc, place, upper)
        yield BlendPart(
            place, known.path, known.fingerprint, known.source_start, points, known.shape, known.grade,
            known.framing,
        )  # fmt: skip


def _keyframes(doc: Document, card: Card) -> Iterator[Known]:
    for key in card.keyframes:
        asset = asset_by_id(doc, key.asset)
        yield _known_asset(doc, card.on_film(key.place), asset, key.source_frame, 0.0)


def known_picture(doc: Document, place: FrameRange, picture: Picture, cap: float = 0.0) -> Known:
    """`picture` from its frame on over `place`, as a Request says it."""
    if isinstance(picture, TakePicture):
        take = picture.take
        shape = _shape(doc, take.request.width, take.request.height)
        # A take's id is made of its content, so it serves as the fingerprint.
        return Known(place, take.frames_path, take_fingerprint(take.id), picture.index, cap, shape)
    if isinstance(picture, LayeredPicture):
        lowest = known_picture(doc, place, parts_of(picture)[0], cap)
        return replace(lowest, parts=tuple(_known_parts(doc, picture)))
    known = _known_asset(doc, place, picture.asset, picture.source_frame, cap)
    known = replace(known, grade=picture.grade) if picture.grade else known
    framing, asset = picture.framing, picture.asset
    # Framed, a picture's own shape counts, even where it is the film's.
    return replace(known, framing=exact(framing), shape=(asset.width, asset.height)) if framing else known


def _known_parts(doc: Document, mixed: LayeredPicture) -> Iterator[KnownPart]:
    for n, layer in enumerate(mixed.layers):
        for part in layer:
            if isinstance(part.picture, ClipPicture):  # takes are never mixed: they lie over all but overlays
                known = known_picture(doc, FrameRange(0, 1), part.picture)
                yield KnownPart(
                    known.path, known.fingerprint, known.source_start, float(part.weight), n,
                    part.picture.asset.alpha, known.shape, known.grade, known.framing,
                )  # fmt: skip


def _reshaped(known: Sequence[Known], blends: Sequence[BlendPart]) -> bool:
    """Whether any of the pictures has another shape than the film's, so that it matters how it is fitted."""
    parts = (part for each in known for part in each.parts)
    return any(each.shape for each in (*known, *blends, *parts))


def take_fingerprint(take_id: str) -> str:
    return f"take:{take_id}"


def begun_from(request: Request) -> str | None:
    """The id of the take that a drawing began from, not only looked at; None for footage or nothing."""
    inside = (known for known in request.known if known.place.overlaps(request.draw))
    takes = [known.fingerprint for known in inside if known.fingerprint.startswith(take_fingerprint(""))]
    return takes[-1].removeprefix(take_fingerprint("")) if takes else None


def _known_asset(doc: Document, place: FrameRange, asset: Asset, source_frame: int, cap: float) -> Known:
    shape = _shape(doc, asset.width, asset.height)
    return Known(place, asset.path, asset.fingerprint, source_frame, cap, shape)


def _shape(doc: Document, width: int, height: int) -> tuple[int, int] | None:
    """The shape of a picture that has another than the film's; None when it fills it as it is."""
    fills = fit_box(width, height, (doc.width, doc.height))[2:] == (doc.width, doc.height)
    return None if fills else (width, height)
