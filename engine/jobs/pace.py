"""How fast a job goes: units of its stage a second, over the last few."""

from __future__ import annotations

from collections import deque

REMEMBERED = 8
"""Units that count: fewer jump about, more hide that another program has taken the machine."""


class Pace:
    """Told `(stage, done, seconds)` of each progress, in order."""

    def __init__(self) -> None:
        self._stage = ""
        self._seen: deque[tuple[int, float]] = deque(maxlen=REMEMBERED)

    def told(self, stage: str, done: int, at: float) -> float | None:
        """Units a second now; None until two moments of the stage are known."""
        if stage != self._stage or (self._seen and done < self._seen[-1][0]):
            self._stage = stage
            self._seen.clear()
        if not self._seen or done > self._seen[-1][0]:
            self._seen.append((done, at))
        (first, began), (last, now) = self._seen[0], self._seen[-1]
        return (last - first) / (now - began) if last > first and now > began else None
