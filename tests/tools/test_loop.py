"""Loop: which frames are left, which are new, and that the new ones are drawn towards the first."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import set_card, set_prompt
from engine.document.invariants import check
from engine.document.model import Card, Document
from engine.errors import TweenError
from engine.tools.loop import Way, loop
from engine.tools.regenerate import regenerate
from tests.document.boards import VIDEO, film, footage, take_of
from tests.tools.test_board import Studio

DOC = film(100)


def nothing(_: Card) -> None:
    return None


def board(doc: Document) -> list[tuple[str, str, bool]]:
    return [(str(card.range), card.words, card.loop) for card in doc.cards]


def test_new_frames_lead_from_the_end_back_to_the_beginning() -> None:
    edited = loop(DOC, prompt="a hill")
    check(edited.document)
    assert board(edited.document) == [("0–100", "", False), ("100–124", "a hill", True)]
    request = regenerate(edited.document, edited.document.cards[1], nothing, "m")
    assert [(str(known.place), known.source_start) for known in request.known] == [
        ("36–100", 36),
        ("124–188", 0),
    ]


def test_the_films_own_last_frames_are_drawn_anew() -> None:
    edited = loop(DOC, way="redraw", join=20, prompt="a hill", seed=4)
    check(edited.document)
    assert board(edited.document) == [("0–80", "", False), ("80–100", "a hill", True)]
    assert (edited.document.cards[1].seed, edited.document.frames) == (4, 100)


@given(
    length=st.integers(2, 160),
    way=st.sampled_from(["bridge", "redraw"]),
    join=st.none() | st.integers(1, 60),
)
def test_a_loop_has_the_length_that_was_asked_for(length: int, way: Way, join: int | None) -> None:
    if (join or 0) >= length or (way == "redraw" and length > 100):
        with pytest.raises(TweenError):
            loop(DOC, length, way, join, "a hill")
        return
    edited = loop(DOC, length, way, join, "a hill")
    doc = edited.document
    check(doc)
    assert doc.frames == length
    kept = [frame for frame in footage(doc) if frame]
    assert kept[-1] == (VIDEO.id, 99)
    assert all(b[1] == a[1] + 1 for a, b in pairwise(kept))
    assert [card.loop for card in doc.cards] == [False] * (len(doc.cards) - 1) + [True]
    assert bool(edited.notes) == (len(kept) < 100)
    if join and length <= 100:
        assert len(doc.cards[-1].range) == join


def test_a_loop_of_words_alone_has_its_first_part_drawn_first() -> None:
    edited = loop(Document(), 48, prompt="waves", seed=3, shown=nothing)
    assert board(edited.document) == [("0–24", "waves", False), ("24–48", "waves", True)]
    assert edited.cards == tuple(card.id for card in edited.document.cards)
    assert [card.seed for card in edited.document.cards] == [3, 4]


def test_a_loop_that_was_drawn_is_done() -> None:
    """Its first card was drawn before there was anything to lead back from; that does not make it stale."""
    doc = loop(Document(), 48, prompt="waves").document
    studio = Studio()
    studio.draw(doc, 1)
    take = studio.draw(doc, 2)
    assert [str(known.place) for known in take.request.known] == ["0–24", "48–72"]
    assert studio.states(doc) == ["done", "done"]
    again = set_card(doc, doc.cards[0].id, seed=9)
    assert studio.states(again) == ["stale", "done"]
    drawn = studio.draw(again, 1)
    assert [str(known.place) for known in drawn.request.known] == ["24–48", "-24–0"]
    assert studio.states(again) == ["done", "done"]


def test_words_come_from_the_last_card_and_undrawn_neighbours_first() -> None:
    doc = film(cuts=(30, 60))
    for card, words in zip(doc.cards, ("a", "b", "c"), strict=True):
        doc = set_prompt(doc, card.id, words)
    take = take_of(doc, 3)
    edited = loop(
        doc, shown=lambda card: take if card.lineage == take.lineage and card.words == "c" else None
    )
    assert board(edited.document)[-1] == ("100–124", "c", True)
    assert edited.cards == (doc.cards[0].id, edited.document.cards[-1].id)


@pytest.mark.parametrize(
    ("doc", "more", "sentence"),
    [
        (DOC, {}, "Nothing says what happens in the 24 new frames"),
        (Document(), {"prompt": "x"}, "The film is empty"),
        (DOC, {"length": 1, "prompt": "x"}, "A loop of 1 frames"),
        (DOC, {"length": 48, "join": 48, "prompt": "x"}, "cannot lead back in 48; use 1 to 47"),
        (DOC, {"way": "redraw", "join": 100, "prompt": "x"}, "cannot lead back in 100; use 1 to 99"),
        (DOC, {"way": "redraw", "length": 120, "prompt": "x"}, "too few for a loop of 120"),
        (loop(DOC, prompt="x").document, {"prompt": "x"}, "is a loop already"),
        (set_card(DOC, DOC.cards[0].id, locked=True), {"length": 48, "prompt": "x"}, "Card 1 .* is locked"),
    ],
)
def test_what_cannot_be_a_loop_is_refused(doc: Document, more: dict, sentence: str) -> None:
    with pytest.raises(TweenError, match=sentence):
        loop(doc, **more)
