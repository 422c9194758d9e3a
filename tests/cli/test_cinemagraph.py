"""`tween cinemagraph`: outside what was painted every frame of the film has one hash."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from engine.project.project import Project
from tests.cli.films import SIZE, moving_footage, moving_pictures, shown
from tests.cli.tween import ask, tween

BOX = "0.4,0.3,0.7,0.8"
INSIDE = np.s_[int(0.3 * SIZE[1]) : int(0.8 * SIZE[1]), int(0.4 * SIZE[0]) : int(0.7 * SIZE[0])]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return moving_footage(tmp_path_factory.mktemp("footage") / "clip.mp4", 32)


@pytest.fixture
def film(tmp_path: Path, clip: Path) -> Path:
    path = tmp_path / "film.tween"
    ask("new", path, clip)
    return path


def hashes(frames: list[np.ndarray]) -> tuple[set[str], set[str]]:
    """(of what lies outside the box, of what lies inside)"""
    outside: set[str] = set()
    inside: set[str] = set()
    for rgb in frames:
        rest = rgb.copy()
        rest[INSIDE] = 0
        outside.add(hashlib.sha256(rest.tobytes()).hexdigest())
        inside.add(hashlib.sha256(rgb[INSIDE].tobytes()).hexdigest())
    return outside, inside


@pytest.mark.parametrize("loop", [[], ["--loop"]])
def test_the_footage_moves_in_the_box_alone(film: Path, loop: list[str]) -> None:
    before = shown(film)
    ask("cinemagraph", film, "12-28", "--box", BOX, "--still", 14, "--feather", "0.02", *loop)
    after = shown(film)
    outside, inside = hashes(after[12:28])
    assert outside == hashes([before[14]])[0]
    assert len(inside) == 16
    assert all((after[n] == before[n]).all() for n in (*range(12), *range(28, 32)))
    end = np.abs(after[27][INSIDE].astype(int) - after[12][INSIDE]).mean()
    apart = np.abs(before[27][INSIDE].astype(int) - before[12][INSIDE]).mean()
    assert (end < 0.5 * apart) == bool(loop)


def test_the_model_draws_in_the_box_alone(film: Path, model: Path) -> None:
    before = shown(film)
    told = ask("cinemagraph", film, "8-25", "--box", BOX, "--prompt", "it boils", "--loop", "--model", model,
               "--draw")  # fmt: skip
    (take,) = told["takes"]
    assert take["range"] == [8, 25]
    outside, inside = hashes(shown(film)[8:25])
    assert outside == hashes([before[8]])[0]
    assert len(inside) > 4
    (card,) = [card for card in ask("show", film)["cards"] if card["prompt"]]
    assert (card["state"], [key["offset"] for key in card["keyframes"]]) == ("done", [0, 16])


def test_what_is_followed_moves_in_all_the_places_it_comes_to(film: Path) -> None:
    _, masks = moving_pictures(32)
    rows, columns = np.flatnonzero(masks[20].any(1)), np.flatnonzero(masks[20].any(0))
    corners = columns[0] / SIZE[0], rows[0] / SIZE[1], (columns[-1] + 1) / SIZE[0], (rows[-1] + 1) / SIZE[1]
    before = shown(film)
    ask("cinemagraph", film, "14-26", "--track", "--box", f"{','.join(map(str, corners))}@20")
    after = shown(film)
    same = np.all([(after[n] == after[14]).all(-1) for n in range(14, 26)], 0)
    for n in range(14, 26):
        assert (after[n][masks[n]] == before[n][masks[n]]).all(-1).mean() > 0.9
    assert 0.5 < np.mean(same) < 1 - np.mean(masks[20])


def test_undo_brings_the_film_back(film: Path) -> None:
    before = ask("show", film)
    ask("cinemagraph", film, "12-28", "--box", BOX)
    with Project.open(film) as project:
        project.undo()
    assert ask("show", film) == before


def test_refusals_change_nothing(film: Path) -> None:
    for words, why in (
        (["4-20"], "Say what is to move"),
        (["4-20", "--box", "0,0,1,1"], "so nothing stands still; paint less"),
        (["4-5", "--box", BOX], "too short to move in"),
        (["4-40", "--box", BOX], "not inside the film"),
        (["0-20", "--box", BOX, "--loop"], "A loop needs at least 4 frames of the same shot before it"),
        (["4-20", "--box", BOX, "--still", 32], "no frame 32 to stand still"),
        (["4-20", "--box", BOX, "--seed", 3], "A seed is for what is drawn"),
        (["4-20", "--box", BOX, "--prompt", " "], "Nothing says what happens"),
    ):
        before, files = ask("show", film), sorted(p.name for p in film.parent.iterdir())
        answer = tween("cinemagraph", film, *words)
        assert answer.status == 1, words
        assert why in answer.err
        assert answer.err.count("\n") == 1
        assert ask("show", film) == before
        assert sorted(p.name for p in film.parent.iterdir()) == files
