"""`tween generate` with a tiny real checkpoint: several cards, variations, what is stale afterwards."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.tween import ask, tween
from tests.render.films import footage


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Cards 0–16, 16–32, 32–48; the last two have prompts."""
    path = tmp_path / "film.tween"
    ask("new", path, footage(tmp_path / "clip.mp4", 48))
    ask("split", path, 16, 32)
    ask("card", path, 2, "--prompt", "a red ball", "--seed", 5)
    ask("card", path, 3, "--prompt", "a blue boat")
    return path


def states(film: Path) -> list[str]:
    return [card["state"] for card in ask("show", film)["cards"]]


def test_cards_are_drawn_in_order_and_all_are_done_afterwards(film: Path, model: Path) -> None:
    assert states(film) == ["keep", "ready", "ready"]
    first, second = ask("generate", film, "--model", model)
    assert (first["card"], first["range"], first["seed"], first["frames"]) == (2, [16, 32], 5, 16)
    assert (second["card"], second["range"]) == (3, [32, 48])
    assert states(film) == ["keep", "done", "done"]
    assert ask("generate", film, "--model", model) == []
    assert "up to date" in tween("generate", film, "--model", model).out
    ask("card", film, 3, "--prompt", "a green boat")
    assert states(film) == ["keep", "done", "stale"]
    assert [drawn["card"] for drawn in ask("generate", film, "--cards", "stale", "--model", model)] == [3]
    assert [seam["frame"] for seam in ask("seams", film)] == [16, 32]
    assert ask("export", film, film.with_suffix(".mp4"))["drawn"] == [[16, 48]]


def test_variations_count_up_from_the_seed_and_the_cards_own_is_shown(film: Path, model: Path) -> None:
    drawn = ask("generate", film, "--cards", 2, "--variations", 3, "--steps", 1, "--model", model)
    assert sorted(take["seed"] for take in drawn) == [5, 6, 7]
    card = ask("show", film)["cards"][1]
    assert (card["state"], len(card["takes"])) == ("done", 3)
    assert next(take["seed"] for take in card["takes"] if take["id"] == card["shown"]) == 5


def test_variations_are_ranked_by_their_seams_and_the_best_can_be_pinned(film: Path, model: Path) -> None:
    drawn = ask("generate", film, "--cards", 2, "--variations", 3, "--best", "--steps", 1, "--model", model)
    scores = [take["score"] for take in drawn]
    assert scores == sorted(scores)
    assert scores[0] < scores[-1], "three seeds of a random model look alike?"
    card = ask("show", film)["cards"][1]
    assert (card["shown"], card["state"], len(card["takes"])) == (drawn[0]["take"], "done", 3)
    assert max(seam["score"] for seam in ask("seams", film)) == pytest.approx(scores[0], rel=0.05)


def test_the_best_of_one_is_refused(film: Path, model: Path) -> None:
    answer = tween("generate", film, "--best", "--model", model)
    assert answer.status == 1
    assert "ask for more with --variations" in answer.err


def test_text_and_progress_go_their_own_ways(film: Path, model: Path) -> None:
    answer = tween("generate", film, "--cards", "all", "--model", model)
    assert [line.split(":")[0] for line in answer.out.splitlines()] == ["Card 2 (16–32)", "Card 3 (32–48)"]
    assert "Card 3 (32–48) sample: 100%" in answer.err.splitlines()


def test_ctrl_c_stops_and_leaves_nothing_half_made(film: Path, model: Path) -> None:
    words = ["generate", film, "--cards", "2", "--steps", "1000", "--model", model]
    process = subprocess.Popen(
        [sys.executable, "-m", "engine.cli", *map(str, words)], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr
    said = ""
    while "sample" not in said:
        said = process.stderr.readline()
        assert said, "it ended before it could be stopped"
    process.send_signal(signal.SIGINT)
    *_, last = process.stderr.read().splitlines()
    assert (process.wait(), "stopped" in last) == (1, True)
    takes = film.with_suffix(".takes")
    assert not takes.exists() or list(takes.iterdir()) == []
    assert states(film) == ["keep", "ready", "ready"]
