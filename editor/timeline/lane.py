"""Things in a row on the film, indexed by time: searched by bisection, never walked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import attrgetter, le
from typing import Generic, TypeVar

T = TypeVar("T")


class Lane(Generic[T]):
    """Items in time order that never overlap. `place` names where an item has its `FrameRange`; "" for items
    that are one themselves."""

    def __init__(self, items: Iterable[T], place: str = "") -> None:
        self.source = items
        dot = f"{place}." if place else ""
        start = attrgetter(f"{dot}start")
        listed = list(items)
        starts: list[int] = [start(item) for item in listed]
        if not all(map(le, starts, starts[1:])):
            listed.sort(key=start)
            starts.sort()
        self.items: Sequence[T] = listed
        self.starts = starts
        self.stops: list[int] = list(map(attrgetter(f"{dot}stop"), listed))

    @property
    def end(self) -> int:
        return self.stops[-1] if self.stops else 0

    @cached_property
    def longest(self) -> int:
        """Frames of the longest item."""
        return max((stop - start for start, stop in zip(self.starts, self.stops, strict=True)), default=0)

    @cached_property
    def runs(self) -> tuple[list[int], list[int]]:
        """Where the stretches of items that touch each other begin, and where they stop."""
        if not self.items:
            return [], []
        breaks = [n for n, (a, b) in enumerate(zip(self.stops, self.starts[1:], strict=False), 1) if a < b]
        first, last = [0, *breaks], [*breaks, len(self.items)]
        return [self.starts[n] for n in first], [self.stops[n - 1] for n in last]

    def part(self, start: int, stop: int) -> slice:
        """Which items show in frames start … stop - 1."""
        return slice(bisect_right(self.stops, start), bisect_left(self.starts, stop))

    def within(self, start: int, stop: int) -> Sequence[T]:
        """Items that show in frames start … stop - 1."""
        return self.items[self.part(start, stop)]

    def at(self, frame: int) -> T | None:
        found = self.within(frame, frame + 1)
        return found[0] if found else None
