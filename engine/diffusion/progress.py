"""What a generation tells while it runs. Importable without torch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` units of a stage (`load`, `read`, `sample`, `decode`, `write`).

    `preview`: a small RGB picture `[H, W, 3]` uint8 of what is being drawn, when there is a new one.
    """

    stage: str
    done: int
    total: int
    seconds_left: float | None = None
    preview: np.ndarray | None = None
