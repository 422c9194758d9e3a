"""Encoded clips on disk, made ahead by a process of their own so that the transformer never waits."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKLLTXVideo
from torch import Tensor

from engine.sketch.scenes import on_screen, render
from engine.sketch.vae import SPACE_STRIDE, TIME_STRIDE, posterior, to_unit
from engine.sketch.world import PICTURE_SIZES, Scene, random_scene


@dataclass(frozen=True)
class PoolPlan:
    """What to encode. half draws pictures of half the working size, cheap to learn layout and words from."""

    shards: int = 60
    clips: int = 64
    half: bool = False
    seed: int = 10


@dataclass(frozen=True)
class Example:
    """One encoded clip: latents [C, t, h, w] float16, subject [t, h, w] bool (which cells it touches)."""

    latents: Tensor
    subject: Tensor
    scene: Scene
    fps: float


#: Latent lengths and how often each is drawn; 13 is the longest window, 49 frames.
LENGTHS = {True: ((3, 5, 7), (0.3, 0.5, 0.2)), False: ((3, 5, 7, 9, 13), (0.2, 0.35, 0.2, 0.15, 0.1))}


def subject_cells(scene: Scene, t: int, fps: float) -> Tensor:
    """Which latent cells the subject touches, bool [t, height/16, width/16]."""
    rows = (np.arange(scene.height // SPACE_STRIDE) + 0.5) * SPACE_STRIDE
    columns = (np.arange(scene.width // SPACE_STRIDE) + 0.5) * SPACE_STRIDE
    cells = np.zeros((t, len(rows), len(columns)), bool)
    for frame in range((t - 1) * TIME_STRIDE + 1):
        x, y, radius = on_screen(scene, frame / fps)
        reach = radius + SPACE_STRIDE / 2
        near = (np.abs(rows - y) < reach)[:, None] & (np.abs(columns - x) < reach)[None]
        cells[(frame + TIME_STRIDE - 1) // TIME_STRIDE] |= near
    return torch.from_numpy(cells)


def draw_example(rng: np.random.Generator, half: bool) -> tuple[Scene, int, float, np.ndarray]:
    """A random scene with its latent length, its rate and its frames uint8 [F, h, w, 3]."""
    size = PICTURE_SIZES[rng.choice(3, p=(0.7, 0.15, 0.15))]
    if half:
        size = (size[0] // 2, size[1] // 2)
    lengths, odds = LENGTHS[half]
    t = int(rng.choice(lengths, p=odds))
    fps = float(rng.choice((24, 12), p=(0.75, 0.25)))
    frames = (t - 1) * TIME_STRIDE + 1
    scene = random_scene(rng, size, frames / fps)
    return scene, t, fps, render(scene, frames, fps)


@torch.no_grad()
def fill_pool(plan: PoolPlan, state: Path) -> None:
    """Write shards that do not exist yet; each is drawn from its own seed, so an interrupted run goes on."""
    vae = AutoencoderKLLTXVideo.from_pretrained(state / "vae").eval()
    folder = state / "latents"
    folder.mkdir(parents=True, exist_ok=True)
    kind = "half" if plan.half else "full"
    for k in range(plan.shards):
        target = folder / f"{kind}-{plan.seed}-{k:04}.pt"
        if target.exists():
            continue
        rng = np.random.default_rng((plan.seed, k, int(plan.half)))
        latents, subjects, notes = [], [], []
        for _ in range(plan.clips):
            scene, t, fps, frames = draw_example(rng, plan.half)
            with torch.autocast("cpu", torch.bfloat16):
                mode = posterior(vae, to_unit(frames[None])).mode()
            latents.append(normalise(vae, mode.float())[0].half())
            subjects.append(subject_cells(scene, t, fps))
            notes.append({"scene": asdict(scene), "fps": fps})
        torch.save(
            {"latents": latents, "subjects": subjects, "notes": json.dumps(notes)}, target.with_suffix(".tmp")
        )
        target.with_suffix(".tmp").rename(target)


def normalise(vae: AutoencoderKLLTXVideo, latents: Tensor) -> Tensor:
    """Raw latents [B, C, …] to zero mean and unit deviation a channel."""
    shape = (1, -1, 1, 1, 1)
    return (latents - vae.latents_mean.view(shape)) / vae.latents_std.view(shape)


def denormalise(vae: AutoencoderKLLTXVideo, latents: Tensor) -> Tensor:
    shape = (1, -1, 1, 1, 1)
    return latents * vae.latents_std.view(shape) + vae.latents_mean.view(shape)


class Pool:
    """The shards of a folder in memory, grouped by shape. `refresh` takes in new ones."""

    def __init__(self, state: Path) -> None:
        self.folder = state / "latents"
        self.seen: set[str] = set()
        self.groups: dict[bool, dict[tuple[int, ...], list[Example]]] = {True: {}, False: {}}

    def refresh(self) -> int:
        """Load shards not seen yet; gives the number of clips in all."""
        for path in sorted(self.folder.glob("*.pt")):
            if path.name not in self.seen:
                self._load(path)
        return sum(len(g) for kind in self.groups.values() for g in kind.values())

    def _load(self, path: Path) -> None:
        self.seen.add(path.name)
        shard = torch.load(path, weights_only=True)
        groups = self.groups[path.name.startswith("half")]
        parts = zip(shard["latents"], shard["subjects"], json.loads(shard["notes"]), strict=True)
        for latents, subject, note in parts:
            words = note["scene"]
            scene = Scene(**{**words, "position": tuple(words["position"])})
            key = (*latents.shape[1:], int(note["fps"]))
            groups.setdefault(key, []).append(Example(latents, subject, scene, note["fps"]))

    def batch(self, rng: np.random.Generator, half: bool, tokens: int, most: int) -> list[Example]:
        """Clips of one shape, so many that windows of at most `most` latents hold about `tokens` cells.

        Shapes come up as often as they are in the pool.
        """
        groups = self.groups[half] or self.groups[not half]
        keys = list(groups)
        weights = np.array([len(groups[k]) for k in keys], float)
        group = groups[keys[rng.choice(len(keys), p=weights / weights.sum())]]
        t, h, w = group[0].subject.shape
        count = max(2, round(tokens / (min(t, most) * h * w)))
        return [group[k] for k in rng.integers(len(group), size=count)]
