"""Prompts apart and together again: no word is lost, and the rules know what people write."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.document.edits import set_card
from engine.document.invariants import check
from engine.errors import TweenError
from engine.families.wording import MOVES
from engine.tools.phrase_words import LIGHTS, MOODS, SHOTS, STYLES, TIMES
from engine.tools.prompts import Fields, fill, joined, parse, parts_of, rewrite
from tests.document.boards import film

SUBJECTS = st.sampled_from(["a red ball", "an old man in a coat", "two dogs", "a city", "Ada Lovelace"])
ACTIONS = st.sampled_from(["", "rolls to the left", "is reading a letter", "walks slowly", "opens the door"])
SETTINGS = st.sampled_from(["in a meadow", "on the beach at noon", "under an iron bridge", *TIMES])
WORDS = st.sampled_from(
    [
        *("a", "red", "ball", "rolls,", "in", "the", "meadow.", "wide", "shot", "of", "night", "camera"),
        *("pans", "left;", "light", "soft", "dogs", "run", "noir", "calm", "at"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=20).map(" ".join))


def some(*phrases: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(phrases), max_size=2, unique=True).map(", ".join)


def bag(text: str) -> Counter[str]:
    """Its words, but for the “of” between a shot and what it shows, and for what ends a phrase."""
    plain = re.sub(r"[,;.!?…]+(?=\s|$)|[\r\n]+", " ", text)
    return Counter(word for word in plain.casefold().split() if word != "of")


@settings(max_examples=40)
@given(TEXTS)
def test_no_word_of_any_text_is_lost_or_added(text: str) -> None:
    assert bag(joined(parse(text))) == bag(text)


@settings(max_examples=40)
@given(TEXTS)
def test_what_was_put_together_comes_apart_in_the_same_way(text: str) -> None:
    parts = parse(text)
    assert parse(joined(parts)) == parts


@settings(max_examples=40)
@given(
    st.builds(
        Fields,
        subject=SUBJECTS,
        action=ACTIONS,
        setting=SETTINGS,
        style=some(*STYLES),
        shot=some(*SHOTS),
        camera=some(*MOVES),
        lighting=some(*LIGHTS),
        mood=some(*MOODS),
    )
)
def test_every_phrase_that_the_rules_know_returns_to_its_part(parts: Fields) -> None:
    assert parse(joined(parts)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "A red ball rolls to the right in a meadow, the camera pans left.",
            Fields(
                subject="A red ball", action="rolls to the right", setting="in a meadow",
                camera="the camera pans left",
            ),
        ),
        (
            "Close-up of an old man in a red coat reading a letter. Soft window light, film grain, sad mood.",
            Fields(
                shot="Close-up", subject="an old man in a red coat", action="reading a letter",
                lighting="Soft window light", style="film grain", mood="sad mood",
            ),
        ),
        (
            "a woman walks in the moonlight, at night, tracking shot, cinematic",
            Fields(
                subject="a woman", action="walks", lighting="in the moonlight", setting="at night",
                camera="tracking shot", style="cinematic",
            ),
        ),
        ("a cup of tea on a table; ice", Fields(subject="a cup of tea", setting="on a table", prompt="ice")),
        ("3.5 litres", Fields(subject="3.5 litres")),
        ("", Fields()),
    ],
)  # fmt: skip
def test_texts_as_people_write_them(text: str, parts: Fields) -> None:
    assert parse(text) == parts


@settings(max_examples=40)
@given(TEXTS, some("wide shot", "low angle"), some("calm", "eerie"))
@example("0. 0 IN 0", "", "")  # the second phrase stays whole, however often it is looked at
@example("a man walks. a dog sits on the grass", "low angle", "")
def test_filling_the_fields_of_a_card_loses_nothing_and_doing_it_again_changes_nothing(
    text: str, shot: str, mood: str
) -> None:
    doc = film()
    card = doc.cards[0].id
    doc = set_card(doc, card, prompt=text, shot=shot, mood=mood)
    if not doc.cards[0].words:
        return
    once = fill(doc, card).document
    check(once)
    assert bag(joined(parts_of(doc.cards[0]))) == bag(doc.cards[0].words)
    assert fill(once, card).document == once


def test_a_camera_move_is_kept_by_its_name_and_words_on_the_style_in_the_prompt() -> None:
    doc = film()
    card = doc.cards[0].id
    filled = fill(set_card(doc, card, prompt="a ball rolls, the camera moves forward, film noir"), card)
    (now,) = filled.document.cards
    assert (now.subject, now.action, now.camera, now.prompt) == ("a ball", "rolls", "dolly in", "film noir")
    again = rewrite(filled.document, card, "only this").document.cards[0]
    assert again.words == again.prompt == "only this"


def test_a_card_without_words_has_nothing_to_take_apart() -> None:
    doc = film()
    with pytest.raises(TweenError, match=r"Card 1 \(0–100\) has no prompt"):
        fill(doc, doc.cards[0].id)
