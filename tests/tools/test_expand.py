"""Expansion by rules: every word stays, what was left open is said, the same seed says the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.document.edits import set_card
from engine.document.invariants import check
from engine.document.model import Document
from engine.errors import TweenError
from engine.families.wording import MOVES, worded
from engine.sketch.captions import read_back
from engine.tools.expand import expand
from engine.tools.prompts import parts_of
from tests.document.boards import film
from tests.families.cases import CASES
from tests.tools.test_prompts import TEXTS


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = tmp_path_factory.mktemp("models")
    return {name: str(CASES[name].make(root / name)) for name in ("ltx", "wan")}


def said(prompt: str, **fields: str) -> Document:
    doc = film()
    return set_card(doc, doc.cards[0].id, prompt=prompt, **fields)  # pyright: ignore[reportArgumentType]


def grown(doc: Document, model: str, seed: int = 0) -> Document:
    return expand(doc, [doc.cards[0].id], model, seed).document


@settings(max_examples=60)
@given(TEXTS.filter(lambda text: text.strip()), st.integers(0, 9), st.sampled_from(["sketch", "elsewhere"]))
def test_every_word_stays_the_choice_is_the_seeds_and_twice_is_once(text: str, seed: int, model: str) -> None:
    doc = said(text)
    once = grown(doc, model, seed)
    check(once)
    words = re.findall(r"\w+", once.cards[0].words)
    for word in re.findall(r"\w+", text):
        assert word in words
    assert grown(doc, model, seed) == once
    assert grown(once, model, seed) == once


def test_what_is_left_open_is_said_and_what_is_said_is_not_said_again() -> None:
    parts = parts_of(grown(said("a fox runs through the snow at night"), "elsewhere").cards[0])
    assert all((parts.shot, parts.camera, parts.lighting, parts.style))
    assert parts.camera in MOVES
    assert re.search("moon|lamp|night", parts.lighting)
    full = said("close-up of a fox running at night, soft light, film grain", camera="pan left")
    edited = expand(full, [full.cards[0].id], "elsewhere")
    assert (edited.document, edited.cards) == (full, ())
    assert edited.notes == ("Card 1 (0–100) leaves nothing open; it stays as it is.",)


def test_seeds_choose_differently() -> None:
    doc = said("a fox")
    assert len({grown(doc, "elsewhere", seed).cards[0].words for seed in range(20)}) > 10


def test_a_style_brings_its_own_texture() -> None:
    assert "texture" not in grown(said("a fox runs", style="noir"), "elsewhere", 3).cards[0].words


def test_each_family_hears_it_in_its_own_order(models: dict[str, str]) -> None:
    doc = said("a woman walks to the left in a room")
    ltx, wan = (worded(grown(doc, models[name]).cards[0], models[name]) for name in ("ltx", "wan"))
    assert ltx.startswith("A woman walks to the left in a room, ")
    assert re.match("(Medium shot|Medium close-up|Full shot)[.] A woman walks", wan)
    assert len(wan.split()) > 2 * len(["a", "woman", "walks", "to", "the", "left", "in", "a", "room"])


def test_the_built_in_model_is_told_only_what_it_was_taught(tmp_path: Path) -> None:
    card = grown(said("a red ball rolls left"), "sketch").cards[0]
    heard = read_back(worded(card, "sketch"))
    assert {"place", "camera"} <= heard.keys()
    assert (card.shot, card.lighting, card.mood, card.prompt) == ("", "", "", "a red ball rolls left")


def test_a_card_without_words_or_with_a_lock_is_refused() -> None:
    with pytest.raises(TweenError, match="has no prompt"):
        grown(film(), "sketch")
    doc = said("a fox")
    with pytest.raises(TweenError, match="is locked"):
        grown(set_card(doc, doc.cards[0].id, locked=True), "elsewhere")
