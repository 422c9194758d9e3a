"""What players answered so far, kept in a file: a long figure can be taken in several short runs."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from players import ask

BATCH = 25
"""Questions put to one process of a player."""
WAYS = ("random", "scrub")


class Answers:
    """Of one clip's players: `{player: {way: {ms, numbers, digests}, peak_mb}}`, or a sentence for a player.

    `deadline` is of `time.monotonic`: no batch is begun after it.
    """

    def __init__(self, path: Path, deadline: float) -> None:
        self._path, self._deadline = path, deadline
        self._kept: dict[str, Any] = json.loads(path.read_text()) if path.is_file() else {}

    def of(self, name: str, clip: Path, wanted: list[list[int]], env: dict[str, str]) -> dict[str, Any] | str:
        """All answers of a player to `wanted`, by way; a sentence where it is missing or failed.

        Raises `TimeoutError` when time is up before it has answered all.
        """
        kept = self._kept.setdefault(name, {"peak_mb": 0.0})
        for way, asked in zip(WAYS, wanted, strict=True):
            while not isinstance(kept, str):
                done = len(kept.get(way, {"ms": ()})["ms"])
                if done >= len(asked):
                    break
                if time.monotonic() > self._deadline:
                    raise TimeoutError(f"{name} has answered {done} of {len(asked)} ({way})")
                # One who scrubs keeps what passed by: the scrub is not cut into pieces.
                batch = asked[done : done + BATCH] if way == "random" else asked
                kept = self._kept[name] = _with(kept, way, ask(name, clip, [batch], env))
                self._path.write_text(json.dumps(self._kept))
        return kept

    def forget(self) -> None:
        """The next figure begins anew."""
        self._path.unlink(missing_ok=True)


def _with(kept: dict[str, Any], way: str, answer: dict[str, Any] | str) -> dict[str, Any] | str:
    if isinstance(answer, str):
        return answer
    (run,) = answer["runs"]
    before = kept.get(way, {key: [] for key in run})
    joined = {key: before[key] + run[key] for key in run}
    return kept | {way: joined, "peak_mb": max(kept["peak_mb"], answer["peak_mb"])}
