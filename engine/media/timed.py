"""What every reader of frames by number can do besides: frames in order, and by the time of another rate."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.media.timing import Timing

if TYPE_CHECKING:
    import numpy as np


class Timed(ABC):
    """A reader of a file whose frames have times."""

    timing: Timing

    @abstractmethod
    def frame(self, i: int) -> np.ndarray:
        """Frame `i` as `[H, W, 3]` uint8. Raises `IndexError` outside the clip."""

    def frames_at(self, numbers: range) -> Iterator[np.ndarray]:
        """The frames of a range in order, each `[H, W, 3]` uint8; forward ranges decode without seeking."""
        for i in numbers:
            yield self.frame(i)

    def source_index(self, i: int, rate: Fraction) -> int:
        """The frame of this file that a project at `rate` shows as its frame `i`; clamped to the clip."""
        return self.timing.source_index(i, rate)

    def frame_at_rate(self, i: int, rate: Fraction) -> np.ndarray:
        """Frame `i` of this clip conformed to `rate` by timestamps, as `[H, W, 3]` uint8."""
        return self.frame(self.source_index(i, rate))

    def conformed_length(self, rate: Fraction) -> int:
        """How many frames the clip fills at `rate`; exactly `frames` at its own constant rate."""
        return self.timing.conformed_length(rate)
