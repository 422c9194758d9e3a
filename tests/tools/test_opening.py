"""What the colours of new frames are held to: where their shot began, not what was drawn last."""

from __future__ import annotations

from dataclasses import replace

from engine.document.edits import set_card
from engine.document.model import Card, Document
from engine.document.queries import card_by_id
from engine.document.take import ShownTake, Take
from engine.document.time import FrameRange
from engine.tools.board import is_stale
from engine.tools.extend import Direction, extend
from engine.tools.opening import LOOKED_AT, opening
from engine.tools.regenerate import request_for
from tests.document.boards import VIDEO, film, take_of

FOOTAGE = film()


def drawn(
    doc: Document, times: int, direction: Direction = "forward", prompt: str | None = "rain"
) -> Document:
    for _ in range(times):
        doc = extend(doc, 30, direction, prompt=prompt).document
    return doc


def all_drawn(doc: Document, since: int = 0) -> ShownTake:
    """A take for every card with words from number `since` on."""
    takes = {card.lineage: take_of(doc, n, card.id) for n, card in enumerate(doc.cards, 1) if n > since}

    def shown(card: Card) -> Take | None:
        return takes.get(card.lineage) if card.words else None

    return shown


def began(doc: Document, n: int, shown: ShownTake | None = None) -> FrameRange | None:
    return opening(doc, doc.cards[n], shown or all_drawn(doc))


def test_ten_extensions_of_a_clip_are_all_held_to_the_clip() -> None:
    doc = drawn(FOOTAGE, 10)
    assert {began(doc, n) for n in range(1, 10)} == {None}  # kept frames on both sides
    for times in range(1, 11):
        assert began(drawn(FOOTAGE, times), -1) == FrameRange(100 - LOOKED_AT, 100)


def test_what_began_with_words_is_held_to_their_first_card() -> None:
    doc = drawn(Document(), 6)
    assert began(doc, -1) == FrameRange(30 - LOOKED_AT, 30)
    assert began(drawn(Document(), 1), 0) is None


def test_other_words_may_mean_other_colours() -> None:
    doc = drawn(drawn(Document(), 2), 1, prompt="the sun sets")
    assert began(doc, -1) is None
    doc = drawn(doc, 2, prompt=None)
    assert began(doc, -1) == FrameRange(90 - LOOKED_AT, 90)
    assert began(set_card(doc, doc.cards[-1].id, style="noir"), -1) is None


def test_a_cut_begins_another_shot() -> None:
    doc = drawn(Document(), 4)
    doc = set_card(doc, doc.cards[2].id, cut=True)
    assert began(doc, -1) == FrameRange(60 + 30 - LOOKED_AT, 90)
    assert began(set_card(doc, doc.cards[3].id, cut=True), -1) is None


def test_backwards_it_is_the_other_way_round() -> None:
    doc = drawn(FOOTAGE, 3, "backward")
    assert began(doc, 0) == FrameRange(90, 90 + LOOKED_AT)


def test_a_card_alone_or_in_a_loop_is_held_to_nothing() -> None:
    doc = drawn(FOOTAGE, 2)
    last = doc.cards[-1].id
    assert began(set_card(doc, last, alone=True), -1) is None
    assert began(set_card(doc, last, loop=True), -1) is None


def test_the_request_says_so_unless_colours_are_not_to_be_matched_or_something_lies_below() -> None:
    doc = drawn(FOOTAGE, 3)
    shown, last = all_drawn(doc), doc.cards[-1]
    (known,) = request_for(doc, last, shown, "sketch").colours
    assert (known.place, known.path, known.source_start) == (FrameRange(76, 100), VIDEO.path, 76)
    plain = card_by_id(set_card(doc, last.id, match_colour=False), last.id)
    assert request_for(doc, plain, shown, "sketch").colours == ()
    first = replace(doc.cards[0], prompt="rain", strength=0.5)
    assert request_for(doc, first, shown, "sketch").colours == ()


def test_drawing_on_leaves_what_was_drawn_before_up_to_date() -> None:
    """The second card had one side when it was drawn, and has two now."""
    doc, takes = drawn(Document(), 1), {}

    def shown(card: Card) -> Take | None:
        return takes.get(card.lineage)

    for n in range(1, 4):
        card = doc.cards[-1]
        takes[card.lineage] = take_of(doc, n, f"t{n}", request_for(doc, card, shown, "sketch"))
        doc = drawn(doc, 1)
    assert takes[doc.cards[2].lineage].request.colours
    for card in doc.cards[:3]:
        assert not is_stale(doc, card, takes[card.lineage], shown)
