"""Who answers for the windows of one step: this process, one after the other, or others besides.

The fused windows of a step (`engine.diffusion.windows`) all look at the latents as the step before left them,
and at nothing of each other. So whoever holds the same model, words and LoRAs can answer for any of them
(`engine.diffusion.helping`), and on the same kind of machine with the same bits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True, slots=True)
class Ask:
    """What does the model say to `x [1, C, t, h, w]` at noise `sigma [1, 1, t, h, w]` in `window`, in step
    number `step`? `first`: see `Canvas`."""

    window: range
    step: int
    first: int
    x: Tensor
    sigma: Tensor


Answer = Callable[[Ask], Tensor]
"""The velocity `[1, C, t, h, w]`, by this process."""
Share = Callable[[Sequence[Ask], Answer], list[Tensor]]
"""Answers for all windows of a step, in their order."""


def in_turn(asks: Sequence[Ask], answer: Answer) -> list[Tensor]:
    return [answer(ask) for ask in asks]
