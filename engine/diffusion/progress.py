"""What a generation tells while it runs. Importable without torch."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from engine.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` units of a stage (`load`, `read`, `encode`, `text`, `sample`, `decode`, `write`).

    `preview`: a small RGB picture `[H, W, 3]` uint8 of what is being drawn, when there is a new one.
    `seconds_left` is for the stage, once it can be known. `note`: a sentence for the person.
    """

    stage: str
    done: int
    total: int
    seconds_left: float | None = None
    preview: np.ndarray | None = None
    note: str = ""


@dataclass
class Watch:
    """The clock of one run, its progress, and its stop button."""

    report: Callable[[Progress], None] | None
    cancelled: Callable[[], bool]
    began: float = field(default_factory=time.perf_counter)
    seconds: dict[str, float] = field(default_factory=dict)

    def elapsed(self) -> float:
        return time.perf_counter() - self.began

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - began

    def tell(
        self,
        stage: str,
        done: int,
        total: int,
        seconds_left: float | None = None,
        preview: np.ndarray | None = None,
        note: str = "",
    ) -> None:
        """Report, or raise `Cancelled` if a person stopped the work."""
        if self.cancelled():
            raise Cancelled("The drawing was stopped.")
        if self.report:
            self.report(Progress(stage, done, total, seconds_left, preview, note))
