"""`tween storyboard`: several cards in one take, and `tween card --cut`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.tween import ask, tween
from tests.render.films import footage


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Eight frames of footage, then cards of 16, 20 and 16 frames, the last one after a cut.

    The first two together are longer than the model's window.
    """
    path = tmp_path / "film.tween"
    ask("new", path, footage(tmp_path / "clip.mp4", 8))
    for words, span in (("a red ball", "8-24"), ("a blue boat", "24-44")):
        ask("card", path, span, "--prompt", words)
    ask("card", path, "44-60", "--prompt", "snow", "--cut", "--seed", 3)
    return path


def test_a_board_is_drawn_as_one_film_up_to_the_cut(film: Path, model: Path) -> None:
    told = ask("storyboard", film, "--model", model, "--draw", "--transition", 4, "--variations", 2, "--best")
    assert [(card["label"], card["range"]) for card in told["cards"]] == [
        ("Cards 2–3 (8–44)", [8, 44]),
        ("Card 4 (44–60)", [44, 60]),
    ]
    assert [take["range"] for take in told["takes"]] == [[8, 44], [8, 44], [44, 60], [44, 60]]
    cards = ask("show", film)["cards"]
    assert [card["state"] for card in cards] == ["keep", "done", "done", "done"]
    assert [card["cut"] for card in cards] == [False, False, False, True]
    assert cards[1]["shown"] == cards[2]["shown"] == told["takes"][0]["take"] != cards[3]["shown"]
    alone = ask("generate", film, "--cards", 3, "--model", model)
    assert [take["range"] for take in alone] == [[24, 44]]
    ask("storyboard", film, "--model", model)  # only asking what it takes
    assert [card["state"] for card in ask("show", film)["cards"]] == ["keep", "done", "done", "done"]


def test_card_by_card_and_a_join_made_continuous(film: Path, model: Path) -> None:
    ask("card", film, 4, "--continuous")
    told = ask("storyboard", film, "--by-card", "--cards", "3-4", "--model", model)
    assert [card["range"] for card in told["cards"]] == [[24, 44], [44, 60]]
    told = ask("storyboard", film, "--model", model)
    assert [card["range"] for card in told["cards"]] == [[8, 60]]
    assert "[cut]" not in tween("show", film).out


def test_what_the_spacing_lacks_is_said_before_drawing(film: Path, model: Path) -> None:
    ask("card", film, "60-63", "--prompt", "a star")
    answer = tween("storyboard", film, "--model", model)
    assert "Card 5 (60–63) is too short to be seen: 3 frames" in answer.err
    assert "Draw with:" in answer.out


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("--cards", "4-2"), 2, "“4-2” names no cards side by side"),
        (("--cards", "2-9"), 1, "There is no card 5 on the board"),
        (("--cards", "1"), 1, "No card in 0–8 that can be drawn says what happens"),
        (("--transition", "-3"), 2, "“-3” is not a number of frames"),
        (("--transition", "3", "--by-card"), 1, "leave --transition or --by-card out"),
        (("--model", "nowhere"), 1, "There is no model “nowhere”"),
    ],
)
def test_what_cannot_be_drawn_is_one_sentence_and_changes_nothing(
    film: Path, words: tuple[str, ...], status: int, sentence: str
) -> None:
    before = ask("show", film)
    answer = tween("storyboard", film, *words)
    assert (answer.status, answer.out) == (status, "")
    assert sentence in answer.err
    assert ask("show", film) == before
