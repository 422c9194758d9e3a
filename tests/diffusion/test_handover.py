"""Footage carried over a cut: no step there, nothing smeared where the picture is new, few frames held."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diffusion.handover import EASE, REACH, Edge, hand_over
from engine.media.steps import reduced, score, steps_between
from engine.render.ghost import ghost

H, W = 96, 160
_DICE = np.random.default_rng(0)
FIELD = cv2.resize(_DICE.integers(70, 170, (16, 26, 3), np.uint8), (W, H), interpolation=cv2.INTER_NEAREST)
THING = cv2.resize(_DICE.integers(0, 255, (8, 8, 3), np.uint8), (40, 40), interpolation=cv2.INTER_NEAREST)


def sharp(n: int) -> np.ndarray:
    """Frame n of the footage: a patterned thing that moves two pixels a frame over a patterned field."""
    picture = FIELD.copy()
    picture[28:68, 10 + 2 * n : 50 + 2 * n] = THING
    return picture


def soft(n: int, darker: int = 12) -> np.ndarray:
    """The same frame as a weak decoder gives it back: blurred and too dark."""
    blurred = cv2.GaussianBlur(sharp(n), (0, 0), 1.5).astype(np.int16)
    return np.clip(blurred - darker, 0, 255).astype(np.uint8)


def film(first: int, stop: int, total: int, joined: bool) -> list[np.ndarray]:
    drawn = [soft(n) for n in range(first, stop)]
    if joined:
        left, right = Edge(sharp(first - 1), soft(first - 1)), Edge(sharp(stop), soft(stop))
        drawn = list(hand_over(drawn, (W, H), left, lambda: right))
    return [sharp(n) for n in range(first)] + drawn + [sharp(n) for n in range(stop, total)]


def seam(frames: list[np.ndarray], n: int, joins: tuple[int, ...]) -> float:
    steps = np.array(steps_between([reduced(frame) for frame in frames]))
    others = [i for i in range(len(steps)) if i + 1 not in joins]
    return score(steps[n - 1], steps[others])[0]


def test_a_cut_to_softer_darker_frames_is_hardly_seen_any_more() -> None:
    joined, plain = film(8, 20, 28, joined=True), film(8, 20, 28, joined=False)
    for n in (8, 20):
        assert seam(joined, n, (8, 20)) * 10 < seam(plain, n, (8, 20))
        assert seam(joined, n, (8, 20)) < 2.5


def test_the_carried_picture_follows_the_motion() -> None:
    joined, plain = film(8, 28, 36, joined=True), film(8, 28, 36, joined=False)
    for n in (8, 9, 11):
        truth = sharp(n).astype(float)
        assert np.abs(joined[n] - truth).mean() < 0.5 * np.abs(plain[n] - truth).mean()


def test_light_that_changes_without_moving_does_not_stand_still_at_the_cut() -> None:
    """The drawn field grows lighter and darker by a few grey levels a frame, without any flow."""
    places = np.hypot(*(np.mgrid[0:H, 0:W] - np.array([[[H / 2]], [[W / 2]]]))) < H / 3

    def lit(n: int) -> np.ndarray:
        light = cv2.GaussianBlur(places.astype(np.float32), (0, 0), 8) * 24 * np.sin(n / 3)
        return np.clip(FIELD + light[..., None], 0, 255).astype(np.uint8)

    def decoded(n: int) -> np.ndarray:
        return cv2.GaussianBlur(lit(n), (0, 0), 1.5)

    frames = list(
        hand_over([decoded(n) for n in range(12)], (W, H), Edge(lit(-1), decoded(-1)), lambda: None)
    )
    steps = np.array(steps_between([reduced(frame) for frame in [lit(-2), lit(-1), *frames]]))[:, 2]
    for n, step in enumerate(steps[1:5]):
        own = np.array(steps_between([reduced(decoded(n - 1)), reduced(decoded(n))]))[0, 2]
        assert step > 0.7 * own


def test_what_the_flow_cannot_explain_is_left_as_drawn() -> None:
    """A cut to another picture: nothing of the kept frame shows through it."""
    other = np.full((H, W, 3), 250, np.uint8)
    other[:, ::2] = 5
    first = next(hand_over([other], (W, H), Edge(sharp(3), sharp(3)), lambda: None))
    assert np.abs(first.astype(int) - other).mean() < 3


def becomes(n: int, frames: int = 10) -> np.ndarray:
    """A model that slowly turns the footage of frame n into another picture, never by much at a time."""
    part, other = min(1.0, n / (frames + 1)), soft(20)[::-1, ::-1]
    return np.rint(soft(n) * (1 - part) + other * part).astype(np.uint8)


@pytest.mark.parametrize("backwards", [False, True])
def test_what_slowly_becomes_another_picture_is_no_double_image(backwards: bool) -> None:
    drawn, edge = [becomes(n) for n in range(1, 18)], Edge(sharp(0), soft(0))
    if backwards:
        out = list(hand_over(drawn[::-1], (W, H), None, lambda: edge))[::-1]
    else:
        out = list(hand_over(drawn, (W, H), edge, lambda: None))
    assert (
        np.abs(out[0] - sharp(1).astype(float)).mean()
        < 0.3 * np.abs(drawn[0] - sharp(1).astype(float)).mean()
    )
    lifted = [np.clip(frame + edge.shift, 0, 255) for frame in drawn]
    for mine, plain in list(zip(out, lifted, strict=True))[7:]:
        off = cv2.GaussianBlur(mine - plain, (0, 0), 1.5)
        assert np.abs(off - cv2.GaussianBlur(off, (0, 0), 12)).max() < 12  # no edge of the footage in it
    assert ghost(sharp(0), out) < ghost(sharp(0), lifted)


def test_what_a_model_forgets_at_the_cut_does_not_go_in_a_jump() -> None:
    """The footage has a light that no drawn frame shows: it is led away, and gone after seven frames."""
    y, x = np.mgrid[0:H, 0:W]
    light = 70 * np.exp(-((y - 48) ** 2 + (x - 80) ** 2) / (2 * 7**2))
    bare, lit = (
        cv2.GaussianBlur(FIELD, (0, 0), 1.5),
        np.clip(FIELD + light[..., None], 0, 255).astype(np.uint8),
    )
    edge = Edge(lit, cv2.GaussianBlur(lit, (0, 0), 1.5))
    out = list(hand_over([bare] * 12, (W, H), edge, lambda: None))
    left = [float((frame[38:58, 70:90].astype(float) - bare[38:58, 70:90]).mean()) for frame in [lit, *out]]
    assert left[1] > 0.8 * left[0]
    assert max(a - b for a, b in pairwise(left)) < 0.4 * left[0]
    assert abs(left[8]) < 0.1 * left[0]


@pytest.mark.parametrize("backwards", [False, True])
def test_a_cut_inside_what_was_drawn_ends_what_is_carried(backwards: bool) -> None:
    """The drawn picture changes at once: so does the film, within that very frame."""
    drawn = [soft(n) for n in range(1, 5)] + [soft(n)[::-1, ::-1] for n in range(5, 18)]
    edge = Edge(sharp(0), soft(0))
    if backwards:
        out = list(hand_over(drawn[::-1], (W, H), None, lambda: edge))[::-1]
    else:
        out = list(hand_over(drawn, (W, H), edge, lambda: None))
    assert ghost(sharp(0), out) < 0.6


def test_frames_beside_nothing_come_back_as_they_were() -> None:
    drawn = [soft(n) for n in range(5)]
    for given_frame, back in zip(drawn, hand_over(drawn, (W, H), None, lambda: None), strict=True):
        assert np.array_equal(given_frame, back)


def test_the_mean_colour_is_put_back_far_from_the_cut() -> None:
    drawn = [soft(n % 20) for n in range(EASE + 40)]
    out = list(hand_over(drawn, (W, H), Edge(sharp(0), soft(0)), lambda: None))
    for n in (REACH + 5, len(out) - 1):
        assert abs(out[n].mean() - sharp(n % 20).mean()) < 1.5


@given(st.integers(1, EASE + 30), st.booleans(), st.booleans())
def test_every_frame_comes_out_once_in_order_and_few_are_held(count: int, left: bool, right: bool) -> None:
    taken = 0

    def drawn() -> Iterator[np.ndarray]:
        nonlocal taken
        for n in range(count):
            taken += 1
            yield np.full((16, 16, 3), n, np.uint8)

    edge = Edge(np.full((32, 32, 3), 100, np.uint8), np.full((16, 16, 3), 100, np.uint8))
    out = 0
    for frame in hand_over(drawn(), (32, 32), edge if left else None, lambda: edge if right else None):
        assert frame.shape == (32, 32, 3)
        if not left and not right:
            assert int(frame[0, 0, 0]) == out
        assert taken - out <= EASE + 1
        out += 1
    assert out == count


@pytest.mark.parametrize("size", [(160, 96), (320, 192)])
def test_detail_is_carried_at_the_size_that_is_written(size: tuple[int, int]) -> None:
    """Footage finer than the model draws: the first drawn frame keeps that detail."""
    rng = np.random.default_rng(1)
    fine = rng.integers(60, 200, (size[1], size[0], 3), np.uint8)
    small = cv2.resize(fine, (W, H), interpolation=cv2.INTER_AREA)
    first = next(hand_over([small] * 3, size, Edge(fine, small), lambda: None))
    assert np.abs(first.astype(int) - fine).mean() < 3
