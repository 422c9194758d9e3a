"""`tween animate` and `tween keyframes`: pictures become frames of a card, or are said not to."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.cli.tween import ask, tween


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    paths = []
    for name, colour in (("red", (220, 30, 30)), ("green", (20, 160, 40)), ("blue", (20, 40, 200))):
        paths.append(tmp_path / f"{name}.png")
        Image.new("RGB", (32, 32), colour).save(paths[-1])
    return paths


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.tween"
    ask("new", path, "--size", "32x32", "--rate", "24")
    return path


def test_a_card_is_drawn_between_its_pictures_and_again_when_one_changes(
    film: Path, pictures: list[Path], model: Path
) -> None:
    red, green, blue = pictures
    told = ask(
        "animate", film, red, "--last", blue, "--seconds", 0.75, "--prompt", "red to blue", "--model", model,
        "--draw",
    )  # fmt: skip
    (take,) = told["takes"]
    assert take["range"] == [0, 18]
    assert placed(film) == [("red.png", 0), ("blue.png", 17)]
    assert ask("show", film)["cards"][0]["state"] == "done"
    ask("animate", film, green, "--card", 1)
    assert placed(film) == [("green.png", 0), ("blue.png", 17)]
    assert ask("show", film)["cards"][0]["state"] == "stale"


def test_a_new_card_is_as_long_as_the_model_draws_at_once(film: Path, pictures: list[Path]) -> None:
    told = ask("animate", film, pictures[0], "--prompt", "a red ball")
    assert [card["range"] for card in told["cards"]] == [[0, 49]]
    assert told["notes"] == []


def test_pictures_are_spread_over_a_card_or_put_where_they_are_told(film: Path, pictures: list[Path]) -> None:
    red, green, blue = pictures
    ask("animate", film, red, "--seconds", 1, "--prompt", "colours")
    ask("keyframes", film, 1, red, green, blue)
    assert placed(film) == [("red.png", 0), ("green.png", 12), ("blue.png", 23)]
    ask("keyframes", film, 1, f"{green}@5")
    assert placed(film) == [("red.png", 0), ("green.png", 5), ("green.png", 12), ("blue.png", 23)]


def placed(film: Path) -> list[tuple[str, int]]:
    (card,) = ask("show", film)["cards"]
    return [(Path(key["path"]).name, key["offset"]) for key in card["keyframes"]]


def test_a_reference_that_cannot_be_followed_becomes_a_keyframe_and_that_is_said(
    film: Path, pictures: list[Path], model: Path
) -> None:
    ask("animate", film, pictures[0], "--prompt", "one", "--seconds", 1)
    refused = tween("keyframes", film, 1, "--reference", pictures[1], "--model", model)
    assert refused.status == 1
    assert "has a picture already" in refused.err
    ask("split", film, 12)
    (note,) = ask("keyframes", film, 2, "--reference", pictures[1], "--model", model)["notes"]
    assert note.startswith(
        f"{model} follows no reference pictures, so “green.png” became the first frame of Card 2"
    )
    assert [len(card["keyframes"]) for card in ask("show", film)["cards"]] == [1, 1]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("animate", "FILM", "RED"), "Nothing says what happens"),
        (("animate", "FILM", "RED", "--card", "3", "--prompt", "x"), "There is no card 3"),
        (("animate", "FILM", "RED", "--seconds", "0", "--prompt", "x"), "--seconds 0 is no length"),
        (("animate", "FILM", "RED", "--seconds", "1", "--card", "1"), "leave --seconds out, or --card"),
        (("animate", "FILM", "nowhere.png", "--prompt", "x"), "nowhere.png"),
        (("keyframes", "FILM", "1"), "No picture was given"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(
    film: Path, pictures: list[Path], words: tuple[str, ...], sentence: str
) -> None:
    before = ask("show", film)
    given = {"FILM": str(film), "RED": str(pictures[0])}
    answer = tween(*[given.get(word, word) for word in words])
    assert (answer.status, answer.out) == (1, "")
    assert sentence in answer.err
    assert ask("show", film) == before
