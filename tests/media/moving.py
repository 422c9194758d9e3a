"""A textured thing that moves, turns and grows over a textured ground that the camera moves across: pictures,
and the true mask of each."""

from __future__ import annotations

import cv2
import numpy as np

SIZE = (320, 180)
SIDE = 200


def noise(dice: np.random.Generator, width: int, height: int, blur: float) -> np.ndarray:
    values = cv2.GaussianBlur(dice.uniform(0, 1, (height, width, 3)).astype(np.float32), (0, 0), blur)
    return np.rint((values - values.min()) / np.ptp(values) * 255).astype(np.uint8)


def moving(
    seed: int, frames: int = 25, speed: tuple[float, float] = (2.0, 1.0), turn: float = 1.5
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """`speed` in pixels and `turn` in degrees a frame; half way the thing is in the middle of the picture."""
    dice = np.random.default_rng(seed)
    width, height = SIZE
    ground = noise(dice, width + 200, height + 200, 3)
    skin = (noise(dice, SIDE, SIDE, 2.5) * 0.6 + dice.uniform(0, 100, 3)).astype(np.uint8)
    shape = np.zeros((SIDE, SIDE), np.uint8)
    cv2.ellipse(shape, (100, 100), (80, 55), 0, 0, 360, 255, -1)
    cv2.rectangle(shape, (90, 90), (175, 120), 255, -1)
    pan, zoom = dice.uniform(-2, 2, 2), dice.uniform(0.99, 1.01)
    pictures: list[np.ndarray] = []
    masks: list[np.ndarray] = []
    for k in range(frames):
        x, y = pan * k + (100 + width / 2, 100 + height / 2)
        below = cv2.getRectSubPix(ground, SIZE, (float(x), float(y)))
        place = cv2.getRotationMatrix2D((100, 100), turn * k, 0.5 * zoom**k)
        place[:, 2] += np.array(SIZE) / 2 + np.array(speed) * (k - frames / 2) - 100
        cover = cv2.warpAffine(shape, place, SIZE)
        alpha = cover[..., None] / 255
        above = cv2.warpAffine(skin, place, SIZE)
        pictures.append(np.rint(below * (1 - alpha) + above * alpha).astype(np.uint8))
        masks.append(cover > 127)
    return pictures, masks
