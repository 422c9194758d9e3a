"""Pictures in a card: image to video, first and last frame, keyframes between, references.

animate    [1    ]              →  [1    ][2*      ]    * the picture is the new card's first frame
with last  [1    ]              →  [1    ][2*     *]
keyframes  [1              ]    →  [1*    *    *  *]    evenly, or at the frames that are given
refer      [1       ]           →  [1 (ref) ]           where the family follows references; else [1*      ]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from engine.document.edits import (
    add_asset,
    add_card,
    attach_keyframe,
    attach_reference,
    set_card,
)
from engine.document.ids import NewId, random_id
from engine.document.model import Asset, Card, Document
from engine.document.queries import card_by_id, card_label
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.families.capabilities import VACE
from engine.families.catalog import describe, resolve
from engine.tools.edited import Edited


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture for a card: an image, or frame `source_frame` of a video, counted at the film's rate.
    `frame`: of the card; None leaves it to even spacing."""

    asset: Asset
    frame: int | None = None
    source_frame: int = 0


def animate(
    doc: Document,
    first: Shown,
    last: Shown | None = None,
    card_id: str | None = None,
    frames: int = 96,
    prompt: str | None = None,
    *,
    new_id: NewId = random_id,
) -> Edited:
    """Let `first` come to life as the first frame of a card, on its way to `last` where there is one.

    Without `card_id` it is a new card of `frames` frames at the film's end, which begins with a cut: nothing
    before it runs on into the picture. Raises `TweenError` where nothing says what happens.
    """
    if card_id is None:
        if frames < 1 + (last is not None):
            raise TweenError(f"{frames} frames are too few for the pictures; give the card more seconds.")
        span = FrameRange(doc.frames, doc.frames + frames)
        doc = add_card(doc, span, new_id=new_id)
        card_id = next(card.id for card in doc.cards if card.range == span)
        doc = set_card(doc, card_id, cut=span.start > 0)
    if prompt is not None:
        doc = set_card(doc, card_id, prompt=prompt)
    card = card_by_id(doc, card_id)
    if not card.words:
        raise TweenError(f"Nothing says what happens in {card_label(doc, card)}; give a prompt.")
    if last is not None and len(card.range) < 2:
        raise TweenError(f"{card_label(doc, card)} has one frame, so it cannot end in another picture.")
    pictures = [Shown(first.asset, 0, first.source_frame)]
    if last is not None:
        pictures.append(Shown(last.asset, len(card.range) - 1, last.source_frame))
    return keyframes(doc, card_id, pictures)


def keyframes(doc: Document, card_id: str, pictures: Sequence[Shown]) -> Edited:
    """Put `pictures` into a card in their order, at their frames, or evenly between those that have one and
    the card's first and last frame. Keyframes that are there already give way only at the same frames."""
    card = card_by_id(doc, card_id)
    for picture, frame in zip(pictures, spaced(doc, card, [shown.frame for shown in pictures]), strict=True):
        doc = add_asset(doc, picture.asset)
        doc = attach_keyframe(doc, card_id, picture.asset.id, frame, picture.source_frame)
    return Edited(doc, (card_id,), _notes(doc, card_by_id(doc, card_id)))


def spaced(doc: Document, card: Card, wanted: Sequence[int | None]) -> list[int]:
    """A frame of the card for each of `wanted`, rising; None is put evenly between its neighbours.

    Raises `TweenError` where they are out of order, outside the card, or more than there are frames for.
    """
    label, length = card_label(doc, card), len(card.range)
    if not wanted:
        return []
    frames = list(wanted)
    if frames[0] is None:
        frames[0] = 0
    if frames[-1] is None:
        frames[-1] = length - 1
    fixed = [(at, frame) for at, frame in enumerate(frames) if frame is not None]
    for _, frame in fixed:
        if not 0 <= frame < length:
            raise TweenError(f"{label} has no frame {frame}; its frames are 0 to {length - 1}.")
    given = [frame for frame in wanted if frame is not None]
    if any(left >= right for left, right in pairwise(given)):
        raise TweenError(f"The frames of {label} are out of order; give the pictures as they follow in time.")
    placed = [fixed[0][1]]
    for (i, first), (j, last) in pairwise(fixed):
        steps, way = j - i, last - first
        if way < steps:
            raise TweenError(f"{label} has too few frames for {len(frames)} pictures; make it longer.")
        placed += [first + (2 * way * step + steps) // (2 * steps) for step in range(1, steps + 1)]
    return placed


def refer(doc: Document, card_id: str, pictures: Sequence[Shown], model: str, weight: float = 1.0) -> Edited:
    """Show the model how somebody or something looks.

    A family that follows reference pictures gets them as such. To any other the first is offered as the
    card's first frame, which is said. Raises `TweenError` for more than the family follows, and where that
    frame has a picture already.
    """
    card = card_by_id(doc, card_id)
    name = card.model or model
    able = describe(resolve(name)).able
    most = able.references if able else 0
    if not most:
        return _instead(doc, card, pictures, name)
    there = {(ref.asset, ref.source_frame) for ref in card.references}
    there |= {(picture.asset.id, picture.source_frame) for picture in pictures}
    if len(there) > most:
        raise TweenError(
            f"{card_label(doc, card)} would have {len(there)} reference pictures, and {name} follows at most "
            f"{most}; leave some out."
        )
    for picture in pictures:
        doc = attach_reference(
            add_asset(doc, picture.asset), card_id, picture.asset.id, picture.source_frame, weight
        )
    return Edited(doc, (card_id,))


def _instead(doc: Document, card: Card, pictures: Sequence[Shown], name: str) -> Edited:
    label, first = card_label(doc, card), pictures[0]
    if any(0 in key.place for key in card.keyframes):
        raise TweenError(
            f"{name} follows no reference pictures, and the first frame of {label} has a picture already; "
            f"choose a model that follows them, such as {VACE.title}."
        )
    edited = keyframes(doc, card.id, [Shown(first.asset, 0, first.source_frame)])
    note = (
        f"{name} follows no reference pictures, so “{Path(first.asset.path).name}” became the first frame of "
        f"{label}; {VACE.title} follows them without a frame of their own."
    )
    left = len(pictures) - 1
    more = [f"{left} more {'was' if left == 1 else 'were'} left out."] if left else []
    return Edited(edited.document, edited.cards, (note, *more, *edited.notes))


def _notes(doc: Document, card: Card) -> tuple[str, ...]:
    if card.words:
        return ()
    return (f"{card_label(doc, card)} has no prompt yet, so its pictures are not drawn between.",)
