"""Spacing advice: a sentence at both extremes, and none in between."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import add_asset, add_card, attach_keyframe, remove_card, set_card
from engine.document.model import Document
from engine.document.time import FrameRange
from engine.tools.spacing import advice, new_card_frames
from tests.document.boards import IMAGE


def board(*lengths: int) -> Document:
    doc = add_asset(Document(), IMAGE)
    for n, length in enumerate(lengths, 1):
        doc = add_card(doc, FrameRange(doc.frames, doc.frames + length), new_id=lambda n=n: f"c{n}")
        doc = set_card(doc, f"c{n}", prompt=f"shot {n}")
    return doc


def test_too_short_and_too_long_for_the_built_in_model() -> None:
    assert advice(board(12, 48, 11, 50), "sketch") == {
        "c3": "Card 3 (60–71) is too short to be seen: 11 frames flash by like a cut; give it 12 or more.",
        "c4": "Card 4 (71–121) is long for one description: 50 frames (2.1 s) without a picture, of which "
        "the model draws 49 at a time; it will invent the rest unless you put another card or a picture in "
        "between.",
    }


def test_a_model_that_is_not_at_hand_leaves_only_seconds() -> None:
    assert advice(board(100, 240), "nowhere") == {}
    assert list(advice(board(11, 241), "nowhere")) == ["c1", "c2"]
    assert list(advice(set_card(board(100, 100), "c2", model="sketch"), "nowhere")) == ["c2"]


def test_a_new_card_needs_no_advice_on_its_length() -> None:
    assert new_card_frames("sketch") == 49
    assert new_card_frames("nowhere") == 97
    assert advice(board(new_card_frames("sketch")), "sketch") == {}
    assert advice(board(new_card_frames("nowhere")), "nowhere") == {}


def test_pictures_in_a_long_card_shorten_what_is_invented() -> None:
    doc = attach_keyframe(board(100), "c1", IMAGE.id, 50)
    assert list(advice(doc, "sketch")) == ["c1"]
    doc = attach_keyframe(attach_keyframe(board(97), "c1", IMAGE.id, 48), "c1", IMAGE.id, 96)
    assert advice(doc, "sketch") == {}
    assert advice(set_card(board(100), "c1", strength=0.5), "sketch") == {}


def test_cards_and_pictures_too_near_each_other() -> None:
    doc = remove_card(board(24, 7, 24), "c2")
    assert list(advice(doc, "sketch")) == ["c3"]
    assert "comes only 7 frames after Card 1 (0–24)" in advice(doc, "sketch")["c3"]
    assert advice(remove_card(board(24, 12, 24), "c2"), "sketch") == {}
    doc = attach_keyframe(board(24, 24), "c1", IMAGE.id, 20)
    near = attach_keyframe(doc, "c2", IMAGE.id, 1)
    assert list(advice(near, "sketch")) == ["c2"]
    assert "The picture at 25 of Card 2 (24–48) comes 4 frames after" in advice(near, "sketch")["c2"]
    assert advice(set_card(near, "c2", cut=True), "sketch") == {}
    assert advice(attach_keyframe(doc, "c2", IMAGE.id, 12), "sketch") == {}


@pytest.mark.parametrize("model", ["sketch", "nowhere"])
@given(lengths=st.lists(st.integers(1, 300), min_size=1, max_size=5))
def test_only_and_all_extremes_are_told(model: str, lengths: list[int]) -> None:
    most = {"sketch": 49, "nowhere": 240}[model]
    told = advice(board(*lengths), model)
    assert set(told) == {f"c{n}" for n, length in enumerate(lengths, 1) if not 12 <= length <= most}
