"""What happens after every step: progress, a picture, the stop button, and a look for broken numbers."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np
from torch import Tensor

from engine.diffusion.frames import to_bytes
from engine.diffusion.progress import Watch
from engine.diffusion.sampler import EachStep
from engine.errors import TweenError
from engine.families.family import Family

PICTURE_SHARE = 0.02
"""Of the time, for pictures of what is being drawn; the first one is always made."""


class BrokenNumbers(TweenError):
    """NaN in weights or latents: going on from a kept state would only meet it again."""


class Stepping:
    """Over all windows of a job of `total` steps, of which `done` were done `before`. `spent`: seconds for
    pictures and for showing them."""

    def __init__(self, family: Family, watch: Watch, total: int, done: int = 0) -> None:
        self.family, self.watch, self.total, self.done = family, watch, total, done
        self._began, self.before = time.perf_counter(), done
        self.spent, self._dearest = 0.0, 0.0
        note = f"Going on from step {done} of {total}, where the drawing was cut off." if done else ""
        watch.tell("sample", done, total, note=note)

    def each(self, keep: Callable[[int, Tensor], None]) -> EachStep:
        """For one window: `keep` is called with (steps done in it, x)."""

        def after(step: int, x: Tensor, guess: Tensor) -> None:
            if not math.isfinite(guess.sum().item()):
                raise BrokenNumbers(
                    f"The model {self.family.spec.name} gave broken numbers (NaN) in step {step} and "
                    "was stopped; its files may be damaged, so get it again, or choose another model."
                )
            self.done += 1
            keep(step, x)
            now = time.perf_counter()
            left = (now - self._began) / (self.done - self.before) * (self.total - self.done)
            picture = self._picture(guess, now)
            self.watch.tell("sample", self.done, self.total, left, picture)
            if picture is not None:
                self._dearest = max(self._dearest, time.perf_counter() - now)
                self.spent += time.perf_counter() - now

        return after

    def _picture(self, guess: Tensor, now: float) -> np.ndarray | None:
        """Of the middle of the window, when there is time for it: whoever shows it is counted in."""
        if not self.watch.report:
            return None
        if self.spent and self.spent + self._dearest > PICTURE_SHARE * (now - self._began):
            return None
        middle = guess.shape[2] // 2
        return to_bytes(self.family.preview(guess[:, :, middle : middle + 1]) * 2 - 1)[0]
