"""Loop: the film's end leads back to its beginning, so that it can be played round and round.

    before   [1            ]
    bridge   [1            ][2 @]    (new frames behind the film)
    redraw   [1        ][2     @]    (its last frames drawn anew)

`@` is `Card.loop`: the card is drawn between what comes before it and the film's first frames, which lie
behind it on the model's axis as footage would. That is all a loop needs: the axis of one drawing is a
straight piece of the ring with known frames at both ends, so that no window and no position bends round.
"""

from __future__ import annotations

from typing import Literal

from engine.document.edits import insert_card, ripple_delete, set_card
from engine.document.ids import NewId, random_id
from engine.document.model import Document
from engine.document.parts import with_card
from engine.document.queries import loops
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.tools.beside import going_on, undrawn_beside
from engine.tools.edited import Edited
from engine.tools.extend import extend
from engine.tools.redo import redo

Way = Literal["bridge", "redraw"]

LENGTHS = {"short": 2, "normal": 4, "long": 6}
"""Seconds of a whole loop."""
JOIN = 1
"""Seconds in which the end leads back to the beginning, unless something else is asked for; at most half of
the loop."""


def loop(
    doc: Document,
    length: int | None = None,
    way: Way = "bridge",
    join: int | None = None,
    prompt: str | None = None,
    seed: int | None = None,
    shown: ShownTake | None = None,
    *,
    new_id: NewId = random_id,
) -> Edited:
    """The film as a loop of `length` frames (None: all of it), of which the last `join` are drawn to lead
    back: new ones behind it, or its own last ones.

    A longer film gives its last stretch. A shorter one is kept whole, and what is missing is drawn between
    its end and its beginning; a film with nothing in it yet is made of `prompt` alone. `shown`: cards beside
    the join that have no take yet are to be drawn first. Raises `TweenError` where there is too little film,
    or nothing says what happens.
    """
    if loops(doc):
        raise TweenError("The film is a loop already; redo its last frames, or undo the loop first.")
    join = _join(doc, length, way, join)
    if not doc.frames:
        doc = _begun(doc, (length or 0) - join, prompt, seed, new_id)
        way, seed = "bridge", None
    doc, notes = _cut_down(doc, length, join if way == "bridge" else 0, new_id)
    if way == "bridge":
        frames = join if length is None else length - doc.frames
        edited = extend(doc, frames, prompt=prompt, seed=seed, new_id=new_id)
    else:
        _refuse_short(doc, length or 0)
        edited = redo(doc, FrameRange(doc.frames - join, doc.frames), prompt, 1.0, seed, new_id=new_id)
    (card,) = edited.cards
    doc = set_card(edited.document, card, loop=True)
    return Edited(doc, (*undrawn_beside(doc, (card,), shown), card), notes)


def _join(doc: Document, length: int | None, way: Way, join: int | None) -> int:
    """Frames of the join, checked against the loop's."""
    whole = doc.frames if length is None else length
    if not whole:
        raise TweenError("The film is empty; say how long the loop is to be, and what happens in it.")
    if whole < 2:
        raise TweenError(f"A loop of {whole} frames has nothing to lead back to; use at least 2.")
    if join is None:
        return min(round(JOIN * doc.rate), whole // 2) or 1
    if join < 1 or (join >= whole and (length is not None or way == "redraw")):
        raise TweenError(f"A loop of {whole} frames cannot lead back in {join}; use 1 to {whole - 1}.")
    return join


def _begun(doc: Document, frames: int, prompt: str | None, seed: int | None, new_id: NewId) -> Document:
    """A film of words alone, to be led back to its beginning."""
    doc = insert_card(doc, 0, frames, new_id=new_id)
    return with_card(doc, going_on(doc.cards[0], None, prompt, seed))


def _cut_down(
    doc: Document, length: int | None, room: int, new_id: NewId
) -> tuple[Document, tuple[str, ...]]:
    """The film's last stretch, so that a loop of `length` frames has `room` left; and what is to be said."""
    spare = 0 if length is None else doc.frames - (length - room)
    if spare <= 0:
        return doc, ()
    kept = doc.frames - spare
    doc = ripple_delete(doc, FrameRange(0, spare), new_id=new_id)
    return doc, (f"The loop is made of the film's last {kept} frames; undo brings the others back.",)


def _refuse_short(doc: Document, frames: int) -> None:
    if doc.frames < frames:
        raise TweenError(
            f"The film has {doc.frames} frames, too few for a loop of {frames} whose end is drawn anew; "
            "choose a shorter one, or let new frames lead back."
        )
