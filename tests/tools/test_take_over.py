"""A card that takes over a take's recipe would be drawn just like the take was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import (
    add_asset,
    attach_keyframe,
    attach_reference,
    paint_region,
    set_card,
    set_lora,
    split_card,
)
from engine.document.invariants import check
from engine.document.model import Card, Document, Start
from engine.document.take import Take
from engine.errors import TweenError
from engine.tools.regenerate import request_for
from engine.tools.take_over import take_over
from tests.document.boards import IMAGE, film, take_of

FILM = add_asset(film(100, (40, 60)), IMAGE)
CARD = FILM.cards[1].id
BOARD = set_card(FILM, CARD, prompt="a red ball")


def nothing(card: Card) -> Take | None:
    return None


def drawn(doc: Document, card_id: str = CARD) -> Take:
    """A take of the card as it is."""
    at = next(n for n, card in enumerate(doc.cards, 1) if card.id == card_id)
    return take_of(doc, at, request=request_for(doc, doc.cards[at - 1], nothing, "sketch"))


def digest(doc: Document) -> str:
    return request_for(doc, doc.cards[1], nothing, "sketch").digest()


words = st.sampled_from(["", "a red ball", "a blue cube rolls, wide shot"])


@st.composite
def wishes(draw: st.DrawFn) -> Document:
    """The board with its middle card asking for something."""
    doc = set_card(
        BOARD,
        CARD,
        prompt=draw(words),
        subject=draw(words),
        camera=draw(st.sampled_from(["", "pan left", "slowly up"])),
        negative=draw(words),
        seed=draw(st.integers(0, 9)),
        steps=draw(st.none() | st.integers(1, 9)),
        model=draw(st.sampled_from([None, "sketch", "other"])),
        style=draw(st.sampled_from([None, "noir", "neon"])),
        strength=draw(st.sampled_from([0.3, 1.0])),
        scale=draw(st.sampled_from([0.5, 1.0])),
        match_colour=draw(st.booleans()),
        guidance=draw(st.none() | st.floats(1, 30)),
    )
    if draw(st.booleans()):
        doc = attach_keyframe(doc, CARD, IMAGE.id, draw(st.integers(0, 19)))
    if draw(st.booleans()):
        doc = attach_keyframe(doc, CARD, "video", 4, 7, 3)
    if draw(st.booleans()):
        doc = attach_reference(doc, CARD, IMAGE.id, 0, 0.5)
    if draw(st.booleans()):
        doc = set_lora(doc, CARD, "ink", draw(st.sampled_from([0.5, 1.0])))
    if draw(st.booleans()):
        doc = paint_region(doc, CARD, "box", [(0, 0), (0.5, 0.5)])
    return doc


@given(wishes(), wishes())
def test_the_card_is_what_the_take_was_drawn_from(then: Document, now: Document) -> None:
    edited = take_over(now, CARD, drawn(then), "sketch")
    check(edited.document)
    assert edited.notes == ()
    assert digest(edited.document) == digest(then)


@given(wishes())
def test_a_card_that_says_it_already_stays_as_it_is(doc: Document) -> None:
    later = set_card(doc, CARD, seed=77)
    again = take_over(later, CARD, drawn(doc), "sketch").document.cards[1]
    was = doc.cards[1]
    for field in ("prompt", "subject", "camera", "style", "negative", "seed", "model"):
        assert getattr(again, field) == getattr(was, field)
    assert (again.keyframes, again.loras) == (was.keyframes, was.loras)


def test_a_part_of_a_card_takes_over_its_part() -> None:
    doc = attach_keyframe(BOARD, CARD, "video", 2, 5, 12)
    doc = paint_region(doc, CARD, "box", [(0, 0), (1, 0.5)])
    take = drawn(doc)
    halves = split_card(doc, 50)
    bare = set_card(halves, halves.cards[2].id, seed=9)
    part = take_over(bare, bare.cards[2].id, take, "sketch").document.cards[2]
    assert part.keyframes == halves.cards[2].keyframes
    assert part.regions == halves.cards[2].regions
    assert part.seed == 0


def test_a_draft_that_was_refined_begins_from_it_again() -> None:
    doc = set_card(BOARD, CARD, start=Start("draft", 0.25))
    draft = replace(drawn(BOARD), id="draft")
    request = request_for(doc, doc.cards[1], lambda card: draft if card.pinned == "draft" else None, "sketch")
    take = replace(drawn(BOARD), request=request)
    assert take_over(BOARD, CARD, take, "sketch").document.cards[1].start == Start("draft", 0.25)


def test_a_picture_that_is_gone_is_said() -> None:
    doc = attach_reference(BOARD, CARD, IMAGE.id)
    take = drawn(doc)
    without = replace(BOARD, assets=tuple(asset for asset in BOARD.assets if asset.id != IMAGE.id))
    edited = take_over(without, CARD, take, "sketch")
    assert edited.document.cards[1].references == ()
    assert edited.notes == (
        f"Card 2 (40–60) is drawn without “{IMAGE.path}”, which is not in the film any more.",
    )


def test_another_cards_take_and_a_locked_card_refuse() -> None:
    with pytest.raises(TweenError, match="is none of"):
        take_over(BOARD, BOARD.cards[0].id, drawn(BOARD), "sketch")
    with pytest.raises(TweenError, match="locked"):
        take_over(set_card(BOARD, CARD, locked=True), CARD, drawn(BOARD), "sketch")
