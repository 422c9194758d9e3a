"""`tween aspect`, `draft`, `refine` and `again`, on a tiny model."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from engine.media.open import open_reader
from engine.project.project import Project
from engine.render.compose import Composer
from tests.cli.tween import ask, tree, tween
from tests.families.tiny import tiny_ltx
from tests.render.films import SIZE, footage


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_ltx(
        tmp_path_factory.mktemp("models") / "tiny",
        native_fps=24, native_size=[64, 32], longest_window=33, steps=2, guidance=1.0,
    )  # fmt: skip


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.tween"
    ask("new", path, footage(tmp_path / "clip.mp4", 24))
    return path


def test_a_take_is_its_recipe(film: Path, model: Path) -> None:
    (take,) = ask("redo", film, "8-16", "--prompt", "a red ball", "--model", model, "--draw")["takes"]
    before = tree(film.parent)
    told = ask("again", film, take["take"][:6])
    assert told == {
        "take": take["take"], "identical": True, "frames": 8, "different_frames": 0, "largest_difference": 0,
    }  # fmt: skip
    shown = tween("again", film, take["take"], "--show").out
    for words in ("frames    8–16", f"model     {model}, seed", "prompt    a red ball", "0–8, beside it"):
        assert words in shown
    assert ask("again", film, take["take"], "--show")["recipe"]["draw"] == [8, 16]
    assert tree(film.parent) == before

    # Frames that are not what the recipe gives are told from those that are.
    record = Path(take["path"]).with_name("take.json")
    data = json.loads(record.read_text())
    data["request"]["seed"] += 1
    record.write_text(json.dumps(data))
    answer = tween("again", film, take["take"])
    assert answer.status == 0
    assert "of 8 frames differ, by at most" in answer.out


def test_what_cannot_be_drawn_again_is_said_in_one_sentence(film: Path, model: Path, tmp_path: Path) -> None:
    (take,) = ask("redo", film, "8-16", "--prompt", "a red ball", "--model", model, "--draw")["takes"]
    clip, moved = tmp_path / "clip.mp4", tmp_path / "moved.mp4"

    def refused(name: str = take["take"]) -> str:
        answer = tween("again", film, name)
        assert (answer.status, answer.out) == (1, "")
        return answer.err

    clip.rename(moved)
    assert f"{clip} is not there any more" in refused()
    clip.write_bytes(moved.read_bytes() + b"x")
    assert f"{clip} has changed since then" in refused()
    ask("relink", film, "--file", f"clip.mp4={moved}", "--force")
    clip.unlink()
    assert ask("again", film, take["take"])["identical"]
    notes = model / "tweenboard.json"
    as_it_was = notes.read_text()
    try:
        notes.write_text(as_it_was.replace("33", "41"))
        assert "is not the one that drew it" in refused()
    finally:
        notes.write_text(as_it_was)
    assert "There is no take “zz”" in refused("zz")
    folder = Path(take["path"]).parent
    for name in ("xa", "xb"):
        shutil.copytree(folder, folder.with_name(name))
    assert "“x” can be 2 takes (xa, xb" in refused("x")


def test_a_draft_is_refined_and_both_can_be_drawn_again(film: Path, model: Path) -> None:
    ask("card", film, "8-16", "--prompt", "a red ball")
    (small,) = ask("draft", film, "--model", model, "--draw")["takes"]
    (full,) = ask("refine", film, 2, "--model", model, "--draw")["takes"]
    assert full["seed"] == small["seed"]
    recipe = ask("again", film, full["take"], "--show")["recipe"]
    assert recipe["known"][-1]["fingerprint"] == f"take:{small['take']}"
    assert ask("again", film, small["take"], "--show")["recipe"]["scale"] == 0.5
    assert ask("again", film, full["take"])["identical"]
    assert "at full size already" in tween("refine", film, 2, "--take", full["take"]).err
    assert [card["state"] for card in ask("show", film)["cards"]][1] == "done"


def test_a_film_has_fewer_frames_a_second_and_the_same_seconds(film: Path) -> None:
    assert "Nothing says what the film is to become" in tween("aspect", film).err
    assert "give the format too" in tween("aspect", film, "--rate", "12", "--crop").err
    with Project.open(film, read_only=True) as project:
        before = project.document
    ask("aspect", film, "--rate", "12")
    with Project.open(film, read_only=True) as project:
        now = project.document
    assert (before.rate, now.rate, now.frames) == (24, 12, before.frames // 2)
    assert (now.width, now.height) == (before.width, before.height)
    assert "choose a rate above that, or use: tween aspect" in tween("interpolate", film, "--rate", "6").err


def test_a_film_turned_upright_keeps_its_picture_and_draws_around_it(film: Path, model: Path) -> None:
    before = ask("show", film)
    assert "give a prompt" in tween("aspect", film, "9:16", "--outpaint").err
    assert ask("show", film) == before
    told = ask("aspect", film, "3:5", "--outpaint", "--prompt", "a meadow", "--model", model, "--draw")
    assert [take["range"] for take in told["takes"]] == [[0, 24]]
    with Project.open(film, read_only=True) as project, open_reader(project.footage()[0].path) as reader:
        assert (project.document.width, project.document.height) == (96, 160)
        with Composer(project.document, project.takes.shown) as composer:
            shown, bars = composer.frame(5), composer.source(5)
        assert reader.size == SIZE
    inside = bars.any(axis=(1, 2))
    assert 56 <= inside.sum() <= 58
    assert np.array_equal(shown[inside], bars[inside])
    assert shown[~inside].std() > 0
