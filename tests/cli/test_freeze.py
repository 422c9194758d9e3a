"""`tween freeze` and `tween unfreeze`: a held frame is that frame to the level, and comes to life again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.cli.films import moving_footage, shown
from tests.cli.tween import ask, tween


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return moving_footage(tmp_path_factory.mktemp("footage") / "clip.mp4")


@pytest.fixture
def film(tmp_path: Path, clip: Path) -> Path:
    path = tmp_path / "film.tween"
    ask("new", path, clip)
    return path


def test_a_frame_is_held_to_the_level_and_the_film_goes_on(film: Path) -> None:
    before = shown(film)
    ask("freeze", film, 9, "--for", "0.5s")
    after = shown(film)
    assert len(after) == 24 + 11
    assert all((after[n] == before[n]).all() for n in range(10))
    assert all((after[n] == before[9]).all() for n in range(9, 21))
    assert all((after[n + 11] == before[n]).all() for n in range(10, 24))


def test_a_range_is_frozen_in_place_with_its_sound(film: Path) -> None:
    before = shown(film)
    ask("freeze", film, "10-18")
    after = shown(film)
    assert len(after) == 24
    assert all((after[n] == before[10]).all() for n in range(10, 18))
    assert all((after[n] == before[n]).all() for n in (*range(10), *range(18, 24)))
    clips = [clip["range"] for clip in ask("show", film)["clips"] if clip["track"] == "A1"]
    assert clips == [[0, 24]]


def test_the_frozen_stretch_starts_to_move(film: Path, model: Path) -> None:
    ask("freeze", film, 9, "--for", 18)
    told = ask("unfreeze", film, "10-27", "--prompt", "it moves", "--back", "--model", model, "--draw")
    (take,) = told["takes"]
    assert take["range"] == [10, 27]
    card = ask("show", film)["cards"][1]
    assert (card["state"], [key["offset"] for key in card["keyframes"]]) == ("done", [0, 16])
    again = shown(film)
    assert any((again[n] != again[10]).any() for n in range(11, 27))


def test_footage_that_was_frozen_before_it_came_in_is_seen_to_stand_still(tmp_path: Path) -> None:
    ask("new", tmp_path / "one.tween", moving_footage(tmp_path / "clip.mp4", 12))
    ask("freeze", tmp_path / "one.tween", "3-12")
    ask("export", tmp_path / "one.tween", tmp_path / "frozen.mp4")
    film = tmp_path / "two.tween"
    ask("new", film, tmp_path / "frozen.mp4")
    assert "moves in 0–9 already" in tween("unfreeze", film, "0-9", "--prompt", "x").err
    ask("unfreeze", film, "4-12", "--prompt", "it moves")
    (key,) = ask("show", film)["cards"][1]["keyframes"]
    assert (key["source_frame"], Path(key["path"]).name) == (4, "frozen.mp4")


def test_refusals_change_nothing(film: Path, tmp_path: Path) -> None:
    Image.fromarray(np.zeros((90, 160, 3), np.uint8)).save(tmp_path / "black.png")
    ask("new", tmp_path / "still.tween", tmp_path / "black.png")
    for words, why in (
        (["freeze", film, 24], "not inside the film"),
        (["freeze", film, 5, "--for", 1], "use at least 2"),
        (["freeze", film, "5-9", "--for", 4], "leave --for out"),
        (["freeze", film, "5-5"], "5"),
        (["freeze", tmp_path / "still.tween", 3], "Frame 3 stands still already"),
        (["unfreeze", tmp_path / "still.tween", "3-9"], "Nothing says what happens in 3–9"),
        (["unfreeze", film, "5-9", "--prompt", "x"], "The film moves in 5–9 already"),
        (["unfreeze", film, "5-6", "--prompt", "x"], "too short to move"),
    ):
        before, files = ask("show", words[1]), sorted(p.name for p in tmp_path.iterdir())
        answer = tween(*words)
        assert answer.status == 1, words
        assert why in answer.err
        assert answer.err.count("\n") == 1
        assert ask("show", words[1]) == before
        assert sorted(p.name for p in tmp_path.iterdir()) == files
