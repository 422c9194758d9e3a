"""Extend and recut: where the new frames go, what moves, whose words they take, where cuts stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import set_card, set_lora, set_prompt
from engine.document.invariants import check
from engine.document.model import Card, Document
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.tools.extend import Direction, extend
from engine.tools.recut import recut
from engine.tools.regenerate import regenerate
from tests.document.boards import film, footage, take_of

DOC = film(cuts=(40,))
WORDED = set_card(DOC, DOC.cards[0].id, prompt="a ball rolls", seed=7, style="noir", negative="rain")


def board(doc: Document) -> list[tuple[str, str]]:
    return [(str(card.range), card.words) for card in doc.cards]


def nothing(_: Card) -> None:
    return None


@given(
    st.integers(1, 60),
    st.sampled_from(["forward", "backward", "both"]),
    st.tuples(st.integers(0, 99), st.integers(1, 100)),
)
def test_the_old_frames_stay_in_order_around_the_new_ones(
    frames: int, direction: Direction, ends: tuple[int, int]
) -> None:
    span = FrameRange(ends[0], min(100, ends[0] + ends[1]))
    edited = extend(WORDED, frames, direction, span, "a boat")
    check(edited.document)
    new = [card.range for card in edited.document.cards if card.id in edited.cards]
    assert [len(each) for each in new] == [frames] * (2 if direction == "both" else 1)
    left = [n for n in range(edited.document.frames) if not any(n in each for each in new)]
    shown = footage(edited.document)
    assert [shown[n] for n in left] == footage(WORDED)
    moved = 0 if direction == "forward" else frames
    wanted = {span.stop + moved, span.start} if direction == "both" else {span.stop, span.start}
    assert {each.start for each in new} <= wanted


def test_the_end_of_the_film_grows_by_a_card_like_its_neighbour() -> None:
    doc = set_card(DOC, DOC.cards[1].id, prompt="a ball", seed=7, style="noir", cut=True, strength=0.4)
    doc = set_lora(doc, doc.cards[1].id, "ink", 0.8)
    edited = extend(doc, 24)
    new = edited.document.cards[-1]
    assert (edited.cards, new.range) == ((new.id,), FrameRange(100, 124))
    assert (new.prompt, new.seed, new.style, new.strength, new.cut) == ("a ball", 8, "noir", 1.0, False)
    assert new.loras == doc.cards[1].loras
    assert edited.document.cards[:-1] == doc.cards
    other = extend(doc, 24, prompt="a boat", seed=3).document.cards[-1]
    assert (other.words, other.style, other.seed) == ("a boat", "noir", 3)


def test_before_the_film_everything_moves_back() -> None:
    edited = extend(WORDED, 10, "backward")
    assert board(edited.document)[:2] == [("0–10", "a ball rolls"), ("10–50", "a ball rolls")]
    (first, _) = WORDED.cards
    moved = edited.document.cards[1]
    assert (moved.id, moved.lineage, moved.origin) == (first.id, first.lineage, 10)


def test_both_ends_of_a_card_are_drawn_one_after_the_other() -> None:
    edited = extend(WORDED, 10, "both", WORDED.cards[0].range)
    assert board(edited.document)[:3] == [
        ("0–10", "a ball rolls"), ("10–50", "a ball rolls"), ("50–60", "a ball rolls"),
    ]  # fmt: skip
    assert edited.cards == (edited.document.cards[2].id, edited.document.cards[0].id)


def test_a_card_beside_that_is_not_drawn_yet_comes_first() -> None:
    edited = extend(WORDED, 10, "forward", WORDED.cards[0].range, shown=nothing)
    assert edited.cards == (WORDED.cards[0].id, edited.document.cards[1].id)
    take = take_of(WORDED, 1)
    drawn = extend(
        WORDED, 10, span=WORDED.cards[0].range, shown=lambda c: take if c.lineage == take.lineage else None
    )
    assert drawn.cards == (drawn.document.cards[1].id,)


def test_a_cut_of_the_film_stays_behind_the_shot_that_grows() -> None:
    """Two stretches of footage that do not go on in each other: the new frames belong to one of them."""
    doc = recut(film(), [FrameRange(0, 30), FrameRange(60, 100)]).document
    assert [card.cut for card in doc.cards] == [False, True]
    forward = extend(doc, 10, span=FrameRange(0, 30), prompt="a hill").document
    assert [card.cut for card in forward.cards] == [False, False, True]
    request = regenerate(forward, forward.cards[1], nothing, "m")
    assert [str(known.place) for known in request.known] == ["0–30"]
    back = extend(doc, 10, "backward", FrameRange(30, 70), "a hill").document
    assert [card.cut for card in back.cards] == [False, True, False]
    request = regenerate(back, back.cards[1], nothing, "m")
    assert [str(known.place) for known in request.known] == ["40–80"]


def test_footage_that_changes_without_a_word_is_a_cut_too() -> None:
    doc = recut(film(), [FrameRange(0, 30), FrameRange(60, 100)]).document
    doc = set_card(doc, doc.cards[1].id, cut=False)
    assert extend(doc, 10, span=FrameRange(0, 30), prompt="a hill").document.cards[2].cut
    smooth = film(cuts=(30,))
    assert not extend(smooth, 10, span=FrameRange(0, 30), prompt="a hill").document.cards[2].cut


def test_a_loop_goes_on_being_one() -> None:
    doc = set_card(DOC, DOC.cards[1].id, prompt="a boat", loop=True)
    edited = extend(doc, 10)
    assert [card.loop for card in edited.document.cards] == [False, False, True]
    assert [card.loop for card in extend(doc, 10, "backward", prompt="x").document.cards] == [
        False, False, True,
    ]  # fmt: skip


def test_a_film_of_nothing_begins_with_a_prompt() -> None:
    assert board(extend(Document(), 48, prompt="a red ball").document) == [("0–48", "a red ball")]


@pytest.mark.parametrize(
    ("frames", "more", "sentence"),
    [
        (10, {}, "Nothing says what happens in the 10 new frames"),
        (0, {"prompt": "x"}, "0 frames extend nothing"),
        (10, {"prompt": "x", "span": FrameRange(90, 120)}, "not inside the film"),
        (10, {"prompt": "x", "direction": "backward", "span": FrameRange(40, 100)}, "Card 2 .* is locked"),
    ],
)
def test_what_cannot_be_extended_is_refused(frames: int, more: dict, sentence: str) -> None:
    doc = set_card(DOC, DOC.cards[1].id, locked=True)
    with pytest.raises(TweenError, match=sentence):
        extend(doc, frames, **more)


def test_a_recut_film_is_extended_at_its_new_ends() -> None:
    doc = set_prompt(DOC, DOC.cards[1].id, "a hill")
    edited = recut(doc, [FrameRange(50, 90), FrameRange(10, 30)], 12, "backward")
    check(edited.document)
    assert board(edited.document) == [("0–12", "a hill"), ("12–52", "a hill"), ("52–72", "")]
    assert edited.cards[-1] == edited.document.cards[0].id
    assert recut(doc, [FrameRange(50, 90)]).cards == ()
    with pytest.raises(TweenError, match="extend nothing"):
        recut(doc, [FrameRange(50, 90)], -1)


def test_ten_extensions_are_ten_cards_in_a_row() -> None:
    doc = set_prompt(DOC, DOC.cards[1].id, "a hill")
    for n in range(10):
        doc = extend(doc, 48).document
        assert doc.frames == 100 + 48 * (n + 1)
    check(doc)
    assert len({card.seed for card in doc.cards[1:]}) == 11
