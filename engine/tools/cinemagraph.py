"""Cinemagraph: a photograph in which one thing moves. The painted parts move, the rest is one still frame.

before   V1 AAAABBBBCCCC    [1         ]
kept     V1 AAAAbbbbCCCC    [1         ]          (b: B's own movement, over one frame of it)
drawn    V1 AAAAssssCCCC    [1  ][2 #c ][3 ]      (s: one frame of B; #: the model draws the painted part)

With a loop the last frame leads back to the first, so that the stretch can be played round and round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.document.card_edits import CardFields
from engine.document.edits import set_card, set_regions
from engine.document.ids import NewId, random_id
from engine.document.model import Asset, Document, Region
from engine.document.parts import with_card
from engine.document.picture import picture_at
from engine.document.queries import card_by_id
from engine.document.request import RegionMask
from engine.document.take import ShownTake
from engine.document.time import CardRange, FrameRange
from engine.errors import TweenError
from engine.tools.beside import WORDS
from engine.tools.edited import Edited
from engine.tools.freeze import between_pictures, one_picture
from engine.tools.redo import card_over, refuse_wordless
from engine.tools.slow import inside, laid_over

if TYPE_CHECKING:
    import numpy as np

STILL_HOLDS = ("negative", "seed", "steps", "style", "model", "guidance", *WORDS)
"""What the card that was there says of the one that is drawn."""
LEAD = 1
"""Seconds at the end of a loop over which what moved before its beginning fades in, at most; and at most half
of the loop."""
FEWEST = 4
"""Frames that lead back, at least."""
MASK_WIDTH = 640
"""Pixels of width at which the places of a followed subject are laid together."""


def refuse(doc: Document, span: FrameRange, at: int, drawn: bool, shown: ShownTake) -> None:
    """Raises `TweenError` where no cinemagraph can be made of `span` around the frame `at`, whose movement is
    `drawn`, or the film's own."""
    inside(doc, span)
    if len(span) < 2:
        raise TweenError(f"The range {span} is too short to move in; use at least 2 frames.")
    if not 0 <= at < doc.frames:
        raise TweenError(f"The film has no frame {at} to stand still; choose one from 0 to {doc.frames - 1}.")
    if picture_at(doc, at, shown) is None:
        raise TweenError(f"The film shows nothing in frame {at}; choose one with a picture to stand still.")
    if not drawn and one_picture(doc, span, shown):
        raise TweenError(f"Nothing moves in {span}; let the model draw what moves with --prompt.")


def standing(regions: Sequence[Region], span: FrameRange, film: tuple[int, int]) -> tuple[Region, ...]:
    """Painted regions as they are to move: in all of `span`, a followed subject wherever it comes by.

    Raises `TweenError` where nothing is painted, or all of the picture.
    """
    if not regions:
        raise TweenError("Say what is to move: paint it with --box, --polygon, --brush, --mask or --subject.")
    whole = CardRange(0, len(span))
    if any(region.frames != whole for region in regions):
        regions = _together(regions, film)
    found = tuple(dict.fromkeys(replace(region, frames=whole) for region in regions))
    from engine.media.region_mask import mask_at

    size = MASK_WIDTH, max(8, round(MASK_WIDTH * film[1] / film[0]))
    mask = mask_at(masks(found, span), span.start, size)
    if mask is None or not mask.any():
        raise TweenError("What was painted is too small to move; paint more.")
    if (mask > 0).all():
        raise TweenError("All of the picture was painted, so nothing stands still; paint less.")
    return found


def _together(regions: Sequence[Region], film: tuple[int, int]) -> tuple[Region, ...]:
    import numpy as np

    from engine.media.painting import area, polygons

    size = MASK_WIDTH, max(8, round(MASK_WIDTH * film[1] / film[0]))
    shapes = {(region.shape, region.points): region for region in regions}
    mask = np.logical_or.reduce([area(region.shape, region.points, size) for region in shapes.values()])
    feather = max(region.feather for region in regions)
    return tuple(Region(regions[0].frames, "polygon", line, feather) for line in polygons(mask))


def masks(regions: Sequence[Region], span: FrameRange) -> tuple[RegionMask, ...]:
    return tuple(RegionMask(span, region.shape, region.points, region.feather) for region in regions)


def moving(
    picture: Callable[[int], np.ndarray],
    span: FrameRange,
    at: int,
    regions: Sequence[Region],
    lead: int = 0,
) -> Iterator[np.ndarray]:
    """The frames of the cinemagraph, `[H, W, 3]` uint8: film frame `at`, and in `regions` what `picture`
    gives for each of `span`.

    A loop crosses over, in its last `lead` frames (`leading`), to those that lie before `span`, and so runs
    into its beginning.
    """
    import numpy as np

    from engine.media.region_mask import laid_over as over
    from engine.media.region_mask import mask_at

    still = picture(at).copy()
    mask = mask_at(masks(regions, span), span.start, (still.shape[1], still.shape[0]))
    for i, n in enumerate(span):
        now = picture(n)
        if (late := i - (len(span) - lead)) >= 0:
            part = np.float32((late + 1) / (lead + 1))
            before = picture(n - len(span)).astype(np.float32)
            now = np.rint(now * (1 - part) + before * part).astype(np.uint8)
        yield over(still, now, mask)


def leading(span: FrameRange, rate: Fraction) -> int:
    """In how many frames a loop of the footage leads back. As many right before it are needed, too: raises
    `TweenError` where there are too few."""
    lead = min(round(LEAD * rate), len(span) // 2, span.start)
    if lead < FEWEST:
        raise TweenError(
            f"A loop needs at least {FEWEST} frames of the same shot before it, and {2 * FEWEST} of its own, "
            f"to lead back to its beginning; choose a range that begins later than {span}, or is longer."
        )
    return lead


def kept(doc: Document, span: FrameRange, made: Asset, *, new_id: NewId = random_id) -> Edited:
    """The footage of `moving` over film frames `span`."""
    return Edited(laid_over(doc, span, made, new_id=new_id), ())


def drawn(
    doc: Document,
    span: FrameRange,
    still: Asset,
    regions: Sequence[Region],
    prompt: str | None = None,
    loop: bool = False,
    seed: int | None = None,
    *,
    new_id: NewId = random_id,
) -> Edited:
    """`still` over film frames `span`, and a card that draws `regions` of it.

    A loop begins and ends in the still picture, and does not look at the frames beside it. Raises
    `TweenError` where nothing says what moves.
    """
    doc, card = card_over(doc, span, new_id)
    doc = laid_over(doc, span, still, new_id=new_id)
    wish = {name: getattr(card, name) for name in STILL_HOLDS if prompt is None or name not in WORDS}
    doc = with_card(doc, replace(card_by_id(doc, card.id), **wish))
    fields: CardFields = {"alone": loop}
    if prompt is not None:
        fields["prompt"] = prompt
    if seed is not None:
        fields["seed"] = seed
    doc = set_regions(set_card(doc, card.id, **fields), card.id, regions)
    refuse_wordless(doc, card.id)
    if loop:
        doc = between_pictures(doc, card, still.id, 0, back=True)
    return Edited(doc, (card.id,))
