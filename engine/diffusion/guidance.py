"""Classifier-free guidance (Ho & Salimans, arXiv 2207.12598): past the prompt, away from the negative one.

Two refinements, each a family's default or an option:

CFG-Zero* (Fan et al., arXiv 2503.18886)   the unprompted velocity is first scaled to fit the prompted one as
                                           well as it can, and the first `ZERO_PART` of the steps stand still
rescaling (Lin et al., arXiv 2305.08891)   the guided velocity is given the prompted one's deviation, which a
                                           high scale inflates into glaring colours
"""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from torch import Tensor

from engine.diffusion.sampler import Velocity
from engine.families.family import Family, TextCond

ZERO_PART = 0.04
ROOM = 1.3
"""Free memory that a second branch must find, in units of what one branch took."""


@dataclass(frozen=True, slots=True)
class Refined:
    """How the two branches are put together. `steps` is the number of steps of the job."""

    cfg_zero: bool = False
    rescale: float = 0.0
    steps: int = 0

    def combine(self, without: Tensor, prompted: Tensor, scale: float, sigma: Tensor, step: int) -> Tensor:
        """The guided velocity of both branches `[B, C, t, h, w]`; `sigma [B, 1, t, h, w]`."""
        moving = (sigma > 0).expand_as(prompted)
        if self.cfg_zero:
            if step < int(ZERO_PART * self.steps):
                return torch.zeros_like(prompted)
            without = without * _fit(without, prompted, moving)
        v = without + scale * (prompted - without)
        if not self.rescale:
            return v
        factor = _deviation(prompted, moving) / _deviation(v, moving).clamp(min=1e-8)
        return v * (self.rescale * factor + 1 - self.rescale)


PLAIN = Refined()


@dataclass(slots=True)
class Branches:
    """Whether the model answers for both branches in one call.

    A processor takes them one after the other, which keeps the tensors in its cache and is some percent
    quicker. An accelerator takes them together when, after the first step, the second one finds room too.
    """

    device: torch.device
    at_once: bool | None = None
    _peak: int = field(default=0, init=False)

    def before(self) -> None:
        if self.at_once is None and self.device.type == "cpu":
            self.at_once = False
        if self.at_once is None:
            torch.accelerator.reset_peak_memory_stats(self.device)
            self._peak = torch.accelerator.memory_allocated(self.device)

    def after(self) -> None:
        if self.at_once is None:
            one = torch.accelerator.max_memory_allocated(self.device) - self._peak
            self.at_once = torch.accelerator.get_memory_info(self.device)[0] > ROOM * one


def guided(
    family: Family,
    cond: TextCond,
    scale: float,
    *,
    first_latent: int,
    fps: float,
    key: str,
    at_once: Branches | bool | None = None,
    refined: Refined = PLAIN,
) -> Velocity:
    """The velocity of one window under `cond`: one prompt, or `[negative, prompt]` for a scale above 1."""
    branches = at_once if isinstance(at_once, Branches) else Branches(family.device, at_once)

    def ask(x: Tensor, sigma: Tensor, text: TextCond, branch: str) -> Tensor:
        return family.velocity(x, sigma, text, first_latent=first_latent, fps=fps, key=f"{key}/{branch}")

    def plain(x: Tensor, sigma: Tensor, step: int) -> Tensor:
        return ask(x, sigma, cond, "prompt")

    def both(x: Tensor, sigma: Tensor, step: int) -> Tensor:
        branches.before()
        if branches.at_once:
            answer = ask(torch.cat([x, x]), torch.cat([sigma, sigma]), cond, "both")
            without, prompted = answer.chunk(2)
        else:
            without = ask(x, sigma, cond.one(0), "negative")
            branches.after()
            prompted = ask(x, sigma, cond.one(1), "prompt")
        return refined.combine(without, prompted, scale, sigma, step)

    return plain if len(cond.mask) == 1 else both


def _fit(without: Tensor, prompted: Tensor, moving: Tensor) -> Tensor:
    """`[B, 1, 1, 1, 1]`: the s for which s·without is nearest to `prompted` where tokens move."""
    axes = (1, 2, 3, 4)
    dot = (without * prompted * moving).sum(axes, keepdim=True)
    return dot / (without.square() * moving).sum(axes, keepdim=True).clamp(min=1e-8)


def _deviation(v: Tensor, moving: Tensor) -> Tensor:
    """`[B, 1, 1, 1, 1]`: the standard deviation where tokens move."""
    axes = (1, 2, 3, 4)
    count = moving.sum(axes, keepdim=True).clamp(min=1)
    mean = (v * moving).sum(axes, keepdim=True) / count
    return (((v - mean) * moving).square().sum(axes, keepdim=True) / count).sqrt()
