"""Extend: new frames after the film, before it, or beside a stretch of it; what comes later moves along.

    before   [1 a   ][2 b   ]
    after    [1 a   ][2 a ][3 b   ]     (card 1, forward)

The new card goes on from the frames it is put against. Where the film had a cut, the cut moves to its other
end: a shot grows, and does not turn into the next one.
"""

from __future__ import annotations

from typing import Literal

from engine.document.edits import insert_card, set_card
from engine.document.ids import NewId, random_id
from engine.document.model import Document
from engine.document.parts import with_card
from engine.document.picture import runs
from engine.document.queries import card_at, loops
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.tools.beside import going_on, undrawn_beside
from engine.tools.edited import Edited

Direction = Literal["forward", "backward", "both"]


def extend(
    doc: Document,
    frames: int,
    direction: Direction = "forward",
    span: FrameRange | None = None,
    prompt: str | None = None,
    seed: int | None = None,
    shown: ShownTake | None = None,
    *,
    new_id: NewId = random_id,
) -> Edited:
    """`frames` new frames on one end of film frames `span` (None: the film), or as many on both.

    Without `prompt` the new card says what the one beside it does. `shown`: cards beside it that have no take
    yet are to be drawn first. Raises `TweenError` where nothing says what happens, or what is locked would
    have to move.
    """
    span = FrameRange(0, doc.frames) if span is None else span
    if not FrameRange(0, doc.frames).covers(span):
        raise TweenError(f"The range {span} is not inside the film, which runs {FrameRange(0, doc.frames)}.")
    if frames < 1:
        raise TweenError(f"{frames} frames extend nothing; use at least 1.")
    new: list[str] = []
    if direction != "backward":
        doc, card = _grown(doc, frames, span.stop, True, prompt, seed, new_id)
        new.append(card)
    if direction != "forward":
        doc, card = _grown(doc, frames, span.start, False, prompt, seed, new_id)
        new.append(card)
    return Edited(doc, (*undrawn_beside(doc, new, shown), *new))


def _grown(
    doc: Document, frames: int, at: int, after: bool, prompt: str | None, seed: int | None, new_id: NewId
) -> tuple[Document, str]:
    """The film with a card of `frames` frames before frame `at`, that goes on from what is there (`after`) or
    leads to it; and the card's id."""
    beside, cut = card_at(doc, at - 1 if after else at), _has_cut(doc, at)
    loop = doc.cards[-1] if after and at == doc.frames and loops(doc) else None
    doc = insert_card(doc, at, frames, new_id=new_id)
    new = card_at(doc, at)
    assert new is not None
    doc = with_card(doc, going_on(new, beside, prompt, seed))
    doc = set_card(doc, new.id, cut=cut and not after, loop=loop is not None)
    later = card_at(doc, at + frames)
    if later is not None and later.cut != (cut and after):
        doc = set_card(doc, later.id, cut=cut and after)
    if loop is not None:
        doc = set_card(doc, loop.id, loop=False)
    return doc, new.id


def _has_cut(doc: Document, at: int) -> bool:
    """Whether another shot begins at `at`: its card says so, or nothing is drawn there and other footage
    begins."""
    before, after = card_at(doc, at - 1), card_at(doc, at)
    if after is not None and after.range.start == at and after.cut:
        return True
    if before is None or after is None or before.words or after.words:
        return False
    pieces = [picture for _, picture in runs(doc, FrameRange(at - 1, at + 1))]
    return len(pieces) == 2 and None not in pieces
