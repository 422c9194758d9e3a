"""Guidance that gives way where windows that are carried on harden.

Guidance goes a little further than the model would. A window that begins with latents of the one before it
starts from where that one went too far, and goes further still: edges stand out hard, and what was an even
sky has blotches. Drawn without guidance the picture hardens half as fast, or softens again. So the detail of
what was drawn last is held against that of the first window of the same words, and guidance is turned down
by as much as it has grown:

    detail, first window = 1     1.00   1.025   1.05   1.075   1.10 and more
    guidance of 2                2.00   1.75    1.50   1.25    1.00

On the built-in model, a ring at night, the edges of the ninth window are 1.18 times as strong as the first
one's, and not 1.6 times (4 steps); at 20 steps a window adds .8 % to them, and not 1.8 %. What is left is for
`engine.diffusion.drift`. A window with two prompts, or with footage that is redrawn in part, has its whole
guidance.
"""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor

ROOM = 0.1
"""Growth of the detail at which none of the guidance is left."""


def given_way(scale: float, first: Tensor, last: Tensor) -> float:
    """What is left of guidance by `scale`, where the shot's first window drew the latents
    `first [B, C, t, h, w]` and its last one `last`."""
    grown = detail(last) / max(detail(first), 1e-8) - 1
    return min(scale, 1 + (scale - 1) * min(1.0, max(0.0, 1 - grown / ROOM)))


def detail(latents: Tensor) -> float:
    """Mean step between neighbouring latents across and down."""
    across, down = latents.diff(dim=4).abs(), latents.diff(dim=3).abs()
    return sum(float(steps.mean()) for steps in (across, down) if steps.numel())


def drawn_first(plan: Sequence[range], n: int, said: Sequence[frozenset[int]]) -> int:
    """The window that began the shot which window `n` goes on with: the first of those in a row that are each
    carried on from the one before, in one and the same prompt. `said`: which prompts count in each window."""
    first = n
    while (
        first > 0
        and plan[first - 1].stop > plan[first].start
        and said[first - 1] == said[n]
        and len(said[n]) == 1
    ):
        first -= 1
    return first


def own(plan: Sequence[range], n: int) -> range:
    """The latents of window `n` that it did not take over from the one before."""
    before = plan[n - 1].stop if n else 0
    return range(max(plan[n].start, before), plan[n].stop)
