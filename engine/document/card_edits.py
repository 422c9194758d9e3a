"""Edits of what a card says: its words, settings, pictures and regions. `engine.document.edits` re-exports
them.

In the diagrams `[1]` is a card, a letter a prompt, `*` a keyframe; time runs to the right.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict, Unpack

from engine.document.invariants import MAX_LORA, region_fault
from engine.document.locks import refuse_locked
from engine.document.model import Card, Document, Keyframe, Lora, Point, Reference, Region, Shape
from engine.document.parts import tidy, with_card
from engine.document.queries import asset_by_id, asset_length, card_by_id, card_label
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


def set_card(doc: Document, card_id: str, **fields: Unpack[CardFields]) -> Document:
    """Set a card's wish: prompt and its parts, negative, strength, seed, steps, model, style, pinned, locked.

    before   [1      ]
    after    [1 a, .6]
    a locked card only lets itself be unlocked (other fields may change in the same call)
    """
    unknown = fields.keys() - CardFields.__annotations__.keys()
    if unknown:
        raise TypeError(f"a card has no settable field {sorted(unknown)}")
    card = card_by_id(doc, card_id) if fields.get("locked") is False else _unlocked(doc, card_id)
    _refuse_fields(card_label(doc, card), fields)
    return with_card(doc, replace(card, **fields))


def _unlocked(doc: Document, card_id: str) -> Card:
    card = card_by_id(doc, card_id)
    refuse_locked(doc, card)
    return card


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


def attach_keyframe(
    doc: Document, card_id: str, asset_id: str, offset: int = 0, source_frame: int = 0
) -> Document:
    """Fix the picture `offset` frames after the card's start to a frame of an image or video.

    before   [1       ]
    after    [1  *    ]   (a keyframe already at that offset is replaced)
    """
    card = _unlocked(doc, card_id)
    label = card_label(doc, card)
    _refuse_picture(doc, card, asset_id, source_frame, "a keyframe")
    if not 0 <= offset < len(card.range):
        raise TweenError(f"{label} has no frame {offset}; a keyframe goes from 0 to {len(card.range) - 1}.")
    keys = [key for key in card.keyframes if key.offset != offset]
    keys.append(Keyframe(asset_id, offset, source_frame))
    return with_card(doc, replace(card, keyframes=tuple(sorted(keys, key=lambda key: key.offset))))


def _refuse_picture(doc: Document, card: Card, asset_id: str, source_frame: int, purpose: str) -> None:
    asset = asset_by_id(doc, asset_id)
    if asset.kind == "audio":
        raise TweenError(
            f"{asset.path} is sound; {card_label(doc, card)} needs an image or a video as {purpose}."
        )
    length = 1 if asset.kind == "image" else asset_length(asset, doc.rate)
    if not 0 <= source_frame < length:
        raise TweenError(f"{asset.path} has no frame {source_frame}; its last is {length - 1}.")


def remove_keyframe(doc: Document, card_id: str, offset: int) -> Document:
    """Let the picture at `offset` be drawn again.

    before   [1  *    ]
    after    [1       ]
    """
    card = _unlocked(doc, card_id)
    keys = tuple(key for key in card.keyframes if key.offset != offset)
    if keys == card.keyframes:
        raise TweenError(f"{card_label(doc, card)} has no keyframe at its frame {offset}.")
    return with_card(doc, replace(card, keyframes=keys))


def attach_reference(
    doc: Document, card_id: str, asset_id: str, source_frame: int = 0, weight: float = 1.0
) -> Document:
    """Show the model how somebody or something looks, without giving it a frame of the card.

    before   [1        ]
    after    [1  (ref) ]   (the same picture again only takes the new weight)
    """
    card = _unlocked(doc, card_id)
    _refuse_picture(doc, card, asset_id, source_frame, "a reference")
    if not 0 <= weight <= 1:
        raise TweenError(f"{card_label(doc, card)} cannot follow a reference by {weight}; use 0 to 1.")
    new = Reference(asset_id, source_frame, weight)
    refs = [new if _same_picture(ref, new) else ref for ref in card.references]
    return with_card(doc, replace(card, references=tuple(refs if new in refs else [*refs, new])))


def _same_picture(one: Reference, other: Reference) -> bool:
    return (one.asset, one.source_frame) == (other.asset, other.source_frame)


def remove_reference(doc: Document, card_id: str, asset_id: str, source_frame: int = 0) -> Document:
    """Draw the card without that picture for a model.

    before   [1  (ref) ]
    after    [1        ]
    """
    card = _unlocked(doc, card_id)
    gone = Reference(asset_id, source_frame)
    refs = tuple(ref for ref in card.references if not _same_picture(ref, gone))
    if refs == card.references:
        raise TweenError(f"{card_label(doc, card)} has no such reference.")
    return with_card(doc, replace(card, references=refs))


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
    card = _unlocked(doc, card_id)
    label = card_label(doc, card)
    frames = CardRange(0, len(card.range)) if frames is None else frames
    if not frames or not CardRange(0, len(card.range)).covers(frames):
        raise TweenError(f"{label} has no frames {frames}; a region lies in 0–{len(card.range)}.")
    if fault := region_fault(shape, points, feather):
        raise TweenError(f"A region of {label} {fault}.")
    region = Region(frames, shape, tuple((float(x), float(y)) for x, y in points), float(feather))
    return with_card(doc, replace(card, regions=tidy([*card.regions, region])))


def remove_region(doc: Document, card_id: str, index: int) -> Document:
    """Take region `index` (from 0, in their order) away; without any, the whole picture is redrawn.

    before   [1   ####     ]
    after    [1            ]
    """
    card = _unlocked(doc, card_id)
    if not 0 <= index < len(card.regions):
        raise TweenError(f"{card_label(doc, card)} has no region {index}; it has {len(card.regions)}.")
    return with_card(doc, replace(card, regions=(*card.regions[:index], *card.regions[index + 1 :])))


def set_lora(doc: Document, card_id: str, name: str, weight: float | None) -> Document:
    """Lay a LoRA over the card's model, by its name; None takes it away.

    before   [1            ]
    after    [1  +ink · .8 ]
    """
    card = _unlocked(doc, card_id)
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
