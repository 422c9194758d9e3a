"""Edits of what a card says: its words, settings and regions. `engine.document.edits` re-exports them.

In the diagrams `[1]` is a card, a letter a prompt; time runs to the right.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypedDict, Unpack

from engine.document.invariants import GUIDANCE, MAX_LORA, MIN_SCALE, blend_fault, region_fault
from engine.document.locks import unlocked_card
from engine.document.model import Card, Document, Lora, Point, Region, Shape, Start
from engine.document.parts import tidy, with_card
from engine.document.queries import card_by_id, card_label
from engine.document.time import CardRange
from engine.errors import TweenError

MAX_SEED = 2**32 - 1


class CardFields(TypedDict, total=False):
    """What `set_card` can set; see `Card` for each."""

    prompt: str
    negative: str
    strength: float
    seed: int
    steps: int | None
    model: str | None
    style: str | None
    pinned: str | None
    locked: bool
    subject: str
    action: str
    setting: str
    shot: str
    camera: str
    lighting: str
    mood: str
    cut: bool
    loop: bool
    blend: tuple[Point, ...]
    scale: float
    outpaint: bool
    alone: bool
    start: Start | None
    match_colour: bool
    guidance: float | None


def set_card(doc: Document, card_id: str, **fields: Unpack[CardFields]) -> Document:
    """Set a card's wish: prompt and its parts, negative, strength, seed, steps, model, style, pinned, locked,
    cut, loop, blend, scale, outpaint, start, alone, match_colour, guidance.

    before   [1      ]
    after    [1 a, .6]
    a locked card only lets itself be unlocked (other fields may change in the same call)
    """
    unknown = fields.keys() - CardFields.__annotations__.keys()
    if unknown:
        raise TypeError(f"a card has no settable field {sorted(unknown)}")
    card = card_by_id(doc, card_id) if fields.get("locked") is False else unlocked_card(doc, card_id)
    _refuse_fields(card_label(doc, card), fields)
    return with_card(doc, replace(card, **fields))


def _refuse_fields(label: str, fields: CardFields) -> None:
    strength = fields.get("strength", 1.0)
    if not 0 <= strength <= 1:
        raise TweenError(f"{label} cannot have strength {strength}; it goes from 0 (keep) to 1 (draw anew).")
    seed = fields.get("seed", 0)
    if not 0 <= seed <= MAX_SEED:
        raise TweenError(f"{label} cannot have seed {seed}; seeds go from 0 to {MAX_SEED}.")
    steps = fields.get("steps")
    if steps is not None and not 1 <= steps <= 1000:
        raise TweenError(f"{label} cannot be drawn in {steps} steps; use 1 to 1000.")
    guidance = fields.get("guidance")
    if guidance is not None and not GUIDANCE[0] <= guidance <= GUIDANCE[1]:
        raise TweenError(
            f"{label} cannot be drawn with guidance {guidance:g}; use 1 (none) to 30, or the model's own."
        )
    if fault := blend_fault(fields.get("blend", ())):
        raise TweenError(f"The influence curve of {label} {fault}.")
    start = fields.get("start")
    if start is not None and not (start.take and 0 <= start.strength <= 1):
        raise TweenError(f"{label} cannot start from “{start.take}” at strength {start.strength}.")
    scale = fields.get("scale", 1.0)
    if not MIN_SCALE <= scale <= 1:
        raise TweenError(
            f"{label} cannot be drawn at scale {scale}; it goes from {MIN_SCALE} to 1 (full size)."
        )
    for name in ("model", "style"):
        if fields.get(name) == "":
            raise TweenError(f"{label} needs the name of a {name}, or none.")


def set_prompt(doc: Document, card_id: str, text: str) -> Document:
    """Say what happens in a card; an empty prompt keeps the footage.

    before   [1  ]
    after    [1 a]
    """
    return set_card(doc, card_id, prompt=text)


def pin_take(doc: Document, card_id: str, take_id: str | None) -> Document:
    """Show one take of the card whatever is drawn later; None shows the newest again.

    before   [1 newest]
    after    [1 pinned]
    """
    return set_card(doc, card_id, pinned=take_id)


def paint_region(
    doc: Document,
    card_id: str,
    shape: Shape,
    points: Sequence[Point],
    frames: CardRange | None = None,
    feather: float = 0.0,
) -> Document:
    """Redraw only a part of the picture, in some of the card's frames (None: all).

    before   [1            ]
    after    [1   ####     ]   (# a region; the first one limits what is redrawn, each more adds to it)

    See `Region` for `points` and `feather`.
    """
    card = unlocked_card(doc, card_id)
    frames = CardRange(0, len(card.range)) if frames is None else frames
    region = _region(doc, card, Region(frames, shape, tuple(points), feather))
    return with_card(doc, replace(card, regions=tidy([*card.regions, region])))


def set_regions(doc: Document, card_id: str, regions: Iterable[Region]) -> Document:
    """Redraw just these parts of the picture, in place of those that were painted before; without any, the
    whole picture is redrawn.

    before   [1   ####     ]
    after    [1 ##  ##     ]
    """
    card = unlocked_card(doc, card_id)
    sound = [_region(doc, card, region) for region in regions]
    return with_card(doc, replace(card, regions=tidy(sound)))


def _region(doc: Document, card: Card, region: Region) -> Region:
    """`region` with plain numbers. Raises `TweenError` where it leaves the card or has no shape."""
    label = card_label(doc, card)
    if not region.frames or not CardRange(0, len(card.range)).covers(region.frames):
        raise TweenError(f"{label} has no frames {region.frames}; a region lies in 0–{len(card.range)}.")
    if fault := region_fault(region.shape, region.points, region.feather):
        raise TweenError(f"A region of {label} {fault}.")
    points = tuple((float(x), float(y)) for x, y in region.points)
    return replace(region, points=points, feather=float(region.feather))


def remove_region(doc: Document, card_id: str, index: int) -> Document:
    """Take region `index` (from 0, in their order) away; without any, the whole picture is redrawn.

    before   [1   ####     ]
    after    [1            ]
    """
    card = unlocked_card(doc, card_id)
    if not 0 <= index < len(card.regions):
        raise TweenError(f"{card_label(doc, card)} has no region {index}; it has {len(card.regions)}.")
    return with_card(doc, replace(card, regions=(*card.regions[:index], *card.regions[index + 1 :])))


def set_lora(doc: Document, card_id: str, name: str, weight: float | None) -> Document:
    """Lay a LoRA over the card's model, by its name; None takes it away.

    before   [1            ]
    after    [1  +ink · .8 ]
    """
    card = unlocked_card(doc, card_id)
    label = card_label(doc, card)
    others = [lora for lora in card.loras if lora.name != name]
    if weight is None:
        if len(others) == len(card.loras):
            raise TweenError(f"{label} has no LoRA “{name}”.")
        return with_card(doc, replace(card, loras=tuple(others)))
    if not name.strip():
        raise TweenError(f"{label} needs the name of a LoRA.")
    if not math.isfinite(weight) or abs(weight) > MAX_LORA:
        raise TweenError(f"{label} cannot use a LoRA by {weight}; use -{MAX_LORA:g} to {MAX_LORA:g}.")
    loras = sorted([*others, Lora(name, float(weight))], key=lambda lora: lora.name)
    return with_card(doc, replace(card, loras=tuple(loras)))
