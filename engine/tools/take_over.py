"""Take over: a card says again what one of its takes was drawn from.

    before   [1 b · seed 7 ]   takes: a · seed 3, b · seed 7
    after    [1 a · seed 3 ]

Words, seed, steps, model, size, strength, regions, keyframes, references and LoRAs are the take's. Where the
card's own words still come to what the take was told, its fields and its style stay as they are; else the
prompt is what the model read. What lies beside the card is the film's as it is now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.document.card_edits import CardFields
from engine.document.edits import (
    attach_keyframe,
    attach_reference,
    remove_keyframe,
    remove_reference,
    set_card,
    set_lora,
    set_regions,
)
from engine.document.model import Card, Document, Region, Start
from engine.document.queries import card_by_id, card_label
from engine.document.request import Known, LoraUse, Request
from engine.document.take import Take
from engine.document.time import CardRange
from engine.errors import TweenError
from engine.families.wording import family_of, worded
from engine.tools.edited import Edited
from engine.tools.prompts import Fields, as_fields
from engine.tools.regenerate import take_fingerprint
from engine.tools.styles import style

TAKE = take_fingerprint("")


def take_over(doc: Document, card_id: str, take: Take, model: str) -> Edited:
    """The card with everything that `take` was drawn from; `model` draws cards that name none.

    Raises `TweenError` for a locked card, and for a take of another card. A picture that is not in the film
    any more is left out, which is said.
    """
    card = card_by_id(doc, card_id)
    label = card_label(doc, card)
    if take.lineage != card.lineage or not card.on_film(take.range).overlaps(card.range):
        raise TweenError(f"The take {take.id} is none of {label}; choose one of its own.")
    request = take.request
    fields = _settings(card, request, model)
    words = _words(card, request)
    if not _says(replace(card, model=fields.get("model")), words, request, model):
        doc = set_card(doc, card_id, **as_fields(Fields()))
        fields["style"] = None
        fields["prompt"], fields["negative"] = words
    doc = set_card(doc, card_id, **fields)
    doc = _with_loras(doc, card_id, request.loras)
    doc = set_regions(doc, card_id, _regions(card, request))
    doc, lost = _with_references(doc, card_id, request)
    if not (request.outpaint and not request.regions):  # there footage is kept like a keyframe is
        doc, more = _with_keyframes(doc, card_id, request)
        lost += more
    notes = [f"{label} is drawn without “{path}”, which is not in the film any more." for path in lost]
    return Edited(doc, (card_id,), tuple(notes))


def _settings(card: Card, request: Request, model: str) -> CardFields:
    inside = [known for known in request.known if known.place.overlaps(request.draw)]
    takes = [known for known in inside if known.fingerprint.startswith(TAKE)]
    caps = [known.cap for known in inside if known.cap > 0 and not known.fingerprint.startswith(TAKE)]
    start = Start(takes[-1].fingerprint.removeprefix(TAKE), takes[-1].cap) if takes else None
    return {
        "seed": request.seed,
        "steps": request.steps,
        "guidance": request.guidance,
        "model": card.model if (card.model or model) == request.model else request.model,
        "scale": request.scale,
        "strength": max(caps, default=1.0),
        "outpaint": request.outpaint,
        "match_colour": request.match_colour,
        "start": start,
        "pinned": None,
    }


def _words(card: Card, request: Request) -> tuple[str, str]:
    """Prompt and negative that the take had where most of the card lies."""
    here = card.local(card.range)

    def most(place: tuple[int, int]) -> int:
        return min(place[1], here.stop) - max(place[0], here.start)

    spans = [
        (most((span.place.start - request.origin, span.place.stop - request.origin)), span)
        for span in request.spans
    ]
    found = max(spans, key=lambda each: each[0], default=None)
    if found is None or found[0] <= 0:
        return request.prompt, request.negative
    return found[1].prompt, found[1].negative


def _says(card: Card, words: tuple[str, str], request: Request, model: str) -> bool:
    """Whether the card's fields and style come to these words, and its style's LoRAs were laid over."""
    name = card.model or model
    said = worded(card, name), card.negative.strip()
    if card.style is None:
        return said == words
    try:
        look = style(card.style)
    except TweenError:  # it was removed
        return False
    return look.apply(*said, family_of(name)) == words and set(look.loras) <= set(request.loras)


def _with_loras(doc: Document, card_id: str, wanted: tuple[LoraUse, ...]) -> Document:
    card = card_by_id(doc, card_id)
    if card.style is not None:
        laid = style(card.style).loras
        wanted = tuple(lora for lora in wanted if lora not in laid)
    for lora in card.loras:
        doc = set_lora(doc, card_id, lora.name, None)
    for lora in wanted:
        doc = set_lora(doc, card_id, lora.name, lora.weight)
    return doc


def _regions(card: Card, request: Request) -> Iterator[Region]:
    for mask in request.regions:
        frames = _in_card(card, request, mask.place.start, mask.place.stop)
        if frames:
            yield Region(frames, mask.shape, mask.points, mask.feather)


def _in_card(card: Card, request: Request, start: int, stop: int) -> CardRange:
    """Film frames of the request's time, counted from the card's start and cut to it."""
    shift = card.origin - request.origin - card.range.start
    return CardRange(start + shift, stop + shift).intersect(CardRange(0, len(card.range)))


def _with_references(doc: Document, card_id: str, request: Request) -> tuple[Document, list[str]]:
    for ref in card_by_id(doc, card_id).references:
        doc = remove_reference(doc, card_id, ref.asset, ref.source_frame)
    lost: list[str] = []
    for ref in request.references:
        asset = _asset(doc, ref.fingerprint)
        if asset is None:
            lost.append(ref.path)
        else:
            doc = attach_reference(doc, card_id, asset, ref.source_frame, ref.weight)
    return doc, lost


def _with_keyframes(doc: Document, card_id: str, request: Request) -> tuple[Document, list[str]]:
    card = card_by_id(doc, card_id)
    for key in card.keyframes:
        doc = remove_keyframe(doc, card_id, key.offset)
    lost: list[str] = []
    for known in request.known:
        frames = _in_card(card, request, known.place.start, known.place.stop)
        if known.cap > 0 or known.fingerprint.startswith(TAKE) or not _inside(known, request) or not frames:
            continue
        asset = _asset(doc, known.fingerprint)
        if asset is None:
            lost.append(known.path)
            continue
        cut = frames.start - (known.place.start + card.origin - request.origin - card.range.start)
        first = 0 if _still(doc, asset) else known.source_start + cut
        doc = attach_keyframe(doc, card_id, asset, frames.start, first, len(frames))
    return doc, lost


def _inside(known: Known, request: Request) -> bool:
    return known.place.overlaps(request.draw)


def _asset(doc: Document, fingerprint: str) -> str | None:
    return next((asset.id for asset in doc.assets if asset.fingerprint == fingerprint), None)


def _still(doc: Document, asset_id: str) -> bool:
    return any(asset.id == asset_id and asset.kind == "image" for asset in doc.assets)
