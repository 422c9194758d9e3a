"""`tween frame`: what it sets, what is seen then, what it says and refuses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.cli.films import shown
from tests.cli.tween import ask, refused, tween


@pytest.fixture
def film(halves: Path) -> Path:
    return halves


def test_a_clip_is_placed_in_numbers_and_by_name_and_others_stay(film: Path) -> None:
    before = shown(film)
    told = ask("frame", film, 0, "--crop", "0,0,50,0", "--flip", "x")
    assert (told["track"], told["range"]) == ("V1", [0, 10])
    assert told["framing"] == {
        "x": 0.5, "y": 0.5, "scale": 1, "rotation": 0, "left": 0, "top": 0, "right": 0.5, "bottom": 0,
        "flip_x": True, "flip_y": False, "fit": "film", "keys": [],
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
        ((3, "--at", 12, "--x", 50), "Frame 12 is not in the clip at 0–10"),
        ((3, "--at", 4, "--remove"), "has no key frame at frame 4; it stands still"),
        ((3, "--remove"), "Say by --at which key frame"),
        ((3, "--ease", "hold"), "stands still; say --at or --move"),
        ((3, "--move", "spin"), "“spin” is no move of a picture; there are zoom-in, zoom-out"),
        ((3, "--move", "zoom-in", "--place", "left"), "moves; say by --at at which frame"),
        (("A1:3", "--move", "zoom-in"), "no picture that could move"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence_and_changes_nothing(
    film: Path, words: tuple[object, ...], said: str
) -> None:
    refused(said, "frame", film, *words)


def alike(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether the picture covers the same part of the film."""
    return bool((one.any(2) != other.any(2)).mean() < 0.002)


def test_key_frames_are_set_eased_listed_and_taken_away(film: Path) -> None:
    before = shown(film)
    tween("frame", film, 0, "--at", 0)
    told = ask("frame", film, 0, "--at", 8, "--scale", 50, "--x", 25, "--rotate", 720)
    keys = told["framing"]["keys"]
    assert [(key["at"], key["x"], key["scale"], key["rotation"]) for key in keys] == [
        (0, 0.5, 1, 0), (8, 0.25, 0.5, 720),
    ]  # fmt: skip
    assert "frame" not in keys[0]
    after = shown(film)
    assert np.abs(after[0].astype(int) - before[0]).max() <= 1
    assert not np.array_equal(after[4], after[8])
    assert alike(after[8], after[9])
    assert np.array_equal(after[10], before[10])
    assert tween("frame", film, 0, "--at", 4, "--ease", "hold").status == 0
    held = shown(film)
    assert alike(held[4], held[7])
    assert not alike(after[4], after[7])
    # A change without --at is one of the whole move.
    assert [key["top"] for key in ask("frame", film, 0, "--crop", "0,10,0,0")["framing"]["keys"]] == [0.1] * 3
    assert tween("frame", film, 0, "--at", 4, "--remove").out == (
        "V1 0–10: at 0 centre at 50, 50 %, 100 % large, cropped by 0, 10, 0, 0 %, smoothly on; "
        "at 8 centre at 25, 50 %, 50 % large, turned by 720°, cropped by 0, 10, 0, 0 %\n"
    )
    assert "it has them at 0, 8" in tween("frame", film, 0, "--at", 4, "--remove").err
    assert ask("frame", film, 0, "--move", "none")["framing"]["keys"] == []
    assert tween("frame", film, 0, "--reset").out == "V1 0–10: fitted into the film\n"
    assert np.array_equal(shown(film)[4], before[4])


def test_a_named_move_runs_from_the_first_frame_to_the_last(film: Path) -> None:
    told = ask("frame", film, "V1:14", "--move", "zoom-in", "--ease", "linear", "--flip", "x")
    first, last = told["framing"]["keys"]
    assert (first["at"], last["at"]) == (told["range"][0], told["range"][1] - 1)
    assert last["scale"] == pytest.approx(1.2 * first["scale"])
    assert {first["ease"], last["ease"]} == {"linear"}
    assert told["framing"]["flip_x"]
    assert ask("show", film)["clips"][1]["framing"] == told["framing"]
