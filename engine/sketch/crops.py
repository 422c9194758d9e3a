"""Crops of drawn and real clips, which the autoencoder learns from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from engine.errors import TweenError
from engine.sketch import together
from engine.sketch.footage import real_clips, scene_pool
from engine.sketch.plans import CropPlan
from engine.sketch.scenes import render
from engine.sketch.world import NATIVE_FPS, PICTURE_SIZES, SPACE_STRIDE, TIME_STRIDE, random_scene

CLIP_FRAMES = 17


def check_crops(plan: CropPlan) -> None:
    """TweenError where crops of this size cannot be cut."""
    if plan.crop % SPACE_STRIDE or not 0 < plan.crop <= min(min(size) for size in PICTURE_SIZES):
        raise TweenError(f"crop={plan.crop} cannot be cut; give a multiple of 16 up to 128.")
    if plan.frames % TIME_STRIDE != 1 or not 0 < plan.frames <= CLIP_FRAMES:
        raise TweenError(f"frames={plan.frames} cannot be cut; give 1, 5, 9, 13 or 17.")


class Crops:
    """Random crops from a pool of clips.

    A member of several draws a pool and crops of its own; alone, the pool is the same at every step that
    training goes on from.
    """

    def __init__(self, plan: CropPlan, step: int = 0, member: int | None = None) -> None:
        self.plan = plan
        who = together.rank() if member is None else member
        self.rng = np.random.default_rng((plan.seed, step, who) if step else (plan.seed, who))
        each = [plan.clips // 2, plan.clips // 4, plan.clips // 4]
        pools = zip(PICTURE_SIZES, each, strict=True)
        self.drawn = [
            scene_pool(
                plan.seed * 100 + k if member is None else (plan.seed, step, member, k),
                count, CLIP_FRAMES, size,
            )
            for k, (size, count) in enumerate(pools)
        ]  # fmt: skip
        self.real = list(real_clips(224, 128, 33).values()) if plan.real_share else []

    def batch(self) -> Tensor:
        """uint8 [batch, frames, crop, crop, 3]."""
        crops = torch.from_numpy(np.stack([self._crop() for _ in range(self.plan.batch)]))
        for _ in range(self.plan.fresh):
            self._redraw()
        return crops

    def _crop(self) -> np.ndarray:
        rng, plan = self.rng, self.plan
        if self.real and rng.random() < plan.real_share:
            clip = self.real[rng.integers(len(self.real))]
        else:
            pool = self.drawn[rng.integers(len(self.drawn))]
            clip = pool[rng.integers(len(pool))]
        f, y, x = (int(rng.integers(size - want + 1)) for size, want in
                   zip(clip.shape[:3], (plan.frames, plan.crop, plan.crop), strict=True))  # fmt: skip
        crop = clip[f : f + plan.frames, y : y + plan.crop, x : x + plan.crop]
        return crop[:, :, ::-1] if rng.random() < 0.5 else crop

    def _redraw(self) -> None:
        """A new clip in the place of another."""
        kind = int(self.rng.integers(len(self.drawn)))
        scene = random_scene(self.rng, PICTURE_SIZES[kind], CLIP_FRAMES / NATIVE_FPS)
        pool = self.drawn[kind]
        pool[self.rng.integers(len(pool))] = render(scene, CLIP_FRAMES, NATIVE_FPS)


@dataclass(frozen=True)
class CropSource:
    """Endless batches from a step on, for `feed`; several members share out the plan's clips."""

    plan: CropPlan
    step: int

    def __call__(self, number: int, of: int) -> Iterator[Tensor]:
        if self.plan.renderers:
            share = replace(self.plan, clips=max(4, self.plan.clips // of))
            crops = Crops(share, self.step, number)
        else:
            crops = Crops(self.plan, self.step)
        while True:
            yield crops.batch()
