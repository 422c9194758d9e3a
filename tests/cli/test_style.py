"""`tween style`: the list, a film in a style, and styles of one's own from card to file and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.tween import ask, tween
from tests.render.films import footage


@pytest.fixture
def film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TWEENBOARD_DATA", str(tmp_path / "data"))
    path = tmp_path / "film.tween"
    ask("new", path, footage(tmp_path / "clip.mp4", 24))
    return path


def test_a_film_is_drawn_in_a_style_and_taken_back(film: Path, model: Path) -> None:
    told = ask("style", "apply", film, "noir", "--model", model, "--draw")
    (take,) = told["takes"]
    assert (take["range"], told["notes"]) == ([0, 24], [])
    (card,) = ask("show", film)["cards"]
    assert (card["style"], card["strength"], card["state"]) == ("noir", 0.6, "done")
    ask("style", "apply", film, "none")
    (card,) = ask("show", film)["cards"]
    assert (card["style"], card["prompt"], card["state"]) == (None, "", "keep")


def test_a_style_goes_from_a_card_to_a_file_and_to_somebody_else(film: Path, tmp_path: Path) -> None:
    ask("card", film, 1, "--prompt", "a fox runs, oil painting")
    assert ask("style", "save", film, 1, "Oils")["prompt"] == "oil painting"
    file = tmp_path / "oils.toml"
    assert ask("style", "share", "oils", file)["key"] == "oils"
    assert ask("style", "remove", "oils")["name"] == "Oils"
    assert ask("style", "add", file, "--name", "Old oils")["key"] == "old-oils"
    listed = ask("style", "list")
    assert [each["key"] for each in listed["styles"] if each["own"]] == ["old-oils"]
    assert all(Path(each["picture"]).is_file() for each in listed["styles"] if not each["own"])
    assert listed["problems"] == []
    assert "old-oils" in tween("style", "list").out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("apply", "FILM", "gouache"), "There is no style “gouache”"),
        (("apply", "FILM", "noir", "--cards", "7"), "There is no card 7"),
        (("apply", "FILM", "noir", "--strength", "2"), "cannot have strength 2"),
        (("save", "FILM", "1", "x"), "says how it looks"),
        (("remove", "noir"), "belongs to Tweenboard"),
        (("add", "nowhere.toml"), "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(
    film: Path, words: tuple[str, ...], sentence: str
) -> None:
    before = ask("show", film)
    answer = tween("style", *[str(film) if word == "FILM" else word for word in words])
    assert (answer.status, answer.out) == (1, "")
    assert sentence in answer.err
    assert len(answer.err.splitlines()) == 1
    assert ask("show", film) == before
