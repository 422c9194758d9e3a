"""`tween fade` and `tween dissolve`: what they set, what they say, what they refuse and leave alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.cli.films import shown
from tests.cli.tween import ask, refused, tween


@pytest.fixture
def film(halves: Path) -> Path:
    return halves


def clips(film: Path) -> list[dict[str, Any]]:
    return ask("show", film)["clips"]


def test_a_clip_fades_with_its_sound_and_what_is_around_it_stays(film: Path) -> None:
    before = shown(film)
    told = ask("fade", film, 0, "--in", 4, "--out", "0.125s")
    assert (told["track"], told["range"], told["fade_in"], told["fade_out"]) == ("V1", [0, 10], 4, 3)
    after = shown(film)
    assert not after[0].any()
    assert np.abs(after[2].astype(float) - before[2] * 0.5).max() <= 1
    assert not after[9].any()
    for n in (4, 5, 6, 10, 23):
        assert np.array_equal(after[n], before[n])
    assert [(c["fade_in"], c["fade_out"]) for c in clips(film)] == [(4, 3), (0, 0), (4, 3), (0, 0)]
    ask("fade", film, "A1:00:00:00:00", "--in", 0, "--out", 0)
    assert [(c["fade_in"], c["fade_out"]) for c in clips(film)] == [(4, 3), (0, 0), (0, 0), (0, 0)]
    assert (
        tween("fade", film, told["clip"], "--opacity", 50).out
        == "V1 0–10: in over 4, out over 3, 50 % opaque\n"
    )


def test_a_cut_dissolves_for_half_a_second_or_as_asked(film: Path) -> None:
    assert ask("dissolve", film, 10)["dissolve"] == 12
    assert ask("dissolve", film, "V1:10", "--frames", 5)["dissolve"] == 5
    assert [c["dissolve"] for c in clips(film)] == [0, 5, 0, 5]
    assert tween("dissolve", film, 10, "--frames", 0).out == "V1 10–24: no fades\n"


def test_a_dissolve_that_footage_cuts_short_says_so(tmp_path: Path, footage: Path) -> None:
    path = tmp_path / "film.tween"
    ask("new", path, footage, footage)
    answer = tween("dissolve", path, 24)
    assert answer.status
    assert "ends with its footage" in answer.err
    ask("split", path, 21)
    assert ask("dissolve", path, 21, "--frames", 3)["dissolve"] == 3
    ask("dissolve", path, 21, "--frames", 0)
    answer = tween("dissolve", path, 21)
    assert answer.status == 0
    assert "The dissolve has 3 frames" in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("fade", 3), "Nothing is asked of the clip"),
        (("fade", 99, "--in", 3), "There is no clip at frame 99"),
        (("fade", 3, "--in", 11), "its fades together cannot have 11"),
        (("fade", 3, "--opacity", 101), "use 0 to 100"),
        (("fade", "A1:3", "--opacity", 50), "no picture"),
        (("dissolve", 7), "No two clips meet at frame 7"),
        (("dissolve", 10, "--frames", 15), "dissolve over"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence_and_changes_nothing(
    film: Path, words: tuple[object, ...], said: str
) -> None:
    refused(said, words[0], film, *words[1:])
