"""`tween extend` and `tween recut`: one edit, an estimate before, and takes when told to draw."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.tween import ask, tree, tween
from tests.render.films import footage


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.tween"
    ask("new", path, footage(tmp_path / "clip.mp4", 48))
    return path


def ranges(film: Path) -> list[tuple[list[int], str, str]]:
    return [(card["range"], card["prompt"], card["state"]) for card in ask("show", film)["cards"]]


def test_a_film_is_extended_twice_and_the_second_goes_on_from_the_first(film: Path, model: Path) -> None:
    told = ask("extend", film, "0.5s", "--prompt", "a red ball", "--model", model)
    assert [card["range"] for card in told["cards"]] == [[48, 60]]
    again = ask("extend", film, "8", "--model", model, "--draw")
    assert [take["range"] for take in again["takes"]] == [[48, 60], [60, 68]]
    assert ranges(film) == [
        ([0, 48], "", "keep"), ([48, 60], "a red ball", "done"), ([60, 68], "a red ball", "done"),
    ]  # fmt: skip


def test_a_stretch_inside_grows_on_both_ends(film: Path, model: Path) -> None:
    ask("extend", film, 8, "--of", "20-30", "--both", "--prompt", "a red ball", "--model", model)
    assert [(span, words) for span, words, _ in ranges(film)] == [
        ([0, 20], ""), ([20, 28], "a red ball"), ([28, 38], ""), ([38, 46], "a red ball"), ([46, 64], ""),
    ]  # fmt: skip


def test_a_recut_film_lies_beside_the_one_it_came_from(film: Path, model: Path, tmp_path: Path) -> None:
    ask("extend", film, 8, "--prompt", "a red ball", "--model", model, "--draw")
    before, new = ask("show", film), tmp_path / "short.tween"
    told = ask("recut", film, new, "--keep", "40-56", "0-10", "--extend", 8, "--back", "--prompt", "a hill",
               "--model", model, "--draw")  # fmt: skip
    assert [take["range"] for take in told["takes"]] == [[0, 8]]
    assert ask("show", film) == before
    # What was drawn is there still; that other frames are beside it now is said.
    assert ranges(new) == [
        ([0, 8], "a hill", "done"), ([8, 16], "", "keep"), ([16, 24], "a red ball", "stale"),
        ([24, 34], "", "keep"),
    ]  # fmt: skip
    assert [seam["frame"] for seam in ask("seams", new)] == [8, 16, 24]


def test_within_the_film_the_history_keeps_the_longer_one(film: Path) -> None:
    assert ask("recut", film, "--keep", "10-20", "30-48")["cards"] == []
    assert [span for span, *_ in ranges(film)] == [[0, 10], [10, 28]]
    from engine.project.project import Project

    with Project.open(film) as project:
        assert project.undo_name == "Recut to 10-20, 30-48"
        assert project.undo().frames == 48


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("extend", "{film}", "24"), "Nothing says what happens in the 24 new frames"),
        (("extend", "{film}", "x", "--prompt", "a"), "x"),
        (("extend", "{film}", "0", "--prompt", "a"), "0 frames extend nothing"),
        (("extend", "{film}", "8", "--prompt", "a", "--model", "nosuch"), "nosuch"),
        (("extend", "{film}", "8", "--of", "40-60", "--prompt", "a"), "not inside the film"),
        (("recut", "{film}", "--keep", "40-60"), "not inside the film"),
        (("recut", "{film}", "{new}", "--keep", "0-20", "10-30"), "share frames"),
        (("recut", "{film}", "{new}", "--keep", "0-20", "--extend", "8"), "Nothing says what happens"),
        (("recut", "{film}", "{new}", "--keep", "0-20", "--steps", "0"), "--steps 0 draws nothing"),
        (("recut", "{film}", "{film}", "--keep", "0-20"), "exists already"),
        (("recut", "{film}", "{new}", "--keep", "0-20", "--prompt", "a hill"), "say how far by --extend"),
        (("draft", "{film}"), "nothing to draft; write a prompt first"),
    ],
)
def test_what_is_refused_changes_nothing(
    film: Path, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    before = tree(tmp_path)
    answer = tween(*(word.format(film=film, new=tmp_path / "new.tween") for word in words))
    assert (answer.status, answer.out) == (1, "")
    assert sentence in answer.err
    assert answer.err.count("\n") == 1
    assert tree(tmp_path) == before
