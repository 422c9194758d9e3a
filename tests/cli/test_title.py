"""`tween title`: the words are in the film and its other pixels are as they were, to the level."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest

from engine.media.open import open_reader
from engine.media.titles.file import read_title
from engine.project.project import Project
from tests.cli.films import SIZE, moving_footage, shown
from tests.cli.tween import ask, tree, tween


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return moving_footage(tmp_path_factory.mktemp("footage") / "clip.mp4")


@pytest.fixture
def film(tmp_path: Path, clip: Path) -> Path:
    path = tmp_path / "film.tween"
    ask("new", path, clip)
    return path


def letters(path: str) -> np.ndarray:
    """Where the title's picture has anything, `[H, W]` bool."""
    with open_reader(path) as reader:
        return reader.frame_rgba(0)[..., 3] > 0


def test_the_words_lie_over_the_film_and_all_else_is_as_it_was(film: Path) -> None:
    before = shown(film)
    told = ask(
        "title", film, "Ada Lovelace", "Mathematician", "--at", 4, "--frames", 8, "--place", "lower-third"
    )
    assert (told["track"], told["range"]) == ("V2", [4, 12])
    recipe = read_title(told["path"])
    assert recipe is not None
    assert (recipe.text, recipe.kind, recipe.place) == (
        "Ada Lovelace\nMathematician",
        "lower-third",
        "bottom-left",
    )
    after, words = shown(film), letters(told["path"])
    assert len(after) == len(before)
    for n in range(24):
        if n in range(4, 12):
            assert (after[n][~words] == before[n][~words]).all()
            assert (after[n][words].max(axis=1) > 240).sum() > 20  # white letters
        else:
            assert (after[n] == before[n]).all()


def test_an_exported_film_has_the_words_in_it(film: Path, tmp_path: Path) -> None:
    told = ask("title", film, "HELLO", "--frames", 24, "--size", 40, "--shadow", 0)
    ask("export", film, tmp_path / "out.mkv", "--format", "ffv1")
    with open_reader(told["path"]) as reader:
        solid = reader.frame_rgba(0)[..., 3] == 255
    with open_reader(str(tmp_path / "out.mkv")) as reader:
        picture = reader.frame(12)
    assert solid.sum() > 200
    assert (picture[solid] > 245).all()
    assert (picture[~letters(told["path"])].min(axis=1) < 200).mean() > 0.5


def test_it_is_changed_as_one_edit_and_the_old_picture_stays(film: Path) -> None:
    first = ask("title", film, "One", "--at", 2, "--frames", 6)
    second = ask("title", film, "Two", "--change", "--at", 5, "--place", "top-left", "--colour", "#FFCC00")
    assert (second["clip"], second["range"], second["track"]) == (first["clip"], [2, 8], "V2")
    recipe = read_title(second["path"])
    assert recipe is not None
    assert (recipe.text, recipe.place, recipe.align, recipe.colour) == ("Two", "top-left", "left", "#ffcc00")
    assert Path(first["path"]).is_file()
    assert [Path(a["path"]).name for a in ask("show", film)["assets"]][1:] == [Path(second["path"]).name]
    third = read_title(ask("title", film, "--change", "--at", 5, "--kind", "subtitle")["path"])
    assert third is not None
    assert (third.text, third.kind, third.place) == ("Two", "subtitle", "bottom")


def test_a_new_format_draws_the_titles_anew(film: Path) -> None:
    ask("title", film, "Hello", "--frames", 24)
    ask("aspect", film, "9:16", "--crop")
    size = ask("show", film)["size"]
    assert size != list(SIZE)
    (asset,) = (a for a in ask("show", film)["assets"] if a["kind"] == "image")
    with open_reader(asset["path"]) as reader:
        assert [reader.info.width, reader.info.height] == size
    assert asset["notes"] == ["It says “Hello”."]


def test_what_does_not_fit_is_told(film: Path) -> None:
    assert "drawn at" in tween("title", film, "many words " * 20, "--size", 20).err
    assert "outside the area" in tween("title", film, "Hi", "--right", 45).err


def test_refusals_change_nothing(film: Path) -> None:
    for words, why in (
        (["title", film], "say what it says"),
        (["title", film, "Hi", "--at", -4], "before the film"),
        (["title", film, "Hi", "--frames", 0], "use at least 1"),
        (["title", film, "Hi", "--size", 90], "size goes from"),
        (["title", film, "Hi", "--colour", "red"], "six hex digits"),
        (["title", film, "--change", "--at", 3], "no title at frame 3"),
        (["title", film, "Hi", "--change", "--frames", 3], "leave --frames out"),
        (["title", film, "x" * 3000], "up to 2000 letters"),
    ):
        before = tree(film.parent)
        answer = tween(*words)
        assert answer.status == 1, words
        assert why in answer.err
        assert answer.err.count("\n") == 1
        assert tree(film.parent) == before


def test_nothing_is_written_for_a_film_that_another_program_edits(film: Path) -> None:
    with Project.open(film):
        before = tree(film.parent)
        answer = tween("title", film, "Hi")
        assert answer.status == 1
        assert "reading only" in answer.err
        assert tree(film.parent) == before


def test_it_needs_no_display(film: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    code = (
        "import sys; from engine.cli import main; status = main(sys.argv[1:]); "
        "assert not any(name.startswith('PySide6') for name in sys.modules); sys.exit(status)"
    )
    command = [sys.executable, "-c", code, "title", str(film), "Hello", "--json"]
    done = subprocess.run(command, env=bare, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["track"] == "V2"


def test_other_editors_see_an_ordinary_picture(film: Path, tmp_path: Path) -> None:
    import opentimelineio as otio

    told = ask("title", film, "Hello", "--at", 4, "--frames", 8)
    ask("export-otio", film, tmp_path / "film.otio")
    timeline = otio.adapters.read_from_file(str(tmp_path / "film.otio"))
    clips = [clip for clip in timeline.find_clips() if "Title" in (clip.media_reference.target_url or "")]
    assert len(clips) == 1
    assert clips[0].source_range.duration.value == 8
    assert clips[0].media_reference.target_url.endswith(quote(Path(told["path"]).name))
