"""The built-in model beside footage of a camera's: said once, and only where it is to draw."""

from __future__ import annotations

from dataclasses import replace

from engine.document.edits import add_card, remove_card, set_card
from engine.document.model import Document
from engine.document.time import FrameRange
from engine.paths import resource
from engine.tools.suited import footage_note
from tests.document.boards import film


def board() -> Document:
    """Footage, a card with words after it, and another after that one."""
    doc = film(40)
    for start in (40, 80):
        doc = add_card(doc, FrameRange(start, start + 40))
        doc = set_card(doc, doc.cards[-1].id, prompt="a red ball")
    return doc


def test_what_goes_on_from_footage_is_told_that_it_will_look_drawn() -> None:
    doc = board()
    told = [footage_note(doc, card, "sketch") for card in doc.cards]
    assert told[1].startswith(
        "Card 2 (40–80) goes on from a.webm, and the built-in model draws flat animatics"
    )
    assert (told[0], told[2]) == ("", "")
    inside = set_card(doc, doc.cards[0].id, prompt="a red ball", strength=0.5)
    assert footage_note(inside, inside.cards[0], "sketch")


def test_larger_models_the_sample_and_films_of_words_have_no_such_note() -> None:
    doc = board()
    assert footage_note(doc, doc.cards[1], "a model that is not at hand") == ""
    named = set_card(doc, doc.cards[1].id, model="a model that is not at hand")
    assert footage_note(named, named.cards[1], "sketch") == ""
    sample = replace(doc.assets[0], path=str(resource("sample/sample.mp4")))
    assert footage_note(replace(doc, assets=(sample,)), doc.cards[1], "sketch") == ""
    bare = remove_card(doc, doc.cards[1].id)
    assert footage_note(bare, bare.cards[-1], "sketch") == ""
