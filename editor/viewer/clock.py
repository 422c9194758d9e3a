"""What time it is while the film plays: the sound card's clock when there is sound, else the machine's."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

CATCH_UP = 0.1
"""Share of the difference to the sound that is made good at each look: smooth, and right within a second."""
JUMP = 0.15
"""Seconds of difference beyond which the clock follows at once."""


class Clock:
    """Seconds since `start`. `heard` says how many seconds of sound have been played; None without any."""

    def __init__(self, heard: Callable[[], float | None]) -> None:
        self._heard = heard
        self._began: float | None = None
        self._shift = 0.0

    @property
    def running(self) -> bool:
        return self._began is not None

    def start(self) -> None:
        self._began, self._shift = monotonic(), 0.0

    def stop(self) -> None:
        self._began = None

    def elapsed(self) -> float:
        if self._began is None:
            return 0.0
        now = monotonic() - self._began + self._shift
        heard = self._heard()
        if heard is None:
            return now
        error = heard - now
        self._shift += error if abs(error) > JUMP else error * CATCH_UP
        return max(0.0, now)
