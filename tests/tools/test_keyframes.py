"""Pictures in cards: where they come to lie, what the request makes of them, and references."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import set_card
from engine.document.invariants import check
from engine.document.model import Card, Document
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.tools.keyframes import Shown, animate, keyframes, refer, spaced
from engine.tools.regenerate import regenerate
from tests.document.boards import IMAGE, SOUND, VIDEO, counter, film
from tests.families.cases import CASES

DOC = set_card(film(), film().cards[0].id, prompt="a ball rolls")
CARD = DOC.cards[0].id
OTHER = replace(IMAGE, id="other", path="/media/other.png", fingerprint="b" * 64)


def nothing(_: Card) -> None:
    return None


def keys(doc: Document, number: int = 1) -> list[tuple[str, int]]:
    return [(key.asset, key.offset) for key in doc.cards[number - 1].keyframes]


def test_a_picture_comes_to_life_in_a_new_card_behind_a_cut() -> None:
    edited = animate(DOC, Shown(IMAGE), Shown(OTHER), frames=48, prompt="it moves", new_id=counter("new"))
    check(edited.document)
    (card,) = [card for card in edited.document.cards if card.id in edited.cards]
    assert (card.range, card.prompt, card.cut) == (FrameRange(100, 148), "it moves", True)
    assert keys(edited.document, 2) == [("image", 0), ("other", 47)]
    request = regenerate(edited.document, card, nothing, "sketch")
    assert [(str(known.place), known.path, known.cap) for known in request.known] == [
        ("100–101", IMAGE.path, 0.0),
        ("147–148", OTHER.path, 0.0),
    ]


def test_the_first_card_of_a_film_begins_without_a_cut() -> None:
    edited = animate(Document(), Shown(IMAGE), frames=24, prompt="it moves")
    assert edited.document.cards[0].cut is False
    assert edited.document.frames == 24


def test_a_card_that_is_there_keeps_its_words_and_its_place() -> None:
    edited = animate(DOC, Shown(IMAGE), card_id=CARD)
    assert edited.cards == (CARD,)
    assert (edited.document.cards[0].prompt, keys(edited.document)) == ("a ball rolls", [("image", 0)])
    assert edited.document.frames == DOC.frames


@pytest.mark.parametrize(
    ("wanted", "frames"),
    [
        ([None], [0]),
        ([None, None], [0, 99]),
        ([None, None, None], [0, 50, 99]),
        ([None, 10, None, None], [0, 10, 55, 99]),
        ([20, None, 80], [20, 50, 80]),
        ([7], [7]),
    ],
)
def test_pictures_are_spread_evenly_between_those_that_have_a_frame(
    wanted: list[int | None], frames: list[int]
) -> None:
    assert spaced(DOC, DOC.cards[0], wanted) == frames
    pictures = [Shown(IMAGE if n % 2 else OTHER, frame) for n, frame in enumerate(wanted)]
    edited = keyframes(DOC, CARD, pictures)
    check(edited.document)
    assert [offset for _, offset in keys(edited.document)] == frames


@given(st.lists(st.none() | st.integers(-5, 120), max_size=12))
def test_frames_rise_inside_the_card_and_given_ones_are_kept_or_it_is_refused(
    wanted: list[int | None],
) -> None:
    try:
        frames = spaced(DOC, DOC.cards[0], wanted)
    except TweenError:
        return
    assert len(frames) == len(wanted)
    assert all(0 <= frame < 100 for frame in frames)
    assert all(left < right for left, right in pairwise(frames))
    assert all(frame in (None, placed) for frame, placed in zip(wanted, frames, strict=True))


@given(st.integers(1, 100), st.integers(1, 100))
def test_even_spacing_is_even(frames: int, pictures: int) -> None:
    card = replace(DOC.cards[0], range=FrameRange(0, frames))
    if pictures > frames:
        with pytest.raises(TweenError, match="too few frames"):
            spaced(DOC, card, [None] * pictures)
        return
    steps = [right - left for left, right in pairwise(spaced(DOC, card, [None] * pictures))]
    assert max(steps, default=0) - min(steps, default=0) <= 1


@pytest.fixture(scope="module")
def vace(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(CASES["vace"].make(tmp_path_factory.mktemp("models") / "vace"))


def test_a_family_that_follows_references_gets_them(vace: str) -> None:
    edited = refer(DOC, CARD, [Shown(IMAGE), Shown(OTHER), Shown(IMAGE)], vace, 0.8)
    check(edited.document)
    (card,) = edited.document.cards
    assert [(ref.asset, ref.weight) for ref in card.references] == [("image", 0.8), ("other", 0.8)]
    assert (card.keyframes, edited.notes) == ((), ())
    request = regenerate(edited.document, card, nothing, vace)
    assert [ref.path for ref in request.references] == [IMAGE.path, OTHER.path]


def test_more_references_than_it_follows_are_refused(vace: str) -> None:
    many = [Shown(replace(IMAGE, id=f"i{n}", fingerprint=str(n) * 64)) for n in range(5)]
    with pytest.raises(TweenError, match=r"Card 1 \(0–100\) would have 5 reference pictures, .* at most 4"):
        refer(DOC, CARD, many, vace)


def test_any_other_gets_the_first_as_a_keyframe_and_says_so(tmp_path: Path) -> None:
    plain = str(CASES["ltx"].make(tmp_path / "plain"))
    edited = refer(DOC, CARD, [Shown(IMAGE), Shown(OTHER)], plain)
    assert keys(edited.document) == [("image", 0)]
    assert edited.document.cards[0].references == ()
    assert edited.notes == (
        f"{plain} follows no reference pictures, so “c.png” became the first frame of Card 1 (0–100); "
        "Wan VACE follows them without a frame of their own.",
        "1 more was left out.",
    )
    with pytest.raises(TweenError, match="has a picture already; choose a model that follows them"):
        refer(edited.document, CARD, [Shown(OTHER)], plain)


def test_the_built_in_model_follows_one() -> None:
    edited = refer(DOC, CARD, [Shown(IMAGE)], "sketch")
    assert [ref.asset for ref in edited.document.cards[0].references] == ["image"]
    with pytest.raises(TweenError, match="at most 1"):
        refer(edited.document, CARD, [Shown(OTHER)], "sketch")


def test_the_cards_own_model_decides(vace: str) -> None:
    doc = set_card(DOC, CARD, model=vace)
    assert refer(doc, CARD, [Shown(IMAGE)], "sketch").document.cards[0].references


def test_pictures_in_a_card_without_words_are_said_to_wait_for_them() -> None:
    (note,) = keyframes(film(), CARD, [Shown(IMAGE)]).notes
    assert note == "Card 1 (0–100) has no prompt yet, so its pictures are not drawn between."


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (
            lambda: animate(film(), Shown(IMAGE)),
            "Nothing says what happens in Card 2 (100–196); give a prompt.",
        ),
        (lambda: animate(film(), Shown(IMAGE), Shown(OTHER), frames=1, prompt="x"), "1 frames are too few"),
        (lambda: animate(DOC, Shown(SOUND), card_id=CARD), "is sound"),
        (lambda: keyframes(DOC, CARD, [Shown(IMAGE, 100)]), "has no frame 100; its frames are 0 to 99"),
        (lambda: keyframes(DOC, CARD, [Shown(IMAGE, 9), Shown(VIDEO, 3)]), "out of order"),
        (lambda: keyframes(DOC, CARD, [Shown(IMAGE, 0, 5)]), "has no frame 5"),
        (lambda: refer(DOC, CARD, [Shown(IMAGE)], "nowhere"), "There is no model “nowhere”"),
        (lambda: keyframes(set_card(DOC, CARD, locked=True), CARD, [Shown(IMAGE)]), "is locked"),
    ],
)
def test_what_cannot_be_is_one_sentence(make, sentence: str) -> None:
    with pytest.raises(TweenError) as told:
        make()
    assert sentence in str(told.value)
    assert "\n" not in str(told.value)
