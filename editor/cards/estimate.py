"""How long a card will take, from what its takes and their neighbours took on this machine."""

from __future__ import annotations

from collections.abc import Iterable

from engine.document.model import Card
from engine.document.take import Take

RECENT = 5


def seconds_a_frame(takes: Iterable[Take], model: str, steps: int | None) -> float | None:
    """Mean over the last few takes of `model` (oldest first), or None before the first.

    Takes with other steps count in proportion, since nearly all time goes into the steps.
    """
    speeds: list[float] = []
    for take in takes:
        seconds, frames = take.stats.get("total_seconds", 0.0), len(take.range)
        if take.request.model != model or not seconds or not frames:
            continue
        then = take.stats.get("steps", 0.0)
        ratio = steps / then if steps and then else 1.0
        speeds.append(seconds / frames * ratio)
    last = speeds[-RECENT:]
    return sum(last) / len(last) if last else None


def estimate(card: Card, takes: Iterable[Take], model: str) -> float | None:
    """Seconds for `card`, or None when nothing is known yet."""
    speed = seconds_a_frame(takes, card.model or model, card.steps)
    return speed * len(card.range) if speed is not None else None
