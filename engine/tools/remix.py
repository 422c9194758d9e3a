"""Remix: what is there, drawn anew in part: of its steps, of its picture, or both.

    before   [1 a          ]
    after    [1 a][2 b, .55]   (begun from what frames of 2 showed, footage or a take)

How far it goes is the strength; where, the painted regions; what becomes of it, a new prompt or before and
after words (`engine.tools.words_of_change`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from engine.document.card_edits import CardFields
from engine.document.edits import set_card, set_regions
from engine.document.ids import NewId, random_id
from engine.document.model import Card, Document, Region, Start
from engine.document.picture import runs, shown_frames, shown_take
from engine.document.queries import card_by_id
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.tools.edited import Edited
from engine.tools.redo import card_over, refuse_wordless
from engine.tools.words_of_change import Change, changed_fields

STRENGTHS = {"subtle": 0.35, "mild": 0.55, "strong": 0.8}


def strength_of(text: str) -> float:
    """`subtle`, `mild`, `strong`, or a number above 0 up to 1."""
    try:
        strength = STRENGTHS.get(text.strip().casefold()) or float(text)
    except ValueError:
        strength = math.nan
    if not 0 < strength <= 1:
        known = ", ".join(STRENGTHS)
        raise TweenError(f"A remix cannot be “{text}” strong; say {known}, or a number above 0 up to 1.")
    return strength


def usual_strength(changes: Sequence[Change]) -> float:
    """What a change needs when nobody says how strong it is: what goes must leave nothing behind."""
    if any(change.old and not change.new for change in changes):
        return 1.0
    return STRENGTHS["strong" if changes else "mild"]


def remix(
    doc: Document,
    span: FrameRange,
    strength: float,
    prompt: str | None = None,
    changes: Sequence[Change] = (),
    regions: Sequence[Region] | None = None,
    seed: int | None = None,
    shown: ShownTake = lambda card: None,
    *,
    new_id: NewId = random_id,
) -> Edited:
    """A card exactly over film frames `span`, cut out of the one there, that redraws what is seen there.

    It begins from the take that the card shows, else from the footage below, with the card's own seed unless
    another is given, so that another strength goes further on the same way. `regions`: in place of those that
    the card has; None leaves them. Raises `TweenError` where `span` leaves the film, joins two cards, shows
    nothing, or has no words.
    """
    if prompt is not None and changes:
        raise TweenError("A remix takes a new prompt, or words for a change, not both; leave one out.")
    doc, card = card_over(doc, span, new_id)
    take = shown_take(card, shown)
    drawn = shown_frames(card, shown)
    if bare := _nothing(doc, card, drawn):
        raise TweenError(f"There is no picture in {bare} to begin a remix from; draw it first.")
    regions = card.regions if regions is None else regions
    # The frames beside the card show what should change: looked at, it would go on into the card's first and
    # last frames.
    fields: CardFields = {"strength": strength, "pinned": None, "start": None, "alone": bool(changes)}
    if take and drawn:
        fields["start"] = Start(take.id, float(strength))
    # Where nothing of the old is left to be drawn on, the negative only leads away from the background too.
    fields.update(_words(card, prompt, changes, avoid=not (regions and strength == 1)))
    if seed is not None:
        fields["seed"] = seed
    doc = set_regions(set_card(doc, card.id, **fields), card.id, regions)
    refuse_wordless(doc, card.id)
    return Edited(doc, (card.id,), tuple(_notes(card, card_by_id(doc, card.id), changes)))


def _words(card: Card, prompt: str | None, changes: Sequence[Change], avoid: bool) -> CardFields:
    if changes:
        return changed_fields(card, changes, avoid)
    if prompt is None:
        return {}
    # A new prompt says all; parts that were filled in one by one would still speak of the old.
    return {
        "prompt": prompt, "subject": "", "action": "", "setting": "", "shot": "", "camera": "",
        "lighting": "", "mood": "",
    }  # fmt: skip


def _notes(before: Card, after: Card, changes: Sequence[Change]) -> Iterator[str]:
    if changes:
        yield f"Read as: {'; '.join(change.sentence() for change in changes)}."
        if after.words == before.words:
            yield f"The words of the card stay as they are: {after.words}"


def _nothing(doc: Document, card: Card, drawn: FrameRange) -> FrameRange | None:
    """The first stretch of the card with neither footage below it nor a drawn frame of it."""
    for place, picture in runs(doc, card.range):
        bare = [n for n in place if n not in drawn] if picture is None else []
        if bare:
            return FrameRange(bare[0], bare[-1] + 1)
    return None
