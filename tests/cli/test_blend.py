"""`tween blend`: the overlap, the card over it, and a take of both clips when it is told to draw."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.tween import ask, tween
from tests.render.films import footage


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.tween"
    first, then = footage(tmp_path / "first.mp4", 48), footage(tmp_path / "then.mp4", 40, sound=False)
    ask("new", path, first, then)
    return path


def test_two_clips_are_blended_and_drawn(film: Path, model: Path) -> None:
    told = ask("blend", film, "--at", 48, "--frames", 16, "--model", model, "--draw")
    (card,), (take,) = told["cards"], told["takes"]
    assert card["range"] == take["range"] == [32, 48]
    shown = ask("show", film)
    assert [card["state"] for card in shown["cards"]] == ["keep", "done", "keep"]
    assert shown["frames"] == 72


def test_a_file_is_blended_into_the_middle(film: Path, tmp_path: Path) -> None:
    other = footage(tmp_path / "other.mp4", 20, sound=False)
    told = ask("blend", film, "--with", other, "--at", 10, "--frames", 12, "--curve", "0:0,.5:1,1:0")
    assert told["cards"][0]["range"] == [10, 22]
    assert ask("show", film)["frames"] == 88


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--at", "40"), "no cut between two clips at frame 40; cuts are at 48"),
        ((), "Give the cut to blend over with --at"),
        (("--at", "48", "--mode", "melt"), "no way to blend called “melt”"),
        (("--at", "48", "--curve", "0-1"), "“0-1” is no influence curve"),
        (("--at", "48", "--handles"), "no 24 frames of footage beyond it"),
        (("--at", "48", "--strength", "2"), "cannot have strength 2"),
        (("--with", "gone.mp4"), "gone.mp4"),
        (("--with", "gone.mp4", "--handles"), "--handles is for a cut that is there"),
    ],
)
def test_what_cannot_be_blended_is_one_sentence_and_changes_nothing(
    film: Path, words: tuple[str, ...], sentence: str
) -> None:
    before = ask("show", film)
    answer = tween("blend", film, *words)
    assert (answer.status, answer.out) == (1, "")
    assert sentence in answer.err
    assert ask("show", film) == before
