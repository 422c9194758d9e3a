"""Tells from pixels what moves in a clip: its subject, the subject's motion and the camera's.

Unlike colour and place (`judge.py`) these need a network: a small convolutional one that reads five moments,
trained for some minutes on freshly drawn clips, so it knows the renderer's world and nothing of the model.
What no picture shows is not asked: a ring that spins looks like one that stays.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from engine.sketch.scenes import Painter
from engine.sketch.world import CAMERAS, MOTIONS, NATIVE_FPS, NATIVE_SIZE, SUBJECTS, Scene, random_scene

#: Moments of a clip that are looked at, and the size (width, height) that they are looked at in.
MOMENTS = 5
LOOK = (112, 64)
QUESTIONS: dict[str, tuple[str, ...]] = {"subject": SUBJECTS, "motion": MOTIONS, "camera": CAMERAS}


def fair(scene: Scene) -> bool:
    """Whether the scene's motion can be seen at all."""
    return (scene.subject, scene.motion) != ("ring", "spins")


def seen(clip: np.ndarray) -> Tensor:
    """The moments of a clip, uint8 [F, H, W, 3], as float32 [MOMENTS, 3, 64, 112] in [-.5, .5]."""
    chosen = [round(k * (len(clip) - 1) / (MOMENTS - 1)) for k in range(MOMENTS)]
    small = [np.asarray(Image.fromarray(clip[k]).resize(LOOK, Image.Resampling.BOX)) for k in chosen]
    return torch.from_numpy(np.stack(small)).permute(0, 3, 1, 2).float() / 255 - 0.5


class Watcher(nn.Module):
    """[B, MOMENTS, 3, 64, 112] to logits for each of QUESTIONS."""

    def __init__(self) -> None:
        super().__init__()

        def layer(inner: int, outer: int, size: int, stride: int) -> nn.Module:
            return nn.Sequential(
                nn.Conv2d(inner, outer, size, stride, size // 2), nn.BatchNorm2d(outer), nn.ReLU()
            )

        self.look = nn.Sequential(
            layer(3, 24, 5, 2), layer(24, 48, 3, 2), layer(48, 64, 3, 1), layer(64, 96, 3, 2)
        )
        self.shape = nn.Sequential(layer(96, 128, 3, 1), nn.AdaptiveMaxPool2d(1), nn.Flatten())
        self.change = nn.Sequential(layer(96 * MOMENTS, 128, 3, 1), layer(128, 128, 3, 1))
        self.subject = nn.Linear(128, len(SUBJECTS))
        self.motion = nn.Linear(256, len(MOTIONS))
        self.camera = nn.Linear(256, len(CAMERAS))

    def forward(self, clips: Tensor) -> dict[str, Tensor]:
        b = len(clips)
        found = self.look(clips.flatten(0, 1))
        shape = self.shape(found).unflatten(0, (b, MOMENTS))
        change = self.change(found.unflatten(0, (b, MOMENTS)).flatten(1, 2))
        pooled = torch.cat([change.mean((2, 3)), change.amax((2, 3))], 1)
        return {
            "subject": self.subject(shape).mean(1),
            "motion": self.motion(pooled),
            "camera": self.camera(pooled),
        }

    @torch.no_grad()
    def tell(self, clip: np.ndarray) -> dict[str, str]:
        """What a clip, uint8 [F, H, W, 3], shows: a word for each of QUESTIONS."""
        told = self.eval()(seen(clip)[None])
        return {name: words[int(told[name].argmax())] for name, words in QUESTIONS.items()}


def drawn(rng: np.random.Generator) -> tuple[Scene, Tensor]:
    """A random scene of 17 frames whose motion can be seen, and its moments.

    Drawn at the size that is looked at; softened at random, because a model draws softer than the renderer.
    """
    while not fair(scene := random_scene(rng, LOOK, 17 / NATIVE_FPS)):
        pass
    painter, last = Painter(scene), 16 / NATIVE_FPS
    frames = np.stack([np.asarray(painter.frame(last * k / (MOMENTS - 1))) for k in range(MOMENTS)])
    clip = seen(frames)
    if rng.random() < 0.5:
        soft = functional.avg_pool2d(clip, 3, 1, 1, count_include_pad=False)
        clip = clip + float(rng.random()) * (soft - clip)
    return scene, clip + float(rng.uniform(0, 0.02)) * torch.from_numpy(
        rng.standard_normal(clip.shape, np.float32)
    )


def _batches(seed: int, size: int) -> Iterator[tuple[Tensor, dict[str, Tensor]]]:
    rng = np.random.default_rng(seed)
    while True:
        scenes, clips = zip(*(drawn(rng) for _ in range(size)), strict=True)
        answers = {
            name: torch.tensor([words.index(getattr(scene, name)) for scene in scenes])
            for name, words in QUESTIONS.items()
        }
        yield torch.stack(clips), answers


def train(clips: int, seed: int = 91, batch: int = 64) -> Watcher:
    """A watcher that has seen so many drawn clips, each once."""
    torch.manual_seed(seed)
    watcher = Watcher()
    steps = clips // batch
    optimizer = torch.optim.AdamW(watcher.parameters(), lr=2e-3, weight_decay=1e-4)
    fall = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=max(1, steps))
    for pictures, answers in itertools.islice(_batches(seed, batch), steps):
        with torch.autocast("cpu", torch.bfloat16):
            told = watcher(pictures)
        wrong = [functional.cross_entropy(told[name].float(), answers[name]) for name in QUESTIONS]
        loss = torch.stack(wrong).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        fall.step()
    return watcher.eval()


def accuracy(watcher: Watcher, clips: int = 600, seed: int = 92) -> dict[str, float]:
    """How often each question is answered rightly on drawn clips of another seed, at the native size."""
    rng = np.random.default_rng(seed)
    right = dict.fromkeys(QUESTIONS, 0)
    for _ in range(clips):
        while not fair(scene := random_scene(rng, NATIVE_SIZE, 17 / NATIVE_FPS)):
            pass
        painter = Painter(scene)
        clip = np.stack([np.asarray(painter.frame(k / NATIVE_FPS)) for k in range(0, 17, 4)])
        told = watcher.tell(clip)
        for name in QUESTIONS:
            right[name] += told[name] == getattr(scene, name)
    return {name: count / clips for name, count in right.items()}


def kept(path: Path, clips: int = 40_000) -> Watcher:
    """The watcher of a file; trained on so many clips and written there if there is none."""
    watcher = Watcher()
    if path.exists():
        watcher.load_state_dict(load_file(path))
        return watcher.eval()
    watcher = train(clips)
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(watcher.state_dict(), path)
    return watcher
