"""How long a prompt may be: counted by a model's own tokenizer, else estimated, and told in time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from diffusers import LTXPipeline
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import set_card
from engine.errors import TweenError
from engine.families.checkpoint import Checkpoint
from engine.families.tokens import LIMITS, estimated, measure, unread
from engine.tools.prompts import length_note, words_note
from tests.document.boards import film
from tests.families.cases import CASES
from tests.families.tiny import tiny_ltx


def test_the_built_in_model_counts_whole_words_and_the_end() -> None:
    length = measure("sketch", "a red ball, a blue boat")
    assert (length.tokens, length.most, length.exact, length.fits) == (8, 256, True, True)
    assert not measure("sketch", "ball " * 256).fits
    assert measure("sketch", "ball " * 255).fits


@pytest.mark.parametrize("case", ["ltx", "ltx2", "wan", "vace", "skyreels"])
def test_every_family_counts_as_its_own_encoder_does(case: str, tmp_path: Path) -> None:
    folder = CASES[case].make(tmp_path / "model")
    text = "a red ball rolls, and then it stops."
    ours = measure(str(folder), text)
    theirs = Checkpoint.open(folder).tokenizer()(text).input_ids
    assert (ours.tokens, ours.most) == (len(theirs), LIMITS[case])
    assert ours.exact


def test_checkpoints_of_the_first_pipelines_read_less(tmp_path: Path) -> None:
    assert measure(str(tiny_ltx(tmp_path / "old", pipeline=LTXPipeline)), "a").most == 128


@pytest.mark.parametrize("damage", [None, b"{", b"\xff\x00"])
def test_without_a_tokenizer_the_length_is_estimated(tmp_path: Path, damage: bytes | None) -> None:
    folder = tiny_ltx(tmp_path / "bare")
    file = folder / "tokenizer" / "tokenizer.json"
    assert file.is_file()
    if damage is None:
        shutil.rmtree(folder / "tokenizer")
    else:
        file.write_bytes(damage)
    length = measure(str(folder), "a red ball")
    assert (length.tokens, length.exact) == (4, False)


@given(st.text(), st.text())
def test_an_estimate_grows_with_the_text(one: str, other: str) -> None:
    assert estimated(one) <= estimated(f"{one} {other}") <= estimated(one) + estimated(other)
    assert estimated("") == 1


def test_a_card_that_says_too_much_is_told_so_in_one_sentence() -> None:
    doc = film()
    card = doc.cards[0].id
    short = set_card(doc, card, prompt="a red ball")
    assert length_note(short, short.cards[0], "sketch") == ""
    long = set_card(doc, card, prompt="ball " * 300)
    told = length_note(long, long.cards[0], "sketch")
    assert told.startswith("Card 1 (0–100) says more than sketch reads: 301 tokens of 256; ")


def test_words_that_the_model_never_met_are_named_once_in_their_order() -> None:
    doc = film()
    card = doc.cards[0].id
    known = set_card(doc, card, prompt="A red ball rolls to the right, in a meadow!")
    assert unread("sketch", known.cards[0].prompt) == ()
    assert words_note(known, known.cards[0], "sketch") == ""
    assert unread("sketch", "a Zebra eats; the zebra ponders") == ("zebra", "eats", "ponders")
    other = set_card(doc, card, prompt="a zebra eats in a meadow")
    told = words_note(other, other.cards[0], "sketch")
    assert told == "Sketch does not know “zebra”, “eats” of Card 1 (0–100): such words count for nothing."
    with pytest.raises(TweenError, match="There is no model “nonesuch”"):
        unread("nonesuch", "a")


def test_a_model_that_is_not_there_is_a_sentence() -> None:
    with pytest.raises(TweenError, match="There is no model “nonesuch”"):
        measure("nonesuch", "a")
