"""Freeze: a frame stands still for a while; and un-freeze: what stands still starts to move.

freeze    V1 AAAABBBB  →  V1 AAAAaaaBBBB  [1  ][2][3  ]   a: the last frame of A; what follows moves back
over      V1 AAAABBBB  →  V1 AAAAaaBB     [1  ][2][3]     nothing moves, the sound goes on
unfreeze  V1 AAAAaaaa  →  V1 AAAAaaaa     [1  ][2* b]     * its picture is the first frame of a drawn card
"""

from __future__ import annotations

from collections.abc import Callable

from engine.document.card_edits import CardFields
from engine.document.edits import add_asset, attach_keyframe, insert, remove_keyframe, set_card, set_regions
from engine.document.ids import NewId, random_id
from engine.document.model import Asset, Card, Document
from engine.document.picture import ClipPicture, TakePicture, runs, scene_at
from engine.document.queries import card_by_id
from engine.document.take import ShownTake
from engine.document.time import FrameRange, SourceRange
from engine.errors import TweenError
from engine.tools.edited import Edited
from engine.tools.redo import card_over, refuse_wordless
from engine.tools.slow import inside, laid_over


def refuse_still(doc: Document, span: FrameRange, shown: ShownTake) -> None:
    """Raises `TweenError` where `span` leaves the film, shows nothing at its start, or one picture
    throughout."""
    inside(doc, span)
    if scene_at(doc, span.start, shown) is None:
        raise TweenError(f"The film shows nothing in frame {span.start}; choose one with a picture.")
    if one_picture(doc, span, shown) and (len(span) > 1 or _is_image(doc, span.start, shown)):
        raise TweenError(f"Frame {span.start} stands still already; make its picture longer instead.")


def freeze(doc: Document, at: int, frames: int, still: Asset, *, new_id: NewId = random_id) -> Edited:
    """Frame `at` for `frames` frames in all, its own among them; what follows moves back.

    before   V1 AAAABBBB
    after    V1 AAAAaaaBBBB    (3, 4 frames)
    `still`: the picture of that frame. Raises `TweenError` where less than two frames are asked for.
    """
    if frames < 2:
        raise TweenError(f"A frame held for {frames} frames does not stand still; use at least 2.")
    doc = add_asset(doc, still)
    doc = insert(doc, still.id, at + 1, SourceRange(0, frames - 1), new_id=new_id)
    return Edited(doc, ())


def freeze_over(doc: Document, span: FrameRange, still: Asset, *, new_id: NewId = random_id) -> Edited:
    """The picture `still` over film frames `span`; nothing moves, and the sound below goes on.

    before   V1 AAAABBBB    [1      ]
    after    V1 AAAAaaBB    [1      ]
    """
    return Edited(laid_over(doc, span, still, new_id=new_id), ())


def unfreeze(
    doc: Document,
    span: FrameRange,
    prompt: str | None = None,
    seed: int | None = None,
    back: bool = False,
    alone: bool = False,
    shown: ShownTake = lambda card: None,
    same: Callable[[FrameRange], bool] | None = None,
    *,
    new_id: NewId = random_id,
) -> Edited:
    """A card over the still stretch `span` that is drawn from its picture on, and with `back` to it again.

    `alone`: without looking at the frames beside it, as for one picture among others. `same`: whether frames
    of footage look alike; without it only what is the same frame of the same file counts as still. Raises
    `TweenError` where the stretch moves, was drawn, is too short, or nothing says what happens.
    """
    inside(doc, span)
    if len(span) < 2 + back:
        raise TweenError(f"The range {span} is too short to move; it needs at least {2 + back} frames.")
    pictures = [picture for _, picture in runs(doc, span, shown)]
    if None in pictures:
        raise TweenError(f"The film shows nothing in a part of {span}; choose a range with a still picture.")
    if any(isinstance(picture, TakePicture) for picture in pictures):
        raise TweenError(f"A part of {span} was drawn and is no still picture; use: tween redo.")
    if not one_picture(doc, span, shown) and not (same and same(span)):
        raise TweenError(f"The film moves in {span} already; un-freezing needs a stretch that stands still.")
    first = pictures[0]
    if not isinstance(first, ClipPicture):
        raise TweenError(
            f"Clips are mixed in {span}; take away their fades, opacity and framing to let it move."
        )
    if first.grade is not None:  # the picture's file, which the card would begin with, has other colours
        raise TweenError(f"The colours in {span} are corrected; reset those of its clip to let it move.")
    doc, card = card_over(doc, span, new_id)
    fields: CardFields = {"strength": 1.0, "pinned": None, "start": None, "alone": alone}
    if prompt is not None:
        fields["prompt"] = prompt
    if seed is not None:
        fields["seed"] = seed
    doc = set_regions(set_card(doc, card.id, **fields), card.id, ())
    refuse_wordless(doc, card.id)
    doc = between_pictures(doc, card, first.asset.id, first.source_frame, back)
    return Edited(doc, (card.id,))


def between_pictures(doc: Document, card: Card, asset_id: str, source_frame: int, back: bool) -> Document:
    """The card with that picture as its first frame, and with `back` as its last; no other keyframes."""
    for key in card_by_id(doc, card.id).keyframes:
        doc = remove_keyframe(doc, card.id, key.offset)
    for offset in (0, len(card.range) - 1) if back else (0,):
        doc = attach_keyframe(doc, card.id, asset_id, offset, source_frame)
    return doc


def one_picture(doc: Document, span: FrameRange, shown: ShownTake) -> bool:
    """Whether every frame of `span` is the same frame of the same file."""
    seen = {
        (picture.asset.id, picture.source_frame if picture.asset.kind == "video" else 0, picture.grade)
        if isinstance(picture := scene_at(doc, n, shown), ClipPicture)
        else n
        for n in span
    }
    return len(seen) == 1


def _is_image(doc: Document, frame: int, shown: ShownTake) -> bool:
    picture = scene_at(doc, frame, shown)
    return isinstance(picture, ClipPicture) and picture.asset.kind == "image"
