"""The renderer: the same seed gives the same film, and its numbers say where things really are."""

from __future__ import annotations

import time

import numpy as np
import pytest

from engine.sketch.scenes import on_screen, render, subject_colour
from engine.sketch.world import (
    COLOURS,
    MOTIONS,
    NATIVE_FPS,
    NATIVE_SIZE,
    PICTURE_SIZES,
    PLACES,
    SUBJECTS,
    random_scene,
    settled,
)


def a_scene(seed: int = 1, **fixed: str):
    return random_scene(np.random.default_rng(seed), NATIVE_SIZE, 17 / NATIVE_FPS, **fixed)


def test_a_seed_draws_one_film_and_another_seed_another():
    first, again, other = (render(a_scene(seed), 5, NATIVE_FPS) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("size", PICTURE_SIZES)
def test_every_shape_of_picture_is_drawn(size: tuple[int, int]):
    scene = random_scene(np.random.default_rng(0), size)
    assert render(scene, 2, NATIVE_FPS).shape == (2, size[1], size[0], 3)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_subject_is_where_the_numbers_say(subject: str):
    """Its own colour fills much of the disc inside its radius; a ring's is looked for on the rim."""
    scene = a_scene(subject=subject, motion="right", colour="red", place="sea", size="large", camera="static")
    frame = render(scene, 9, NATIVE_FPS)[8].astype(int)
    x, y, radius = on_screen(scene, 8 / NATIVE_FPS)
    rows, columns = np.mgrid[: scene.height, : scene.width]
    inside = np.hypot(columns - x, rows - y) < radius
    near = np.abs(frame - subject_colour(scene)).sum(-1) < 60
    assert near[inside].mean() > 0.2
    assert near[~inside].mean() < 0.02


@pytest.mark.parametrize("motion", MOTIONS)
def test_a_settled_shot_says_the_same_words_and_is_in_the_middle_at_mid_shot(motion: str):
    scene = a_scene(motion=motion, camera="static")
    still = settled(scene)
    said = ("subject", "colour", "size", "motion", "place", "camera", "plate_seed")
    assert [getattr(still, name) for name in said] == [getattr(scene, name) for name in said]
    assert settled(still) == still
    x, y, _ = on_screen(still, still.seconds / 2)
    assert abs(x - scene.width / 2) <= 0.041 * scene.height
    assert abs(y - scene.height / 2) <= 0.25 * scene.height


@pytest.mark.parametrize("motion", MOTIONS)
def test_each_motion_changes_the_picture_but_staying(motion: str):
    frames = render(a_scene(subject="box", motion=motion, camera="static"), 17, NATIVE_FPS).astype(int)
    moved = np.abs(frames[16] - frames[0]).mean()
    assert (moved > 1) == (motion != "stays")


def test_a_pan_to_the_left_moves_the_picture_to_the_right():
    scene = a_scene(subject="box", motion="stays", camera="pan left")
    assert on_screen(scene, scene.seconds)[0] > on_screen(scene, 0)[0]


def test_words_given_are_kept():
    scene = a_scene(colour="green", place="forest", subject="boat")
    assert (scene.colour, scene.place, scene.subject) == ("green", "forest", "boat")


def test_places_and_colours_lie_apart():
    """Any two places differ by more than their own variation, and so do any two colours."""
    tables = np.array(list(COLOURS.values()), float)
    apart = np.linalg.norm(tables[:, None] - tables[None], axis=-1) + 1e3 * np.eye(len(tables))
    assert apart.min() > 2 * 10 * 3**0.5
    means = np.array([
        np.mean([render(a_scene(seed, place=place), 1, 24).mean((0, 1, 2)) for seed in range(3)], 0)
        for place in PLACES
    ])  # fmt: skip
    apart = np.linalg.norm(means[:, None] - means[None], axis=-1) + 1e3 * np.eye(len(PLACES))
    assert apart.min() > 8


@pytest.mark.slow
def test_drawing_is_never_the_bottleneck():
    scenes = [a_scene(seed) for seed in range(6)]
    began = time.process_time()
    for scene in scenes:
        render(scene, 49, NATIVE_FPS)
    assert 6 * 49 / (time.process_time() - began) > 300
