"""Storyboard: which cards are drawn together, what their Request says, and when their take is out of date."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import (
    add_asset,
    add_card,
    attach_keyframe,
    lift,
    paint_region,
    pin_take,
    remove_card,
    ripple_delete,
    set_card,
    set_lora,
    split,
    split_card,
)
from engine.document.invariants import check
from engine.document.model import Card, Document
from engine.document.request import Request
from engine.document.take import Take
from engine.document.time import FrameRange, TakeRange
from engine.errors import TweenError
from engine.tools.board import card_state
from engine.tools.edited import Edited
from engine.tools.regenerate import regenerate
from engine.tools.storyboard import film_request, storyboard
from tests.document.boards import IMAGE, counter, film


class Studio:
    """Draws without drawing: takes with real Requests, chosen as the take library does."""

    def __init__(self) -> None:
        self.takes: list[Take] = []

    def shown(self, card: Card) -> Take | None:
        local = card.local(card.range)
        mine = [t for t in self.takes[::-1] if t.lineage == card.lineage and t.range.overlaps(local)]
        pinned = next((take for take in mine if take.id == card.pinned), None)
        return pinned or max(mine, key=lambda take: len(take.range.intersect(local)), default=None)

    def keep(self, request: Request) -> Take:
        name = f"t{len(self.takes)}"
        self.takes.append(
            Take(
                name, request.lineage, request.local, request, request.digest(), f"/takes/{name}", None,
                request.width, request.height, "",
            )
        )  # fmt: skip
        return self.takes[-1]

    def draw(self, edited: Edited) -> list[Take]:
        cards = {card.id: card for card in edited.document.cards}
        return [
            self.keep(edited.wish(edited.document, cards[each], self.shown, "sketch"))
            for each in edited.cards
        ]

    def redraw(self, doc: Document, index: int) -> Take:
        return self.keep(regenerate(doc, doc.cards[index - 1], self.shown, "sketch"))

    def states(self, doc: Document) -> list[str]:
        return [card_state(doc, card, self.shown) for card in doc.cards]


def board(lengths: tuple[int, ...] = (24, 30, 26), opening: int = 40) -> Document:
    """Footage, then cards over nothing: “shot 2” is the second card."""
    doc = film(opening) if opening else Document()
    for n, length in enumerate(lengths):
        doc = add_card(doc, FrameRange(doc.frames, doc.frames + length), new_id=lambda n=n: f"card{n + 2}")
    for n, card in enumerate(doc.cards, 1):
        if card.id.startswith("card"):
            doc = set_card(doc, card.id, prompt=f"shot {n}", seed=n)
    return doc


def ids(doc: Document, *indexes: int) -> list[str]:
    return [doc.cards[n - 1].id for n in indexes]


def spans(request: Request) -> list[tuple[str, str]]:
    return [(str(span.place), span.prompt) for span in request.spans]


def test_neighbours_are_one_request_with_their_own_words() -> None:
    doc, studio = board(), Studio()
    edited = storyboard(doc, ids(doc, 2, 3, 4), transition=9, new_id=counter())
    check(edited.document)
    assert (edited.cards, edited.notes) == (("card2",), ())
    (take,) = studio.draw(edited)
    request = take.request
    assert request.draw == FrameRange(40, 120)
    assert spans(request) == [("40–64", "shot 2"), ("64–94", "shot 3"), ("94–120", "shot 4")]
    assert [(str(known.place), known.cap) for known in request.known] == [("0–40", 0.0)]
    assert (request.transition, request.seed) == (9, 2)
    assert [studio.shown(card) for card in edited.document.cards] == [None, take, take, take]
    assert studio.states(edited.document) == ["keep", "done", "done", "done"]
    assert [card.prompt for card in edited.document.cards] == [card.prompt for card in doc.cards]


def test_the_words_cross_over_for_a_second_but_never_over_more_than_a_card() -> None:
    doc = board((30, 30, 26))
    assert film_request(doc, doc.cards[1:], lambda _: None, "sketch").transition == 24
    short = board((24, 10, 26))
    assert film_request(short, short.cards[1:], lambda _: None, "sketch").transition == 10


def test_a_cut_begins_a_film_of_its_own_and_neither_looks_over_it() -> None:
    doc, studio = board((24, 30, 26, 20)), Studio()
    doc = set_card(doc, "card4", cut=True)
    edited = storyboard(doc, ids(doc, 2, 3, 4, 5))
    assert (edited.cards, edited.notes) == (("card2", "card4"), ())
    for _ in range(2):  # the second time all takes are there to be looked at
        first, second = studio.draw(edited)
        assert [str(known.place) for known in first.request.known] == ["0–40"]
        assert second.request.known == ()
        assert studio.states(edited.document)[1:] == ["done"] * 4
    assert spans(second.request) == [("94–120", "shot 4"), ("120–140", "shot 5")]


def test_drawn_once_more_the_film_stays_on_its_lineage() -> None:
    doc, studio = board(), Studio()
    first = storyboard(doc, ids(doc, 2, 3, 4))
    studio.draw(first)
    pinned = pin_take(first.document, "card3", "t0")
    again = storyboard(pinned, ids(doc, 2, 3, 4))
    assert again.document == first.document
    studio.draw(again)
    assert [studio.shown(card).id for card in again.document.cards[1:]] == ["t1"] * 3  # type: ignore[union-attr]


def test_a_card_redrawn_by_itself_fits_and_leaves_the_others_done() -> None:
    doc, studio = board((24, 70, 26)), Studio()
    edited = storyboard(doc, ids(doc, 2, 3, 4))
    studio.draw(edited)
    worded = set_card(edited.document, "card3", prompt="something else", seed=77)
    assert studio.states(worded)[1:] == ["done", "stale", "done"]
    take = studio.redraw(worded, 3)
    assert take.range == TakeRange(24, 94)
    assert [known.fingerprint for known in take.request.known] == ["f" * 64, "take:t0", "take:t0"]
    assert studio.states(worded)[1:] == ["done"] * 3
    assert studio.states(edited.document)[1:] == ["done", "stale", "done"]


@pytest.mark.parametrize(
    ("fields", "states"),
    [
        ({"prompt": "else"}, ["done", "stale", "done"]),
        ({"seed": 9}, ["done", "stale", "done"]),
        ({"steps": 5}, ["done", "stale", "done"]),
        ({"strength": 0.5}, ["done", "done", "done"]),  # nothing below to begin from
        ({"style": "noir"}, ["done", "stale", "done"]),
        ({"negative": "fog"}, ["done", "stale", "done"]),
        ({"model": "ltx"}, ["done", "stale", "done"]),
        ({"cut": True}, ["stale", "stale", "stale"]),
    ],
)
def test_what_a_card_of_a_film_says_otherwise_makes_it_stale(fields: dict, states: list[str]) -> None:
    doc, studio = board(), Studio()
    edited = storyboard(doc, ids(doc, 2, 3, 4))
    studio.draw(edited)
    assert studio.states(set_card(edited.document, "card3", **fields))[1:] == states


def test_what_lies_around_a_film_counts_for_the_cards_that_see_it() -> None:
    doc, studio = board((24, 70, 26)), Studio()
    edited = storyboard(doc, ids(doc, 2, 3, 4))
    studio.draw(edited)
    assert studio.states(ripple_delete(edited.document, FrameRange(0, 5)))[1:] == ["stale", "stale", "done"]
    image = attach_keyframe(add_asset(edited.document, IMAGE), "card4", IMAGE.id, 3)
    assert studio.states(image)[1:] == ["done", "done", "stale"]
    assert studio.states(remove_card(edited.document, "card3"))[1:] == ["stale", "stale"]
    assert studio.states(ripple_delete(edited.document, FrameRange(64, 134)))[1:] == ["stale", "stale"]
    assert studio.states(split_card(edited.document, 80))[1:] == ["done", "stale", "stale", "done"]


def test_a_picture_before_the_film_is_a_picture_for_every_card() -> None:
    from engine.document.edits import append_clip

    doc = append_clip(add_asset(Document(), IMAGE), IMAGE.id)
    stop = doc.frames
    for n, length in enumerate((10, 20)):
        doc = add_card(doc, FrameRange(doc.frames, doc.frames + length), new_id=lambda n=n: f"card{n}")
        doc = set_card(doc, f"card{n}", prompt=f"shot {n}")
    studio = Studio()
    edited = storyboard(doc, ["card0", "card1"])
    (take,) = studio.draw(edited)
    assert take.request.known[0].place.stop == stop
    assert studio.states(edited.document)[1:] == ["done", "done"]


def test_undo_brings_the_old_takes_back() -> None:
    doc, studio = board(), Studio()
    old = [studio.redraw(doc, index) for index in (2, 3, 4)]
    edited = storyboard(doc, ids(doc, 2, 3, 4))
    assert [studio.shown(card) for card in edited.document.cards[1:]] == [None] * 3
    studio.draw(edited)
    assert [studio.shown(card) for card in doc.cards[1:]] == old


def test_gaps_say_what_the_card_before_them_says() -> None:
    doc = remove_card(board((24, 30, 26)), "card3")
    doc = add_asset(set_card(doc, "card2", subject="a fox", style="noir", cut=True), IMAGE)
    doc = set_lora(doc, "card2", "ink", 0.5)
    doc = set_lora(attach_keyframe(doc, "card2", IMAGE.id, 0), "card4", "ink", 0.5)
    edited = storyboard(doc, ["card2", "card4"], new_id=counter())
    check(edited.document)
    gap = edited.document.cards[2]
    assert (gap.range, gap.words, gap.style) == (FrameRange(64, 94), "shot 2, a fox", "noir")
    assert (gap.cut, gap.keyframes, gap.loras) == (False, (), edited.document.cards[1].loras)
    assert edited.notes == ("The gap 64–94 is drawn with the words of Card 2 (40–64).",)
    assert edited.cards == ("card2",)
    first = edited.wish(edited.document, edited.document.cards[1], lambda _: None, "sketch")
    assert [place for place, _ in spans(first)] == ["40–64", "64–94", "94–120"]
    assert str(first.known[-1].place) == "40–41"


def test_footage_inside_the_run_stays_and_only_what_is_bare_of_a_silent_card_is_drawn() -> None:
    doc = lift(split(film(100), 40), FrameRange(60, 80))
    for frame in (20,):
        doc = split(doc, frame)
    doc = set_card(doc, doc.cards[0].id, prompt="before")
    doc = set_card(doc, doc.cards[1].id, prompt="also before")
    edited = storyboard(doc, [card.id for card in doc.cards])
    check(edited.document)
    drawn = [card for card in edited.document.cards if card.words]
    assert [str(card.range) for card in drawn] == ["0–20", "20–40", "60–80"]
    assert len(edited.cards) == 2
    assert edited.document.tracks == doc.tracks


def test_cards_that_cannot_be_drawn_in_one_go_are_drawn_one_after_the_other() -> None:
    doc = set_card(board((24, 30, 26, 20)), "card4", model="ltx")
    doc = set_card(doc, "card5", loop=True, model="ltx")
    edited = storyboard(doc, ids(doc, 2, 3, 4, 5))
    assert edited.cards == ("card2", "card4", "card5")
    assert edited.notes == (
        "Card 4 (94–120) is drawn after Card 3 (64–94) and goes on from it: "
        "they do not have the same model, steps, scale and guidance.",
        "Card 5 (120–140) is drawn after Card 4 (94–120) and goes on from it: one of them closes a loop.",
    )
    lora = set_lora(board(), "card3", "ink", 0.5)
    assert storyboard(lora, ids(lora, 2, 3, 4)).cards == ("card2", "card3", "card4")
    assert storyboard(set_card(board(), "card3", style="noir"), ids(lora, 2, 3, 4)).cards == ("card2",)
    painted = paint_region(film_with_two(), "a", "box", [(0, 0), (1, 1)])
    assert storyboard(painted, ["a", "b"]).cards == ("a", "b")


def film_with_two() -> Document:
    doc = split(film(80), 40, new_id=counter("x"))
    cards = [replace(card, id=name, prompt=name) for name, card in zip("ab", doc.cards, strict=True)]
    return replace(doc, cards=tuple(cards))


def test_card_by_card_leaves_the_lineages_alone() -> None:
    doc = board()
    edited = storyboard(doc, ids(doc, 2, 3, 4), by_card=True)
    assert edited.cards == ("card2", "card3", "card4")
    assert edited.document == doc
    assert edited.wish is regenerate


def test_only_asking_what_it_takes_leaves_the_takes_shown() -> None:
    doc, studio = board(), Studio()
    old = studio.redraw(doc, 3)
    doc = pin_take(doc, "card3", old.id)
    asked = storyboard(doc, ids(doc, 2, 3, 4), drawing=False)
    assert asked.document == doc
    assert asked.wish(doc, doc.cards[1], studio.shown, "sketch").draw == FrameRange(40, 120)
    gap = storyboard(remove_card(doc, "card3"), ["card2", "card4"], drawing=False)
    assert spans(gap.wish(gap.document, gap.document.cards[1], studio.shown, "sketch"))[1] == (
        "64–94",
        "shot 2",
    )


def test_a_locked_card_stays_and_parts_the_film() -> None:
    doc = set_card(board(), "card3", locked=True)
    edited = storyboard(doc, ids(doc, 2, 3, 4))
    assert edited.cards == ("card2", "card4")
    assert edited.notes == ("Card 3 (64–94) is locked and stays as it is.",)
    assert edited.document.cards[2] == doc.cards[2]


def test_what_cannot_be_drawn_is_refused() -> None:
    doc = board()
    with pytest.raises(TweenError, match=r"^Card 2 \(40–64\) and Card 4 \(94–120\) are not neighbours; "):
        storyboard(doc, ids(doc, 2, 4))
    with pytest.raises(TweenError, match="No card is chosen"):
        storyboard(doc, [])
    with pytest.raises(TweenError, match=r"^No card in 0–40 that can be drawn says what happens"):
        storyboard(doc, ids(doc, 1))


@given(
    lengths=st.lists(st.integers(2, 90), min_size=1, max_size=6),
    cuts=st.sets(st.integers(0, 5)),
    gone=st.sets(st.integers(1, 4)),
    locked=st.sets(st.integers(0, 5), max_size=2),
    opening=st.sampled_from([0, 30]),
)
def test_any_board_is_covered_once_and_done_when_drawn(
    lengths: list[int], cuts: set[int], gone: set[int], locked: set[int], opening: int
) -> None:
    doc = board(tuple(lengths), opening)
    last = len(lengths) - 1
    for n in range(len(lengths)):
        doc = set_card(doc, f"card{n + 2}", cut=n in cuts, locked=n in locked)
    for n in gone - locked:
        doc = remove_card(doc, f"card{n + 2}") if n < last else doc
    worded = [card for card in doc.cards if card.words]
    if all(card.locked for card in worded):
        return
    studio = Studio()
    edited = storyboard(doc, [card.id for card in doc.cards], new_id=counter())
    check(edited.document)
    takes = studio.draw(edited)
    drawn = [frame for take in takes for frame in take.request.draw]
    assert len(drawn) == len(set(drawn))
    for card in edited.document.cards:
        if card.words and not card.locked:
            assert card_state(edited.document, card, studio.shown) == "done"
            assert set(card.range) <= set(drawn)
        assert card.words or card.range.stop <= opening
    begins = {take.request.draw.start for take in takes}
    assert all(card.range.start in begins for card in edited.document.cards if card.cut and not card.locked)
    again = storyboard(edited.document, [card.id for card in edited.document.cards])
    assert again.document == edited.document
