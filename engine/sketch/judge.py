"""Tells from pixels what a clip shows: its place and its subject's colour.

The judge is fitted in closed form on freshly drawn clips, so it knows the renderer's world and nothing of the
model. A place is told by a ridge regression on the coarse picture; a colour by one on how much of the picture
is near each of the world's colours, read differently in each place (white counts for little in snow).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from engine.sketch.scenes import Painter
from engine.sketch.world import COLOURS, NATIVE_SIZE, PLACES, Scene, random_scene

_GRID = (16, 9)
_PALETTE = np.array(list(COLOURS.values()), np.float32)
_NAMES = tuple(COLOURS)


def moments(clip: np.ndarray) -> np.ndarray:
    """First, middle and last frame of uint8 [F, H, W, 3]."""
    return clip[[0, len(clip) // 2, len(clip) - 1]]


def _place_features(clip: np.ndarray) -> np.ndarray:
    small = np.stack([np.asarray(Image.fromarray(f).resize(_GRID, Image.Resampling.BOX)) for f in clip])
    # The median of the moments drops a subject that moves on.
    x = np.median(small.astype(np.float32), 0) / 255 - 0.5
    rows = np.concatenate([np.median(x, 1).ravel(), x.std(1).ravel()])
    return np.concatenate([x.ravel(), rows, rows**2, [1.0]])


def _nearness(clip: np.ndarray) -> np.ndarray:
    """How much of the picture lies near each of the world's colours, [3 widths × 10 colours]."""
    pixels = clip[:, ::2, ::2].reshape(-1, 1, 3).astype(np.float32)
    apart = ((pixels - _PALETTE) ** 2).sum(-1)
    nearest = apart == apart.min(1, keepdims=True)
    found = [(np.exp(-apart / (2 * s * s)) * nearest).mean(0) for s in (14.0, 28.0, 50.0)]
    return np.sqrt(np.concatenate(found))


def _ridge(x: np.ndarray, y: np.ndarray, weight: float) -> np.ndarray:
    return np.linalg.solve(x.T @ x + weight * np.eye(x.shape[1]), x.T @ y)


@dataclass(frozen=True)
class Judge:
    """Fitted weights: place [D, 8], colour [1 + 8 places, features, 10]."""

    place_weights: np.ndarray
    colour_weights: np.ndarray

    def place(self, clip: np.ndarray) -> str:
        """The place of a clip, uint8 [F, H, W, 3]."""
        return PLACES[int(np.argmax(_place_features(moments(clip)) @ self.place_weights))]

    def colour(self, clip: np.ndarray) -> str:
        """The subject's colour, read as the place that the judge itself sees suggests."""
        near = np.append(_nearness(moments(clip)), 1.0)
        return _NAMES[int(np.argmax(near @ self.colour_weights[PLACES.index(self.place(clip))]))]


def drawn(rng: np.random.Generator) -> tuple[Scene, np.ndarray]:
    """A random scene with three moments of it."""
    scene = random_scene(rng, NATIVE_SIZE, float(rng.uniform(0.35, 1.4)))
    painter = Painter(scene)
    times = (0.0, scene.seconds / 2, scene.seconds)
    return scene, np.stack([np.asarray(painter.frame(t)) for t in times])


def fit(clips: int = 1600, seed: int = 77) -> Judge:
    """A judge fitted on that many drawn clips."""
    rng = np.random.default_rng(seed)
    scenes, pictures = zip(*(drawn(rng) for _ in range(clips)), strict=True)
    is_place = np.array([[s.place == p for p in PLACES] for s in scenes], np.float64)
    is_colour = np.array([[s.colour == c for c in _NAMES] for s in scenes], np.float64)
    place_weights = _ridge(np.stack([_place_features(p) for p in pictures]), is_place, 0.3)
    near = np.stack([np.append(_nearness(p), 1.0) for p in pictures])
    everywhere = _ridge(near, is_colour, 1e-2)
    local = []
    for k in range(len(PLACES)):
        here = is_place[:, k] > 0
        # Each place corrects the reading that holds everywhere.
        local.append(everywhere + _ridge(near[here], is_colour[here] - near[here] @ everywhere, 1e-2))
    return Judge(place_weights, np.stack(local))


def accuracy(judge: Judge, clips: int = 400, seed: int = 78) -> tuple[float, float]:
    """(place, colour): how often the judge is right on drawn clips that it was not fitted on."""
    rng = np.random.default_rng(seed)
    right = np.zeros(2)
    for _ in range(clips):
        scene, clip = drawn(rng)
        right += judge.place(clip) == scene.place, judge.colour(clip) == scene.colour
    return float(right[0] / clips), float(right[1] / clips)
