"""Pictures that lead to a clip: along its own motion, and none where it tells none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import torch

from engine.diffusion.canvas import to_pixels
from engine.diffusion.history import led_back
from engine.families.loading import load
from engine.sketch.scenes import render
from engine.sketch.world import NATIVE_FPS, NATIVE_SIZE, random_scene

_DICE = np.random.default_rng(3)
WORLD = cv2.resize(_DICE.integers(0, 255, (20, 60, 3), np.uint8), (480, 160), interpolation=cv2.INTER_CUBIC)


def panned(n: int) -> np.ndarray:
    """Frame n of a camera that goes two pixels a frame to the right."""
    return WORLD[20:116, 100 + 2 * n : 260 + 2 * n]


def test_a_pan_is_led_back_to_where_it_came_from() -> None:
    before = led_back(np.stack([panned(n) for n in range(4)]), 8)
    assert before is not None
    assert (before.shape, before.dtype) == ((8, 96, 160, 3), np.uint8)
    for picture, n in zip(before, range(-8, 0), strict=True):
        inner = np.s_[4:-4, 20:-20]
        off = np.abs(picture[inner].astype(float) - panned(n)[inner]).mean()
        still = np.abs(panned(0)[inner].astype(float) - panned(n)[inner]).mean()
        assert off < still / 4


@pytest.mark.parametrize("clip", ["one picture", "stands still", "cut", "nothing asked for"])
def test_no_motion_is_told(clip: str) -> None:
    pictures = {
        "one picture": [panned(0)],
        "stands still": [panned(0)] * 3,
        "cut": [panned(0), _DICE.integers(0, 255, (96, 160, 3), np.uint8)],
        "nothing asked for": [panned(0), panned(1)],
    }[clip]
    assert led_back(np.stack(pictures), 0 if clip == "nothing asked for" else 8) is None


def test_the_first_latents_come_closer_to_those_with_the_true_past() -> None:
    family = load("sketch")
    errors = []
    for seed in (1, 4, 6):
        scene = random_scene(np.random.default_rng([77, seed]), NATIVE_SIZE, 33 / NATIVE_FPS)
        frames = np.stack([np.asarray(frame) for frame in render(scene, 33, NATIVE_FPS)])
        true = family.encode(to_pixels(frames, family.device))[:, :, 5:6]
        behind = frames[17:25]
        before = led_back(behind, 8)
        assert before is not None
        still = family.encode(to_pixels(behind, family.device), mid_clip=True)[:, :, :1]
        moving = family.encode(to_pixels(np.concatenate([before, behind]), family.device), mid_clip=True)
        errors.append([float(torch.dist(z, true)) for z in (still, moving[:, :, 2:3])])
    still_off, moving_off = np.array(errors).T
    assert (moving_off < still_off).all()
    assert moving_off.mean() < 0.8 * still_off.mean()
