"""Redo: a stretch of the film gets a card of its own with another seed, and only that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import set_card
from engine.document.invariants import check
from engine.document.model import Document
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.tools.redo import redo, span_of
from tests.document.boards import film

DOC = film(cuts=(40, 60))
WORDED = set_card(DOC, DOC.cards[1].id, prompt="a ball rolls", seed=7)


def board(doc: Document) -> list[tuple[str, str, int]]:
    return [(str(card.range), card.prompt, card.seed) for card in doc.cards]


def test_a_stretch_of_a_card_is_cut_out_with_its_words_and_the_next_seed() -> None:
    edited = redo(WORDED, FrameRange(45, 50))
    check(edited.document)
    assert board(edited.document)[1:4] == [
        ("40–45", "a ball rolls", 7),
        ("45–50", "a ball rolls", 8),
        ("50–60", "a ball rolls", 7),
    ]
    (card,) = [card for card in edited.document.cards if card.id in edited.cards]
    assert card.range == FrameRange(45, 50)
    assert edited.document.tracks == DOC.tracks


def test_a_stretch_of_footage_needs_words() -> None:
    with pytest.raises(TweenError, match="Nothing says what happens in 10–20"):
        redo(WORDED, FrameRange(10, 20))
    edited = redo(WORDED, FrameRange(10, 20), "a red boat", 0.5, 3)
    assert ("10–20", "a red boat", 3) in board(edited.document)
    assert edited.document.cards[1].strength == 0.5


@given(st.integers(40, 58), st.integers(1, 20))
def test_any_stretch_inside_a_card_keeps_the_film_sound(start: int, frames: int) -> None:
    span = FrameRange(start, min(start + frames, 60))
    edited = redo(WORDED, span)
    check(edited.document)
    assert [card.range for card in edited.document.cards if card.id in edited.cards] == [span]
    assert edited.document.frames == WORDED.frames


@pytest.mark.parametrize(
    ("text", "span"),
    [("2", FrameRange(40, 60)), ("7-9", FrameRange(7, 9)), ("end-1s", FrameRange(76, 100))],
)
def test_a_range_can_be_named_in_three_ways(text: str, span: FrameRange) -> None:
    assert span_of(DOC, text) == span


@pytest.mark.parametrize("text", ["end-0s", "end-99s", "9-7", "x", "4"])
def test_what_names_no_range_is_refused(text: str) -> None:
    with pytest.raises(TweenError):
        span_of(DOC, text)
