"""`tween volume`, and `tween fade` with key frames of opacity: what is set, seen, heard, told and refused."""

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


def key(at: int, value: float, ease: str = "linear") -> dict[str, Any]:
    return {"at": at, "value": value, "ease": ease}


def test_a_clip_is_made_louder_throughout_or_from_key_frame_to_key_frame(film: Path) -> None:
    told = ask("volume", film, 12, "--db", -6)
    assert (told["track"], told["range"], told["gain"], told["gain_keys"]) == ("A1", [10, 24], -6, [])
    ask("volume", film, "A1:12", "--at", 12)
    told = ask("volume", film, 12, "--at", 20, "--db", -18, "--ease", "smooth")
    assert told["gain_keys"] == [key(12, -6), key(20, -18, "smooth")]
    clips = ask("show", film)["clips"]
    assert [(c["gain"], len(c["gain_keys"])) for c in clips] == [(0, 0), (0, 0), (0, 0), (-6, 2)]
    assert tween("volume", film, 12, "--by", 4).out == ("A1 10–24: at 12 -2 dB, evenly on; at 20 -14 dB\n")
    held = ask("volume", film, 12, "--ease", "hold")["gain_keys"]
    assert held == [key(12, -2, "hold"), key(20, -14, "hold")]
    ask("volume", film, 12, "--at", 12, "--remove")
    assert tween("volume", film, 12, "--at", 20, "--remove").out == "A1 10–24: -14 dB\n"
    ask("volume", film, 12, "--at", 14, "--db", 3)
    assert tween("volume", film, 12, "--db", 0).out == "A1 10–24: 0 dB\n"


def test_opacity_goes_from_key_frame_to_key_frame_exactly_to_nothing_and_to_all(film: Path) -> None:
    before = shown(film)
    ask("fade", film, 0, "--at", 2, "--opacity", 0)
    told = ask("fade", film, 0, "--at", 6, "--opacity", 100)
    assert told["opacity_keys"] == [key(2, 0), key(6, 1)]
    after = shown(film)
    assert not after[0].any()
    assert not after[2].any()
    assert np.abs(after[4].astype(float) - before[4] * 0.5).max() <= 1
    for n in (6, 7, 9, 10):
        assert np.array_equal(after[n], before[n])
    assert tween("fade", film, 0, "--in", 1).out == "V1 0–10: in over 1, at 2 0 %, evenly on; at 6 100 %\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("volume", 3), "Nothing is asked of the clip; say --db"),
        (("volume", 3, "--db", 25), "25 dB louder; use -60 to 24"),
        (("volume", 3, "--at", 12, "--db", 1), "Frame 12 is not in the clip at 0–10"),
        (("volume", 3, "--at", 3, "--remove"), "no key frame at frame 3; it is the same throughout"),
        (("volume", 3, "--remove"), "Say by --at which key frame"),
        (("volume", 3, "--by", 3, "--db", 3), "--by makes the whole clip louder"),
        (("volume", 3, "--ease", "hold"), "has no key frames; say --at"),
        (("fade", "A1:3", "--at", 3, "--opacity", 50), "no picture"),
        (("fade", 3, "--at", 3, "--opacity", 101), "use 0 to 100"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence_and_changes_nothing(
    film: Path, words: tuple[object, ...], said: str
) -> None:
    refused(said, words[0], film, *words[1:])
