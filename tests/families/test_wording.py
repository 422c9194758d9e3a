"""A card filled in part by part, in the words of each family."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.document.model import Card
from engine.document.time import FrameRange
from engine.families.wording import ALSO, MOVES, camera_words, family_of, worded
from engine.sketch.captions import read_back
from tests.families.cases import CASES

CARD = Card(
    "c", FrameRange(0, 24), "l", 0, subject="a red ball", action="bounces", setting="in a meadow",
    shot="wide shot", camera="pan left", lighting="golden hour", mood="calm",
)  # fmt: skip
SAID = {
    "ltx": "A red ball bounces. In a meadow. Wide shot. The camera pans left. Golden hour. Calm.",
    "wan": "Wide shot. A red ball bounces. In a meadow. Golden hour. Calm. Camera pans left.",
}


@pytest.fixture(scope="module", params=CASES)
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    case = CASES[request.param]
    return str(case.make(tmp_path_factory.mktemp("wording") / "model")), case.family


def test_every_family_is_spoken_to_in_its_own_way(model: tuple[str, str]) -> None:
    folder, family = model
    assert family_of(folder) == family
    assert worded(CARD, folder) == SAID["ltx" if family.startswith("ltx") else "wan"]


def test_the_built_in_model_hears_commas_and_moves_of_its_own_captions() -> None:
    said = worded(replace(CARD, camera="dolly in"), "sketch")
    assert said == "a red ball bounces, in a meadow, wide shot, the camera zooms in, golden hour, calm"


@pytest.mark.parametrize("model", ["sketch", "nonesuch"])
def test_what_was_typed_freely_stays_as_it_is(model: str) -> None:
    card = replace(Card("c", FrameRange(0, 24), "l", 0), prompt="A dog,  running!  The camera pans left")
    assert worded(card, model) == card.words == card.prompt


def test_a_model_that_is_not_there_gets_the_cards_own_words() -> None:
    assert worded(CARD, "nonesuch") == CARD.words


@pytest.mark.parametrize(("typed", "said"), [
    ("Pan Left", "The camera pans left."), ("camera pan_left", "The camera pans left."),
    ("push in", "The camera moves forward."), ("whip pan to the door", "whip pan to the door"), ("", ""),
])  # fmt: skip
def test_named_moves_are_known_however_they_are_written(typed: str, said: str) -> None:
    assert camera_words(typed, 1) == said


def test_every_move_has_words_for_every_family_and_every_other_name_leads_to_one() -> None:
    assert set(ALSO.values()) <= MOVES.keys()
    assert all(ltx.endswith(".") and wan.endswith(".") for _, ltx, wan in MOVES.values())


@pytest.mark.parametrize("move", [move for move, said in MOVES.items() if said[0]])
def test_the_built_in_model_was_taught_what_it_is_told_of_the_camera(move: str) -> None:
    assert "camera" in read_back(MOVES[move][0])
