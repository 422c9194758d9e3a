"""Aspect: the film's new format, and which cards are drawn for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import paint_region, set_card
from engine.document.fit import fit_box, scaled_box
from engine.document.invariants import check
from engine.document.model import Document
from engine.errors import TweenError
from engine.tools.aspect import aspect, size_of
from engine.tools.regenerate import request_for
from tests.document.boards import film

DOC = film(cuts=(40, 60))
WORDED = set_card(DOC, DOC.cards[1].id, prompt="a ball rolls")


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("9:16", (720, 1280)), ("1:1", (720, 720)), ("21:9", (1680, 720)), ("16:9", (1280, 720)),
        ("2.39:1", (1720, 720)), ("1000x500", (1000, 500)), (" 1080×1920 ", (1080, 1920)),
    ],
)  # fmt: skip
def test_a_format_keeps_the_films_short_side(text: str, size: tuple[int, int]) -> None:
    assert size_of(DOC, text) == size


@pytest.mark.parametrize("text", ["", "wide", "0:9", "9:0", "16", "-1:2", "1e9:1"])
def test_what_is_no_format_is_refused(text: str) -> None:
    with pytest.raises(TweenError, match="is no format"):
        size_of(DOC, text)


def test_another_format_has_what_was_drawn_drawn_anew() -> None:
    edited = aspect(WORDED, (720, 1280))
    check(edited.document)
    assert (edited.document.width, edited.document.height) == (720, 1280)
    assert edited.cards == (DOC.cards[1].id,)
    assert not edited.notes
    assert edited.document.cards == WORDED.cards


def test_around_footage_is_drawn_what_the_prompt_says() -> None:
    edited = aspect(WORDED, (720, 1280), outpaint=True, prompt="a wide meadow")
    check(edited.document)
    first, worded, last = edited.document.cards
    assert [(card.prompt, card.outpaint) for card in (first, worded, last)] == [
        ("a wide meadow", True), ("a ball rolls", False), ("a wide meadow", True),
    ]  # fmt: skip
    assert edited.cards == tuple(card.id for card in edited.document.cards)
    assert "Card 2 (40–60) says itself what it shows" in edited.notes[0]
    request = request_for(edited.document, first, lambda _: None, "m")
    assert (request.outpaint, request.known[-1].cap, request.known[-1].shape) == (True, 0.0, (1280, 720))
    # Another format again: what lies around the picture is drawn anew, in the same words.
    again = aspect(edited.document, (720, 720), outpaint=True)
    assert [card.prompt for card in again.document.cards] == [card.prompt for card in edited.document.cards]
    assert again.cards == edited.cards
    assert aspect(edited.document, (720, 720)).cards == edited.cards


def test_pictures_are_cut_off_when_asked_and_show_bars_again_when_not() -> None:
    cropped = aspect(WORDED, (720, 1280), crop=True)
    check(cropped.document)
    assert cropped.document.fill
    request = request_for(cropped.document, cropped.document.cards[1], lambda _: None, "m")
    x, y, w, h = request.box(request.known[0], (72, 128))
    assert (x, y, h) == (-78, 0, 128)
    assert abs(w - 228) <= 1
    plain = request_for(WORDED, WORDED.cards[1], lambda _: None, "m")
    filling = request_for(replace(WORDED, fill=True), WORDED.cards[1], lambda _: None, "m")
    assert filling.digest() == plain.digest()  # nothing in it is of another shape
    assert aspect(cropped.document, (720, 1280)).document.fill is False
    around = aspect(cropped.document, (720, 1280), outpaint=True, prompt="a meadow")
    assert not around.document.fill
    again = aspect(around.document, (720, 1280), crop=True)
    assert [card.prompt for card in again.document.cards] == ["", "a ball rolls", ""]


def locked(doc: Document) -> Document:
    return set_card(doc, doc.cards[0].id, locked=True)


@pytest.mark.parametrize(
    ("doc", "size", "options", "sentence"),
    [
        (DOC, (1280, 720), {}, "is 1280×720 already"),
        (DOC, (720, 1280), {"outpaint": True}, r"around the picture of Card 1 \(0–40\); give a prompt"),
        (DOC, (720, 1280), {"prompt": "x"}, "ask for that with --outpaint"),
        (DOC, (1920, 1080), {"outpaint": True, "prompt": "x"}, "No footage leaves anything empty"),
        (DOC, (720, 1280), {"outpaint": True, "crop": True}, "choose one of both"),
        (DOC, (7, 1280), {}, "cannot be 7×1280"),
        (locked(DOC), (720, 1280), {"outpaint": True, "prompt": "x"}, "is locked"),
    ],
)
def test_what_cannot_be_is_refused(
    doc: Document, size: tuple[int, int], options: dict[str, object], sentence: str
) -> None:
    with pytest.raises(TweenError, match=sentence):
        aspect(doc, size, **options)  # type: ignore[arg-type]


sizes = st.tuples(st.integers(1, 4000), st.integers(1, 4000))


@given(sizes, sizes, sizes)
def test_a_box_lies_inside_at_any_size(
    picture: tuple[int, int], film: tuple[int, int], size: tuple[int, int]
) -> None:
    film = max(film[0], 2), max(film[1], 2)
    x, y, w, h = scaled_box(fit_box(*picture, film, fill=True), film, size)
    assert max(x, y) <= 0
    assert x + w >= size[0]
    assert y + h >= size[1]
    for box, whole in (
        (fit_box(*picture, film), film),
        (scaled_box(fit_box(*picture, film), film, size), size),
    ):
        x, y, w, h = box
        assert min(x, y) >= 0
        assert min(w, h) >= 1
        assert x + w <= whole[0]
        assert y + h <= whole[1]
    assert scaled_box((0, 0, *film), film, size) == (0, 0, *size)


def test_regions_do_not_stand_in_the_way_of_another_format() -> None:
    doc = paint_region(WORDED, WORDED.cards[1].id, "box", [(0, 0), (0.5, 0.5)])
    assert aspect(doc, (720, 1280)).document.cards == doc.cards
