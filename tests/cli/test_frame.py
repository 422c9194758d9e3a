"""`tween frame`: what it sets, what is seen then, what it says and refuses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.cli.films import shown
from tests.cli.tween import ask, tween


@pytest.fixture
def film(halves: Path) -> Path:
    return halves


def test_a_clip_is_placed_in_numbers_and_by_name_and_others_stay(film: Path) -> None:
    before = shown(film)
    told = ask("frame", film, 0, "--crop", "0,0,50,0", "--flip", "x")
    assert (told["track"], told["range"]) == ("V1", [0, 10])
    assert told["framing"] == {
        "x": 0.5, "y": 0.5, "scale": 1, "rotation": 0, "left": 0, "top": 0, "right": 0.5, "bottom": 0,
        "flip_x": True, "flip_y": False, "fit": "film",
    }  # fmt: skip
    assert [each["framing"] for each in ask("show", film)["clips"]] == [told["framing"], None, None, None]
    after, half = shown(film), before[0].shape[1] // 2
    assert not after[3][:, :half].any()
    assert np.array_equal(after[3][:, half:], before[3][:, half - 1 :: -1])
    assert np.array_equal(after[10], before[10])
    assert tween("frame", film, 0, "--place", "top-left", "--reset", "--rotate", -30).out == (
        "V1 0–10: centre at 18.92, 20.67 %, 33.33 % large, turned by -30°\n"
    )
    assert tween("frame", film, "V1:9", "--reset").out == "V1 0–10: fitted into the film\n"
    assert np.array_equal(shown(film)[3], before[3])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((3,), "Nothing is asked of the clip"),
        ((99, "--x", 3), "There is no clip at frame 99"),
        ((3, "--place", "moon"), "“moon” is no place in the frame"),
        ((3, "--scale", 0), "is scaled to 0 %; use 1 to 2000"),
        ((3, "--crop", "1,2"), "“1,2” is no crop"),
        (("A1:3", "--x", 50), "no picture"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence_and_changes_nothing(
    film: Path, words: tuple[object, ...], said: str
) -> None:
    before = ask("show", film)
    answer = tween("frame", film, *words)
    assert answer.status
    assert said in answer.err
    assert ask("show", film) == before
