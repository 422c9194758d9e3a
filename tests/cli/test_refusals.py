"""Bad input: one sentence on stderr, the right exit status, nothing written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.cli.tween import ask, tree, tween
from tests.render.films import footage


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return footage(tmp_path_factory.mktemp("media") / "clip.mp4", 48)


@pytest.fixture
def place(tmp_path: Path, clip: Path) -> Path:
    """A folder with a film of two cards, footage, and files that are none."""
    (tmp_path / "clip.mp4").write_bytes(clip.read_bytes())
    (tmp_path / "cut.mp4").write_bytes(clip.read_bytes()[:600])
    (tmp_path / "letter.mp4").write_text("Dear editor, this is no video.")
    (tmp_path / "letter.tween").write_text("Dear editor, this is no film.")
    (tmp_path / "empty.mp4").write_bytes(b"")
    (tmp_path / "nomodel").mkdir()
    ask("new", tmp_path / "film.tween", tmp_path / "clip.mp4")
    ask("split", tmp_path / "film.tween", 20)
    return tmp_path


REFUSED = {
    "missing file": ["probe", "nothing.mp4"],
    "not a video": ["probe", "letter.mp4"],
    "an empty file": ["probe", "empty.mp4"],
    "a truncated video": ["probe", "cut.mp4"],
    "a folder": ["probe", "nomodel"],
    "new from no video": ["new", "new.tween", "letter.mp4"],
    "new from a truncated video": ["new", "new.tween", "clip.mp4", "cut.mp4"],
    "new over a film": ["new", "film.tween", "clip.mp4"],
    "new with another ending": ["new", "film.mp4", "clip.mp4"],
    "new in no folder": ["new", "no/film.tween", "clip.mp4"],
    "a range outside the clip": ["new", "new.tween", "clip.mp4", "--in", "0", "--out", "324"],
    "a range that is empty": ["new", "new.tween", "clip.mp4", "--in", "20", "--out", "20"],
    "a cut of several": ["new", "new.tween", "clip.mp4", "clip.mp4", "--in", "5"],
    "a size out of reach": ["new", "new.tween", "clip.mp4", "--size", "4x4"],
    "no film": ["show", "nothing.tween"],
    "not a film": ["show", "letter.tween"],
    "a folder as film": ["show", "nomodel"],
    "split at the start": ["split", "film.tween", "0"],
    "split past the end": ["split", "film.tween", "30", "48"],
    "split again": ["split", "film.tween", "20"],
    "no such card": ["card", "film.tween", "3", "--prompt", "a ball"],
    "a card outside the film": ["card", "film.tween", "40-60", "--prompt", "a ball"],
    "an empty prompt": ["card", "film.tween", "2", "--prompt", "  "],
    "prompt and keep": ["card", "film.tween", "2", "--prompt", "a", "--keep"],
    "too strong": ["card", "film.tween", "2", "--strength", "1.5"],
    "a seed below zero": ["card", "film.tween", "2", "--seed", "-1"],
    "no such style": ["card", "film.tween", "2", "--style", "gouache"],
    "no such image": ["card", "film.tween", "2", "--prompt", "a", "--image", "nothing.png@3"],
    "an image outside the card": ["card", "film.tween", "2", "--image", "clip.mp4@28"],
    "nothing to draw": ["generate", "film.tween"],
    "nothing to draw of all": ["generate", "film.tween", "--cards", "all"],
    "a card without a prompt": ["generate", "film.tween", "--cards", "1"],
    "drawing no such card": ["generate", "film.tween", "--cards", "2,7"],
    "export of no frames": ["export", "film.tween", "out.mp4", "--range", "40-49"],
    "export over footage": ["export", "film.tween", "clip.mp4"],
    "export at no quality": ["export", "film.tween", "out.mp4", "--crf", "99"],
    "export to no folder": ["export", "film.tween", "no/out.mp4"],
}


@pytest.mark.parametrize("words", REFUSED.values(), ids=REFUSED.keys())
def test_bad_input_is_one_sentence_and_nothing_is_written(
    place: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(place)
    before = tree(place)
    answer = tween(*words)
    assert answer.status == 1, answer
    assert answer.out == ""
    assert answer.err.count("\n") == 1
    assert len(answer.err) > 20
    assert answer.err.endswith(".\n")
    assert "Error" not in answer.err
    assert tree(place) == before


def test_models_that_are_none(place: Path) -> None:
    ask("card", place / "film.tween", 2, "--prompt", "a ball")
    before = tree(place)
    for model in (place / "nomodel", "dreamer", place / "clip.mp4"):
        answer = tween("generate", place / "film.tween", "--model", model)
        assert (answer.status, answer.err.count("\n")) == (1, 1), answer
        assert Path(model).name in answer.err
    assert tree(place) == before


def test_missing_footage_is_named(place: Path) -> None:
    (place / "clip.mp4").rename(place / "moved.mp4")
    before = tree(place)
    answer = tween("export", place / "film.tween", place / "out.mp4")
    assert (answer.status, answer.err.count("\n")) == (1, 1), answer
    assert "clip.mp4" in answer.err
    assert tree(place) == before
    assert ask("show", place / "film.tween")["frames"] == 48


def test_a_film_moved_with_its_folder_keeps_its_footage(place: Path) -> None:
    moved = place.with_name(f"{place.name}-moved")
    place.rename(moved)
    assert ask("export", moved / "film.tween", moved / "out.mp4", "--range", "0-4")["frames"] == 4


def test_a_newer_film_is_shown_and_not_edited(place: Path) -> None:
    db = sqlite3.connect(place / "film.tween")
    db.execute("PRAGMA user_version = 9")
    db.commit()
    db.close()
    answer = tween("show", place / "film.tween")
    assert (answer.status, "newer Tweenboard" in answer.out) == (0, True)
    answer = tween("card", place / "film.tween", 1, "--seed", 99)
    assert (answer.status, "newer Tweenboard" in answer.err) == (1, True)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["paint"],
        ["show"],
        ["show", "a.tween", "b.tween"],
        ["split", "a.tween"],
        ["split", "a.tween", "ten"],
        ["split", "a.tween", "-4"],
        ["new", "a.tween", "--rate", "fast"],
        ["new", "a.tween", "--size", "big"],
        ["new", "a.tween", "--in", "x"],
        ["card", "a.tween", "two"],
        ["card", "a.tween", "20-10"],
        ["card", "a.tween", "2", "--seed", "x"],
        ["card", "a.tween", "2", "--strength", "much"],
        ["generate", "a.tween", "--cards", "some"],
        ["generate", "a.tween", "--steps", "0"],
        ["generate", "a.tween", "--variations", "-1"],
        ["export", "a.tween", "out.mp4", "--range", "5-5"],
        ["export", "a.tween", "out.mp4", "--crf", "fine"],
        ["models", "--verbose"],
    ],
    ids=" ".join,
)
def test_a_command_line_that_makes_no_sense_is_status_2(words: list[str]) -> None:
    answer = tween(*words)
    assert (answer.status, answer.out, answer.err.count("\n")) == (2, "", 1), answer
    assert answer.err.startswith("tween")
