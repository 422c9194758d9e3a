"""`tween template`: list, use and save."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.paths import DATA
from tests.cli.tween import ask, tree, tween


@pytest.fixture
def film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA, str(tmp_path / "data"))
    path = tmp_path / "film.tween"
    ask("new", path, "--rate", "25/1")
    return path


def test_a_board_from_a_template_changed_and_kept_as_ones_own(film: Path, tmp_path: Path) -> None:
    names = {each["key"]: each for each in ask("template", "list")}
    assert "product" in names["product-spot"]["fill"]
    board = ask("template", "use", film, "product spot", "--set", "product=a red bicycle")
    assert len(board["cards"]) == names["product-spot"]["cards"]
    assert board["cards"][0]["range"] == [0, 37]
    assert board["cards"][0]["words"].startswith("a red bicycle stands alone")
    ask("card", film, 2, "--continuous")
    kept = ask("template", "save", film, "Bicycle spot", "--cards", "1-2")
    assert kept["cards"] == 2
    assert list(tree(tmp_path / "data")) == ["templates/bicycle-spot.toml"]
    again = ask("template", "use", film, "bicycle-spot")["cards"]
    assert [card["cut"] for card in again] == [False, False, True, False, True, True, False]
    assert again[-2]["words"] == board["cards"][0]["words"]


def test_the_list_and_what_is_left_to_fill_in_are_said(film: Path) -> None:
    assert "music-video" in tween("template", "list").out
    answer = tween("template", "use", film, "ambient loop", "--set", "scene=a meadow")
    assert answer.status == 0
    assert "movement is “" in answer.err
    assert "scene is" not in answer.err
    assert "a meadow lies still" in answer.out


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("use", "FILM", "spot"), 1, "There is no template “spot”; templates at hand: ambient-loop"),
        (("use", "FILM", "explainer", "--set", "x=y"), 1, "“Explainer” has no word “x”; it has topic"),
        (("use", "FILM", "explainer", "--set", "xy"), 2, "“xy” fills in nothing; write WORD=TEXT"),
        (("save", "FILM", "mine"), 1, "There is no card 1 on the board; it has no cards yet"),
        ((), 2, "the following arguments are required: list|use|save"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(
    film: Path, tmp_path: Path, words: tuple[str, ...], status: int, sentence: str
) -> None:
    before = ask("show", film)
    answer = tween("template", *(film if word == "FILM" else word for word in words))
    assert (answer.status, answer.out) == (status, "")
    assert sentence in answer.err
    assert ask("show", film) == before
    assert not (tmp_path / "data").exists()
