"""Restyle: words stay, footage becomes a remix in the style's words, and all of it can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.document.edits import add_card, set_card
from engine.document.invariants import check
from engine.document.model import Card, Document
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.tools.regenerate import regenerate
from engine.tools.restyle import restyle
from engine.tools.styles import own_folder, style
from tests.document.boards import counter, film

PRESETS = st.sampled_from(["noir", "neon", "paper", "watercolour"])


def board() -> Document:
    """Words, footage, a gap without words, and a card that another person locked."""
    doc = add_card(film(120, cuts=(40, 80)), FrameRange(120, 150), new_id=counter("gap"))
    doc = set_card(doc, doc.cards[0].id, prompt="a red ball rolls", strength=0.8)
    return set_card(doc, doc.cards[2].id, prompt="a boat", locked=True)


def said(doc: Document) -> list[tuple[str, str | None, float]]:
    return [(card.prompt, card.style, card.strength) for card in doc.cards]


def nothing(_: Card) -> None:
    return None


def test_the_whole_film_takes_a_style() -> None:
    doc, noir = board(), style("noir")
    edited = restyle(doc, "Film noir", "sketch")
    check(edited.document)
    assert said(edited.document) == [
        ("a red ball rolls", "noir", 0.8),
        (noir.prompt, "noir", noir.strength),
        ("a boat", None, 1.0),
        ("", None, 1.0),
    ]
    assert edited.cards == (doc.cards[0].id, doc.cards[1].id)
    assert edited.notes == (
        "Card 3 (80–120) is locked and keeps its look.",
        "Card 4 (120–150) has neither words nor footage, so there is nothing to draw in a style.",
    )


def test_the_request_of_restyled_footage_starts_from_it_and_says_the_style_once() -> None:
    doc, paper = board(), style("paper")
    doc = restyle(doc, "paper", "m", [doc.cards[1].id]).document
    request = regenerate(doc, doc.cards[1], nothing, "m")
    assert (request.prompt, request.negative) == (paper.prompt, paper.negative)
    assert [(str(k.place), k.cap) for k in request.known if k.cap] == [("40–80", paper.strength)]


def test_a_strength_counts_for_every_card() -> None:
    doc = board()
    edited = restyle(doc, "noir", "sketch", [doc.cards[0].id, doc.cards[1].id], 0.35)
    assert [card.strength for card in edited.document.cards[:2]] == [0.35, 0.35]


@settings(max_examples=20)
@given(st.lists(PRESETS, min_size=1, max_size=4))
def test_one_style_follows_another_and_none_gives_the_board_back(keys: list[str]) -> None:
    doc = now = board()
    for key in keys:
        now = restyle(now, key, "sketch").document
    assert said(now)[1] == (style(keys[-1]).prompt, keys[-1], style(keys[-1]).strength)
    assert restyle(now, None, "sketch").document == doc


def test_words_that_the_built_in_model_was_not_taught_are_said() -> None:
    (note, *_) = restyle(film(), "stop-motion", "sketch").notes
    assert note.startswith("The built-in model was taught no words for “Stop motion”")
    assert restyle(film(), "noir", "sketch").notes == ()
    assert restyle(film(), "stop-motion", "elsewhere").notes == ()


def test_a_lora_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWEENBOARD_DATA", str(tmp_path))
    monkeypatch.setenv("TWEENBOARD_MODELS", "")
    own_folder().mkdir()
    (own_folder() / "inky.toml").write_text('name = "Inky"\nprompt = "ink"\n[[lora]]\nname = "ink"\n')
    (note,) = restyle(film(), "inky", "elsewhere").notes
    assert note == (
        "“Inky” uses a LoRA that is not there yet. There is no LoRA “ink”; LoRAs at hand: none, or the path "
        "of a .safetensors file."
    )


def test_what_cannot_take_a_style_is_a_sentence() -> None:
    doc = board()
    with pytest.raises(TweenError, match=r"Card 3 \(80–120\) is locked"):
        restyle(doc, "noir", "sketch", [doc.cards[2].id])
    with pytest.raises(TweenError, match=r"Card 4 \(120–150\) has nothing to draw in the style “Film noir”"):
        restyle(doc, "noir", "sketch", [doc.cards[3].id])
    with pytest.raises(TweenError, match=r"has no style to take away"):
        restyle(doc, None, "sketch")
    with pytest.raises(TweenError, match="There is no style “gouache”"):
        restyle(doc, "gouache", "sketch")
    with pytest.raises(TweenError, match="The film has no cards yet"):
        restyle(Document(), "noir", "sketch")
