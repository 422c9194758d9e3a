"""Draft and refine: small first, then at full size from the draft with its seed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import paint_region, set_card
from engine.document.invariants import MIN_SCALE, check
from engine.document.model import Card, Document, Start
from engine.document.take import Take
from engine.errors import TweenError
from engine.tools.board import card_state
from engine.tools.draft import draft, draft_of, refine
from engine.tools.regenerate import regenerate
from tests.document.boards import film, take_of

DOC = film(cuts=(40, 60))
CARD = DOC.cards[1].id
WORDED = set_card(DOC, CARD, prompt="a ball rolls", seed=4)


def drawn(doc: Document, take_id: str, shown: dict[str | None, Take]) -> Take:
    """A take of card 2 as it is, with the seed 9."""
    request = replace(regenerate(doc, doc.cards[1], lambda card: shown.get(card.pinned), "m"), seed=9)
    return take_of(doc, 2, take_id, request)


@given(st.floats(MIN_SCALE, 1, exclude_max=True), st.floats(0, 1, exclude_min=True))
def test_a_draft_is_small_and_what_refines_it_begins_from_it(scale: float, strength: float) -> None:
    small = draft(WORDED, [CARD], scale)
    check(small.document)
    assert small.cards == (CARD,)
    takes: dict[str | None, Take] = {}
    takes["d"] = takes[None] = first = drawn(small.document, "d", takes)
    assert first.request.scale == scale
    full = refine(small.document, CARD, first, strength)
    check(full.document)
    card = full.document.cards[1]
    assert (card.scale, card.seed, card.start) == (1.0, 9, Start("d", strength))

    def shown(card: Card) -> Take | None:
        return takes.get(card.pinned)

    assert card_state(full.document, card, shown) == "stale"
    request = regenerate(full.document, card, shown, "m")
    assert (request.known[-1].path, request.known[-1].cap, request.scale) == (
        first.frames_path,
        strength,
        1.0,
    )
    takes[None] = take_of(full.document, 2, "f", request)
    assert card_state(full.document, card, shown) == "done"
    # A new draft is drawn from nothing again.
    again = draft(full.document, [CARD]).document.cards[1]
    assert (again.scale, again.start) == (0.5, None)


def test_the_draft_to_refine_is_the_pinned_one_else_the_newest() -> None:
    small = draft(WORDED, [CARD]).document
    full, new, old = (drawn(doc, name, {}) for doc, name in ((WORDED, "f"), (small, "n"), (small, "o")))
    assert draft_of(small.cards[1], (full, new, old)) == new
    assert draft_of(replace(small.cards[1], pinned="o"), (full, new, old)) == old
    assert draft_of(small.cards[1], (full,)) is None


def test_what_is_no_draft_cannot_be_refined() -> None:
    small = draft(WORDED, [CARD]).document
    with pytest.raises(TweenError, match="is at full size already"):
        refine(WORDED, CARD, drawn(WORDED, "t", {}))
    with pytest.raises(TweenError, match="strength 0"):
        refine(small, CARD, drawn(small, "t", {}), 0.0)
    with pytest.raises(TweenError, match=r"The take t is none of Card 1"):
        refine(small, small.cards[0].id, drawn(small, "t", {}))


@pytest.mark.parametrize(
    ("doc", "scale", "sentence"),
    [
        (DOC, 0.5, "has no prompt"),
        (WORDED, 1.0, "at scale 1 is none"),
        (WORDED, 0.1, "at scale 0.1; it goes from 0.25"),
        (set_card(WORDED, CARD, locked=True), 0.5, "is locked"),
        (paint_region(WORDED, CARD, "box", [(0, 0), (0.5, 0.5)]), 0.5, "draws only a part of its picture"),
        (set_card(WORDED, CARD, outpaint=True), 0.5, "draws only a part of its picture"),
    ],
)
def test_what_cannot_be_a_draft_is_refused(doc: Document, scale: float, sentence: str) -> None:
    with pytest.raises(TweenError, match=sentence):
        draft(doc, [CARD], scale)
