"""Edits that make the film longer or shorter as a whole. `engine.document.edits` re-exports them.

In the diagrams a letter is a clip, `[1]` a card, `.` a gap; time runs to the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from engine.document.board_edits import append_card, cover
from engine.document.ids import NewId, random_id
from engine.document.locks import locks_hold
from engine.document.model import Document
from engine.document.parts import end_of, rearranged, with_card, with_room
from engine.document.queries import card_at
from engine.document.time import FrameRange
from engine.errors import TweenError


@locks_hold
def insert_card(doc: Document, at: int, frames: int, *, new_id: NewId = random_id) -> Document:
    """A new card of `frames` frames before film frame `at`; everything from there on moves back.

    before   V1 AAAABBBB      [1  ][2 ]
    after    V1 AAAA...BBBB   [1  ][2][3 ]
    clips and cards over the place are cut; locked tracks stay as they are
    """
    if frames < 1:
        raise TweenError(f"{frames} frames are no card; choose at least one.")
    if not 0 <= at <= doc.frames:
        raise TweenError(f"Frame {at} is not inside the film, which runs {FrameRange(0, doc.frames)}.")
    doc = rearranged(doc, with_room(doc, at, frames), new_id, move_locked=False)
    return cover(append_card(doc, FrameRange(at, at + frames), new_id), new_id)


@locks_hold
def keep_ranges(doc: Document, spans: Sequence[FrameRange], *, new_id: NewId = random_id) -> Document:
    """The film with only `spans` left, one behind the other in the order given.

    before   V1 AAAABBBBCCCC   [1         ]
    after    V1 AABBCC         [1][2 ][3  ]
    takes and markers stay with their frames; where two stretches meet that did not, the card has a cut
    """
    for span in spans:
        if not span or span.start < 0 or span.stop > doc.frames:
            raise TweenError(
                f"The range {span} is not inside the film, which runs {FrameRange(0, doc.frames)}."
            )
    for left, right in pairwise(sorted(spans)):
        if left.overlaps(right):
            raise TweenError(f"The ranges {left} and {right} share frames; a frame is kept once.")
    if not spans:
        raise TweenError("Nothing would be left of the film; keep at least one range.")
    places = [sum(len(span) for span in spans[:i]) for i in range(len(spans))]
    pieces = sorted(zip(spans, places, strict=True))
    if spans[-1].stop == doc.frames:  # what is noted behind the film's end stays behind it
        tail = FrameRange(doc.frames, end_of(doc))
        pieces.append((tail, places[-1] + len(spans[-1])))
    kept = rearranged(doc, pieces, new_id)
    for (before, after), place in zip(pairwise(spans), places[1:], strict=True):
        if before.stop != after.start:
            kept = _cut_at(kept, place)
    return kept


def _cut_at(doc: Document, frame: int) -> Document:
    """The card that begins at `frame` does not go on from what is shown before it now."""
    card = card_at(doc, frame)
    return doc if card is None or card.locked else with_card(doc, replace(card, cut=True))
