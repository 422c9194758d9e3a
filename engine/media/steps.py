"""How large the step from one picture to the next is, in colour, texture and motion, and how it compares.

What seams are judged by: those of a film (`engine.render.seams`), and those of a take as it is written.
"""

from __future__ import annotations

import numpy as np

AROUND = 12
"""Steps looked at on either side of a join: half a second of film at 24 a second."""

WIDTH = 192
"""Frames are judged this wide: finer than that is the encoder's grain, not a seam."""

FLOOR = np.array([0.25, 0.01, 0.25])
"""Steps that nobody sees: a quarter of a grey level in colour and motion, 1 % of texture energy. They keep a
still film from turning its own noise into scores."""

STANDS = 4
"""Steps on a drawn side of a join whose mean tells whether it stands still there, though the step over the
join itself does not."""
SLOW = 0.5
"""Part of the clip's own smaller steps that is as small as they come: a film slows down now and then."""


def reduced(rgb: np.ndarray) -> np.ndarray:
    """Block means of a picture, about `WIDTH` wide.

    Composed at full size first: a scaler on the way from the file rounds footage and takes differently, and
    that would be taken for a seam.
    """
    k = max(1, rgb.shape[1] // WIDTH)
    h, w = rgb.shape[0] // k, rgb.shape[1] // k
    return rgb[: h * k, : w * k].reshape(h, k, w, k, 3).mean(axis=(1, 3), dtype=np.float32)


def score(step: np.ndarray, others: np.ndarray) -> tuple[float, float, float, float]:
    """(worst, colour, texture, motion) of one step `[3]` against the other steps `[n, 3]`."""
    usual = np.percentile(others, 90, axis=0) if len(others) else np.zeros(3)
    parts = (step + FLOOR) / (usual + FLOOR)
    colour, texture, motion = (round(float(part), 3) for part in parts)
    return max(colour, texture, motion), colour, texture, motion


def still(steps: np.ndarray, at: int, drawn: tuple[bool, bool]) -> float:
    """How far the pictures stand still at a join, where the clip beside it moves: 1.0 is half as slow as its
    slower steps (10th percentile), 2.0 half of that.

    `steps [n, 3]` as far as no other join is met, that over this one at `at`; `drawn`: whether the frames
    before and after it were. The clip's own steps are those of the kept side, or further away where both
    sides were drawn. A clip that stands still itself scores at or below 1.
    """
    motion = steps[:, 2]
    sides = motion[:at][::-1], motion[at + 1 :]
    looked = [side for side, was in zip(sides, drawn, strict=True) if not was]
    usual = np.concatenate(looked or [side[STANDS:] for side in sides])
    slow = SLOW * float(np.percentile(usual, 10)) if len(usual) else 0.0
    beside = [side[:STANDS] for side, was in zip(sides, drawn, strict=True) if was and len(side)]
    seen = [float(motion[at]), *(float(side.mean()) for side in beside)]
    return round(float((slow + FLOOR[2]) / (min(seen) + FLOOR[2])), 3)


def steps_between(pictures: list[np.ndarray]) -> list[np.ndarray]:
    """Step from each picture `[H, W, 3]` (grey levels) to the next: `[3]` colour, texture, motion.

    Colour and motion are in grey levels, texture is the difference of log edge energy.
    """
    steps: list[np.ndarray] = []
    before = None
    for picture in pictures:
        rgb = picture.astype(np.float32)
        luma = rgb @ np.array([0.2126, 0.7152, 0.0722], np.float32)
        edges = np.abs(np.diff(luma, axis=0)).mean() + np.abs(np.diff(luma, axis=1)).mean()
        now = (rgb.mean(axis=(0, 1)), float(np.log(edges + 1.0)), luma)
        if before is not None:
            colour = float(np.abs(now[0] - before[0]).max())
            motion = float(np.abs(now[2] - before[2]).mean())
            steps.append(np.array([colour, abs(now[1] - before[1]), motion]))
        before = now
    return steps
