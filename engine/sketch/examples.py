"""Drawn clips of the kinds that the transformer learns from, with the cells that their subjects touch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from engine.sketch.plans import PoolPlan
from engine.sketch.scenes import on_screen, render, second, shown
from engine.sketch.world import (
    PICTURE_SIZES,
    SPACE_STRIDE,
    TIME_STRIDE,
    Scene,
    random_scene,
    settled,
    varied,
)

#: Latent lengths and how often each is drawn; 13 is the longest window, 49 frames.
LENGTHS = {True: ((3, 5, 7), (0.3, 0.5, 0.2)), False: ((3, 5, 7, 9, 13), (0.1, 0.25, 0.15, 0.3, 0.2))}


class Drawn(NamedTuple):
    """Clip `place` of shard `shard`: frames uint8 [F, h, w, 3], and `subject_cells`."""

    shard: int
    place: int
    scene: Scene
    fps: float
    frames: Tensor
    subject: Tensor


def subject_cells(scene: Scene, t: int, fps: float) -> Tensor:
    """Which latent cells the subjects touch, bool [t, height/16, width/16]."""
    rows = (np.arange(scene.height // SPACE_STRIDE) + 0.5) * SPACE_STRIDE
    columns = (np.arange(scene.width // SPACE_STRIDE) + 0.5) * SPACE_STRIDE
    cells = np.zeros((t, len(rows), len(columns)), bool)
    for frame in range((t - 1) * TIME_STRIDE + 1):
        on, since = shown(scene, frame / fps)
        for one in (on, second(on)):
            if one:
                x, y, radius = on_screen(one, since)
                reach = radius + SPACE_STRIDE / 2
                near = (np.abs(rows - y) < reach)[:, None] & (np.abs(columns - x) < reach)[None]
                cells[(frame + TIME_STRIDE - 1) // TIME_STRIDE] |= near
    return torch.from_numpy(cells)


def draw_example(
    rng: np.random.Generator, half: bool, wandering: float = 0.25
) -> tuple[Scene, int, float, np.ndarray]:
    """A random scene with its latent length, its rate and its frames uint8 [F, h, w, 3]; a share `wandering`
    of them is not settled."""
    size = PICTURE_SIZES[rng.choice(3, p=(0.7, 0.15, 0.15))]
    if half:
        size = (size[0] // 2, size[1] // 2)
    lengths, odds = LENGTHS[half]
    t = int(rng.choice(lengths, p=odds))
    fps = float(rng.choice((24, 12), p=(0.75, 0.25)))
    frames = (t - 1) * TIME_STRIDE + 1
    scene = varied(random_scene(rng, size, frames / fps), rng)
    if scene.then:  # cut between two latents
        first = ((t - 1) // 2 * TIME_STRIDE + 1) / fps
        rest = replace(scene.then, seconds=frames / fps - first)
        scene = replace(scene, seconds=first, then=rest)
    if rng.random() >= wandering:
        scene = settled(scene)
    return scene, t, fps, render(scene, frames, fps)


@dataclass(frozen=True)
class ExampleSource:
    """The clips of the shards `missing`, for `feed`. Each shard is drawn whole by one member from its own
    seed, so that what is in it does not depend on how many members there are."""

    plan: PoolPlan
    missing: tuple[int, ...]

    def __call__(self, number: int, of: int) -> Iterator[Drawn]:
        for k in self.missing[number::of]:
            rng = np.random.default_rng((self.plan.seed, k, int(self.plan.half)))
            for place in range(self.plan.clips):
                scene, t, fps, frames = draw_example(rng, self.plan.half, self.plan.wandering)
                yield Drawn(k, place, scene, fps, torch.from_numpy(frames), subject_cells(scene, t, fps))
