"""Frames between frames: nearer to the true ones than a cross-fade, exact where frames are, streamed."""

from __future__ import annotations

import sys
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import TweenError
from engine.media.interpolate import WIDEST, Between, position, tweened
from engine.media.timing import Timing, make_timing
from tests.media.moving import moving


def psnr(one: np.ndarray, other: np.ndarray) -> float:
    return float(10 * np.log10(255**2 / np.mean((one.astype(np.float64) - other) ** 2)))


@pytest.mark.parametrize("seed", [1, 4])
def test_a_true_frame_is_found_again_better_than_by_a_cross_fade(seed: int) -> None:
    pictures, _ = moving(seed, frames=7, speed=(3.0, 1.0), turn=1.5)
    for n in (1, 3, 5):
        first, true, second = pictures[n - 1 : n + 2]
        between = psnr(Between(first, second).at(0.5), true)
        faded = psnr((first.astype(np.float64) + second) / 2, true)
        assert between > faded + 2
        assert between > psnr(first, true) + 2


def test_what_moves_gets_on_evenly() -> None:
    first, second = (np.full((96, 160, 3), 40, np.uint8) for _ in range(2))
    first[30:60, 40:70], second[30:60, 52:82] = 220, 220
    between = Between(first, second)
    lefts = [int(np.flatnonzero(between.at(part / 4)[45, :, 0] > 130)[0]) for part in range(5)]
    assert lefts == pytest.approx([40, 43, 46, 49, 52], abs=1)


def test_large_pictures_are_moved_at_their_own_size() -> None:
    dice = np.random.default_rng(1)
    coarse = np.kron(dice.integers(40, 220, (30, 70, 3)), np.ones((24, 24, 1))).astype(np.uint8)
    pictures = [coarse[:540, x : x + WIDEST + 200] for x in (0, 10, 20)]
    found = Between(pictures[0], pictures[2]).at(0.5)
    assert found.shape == pictures[1].shape
    assert psnr(found[50:-50, 50:-50], pictures[1][50:-50, 50:-50]) > 28


def test_both_ends_are_the_pictures_themselves_and_what_is_the_same_stays() -> None:
    first, second = moving(2, frames=2)[0]
    between = Between(first, second)
    assert (between.at(0) == first).all()
    assert (between.at(1) == second).all()
    same = Between(first, first.copy())
    assert (same.at(0.3) == first).all()


def test_over_a_cut_the_nearer_picture_is_held() -> None:
    first, second = moving(2, frames=1)[0][0], moving(9, frames=1)[0][0]
    between = Between(first, second)
    assert between.cut
    assert (between.at(0.4) == first).all()
    assert (between.at(0.6) == second).all()
    assert not Between(*moving(2, frames=2)[0]).cut


def test_light_that_comes_moves_nothing() -> None:
    first = (moving(3, frames=1)[0][0] * 0.6).astype(np.uint8)
    second = (first * 1.1).astype(np.uint8)
    middle = (first.astype(np.float64) + second) / 2
    assert psnr(Between(first, second).at(0.5), middle) > 40


def test_frames_are_read_one_after_the_other_and_given_back_as_they_are() -> None:
    pictures, _ = moving(5, frames=4)
    read: list[int] = []

    def picture(n: int) -> np.ndarray:
        read.append(n)
        return pictures[n]

    found = list(tweened(picture, (Fraction(n, 3) for n in range(10))))
    assert all((found[n] == pictures[n // 3]).all() for n in (0, 3, 6, 9))
    assert all(0 <= b - a <= 1 or b - a == -1 for a, b in pairwise(read))
    assert len(read) <= 10


def test_without_opencv_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)
    picture = np.zeros((32, 32, 3), np.uint8)
    with pytest.raises(TweenError, match=r"^Frames between frames need OpenCV, which is not installed"):
        Between(picture, picture)


@given(seconds=st.fractions(0, 5), rate=st.sampled_from([Fraction(24), Fraction(30000, 1001)]))
def test_positions_at_a_constant_rate_are_exact(seconds: Fraction, rate: Fraction) -> None:
    timing = Timing(range(60), 1 / rate, rate, True, 60 / rate)
    assert position(timing, seconds) == min(seconds * rate, 59)


@given(st.lists(st.integers(1, 9), min_size=2, max_size=20), st.lists(st.fractions(0, 20), min_size=2))
def test_positions_follow_uneven_timestamps(delays: list[int], moments: list[Fraction]) -> None:
    ticks = [sum(delays[:n]) for n in range(len(delays) + 1)]
    timing = Timing(ticks, Fraction(1, 10), Fraction(10), False, Fraction(ticks[-1] + 1, 10))
    assert [position(timing, Fraction(tick, 10)) for tick in ticks] == list(range(len(ticks)))
    found = [position(timing, moment) for moment in sorted(moments)]
    assert all(0 <= a <= b <= len(ticks) - 1 for a, b in pairwise(found))


def test_a_file_of_uneven_frames_is_read_between_its_timestamps() -> None:
    timing = make_timing([0, 100, 400, 500, 1200], Fraction(1, 1000), 100, ())
    assert not timing.constant
    assert position(timing, Fraction(1, 4)) == Fraction(3, 2)
