"""What jobs took on this machine, beside what was expected of them: the next estimate is corrected by it.

The middle one of the few jobs nearest in size counts, so that a run beside a game or a backup moves nothing.
A model that was never drawn with here goes by how fast the machine was with others.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from statistics import median

from engine.families.memory.plan import Correction, Job, Machine, Plan, estimated, plans
from engine.families.memory.sizes import Sizes
from engine.media.cache import Shelf

KEPT, NEAREST = 30, 5
"""Jobs remembered of a model, and how many of them an estimate is corrected by."""
PEAK_LIMITS, SECONDS_LIMITS = (0.5, 2.0), (0.01, 1000.0)
"""How far a correction goes. Peaks are arithmetic and nearly right; speeds were guessed."""
_shelf = Shelf("measured", version=2, limit=4 << 20)


@dataclass(frozen=True, slots=True)
class Ran:
    """One job: seconds and peak bytes as estimated uncorrected, and as measured (peak 0: not known)."""

    seconds_expected: float
    seconds: float
    peak_expected: int
    peak: int


def correction(model: Sizes, job: Job, machine: Machine) -> Correction:
    """For the next job of `model` on `machine`."""
    expected = plans(model, job, machine)[0].seconds
    own = _read(_key(model, machine))
    if own:
        return Correction(seconds_ratio(own, expected), peak_ratio(own, expected))
    return Correction(seconds_ratio(_read(_key(None, machine)), expected), 1.0)


def record(model: Sizes, job: Job, machine: Machine, plan: Plan, seconds: float, peak: int | None) -> None:
    """A job that ran by `plan` from beginning to end took `seconds`, and `peak` bytes if told."""
    raw = estimated(plan, model, job, machine)
    ran = Ran(raw.seconds, seconds, raw.peak, peak or 0)
    for key in (_key(model, machine), _key(None, machine)):
        kept = [*_read(key), ran][-KEPT:]
        _shelf.put(key, json.dumps([astuple(each) for each in kept]).encode())


def seconds_ratio(known: Sequence[Ran], expected: float) -> float:
    """Measured over expected, of the jobs whose expected seconds are nearest; 1 without any."""
    return _ratio(
        [(r.seconds_expected, r.seconds / r.seconds_expected) for r in known], expected, SECONDS_LIMITS
    )


def peak_ratio(known: Sequence[Ran], expected: float) -> float:
    with_peak = [(r.seconds_expected, r.peak / r.peak_expected) for r in known if r.peak]
    return _ratio(with_peak, expected, PEAK_LIMITS)


def _ratio(known: list[tuple[float, float]], expected: float, limits: tuple[float, float]) -> float:
    # The latest first: of jobs alike in size, it is the last ones that say how fast the machine is now.
    latest = known[::-1]
    nearest = sorted(latest, key=lambda each: round(abs(math.log(each[0] / expected)), 1))[:NEAREST]
    middle = median([ratio for _, ratio in nearest]) if nearest else 1.0
    return min(max(middle, limits[0]), limits[1])


def _key(model: Sizes | None, machine: Machine) -> str:
    return hashlib.sha256(f"{machine.name} {model!r}".encode()).hexdigest()[:32]


def _read(key: str) -> list[Ran]:
    data = _shelf.get(key)
    return [Ran(*entry) for entry in json.loads(data)] if data else []
