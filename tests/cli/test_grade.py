"""`tween grade`: what it sets, what is seen then, what it says and refuses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.document.grade import Grade
from engine.media.grading import Grader
from tests.cli.films import shown
from tests.cli.tween import ask, refused, tween
from tests.media.cubes import solid, write_solid


@pytest.fixture
def film(halves: Path) -> Path:
    return halves


def test_a_clip_gets_other_colours_and_those_beside_it_stay(film: Path) -> None:
    before = shown(film)
    told = ask("grade", film, 0, "--exposure", 0.5, "--gain", "1.1,1,0.9", "--saturation", 1.2)
    (one,) = told["clips"]
    assert (one["track"], one["range"]) == ("V1", [0, 10])
    assert one["grade"] == {"exposure": 0.5, "gain": [1.1, 1, 0.9], "saturation": 1.2}
    assert [each["grade"] for each in ask("show", film)["clips"]] == [one["grade"], None, None, None]
    after = shown(film)
    expected = Grader().graded(before[3], Grade(exposure=0.5, gain=(1.1, 1.0, 0.9), saturation=1.2))
    assert np.array_equal(after[3], expected)
    assert np.array_equal(after[10], before[10])
    said = tween("grade", film, 0, "--tint", -5).out
    assert said == "V1 0–10: exposure 0.5; saturation 1.2; tint -5; gain 1.1, 1, 0.9\n"
    assert tween("grade", film, 0, 12, "--reset").out == (
        "V1 0–10: the footage's own colours\nV1 10–24: the footage's own colours\n"
    )
    assert np.array_equal(shown(film)[3], before[3])


def test_a_table_is_kept_beside_the_film_and_goes_with_it(film: Path, tmp_path: Path) -> None:
    file = write_solid(tmp_path / "Warm look.cube", solid(5))
    before = shown(film)
    told = ask("grade", film, 0, "--lut", file, "--strength", 60)["clips"][0]["grade"]["lut"]
    assert told["strength"] == 0.6
    assert Path(told["path"]).parent == film.with_suffix(".media")
    file.unlink()
    graded = shown(film)[3]
    assert not np.array_equal(graded, before[3])
    ask("grade", film, 12, "--like", 0)
    assert ask("show", film)["clips"][1]["grade"]["lut"] == told
    there = Path(ask("collect", film, tmp_path / "parcel")["film"])
    for part in (film, film.with_suffix(".media")):
        part.rename(part.with_name(f"gone {part.name}"))
    moved = Path(ask("show", there)["clips"][0]["grade"]["lut"]["path"])
    assert moved.parent == there.parent / "media"
    assert np.array_equal(shown(there)[3], graded)
    assert tween("grade", there, 0, "--no-lut").out == "V1 0–10: the footage's own colours\n"


def test_colours_are_matched_to_another_clip(film: Path) -> None:
    before = shown(film)
    ask("grade", film, 12, "--exposure", -1, "--temperature", 40, "--contrast", 0.8)
    wanted = shown(film)[17].reshape(-1, 3)
    ask("grade", film, 0, "--match", 12)
    now = shown(film)[5].reshape(-1, 3)
    was = before[5].reshape(-1, 3)
    for measure in (np.mean, np.std):
        off, at_first = (np.abs(measure(each, 0) - measure(wanted, 0)).max() for each in (now, was))
        assert off < max(6, at_first / 4)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((3,), "Nothing is asked of the clip"),
        ((99, "--exposure", 1), "There is no clip at frame 99"),
        ((3, "--exposure", 20), "has its exposure at 20; it goes from -8 to 8"),
        ((3, "--gain", "1,2"), "“1,2” is no colour"),
        ((3, "--strength", 50), "no look-up table whose strength"),
        (("A1:3", "--contrast", 2), "no picture whose colours"),
        (("A1:3", "--match", 3), "no picture to match colours with"),
        ((3, "--lut", "nowhere.cube"), "“nowhere.cube” was not found"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence_and_changes_nothing(
    film: Path, words: tuple[object, ...], said: str
) -> None:
    refused(said, "grade", film, *words)
    assert not film.with_suffix(".media").exists()
