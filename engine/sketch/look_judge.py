"""Tells from pixels in which look a clip is drawn.

Fitted in closed form on freshly drawn clips: a ridge regression on how light, how saturated and how busy the
picture is at several scales. Half of the clips are softened first, because a model draws softer than the
renderer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PIL import ImageFilter

from engine.sketch.judge import moments
from engine.sketch.scenes import Painter
from engine.sketch.world import LOOKS, NATIVE_SIZE, random_scene


def _features(clip: np.ndarray) -> np.ndarray:
    found = []
    for frame in moments(clip):
        rgb = frame.astype(np.float32) / 255
        light, chroma = rgb.mean(-1), rgb.max(-1) - rgb.min(-1)
        levels = np.quantile(light, (0.05, 0.25, 0.5, 0.75, 0.95))
        colours = np.quantile(chroma, (0.25, 0.5, 0.75, 0.95))
        busy = []
        for size in (1, 2, 4, 8):
            h, w = light.shape[0] // size * size, light.shape[1] // size * size
            small = light[:h, :w].reshape(h // size, size, w // size, size).mean((1, 3))
            change = np.abs(np.diff(small, axis=1)).ravel()
            busy += [np.sqrt(change.mean()), np.sqrt(np.quantile(change, 0.5)), np.quantile(change, 0.97)]
        found.append(np.concatenate([levels, colours, busy]))
    x = np.mean(found, 0)
    pairs = np.outer(x, x)[np.triu_indices(len(x))]
    return np.concatenate([x, pairs, [1.0]])


@dataclass(frozen=True)
class LookJudge:
    """Fitted weights [features, looks], and the features' spread."""

    weights: np.ndarray
    spread: np.ndarray

    def look(self, clip: np.ndarray) -> str:
        """The look of a clip, uint8 [F, H, W, 3]."""
        return LOOKS[int(np.argmax(_features(clip) / self.spread @ self.weights))]


def drawn(rng: np.random.Generator) -> tuple[str, np.ndarray]:
    """A random scene's look, all looks alike often, with three moments of it."""
    look = LOOKS[rng.integers(len(LOOKS))]
    scene = replace(random_scene(rng, NATIVE_SIZE, float(rng.uniform(0.35, 1.4))), look=look)
    painter, soft = Painter(scene), float(rng.uniform(0, 1.2)) * (rng.random() < 0.5)
    frames = [painter.frame(t) for t in (0.0, scene.seconds / 2, scene.seconds)]
    return look, np.stack([np.asarray(f.filter(ImageFilter.GaussianBlur(soft))) for f in frames])


def fit(clips: int = 900, seed: int = 177) -> LookJudge:
    """A judge fitted on that many drawn clips."""
    rng = np.random.default_rng(seed)
    names, pictures = zip(*(drawn(rng) for _ in range(clips)), strict=True)
    x = np.stack([_features(p) for p in pictures])
    spread = x.std(0) + 1e-3
    x = x / spread
    truth = np.array([[name == look for look in LOOKS] for name in names], np.float64)
    return LookJudge(np.linalg.solve(x.T @ x + 0.3 * np.eye(x.shape[1]), x.T @ truth), spread)


def accuracy(judge: LookJudge, clips: int = 300, seed: int = 178) -> float:
    """How often the judge is right on drawn clips that it was not fitted on."""
    rng = np.random.default_rng(seed)
    return float(np.mean([judge.look(clip) == name for name, clip in (drawn(rng) for _ in range(clips))]))
