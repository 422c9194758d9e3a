"""Before and after words: which sentences ask for a change, and what becomes of a card's words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import set_card
from engine.document.model import Card
from engine.sketch.captions import COLOUR_WORDS, PLACE_PHRASES, SUBJECT_WORDS, caption
from engine.sketch.world import random_scene
from engine.tools.words_of_change import NOTHING_ELSE, Change, changed_fields, changes_in, removed, replaced
from tests.document.boards import film

DOC = film()


def worded(*changes: Change, **fields: str) -> Card:
    doc = set_card(DOC, DOC.cards[0].id, **fields)  # pyright: ignore[reportArgumentType]
    (card,) = doc.cards
    return set_card(doc, card.id, **changed_fields(card, changes)).cards[0]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("replace the door by French doors", [Change("the door", "French doors")]),
        ("Please replace the red ball with a blue box.", [Change("the red ball", "a blue box")]),
        ("swap the cat for a dog", [Change("the cat", "a dog")]),
        ("turn the car into a boat", [Change("the car", "a boat")]),
        ("Remove the man.", [Change("the man")]),
        ("take the dog away", [Change("the dog")]),
        ("get rid of all cars", [Change("all cars")]),
        ("remove the tree from the scene", [Change("the tree")]),
        ("add a lamp", [Change(new="a lamp")]),
        ("put a hat on him", [Change(new="a hat on him")]),
        ("remove the man and add a lamp", [Change("the man"), Change(new="a lamp")]),
        ("Remove the man; replace the sky by rain", [Change("the man"), Change("the sky", "rain")]),
    ],
)
def test_sentences_that_ask_for_a_change(text: str, changes: list[Change]) -> None:
    assert list(changes_in(text)) == changes


@pytest.mark.parametrize(
    "text",
    ["a man removes his hat", "turn left into the lane", "a cat", "", "remove", "add a lamp. A dog sleeps."],
)
def test_anything_else_is_a_prompt(text: str) -> None:
    assert changes_in(text) == ()


@given(st.integers(0, 10_000))
def test_captions_are_prompts(seed: int) -> None:
    dice = np.random.default_rng(seed)
    assert changes_in(caption(random_scene(dice), dice)) == ()


@given(st.text(max_size=80), st.text(max_size=40))
def test_any_text_can_be_asked_for_and_changed(text: str, words: str) -> None:
    worded(*changes_in(text), prompt=words)
    worded(*changes_in(f"remove {words}"), prompt=text)


@pytest.mark.parametrize(
    ("text", "old", "new", "now"),
    [
        ("a door opens", "door", "French doors", "French doors opens"),
        ("A door opens, the door creaks", "door", "an oak gate", "An oak gate opens, an oak gate creaks"),
        ("a red ball rolls", "ball", "apple", "a red apple rolls"),
        ("a red ball rolls", "ball", "a cube", "a red cube rolls"),
        ("a ball and a ballroom", "ball", "egg", "an egg and a ballroom"),
        ("little red ball in a meadow", "ball", "a cube", "little red cube in a meadow"),
    ],
)
def test_what_is_named_is_written_over(text: str, old: str, new: str, now: str) -> None:
    assert replaced(text, old, new) == now


@pytest.mark.parametrize(
    ("text", "thing", "left"),
    [
        ("a red ball rolls across a meadow", "ball", "across a meadow"),
        ("in the meadow, a red ball rolls", "red ball", "in the meadow"),
        (
            "A man walks on the beach, a dog runs beside him, sunset",
            "dog",
            "A man walks on the beach, sunset",
        ),
        ("a man with a tall hat walks on the beach", "hat", "a man walks on the beach"),
        ("a man and a dog walk", "dog", "a man walk"),
        ("a man and a dog walk in a park", "man", "a dog walk in a park"),
        ("a boat sails on the sea while a bird flies over it", "bird", "a boat sails on the sea"),
        ("birds in the trees", "bird", "in the trees"),
        ("little brown ship in a meadow sinks", "ship", "in a meadow sinks"),
        ("at night, big red balls roll", "ball", "at night"),
        ("people eat cake in a park", "cake", "people eat in a park"),
        ("a lamp", "lamp", ""),
    ],
)
def test_what_is_removed_goes_with_what_it_does(text: str, thing: str, left: str) -> None:
    assert removed(text, thing) == left


@given(st.integers(0, 10_000))
def test_a_caption_without_its_subject_keeps_its_place(seed: int) -> None:
    dice = np.random.default_rng(seed)
    scene = random_scene(dice)
    before = caption(scene, dice)
    (named,) = {
        word for word in SUBJECT_WORDS[scene.subject] if f" {word} " in f" {before.replace(',', ' ')} "
    }
    card = worded(Change(f"the {named}"), prompt=before)
    left = card.prompt.replace(",", " ").split()
    assert named not in left
    assert not {*COLOUR_WORDS[scene.colour]} & {*left}
    assert any(place in card.prompt for place in PLACE_PHRASES[scene.place])
    assert card.negative == named


def test_the_negative_says_what_should_be_gone_and_not_what_should_come() -> None:
    card = worded(
        Change("the red ball", "a box"), Change(new="a lamp"), prompt="a red ball", negative="lamp, blur"
    )
    assert (card.prompt, card.negative) == ("a box, a lamp", "blur, red ball")
    # A red door is still a door.
    assert worded(Change("door", "a red door"), prompt="a door").negative == ""
    assert worded(Change("the dog"), Change("dog"), prompt="a cat").negative == "dog"


def test_what_the_card_does_not_name_is_added_and_an_empty_prompt_says_the_background() -> None:
    assert worded(Change("door", "French doors"), prompt="a house.").prompt == "a house, French doors"
    assert worded(Change(new="a lamp")).prompt == "a lamp"
    assert worded(Change(new="a lamp"), prompt="a lamp burns").prompt == "a lamp burns"
    assert worded(Change("the man")).prompt == NOTHING_ELSE


def test_parts_of_a_prompt_are_changed_where_they_name_it() -> None:
    filled = {"subject": "a red ball", "action": "rolls left", "setting": "in a meadow"}
    assert worded(Change("ball", "box"), **filled).words == "a red box rolls left, in a meadow"
    assert worded(Change("ball"), **filled).words == "in a meadow"
