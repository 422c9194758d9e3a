"""`tween prompt`: dense, in parts, and not too long; by rules and by a tiny language model."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.tween import ask, tween
from tests.families.test_language import tiny_language
from tests.render.films import footage


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.tween"
    ask("new", path, footage(tmp_path / "clip.mp4", 24))
    ask("card", path, 1, "--prompt", "a red ball rolls to the right, the camera pans left, oil painting")
    return path


def test_a_prompt_is_shown_in_parts_and_put_into_the_fields(film: Path) -> None:
    parts = ask("prompt", "fields", film, 1)
    assert (parts["subject"], parts["action"], parts["camera"], parts["style"]) == (
        "a red ball", "rolls to the right", "the camera pans left", "oil painting",
    )  # fmt: skip
    assert ask("show", film)["cards"][0]["prompt"].startswith("a red ball")
    assert ask("prompt", "fields", film, 1, "--write")["camera"] == "pan left"
    assert ask("show", film)["cards"][0]["prompt"] == "oil painting"


def test_the_built_in_model_is_told_where_the_ball_rolls(film: Path) -> None:
    told = ask("prompt", "expand", film, 1)
    assert [card["card"] for card in told["cards"]] == [1]
    assert ask("prompt", "fields", film, 1)["setting"]
    again = ask("prompt", "expand", film, 1)
    assert again["notes"] == [
        "Card 1 (0–24) leaves nothing open; it stays as it is.",
        "Sketch does not know “oil” of Card 1 (0–24): such words count for nothing.",
    ]
    assert ask("prompt", "check", film, 1)["unread"] == ["oil"]
    assert "does not know “oil”" in tween("prompt", "check", film, 1).out


def test_a_language_model_of_ones_own_writes_it(film: Path, tmp_path: Path) -> None:
    answer = tween("prompt", "expand", film, 1, "--with", tiny_language(tmp_path / "talker"), "--seed", 2)
    assert answer.status == 0, answer.err
    (card,) = ask("show", film)["cards"]
    assert card["prompt"].startswith("a red ball rolls to the right, the camera pans left, oil painting. ")
    assert card["prompt"] in answer.out


def test_a_prompt_that_is_too_long_is_told(film: Path) -> None:
    short = ask("prompt", "check", film, 1)
    assert (short["most"], short["exact"], short["note"]) == (256, True, "")
    assert "of the 256 tokens that sketch reads" in tween("prompt", "check", film, 1).out
    ask("card", film, 1, "--prompt", "ball " * 300)
    assert "301 tokens of 256" in tween("prompt", "check", film, 1).out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("expand", "FILM", "1", "--with", "nobody"), "There is no language model “nobody”"),
        (("expand", "FILM", "2"), "There is no card 2"),
        (("check", "FILM", "1", "--model", "nowhere"), "There is no model “nowhere”"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(film: Path, words: tuple[str, ...], sentence: str) -> None:
    before = ask("show", film)
    answer = tween("prompt", *[str(film) if word == "FILM" else word for word in words])
    assert (answer.status, answer.out) == (1, "")
    assert sentence in answer.err
    assert ask("show", film) == before
