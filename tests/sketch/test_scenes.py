"""The renderer: the same seed gives the same film, and its numbers say where things really are."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, replace

import numpy as np
import pytest

from engine.sketch.scenes import on_screen, render, second, silhouette, subject_colour
from engine.sketch.world import (
    COLOURS,
    LOOKS,
    MOTIONS,
    NATIVE_FPS,
    NATIVE_SIZE,
    PICTURE_SIZES,
    PLACES,
    SUBJECTS,
    Scene,
    random_scene,
    settled,
    varied,
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


@pytest.mark.parametrize("look", LOOKS[1:])
def test_a_look_changes_the_picture_and_not_where_things_are(look: str):
    flat = replace(settled(a_scene(subject="box", motion="stays", place="sea", colour="red")), beside=None)
    dressed = replace(flat, look=look)
    first, other = (render(s, 2, NATIVE_FPS).astype(int) for s in (flat, dressed))
    assert np.abs(first - other).mean() > 8
    assert np.array_equal(silhouette(flat, 2, NATIVE_FPS, 4), silhouette(dressed, 2, NATIVE_FPS, 4))
    x, y, radius = (int(v) for v in on_screen(flat, 0.0))
    rim, outside = other[0, y, x + int(0.9 * radius)], other[0, y, x + int(1.5 * radius)]
    assert np.abs(rim - outside).sum() > 20


def test_film_has_no_colour_and_its_grain_moves():
    frames = render(replace(a_scene(motion="stays", camera="static"), look="film"), 2, NATIVE_FPS)
    assert np.ptp(frames, axis=-1).max() == 0
    assert not np.array_equal(frames[0], frames[1])


def test_a_silhouette_covers_what_the_subject_changes():
    scene = a_scene(subject="boat", motion="right", camera="pan left")
    cover = silhouette(scene, 3, NATIVE_FPS, 4)
    assert cover.shape == (3, scene.height // 4, scene.width // 4)
    x, y, radius = on_screen(scene, 2 / NATIVE_FPS)
    rows, columns = np.mgrid[: cover.shape[1], : cover.shape[2]] * 4 + 2
    assert cover[2][np.hypot(columns - x, rows - y) > 1.3 * radius].max() == 0
    assert cover[2].max() == 255


def test_a_second_subject_stands_beside_the_first():
    rng = np.random.default_rng(8)
    scenes = [s for s in (varied(random_scene(rng), rng) for _ in range(200)) if s.beside]
    for scene in map(settled, scenes[:10]):
        other = second(scene)
        assert other is not None
        assert (other.subject, other.colour) == scene.beside
        (x0, y0, r0), (x1, y1, r1) = (on_screen(s, scene.seconds / 2) for s in (scene, other))
        assert np.hypot(x1 - x0, y1 - y0) > 0.8 * (r0 + r1)
        assert 0 < x0 < scene.width
        assert 0 < x1 < scene.width


def test_a_cut_shows_another_shot_from_its_second_on():
    first = a_scene(place="night", motion="stays", camera="static")
    then = replace(a_scene(seed=2, place="desert", camera="static"), seconds=first.seconds)
    frames = render(replace(first, seconds=8 / NATIVE_FPS, then=then), 17, NATIVE_FPS).astype(int)
    steps = np.abs(np.diff(frames, axis=0)).mean((1, 2, 3))
    assert steps.argmax() == 7
    assert steps[7] > 10 * np.delete(steps, 7).max()


def test_a_scene_comes_back_from_its_notes():
    rng = np.random.default_rng(3)
    scenes = [varied(random_scene(rng), rng) for _ in range(300)]
    assert any(s.beside for s in scenes)
    assert any(s.then for s in scenes)
    for scene in scenes:
        assert Scene.of(json.loads(json.dumps(asdict(scene)))) == scene


@pytest.mark.slow
def test_drawing_is_never_the_bottleneck():
    scenes = [a_scene(seed) for seed in range(6)]
    began = time.process_time()
    for scene in scenes:
        render(scene, 49, NATIVE_FPS)
    assert 6 * 49 / (time.process_time() - began) > 300
