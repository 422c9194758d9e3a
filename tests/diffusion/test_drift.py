"""What has wandered alike everywhere is led back; what has become another picture is left as it is."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.diffusion.drift import FAR, GAIN, PACE, FirstWindow, Opening, Tone, detail
from engine.diffusion.frames import first_window
from engine.diffusion.handover import EASE, Edge, hand_over
from engine.diffusion.layout import lay_out
from engine.document.request import PromptSpan, Request
from engine.document.time import FrameRange
from engine.families.ltx import LTX
from tests.diffusion.wishes import footage, request

H, W = 64, 96
NONE = Tone(np.zeros(3))
_DICE = np.random.default_rng(5)
FIELD = cv2.resize(_DICE.integers(70, 180, (8, 12, 3), np.uint8), (W, H), interpolation=cv2.INTER_CUBIC)
OTHER = cv2.resize(_DICE.integers(0, 255, (8, 12, 3), np.uint8), (W, H), interpolation=cv2.INTER_CUBIC)


def off_by(picture: np.ndarray, shift: tuple[int, ...] | int, gain: float = 1.0) -> np.ndarray:
    soft = cv2.GaussianBlur(picture.astype(np.float32), (0, 0), 4)
    return np.clip(np.rint(soft + gain * (picture - soft) + np.array(shift)), 0, 255).astype(np.uint8)


def moved_on(n: int) -> np.ndarray:
    """Frame n of a thing that crosses the field."""
    picture = FIELD.copy()
    picture[20:36, 6 * n : 6 * n + 14] = (250, 20, 20)
    return picture


@settings(max_examples=40, deadline=None)
@given(st.tuples(*[st.integers(-18, 18)] * 3), st.floats(1.0, 1.35))
def test_what_is_off_everywhere_alike_is_found(shift: tuple[int, int, int], gain: float) -> None:
    lacking = Opening([FIELD]).lacking(off_by(FIELD, shift, gain), NONE)
    assert np.abs(lacking.shift + shift).max() < 2.5
    assert 1 / gain - 0.02 < lacking.gain < gain**-0.4 + 0.02


def test_a_subject_that_moves_on_is_no_change_of_colour() -> None:
    lacking = Opening([moved_on(n) for n in range(6)]).lacking(off_by(moved_on(12), (8, 0, -5)), NONE)
    assert np.abs(lacking.shift - (-8, 0, 5)).max() < 1.5


def test_another_picture_and_a_change_that_is_meant_are_left_alone() -> None:
    for drawn in (OTHER, off_by(FIELD, -int(FAR[1]) - 5)):
        lacking = Opening([FIELD]).lacking(drawn, Tone(np.array([1.0, 2.0, 3.0]), 0.9))
        assert (*lacking.shift, lacking.gain) == pytest.approx((1, 2, 3, 0.9))


@given(st.floats(0.05, 20))
def test_detail_is_never_changed_beyond_its_bounds(gain: float) -> None:
    lacking = Opening([off_by(FIELD, 0, gain)]).lacking(FIELD, NONE)
    assert GAIN[0] <= lacking.gain <= GAIN[1]


def wandering(parts: int, frames: int, opening: Opening | None) -> list[np.ndarray]:
    """A shot drawn on `parts` times, each from the last frame of the one before and a little off from it."""
    film, decoded = [FIELD], FIELD
    for n in range(1, parts + 1):
        drawn = [off_by(FIELD, (3 * n, -2 * n, n), 1 + 0.03 * n)] * frames
        film += hand_over(drawn, (W, H), Edge(film[-1], decoded), lambda: None, opening)
        decoded = drawn[-1]
    return film


def test_parts_drawn_on_and_on_keep_the_colour_and_sharpness_of_the_first() -> None:
    held, left = wandering(5, 2 * PACE, Opening([FIELD])), wandering(5, 2 * PACE, None)

    def far(film: list[np.ndarray]) -> float:
        return float(np.abs(film[-1].mean((0, 1)) - FIELD.mean((0, 1))).max())

    def off(film: list[np.ndarray]) -> float:
        return float(np.abs(film[-1].astype(int) - FIELD).mean())

    assert far(held) < 3
    assert off(held) < 4
    assert off(held) < 0.5 * off(left)
    steps = [np.abs(b.mean((0, 1)) - a.mean((0, 1))).max() for a, b in pairwise(held)]
    assert max(steps) < 1.5  # led back slowly: no step at a join, none between


def test_a_shot_from_words_alone_is_held_to_its_own_first_window() -> None:
    drawn = [FIELD] * 24 + [off_by(FIELD, (n // 6, -n // 8, n // 12), 1 + n / 400) for n in range(96)]
    out = list(hand_over(drawn, (W, H), None, lambda: None, FirstWindow(24)))
    assert all((a == b).all() for a, b in zip(out[:24], drawn[:24], strict=True))
    assert np.abs(drawn[-1].mean((0, 1)) - FIELD.mean((0, 1))).max() > 12
    assert np.abs(out[-1].mean((0, 1)) - FIELD.mean((0, 1))).max() < 4
    assert detail(out[-1]).sum() < (detail(drawn[-1]).sum() + detail(FIELD).sum()) / 2
    assert max(np.abs(b.mean((0, 1)) - a.mean((0, 1))).max() for a, b in pairwise(out)) < 2


def test_only_one_prompt_in_several_windows_has_a_first_window(family: LTX, clip: Path) -> None:
    def held(wish: Request) -> bool:
        return first_window(wish, lay_out(wish, 4), family.spec) is not None

    other = PromptSpan(FrameRange(60, 121), "a blue ball")
    assert held(request(0, 121))
    assert not held(request(0, family.spec.longest_window))
    assert not held(request(0, 121, spans=(other,)))
    assert not held(request(0, 121, match_colour=False))
    assert not held(request(20, 141, footage(clip, 0, 20)))
    assert not held(request(0, 121, footage(clip, 0, 30, cap=0.5)))


def test_a_right_cut_alone_leaves_no_step_where_its_reach_begins() -> None:
    drawn = [off_by(FIELD, -10)] * (EASE + 20)
    out = list(hand_over(drawn, (W, H), None, lambda: Edge(FIELD, off_by(FIELD, -10))))
    means = [frame.mean() for frame in out]
    assert np.abs(np.diff(means)).max() <= 1  # a grey level, as fine as it goes
    assert means[-1] == pytest.approx(FIELD.mean(), abs=1.5)
    assert means[0] == pytest.approx(drawn[0].mean())
