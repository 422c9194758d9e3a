"""Edits of the storyboard, one by one."""

from __future__ import annotations

import pytest

from engine.document.card_edits import CardFields
from engine.document.edits import (
    add_asset,
    add_card,
    attach_keyframe,
    merge_cards,
    pin_take,
    remove_keyframe,
    roll_cards,
    set_card,
    set_prompt,
    split,
)
from engine.document.invariants import check
from engine.document.model import Document
from engine.document.queries import card_at, card_index
from engine.document.time import FrameRange
from engine.errors import TweenError
from tests.document.boards import IMAGE, SOUND, VIDEO, film


def cards(doc: Document) -> list[tuple[str, str]]:
    return [(str(card.range), card.prompt) for card in doc.cards]


def test_a_card_is_cut_out_of_the_one_that_is_there() -> None:
    doc = add_card(film(), FrameRange(20, 50))
    check(doc)
    assert cards(doc) == [("0–20", ""), ("20–50", ""), ("50–100", "")]
    assert len({card.id for card in doc.cards}) == 3
    assert {card.lineage for card in doc.cards} == {doc.cards[0].lineage}
    assert add_card(doc, FrameRange(20, 50)) is doc


def test_a_card_over_several_takes_the_one_wish_and_refuses_two() -> None:
    doc = film(cuts=(30, 60))
    doc = set_prompt(doc, doc.cards[1].id, "a ball")
    over = add_card(doc, FrameRange(20, 70))
    check(over)
    assert cards(over) == [("0–20", ""), ("20–70", "a ball"), ("70–100", "")]
    doc = set_prompt(doc, doc.cards[2].id, "a boat")
    with pytest.raises(TweenError, match=r"Card 2 \(30–60\) and Card 3 \(60–100\) would become one card"):
        add_card(doc, FrameRange(20, 70))


def test_a_card_at_the_end_extends_the_film() -> None:
    doc = add_card(film(), FrameRange(100, 150))
    check(doc)
    assert doc.frames == 150
    assert doc.cards[1].lineage == doc.cards[1].id
    assert add_card(Document(), FrameRange(0, 48)).frames == 48


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (FrameRange(90, 120), "runs past the film's end at 100"),
        (FrameRange(101, 120), "leaves a gap"),
        (FrameRange(7, 7), "no place for a card"),
        (FrameRange(-5, 7), "no place for a card"),
    ],
)
def test_a_card_that_fits_nowhere_is_refused(span: FrameRange, words: str) -> None:
    with pytest.raises(TweenError, match=words):
        add_card(film(), span)


def test_merge_joins_prompts_and_keyframes() -> None:
    doc = add_asset(film(cuts=(40,)), IMAGE)
    first, second = doc.cards
    doc = set_prompt(set_prompt(doc, first.id, "a ball"), second.id, "a boat")
    doc = attach_keyframe(doc, second.id, IMAGE.id, 5)
    joined = merge_cards(doc, second.id, first.id)
    check(joined)
    assert cards(joined) == [("0–100", "a ball a boat")]
    assert [key.offset for key in joined.cards[0].keyframes] == [45]


def test_merge_takes_the_wish_of_the_card_that_has_one() -> None:
    doc = film(cuts=(40, 70))
    doc = set_card(doc, doc.cards[1].id, prompt="a boat", strength=0.5, seed=9)
    joined = merge_cards(doc, doc.cards[0].id, doc.cards[1].id).cards[0]
    assert (joined.id, joined.prompt, joined.strength, joined.seed) == (doc.cards[0].id, "a boat", 0.5, 9)
    with pytest.raises(TweenError, match="not neighbours"):
        merge_cards(doc, doc.cards[0].id, doc.cards[2].id)


def test_rolling_moves_the_boundary_and_nothing_else() -> None:
    doc = film(cuts=(40, 70))
    doc = set_prompt(doc, doc.cards[1].id, "a boat")
    rolled = roll_cards(doc, 40, 55)
    check(rolled)
    assert cards(rolled) == [("0–55", ""), ("55–70", "a boat"), ("70–100", "")]
    assert rolled.tracks == doc.tracks
    assert roll_cards(rolled, 55, 40).cards == doc.cards
    with pytest.raises(TweenError, match="a frame of their own"):
        roll_cards(doc, 40, 70)
    with pytest.raises(TweenError, match="no boundary"):
        roll_cards(doc, 41, 42)


def test_set_card_sets_what_is_given_and_checks_it() -> None:
    doc = film()
    card = doc.cards[0]
    doc = set_card(
        doc, card.id, prompt="a ball", negative="text", strength=0.35, seed=7, steps=12, style="noir"
    )
    got = doc.cards[0]
    assert (got.prompt, got.negative, got.strength, got.seed, got.steps, got.style) == (
        "a ball", "text", 0.35, 7, 12, "noir",
    )  # fmt: skip
    assert pin_take(doc, card.id, "t1").cards[0].pinned == "t1"
    wrong: list[CardFields] = [
        {"strength": 1.2}, {"strength": float("nan")}, {"seed": -1}, {"steps": 0}, {"model": ""},
        {"guidance": 0.5}, {"guidance": 31.0}, {"guidance": float("nan")},
    ]  # fmt: skip
    for fields in wrong:
        with pytest.raises(TweenError, match=r"^Card 1 \(0–100\) "):
            set_card(doc, card.id, **fields)
    with pytest.raises(TypeError, match="no settable field"):
        set_card(doc, card.id, range=FrameRange(0, 1))  # pyright: ignore[reportCallIssue]


def test_a_locked_card_only_lets_itself_be_unlocked() -> None:
    doc = film(cuts=(40,))
    card = doc.cards[0]
    doc = add_asset(set_card(doc, card.id, locked=True), IMAGE)
    for edit in (
        lambda: set_prompt(doc, card.id, "x"),
        lambda: pin_take(doc, card.id, "t"),
        lambda: attach_keyframe(doc, card.id, IMAGE.id),
        lambda: remove_keyframe(doc, card.id, 0),
        lambda: merge_cards(doc, card.id, doc.cards[1].id),
        lambda: add_card(doc, FrameRange(5, 10)),
    ):
        with pytest.raises(TweenError, match=r"Card 1 \(0–40\) is locked; unlock it"):
            edit()
    free = set_card(doc, card.id, locked=False, prompt="x")
    assert (free.cards[0].locked, free.cards[0].prompt) == (False, "x")


def test_keyframes_go_to_their_side_of_a_split() -> None:
    doc = add_asset(film(), IMAGE)
    card = doc.cards[0].id
    for offset in (10, 60, 39, 40):
        doc = attach_keyframe(doc, card, IMAGE.id, offset)
    doc = attach_keyframe(doc, card, VIDEO.id, 10, source_frame=3)
    left, right = split(doc, 40).cards
    assert [(key.asset, key.offset) for key in left.keyframes] == [("video", 10), ("image", 39)]
    assert [key.offset for key in right.keyframes] == [0, 20]
    # The same picture in frames side by side is one keyframe.
    left = remove_keyframe(doc, card, 10).cards[0].keyframes
    assert [(key.offset, key.frames) for key in left] == [(39, 2), (60, 1)]


def test_keyframes_that_cannot_be_are_refused() -> None:
    doc = add_asset(add_asset(film(), IMAGE), SOUND)
    card = doc.cards[0].id
    for asset, offset, frame, words in (
        (IMAGE.id, 100, 0, "has no frame 100"),
        (IMAGE.id, 0, 1, "c.png has no frame 1"),
        (SOUND.id, 0, 0, "is sound"),
        ("nothing", 0, 0, "no footage"),
    ):
        with pytest.raises(TweenError, match=words):
            attach_keyframe(doc, card, asset, offset, frame)
    with pytest.raises(TweenError, match="no keyframe at its frame 3"):
        remove_keyframe(doc, card, 3)


def test_the_card_at_a_frame() -> None:
    doc = film(cuts=(40,))
    assert [card_at(doc, n) for n in (0, 39, 40, 99, 100, -1)] == [
        doc.cards[0], doc.cards[0], doc.cards[1], doc.cards[1], None, None,
    ]  # fmt: skip


def test_a_card_has_its_number_also_as_it_was_before_an_edit() -> None:
    before = film(cuts=(20, 40, 60))
    assert [card_index(before, card) for card in before.cards] == [1, 2, 3, 4]
    after = roll_cards(before, 20, 30)
    assert [card_index(after, card) for card in before.cards] == [1, 2, 3, 4]
    assert card_index(film(), before.cards[2]) == 0
