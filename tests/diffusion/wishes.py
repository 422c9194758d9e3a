"""What the tests of drawing ask for: a tiny film, a tiny model, short ranges."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from engine.document.request import Known, Request
from engine.document.take import Take
from engine.document.time import FrameRange
from engine.media.open import open_reader

RATE = Fraction(24)
WIDTH, HEIGHT = 64, 32
"""What the tiny model draws at."""
FILM = (160, 80)
NOTES = {"native_size": [WIDTH, HEIGHT], "native_fps": 24, "longest_window": 25, "steps": 2, "guidance": 2.0}


def request(start: int, stop: int, *known: Known, **more: object) -> Request:
    plain = Request(
        card="c", lineage="l", origin=0, draw=FrameRange(start, stop), rate=RATE, width=FILM[0],
        height=FILM[1], model="tiny", prompt="a red ball", seed=5, known=known,
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def footage(clip: Path, start: int, stop: int, cap: float = 0.0) -> Known:
    return Known(FrameRange(start, stop), str(clip), "f", source_start=start, cap=cap)


def of_take(take: Take, start: int, stop: int, source_start: int = 0) -> Known:
    """Frames of a take as the tools put them into a Request."""
    return Known(FrameRange(start, stop), take.frames_path, f"take:{take.id}", source_start)


def frames_of(take: Take) -> np.ndarray:
    with open_reader(take.frames_path) as reader:
        return np.stack([reader.frame(i) for i in range(reader.frames)])
