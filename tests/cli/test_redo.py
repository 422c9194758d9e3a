"""`tween redo`: one edit, an estimate before, and takes when it is told to draw."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.tween import ask, tween
from tests.render.films import footage


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.tween"
    ask("new", path, footage(tmp_path / "clip.mp4", 48))
    return path


def test_the_last_second_is_drawn_again_in_new_words(film: Path, model: Path) -> None:
    told = ask("redo", film, "end-1s", "--prompt", "a red ball", "--model", model)
    (card,) = told["cards"]
    assert card["range"] == [24, 48]
    assert card["frames"] == 24
    assert told["takes"] == []
    again = ask("redo", film, 2, "--model", model, "--draw")
    (take,) = again["takes"]
    assert take["range"] == [24, 48]
    assert [card["state"] for card in ask("show", film)["cards"]] == ["keep", "done"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("0-10",), "Nothing says what happens in 0–10"),
        (("40-60", "--prompt", "x"), "runs past the film's end"),
        (("0-10", "--prompt", "x", "--steps", "0"), "--steps 0 draws nothing"),
        (("0-10", "--prompt", "x", "--best"), "The best of one is that one"),
    ],
)
def test_what_cannot_be_redone_is_one_sentence_and_changes_nothing(
    film: Path, words: tuple[str, ...], sentence: str
) -> None:
    before = ask("show", film)
    answer = tween("redo", film, *words)
    assert (answer.status, answer.out) == (1, "")
    assert sentence in answer.err
    assert ask("show", film) == before
