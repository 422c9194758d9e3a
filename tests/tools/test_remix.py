"""Remix: what is redrawn, how far, where and in which words, written onto a card of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import add_card, paint_region, set_card
from engine.document.invariants import check
from engine.document.model import Card, Document, Region, Start
from engine.document.queries import card_at
from engine.document.take import Take
from engine.document.time import CardRange, FrameRange
from engine.errors import TweenError
from engine.tools.edited import Edited
from engine.tools.painted import Painted, read_painted, regions_of
from engine.tools.regenerate import regenerate
from engine.tools.remix import remix, strength_of, usual_strength
from engine.tools.words_of_change import Change
from tests.document.boards import counter, film, take_of
from tests.media.moving import SIZE, moving

DOC = film(cuts=(40, 60))
WORDED = set_card(DOC, DOC.cards[1].id, prompt="a ball rolls", seed=7)
SPAN = FrameRange(45, 50)
BOX = Region(CardRange(0, 5), "box", ((0.1, 0.2), (0.5, 0.9)))


def made(edited: Edited) -> Card:
    (card,) = [card for card in edited.document.cards if card.id in edited.cards]
    return card


def shown(take: Take):
    return lambda card: take if card.lineage == take.lineage else None


def test_a_stretch_is_cut_out_and_redrawn_from_its_footage() -> None:
    edited = remix(WORDED, SPAN, 0.35)
    check(edited.document)
    card = made(edited)
    assert (card.range, card.prompt, card.seed, card.strength, card.start) == (
        SPAN, "a ball rolls", 7, 0.35, None,
    )  # fmt: skip
    cards = [str(each.range) for each in edited.document.cards]
    assert cards == ["0–40", "40–45", "45–50", "50–60", "60–100"]
    (known,) = [k for k in regenerate(edited.document, card, lambda _: None, "m").known if k.cap]
    assert (known.place, known.cap, known.source_start) == (SPAN, 0.35, 45)


def test_a_take_is_redrawn_from_its_own_frames_in_a_region_too() -> None:
    take = take_of(WORDED, 2)
    doc = replace(WORDED, tracks=())  # nothing lies below it
    edited = remix(doc, SPAN, 0.8, regions=[BOX], shown=shown(take), new_id=counter())
    card = made(edited)
    assert card.start == Start(take.id, 0.8)
    request = regenerate(edited.document, card, shown(take), "m")
    (known,) = [k for k in request.known if k.place.overlaps(SPAN)]
    assert (known.path, known.place, known.source_start, known.cap) == (take.frames_path, SPAN, 5, 0.8)
    assert [region.points for region in request.regions] == [BOX.points]


@given(st.integers(40, 58), st.integers(1, 20), st.floats(0.01, 1), st.integers(0, 1))
def test_any_stretch_of_a_card_keeps_the_film_sound(start: int, frames: int, by: float, part: int) -> None:
    span = FrameRange(start, min(start + frames, 60))
    regions = [replace(BOX, frames=CardRange(0, len(span)))] if part else None
    edited = remix(WORDED, span, by, changes=[Change("ball", "a box")], regions=regions)
    check(edited.document)
    assert (made(edited).range, made(edited).strength) == (span, by)
    assert edited.document.tracks == WORDED.tracks


def test_words_are_new_or_changed_and_what_was_read_is_said() -> None:
    parts = set_card(WORDED, WORDED.cards[1].id, subject="a cat", camera="pan left")
    card = made(remix(parts, SPAN, 0.5, prompt="rain on a window"))
    assert card.words == "rain on a window"
    edited = remix(WORDED, SPAN, 0.8, changes=[Change("the ball", "a box")])
    assert (made(edited).prompt, made(edited).negative) == ("a box rolls", "ball")
    assert edited.notes == ("Read as: replace “the ball” by “a box”.",)
    (_, note) = remix(WORDED, SPAN, 0.8, changes=[Change(new="a ball")]).notes
    assert note == "The words of the card stay as they are: a ball rolls"


def test_what_should_change_is_not_looked_at_beside_the_card() -> None:
    for changes, places in (([Change("the ball")], {"45–50"}), ([], {"0–45", "45–50", "50–100"})):
        edited = remix(WORDED, SPAN, 0.8, changes=changes, regions=[BOX])
        request = regenerate(edited.document, made(edited), lambda _: None, "m")
        assert {str(known.place) for known in request.known} == places


def test_where_all_is_drawn_anew_nothing_has_to_be_avoided() -> None:
    gone = [Change("the ball")]
    assert made(remix(WORDED, SPAN, 1.0, changes=gone, regions=[BOX])).negative == ""
    assert made(remix(WORDED, SPAN, 0.9, changes=gone, regions=[BOX])).negative == "ball"
    assert made(remix(WORDED, SPAN, 1.0, changes=gone)).negative == "ball"


def test_the_cards_regions_stay_unless_others_are_given() -> None:
    doc = paint_region(WORDED, WORDED.cards[1].id, "box", [(0, 0), (1, 1)])
    assert len(made(remix(doc, SPAN, 0.5)).regions) == 1
    assert made(remix(doc, SPAN, 0.5, regions=())).regions == ()
    assert made(remix(doc, SPAN, 0.5, regions=[BOX])).regions == (BOX,)


@pytest.mark.parametrize(
    ("text", "strength"), [("subtle", 0.35), ("Mild", 0.55), (" strong ", 0.8), (".4", 0.4), ("1", 1.0)]
)
def test_strength_has_names_and_numbers(text: str, strength: float) -> None:
    assert strength_of(text) == strength


@pytest.mark.parametrize("text", ["0", "-1", "1.1", "nan", "inf", "wild", ""])
def test_strengths_that_are_none(text: str) -> None:
    with pytest.raises(TweenError, match="say subtle, mild, strong"):
        strength_of(text)


def test_what_goes_goes_wholly() -> None:
    assert usual_strength(()) == 0.55
    assert usual_strength([Change("a", "b")]) == usual_strength([Change(new="b")]) == 0.8
    assert usual_strength([Change("a", "b"), Change("c")]) == 1.0


def test_what_cannot_be_remixed_is_one_sentence() -> None:
    locked = set_card(WORDED, WORDED.cards[1].id, locked=True)
    bare = add_card(Document(), FrameRange(0, 24), new_id=counter())
    bare = set_card(bare, bare.cards[0].id, prompt="a ball")
    cases: tuple[tuple[Document, FrameRange, dict[str, Any], str], ...] = (
        (DOC, SPAN, {}, "Nothing says what happens in 45–50"),
        (locked, SPAN, {}, "locked"),
        (WORDED, FrameRange(90, 120), {"prompt": "x"}, "past the film's end"),
        (bare, FrameRange(5, 10), {}, "There is no picture in 5–10"),
        (WORDED, SPAN, {"prompt": "x", "changes": [Change("a")]}, "not both"),
    )
    for doc, span, words, sentence in cases:
        with pytest.raises(TweenError, match=sentence):
            remix(doc, span, 0.5, **words)


@pytest.mark.parametrize(
    ("kind", "text", "painted"),
    [
        ("box", "0.1,0.2,0.5,0.9", Painted("box", ((0.1, 0.2), (0.5, 0.9)))),
        ("subject", "0,0,.5,1@12", Painted("subject", ((0, 0), (0.5, 1)), frame=12)),
        ("polygon", "0,0 1,0; 0.5,1", Painted("polygon", ((0, 0), (1, 0), (0.5, 1)))),
        ("brush", "0.1:0.2,0.5 0.4,0.5@3", Painted("brush", ((0.2, 0.5), (0.4, 0.5)), 0.1, "", 3)),
        ("mask", "a@b.png@7", Painted("mask", path="a@b.png", frame=7)),
    ],
)
def test_what_was_painted_is_read(kind, text: str, painted: Painted) -> None:
    assert read_painted(kind, text) == painted


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("box", "0.1,0.2,0.5", "is no box; write it like"),
        ("box", "0,0,1,1.2", "lies outside the picture"),
        ("box", "0,0,1,nan", "lies outside the picture"),
        ("polygon", "0,0 1,1", "needs three corners"),
        ("brush", "0.2,0.5", "is no brush"),
        ("brush", "0:0.2,0.5", "needs a width"),
        ("brush", "0.1:0.2,1.5", "lies outside"),
        ("subject", "here", "is no subject"),
    ],
)
def test_what_cannot_have_been_painted(kind, text: str, sentence: str) -> None:
    with pytest.raises(TweenError, match=sentence):
        read_painted(kind, text)


def test_painted_things_become_regions_of_the_span() -> None:
    pictures, masks = moving(seed=2, frames=12)
    span = FrameRange(100, 106)

    def picture(n: int) -> np.ndarray:
        return pictures[n - 100]

    box, brush = Painted("box", ((0, 0), (0.5, 1))), Painted("brush", ((0.2, 0.5), (0.8, 0.5)), 0.1)
    regions, notes = regions_of([box, brush], span, SIZE, picture, feather=0.05)
    assert [(str(r.frames), r.shape) for r in regions] == [("0–6", "box"), ("0–6", "polygon")]
    assert {region.feather for region in regions} == {0.05}
    assert notes == ()
    rows, columns = np.flatnonzero(masks[2].any(1)), np.flatnonzero(masks[2].any(0))
    upper, lower = (columns[0] - 5, rows[0] - 5), (columns[-1] + 6, rows[-1] + 6)
    around = tuple((x / SIZE[0], y / SIZE[1]) for x, y in (upper, lower))
    regions, notes = regions_of([Painted("subject", around, frame=102)], span, SIZE, picture)
    assert [region.frames.start for region in regions] == list(range(6))
    doc = remix(WORDED, FrameRange(44, 50), 1.0, regions=regions).document
    check(doc)
    card = card_at(doc, 44)
    assert card is not None
    assert len(card.regions) == 6
    others, _ = moving(seed=3, frames=12)
    pictures[4:] = others[4:]
    _, notes = regions_of([Painted("subject", around, frame=102)], span, SIZE, picture)
    (note,) = notes
    assert note.startswith("What was painted in frame 102 is lost in 104–106; paint it there too")
    with pytest.raises(TweenError, match=r"Frame 99, where the box was painted, is not in 100–106"):
        regions_of([replace(box, frame=99)], span, SIZE, picture)
