"""The loop. Flow matching, Euler steps, and a noise level of its own for every token.

Symbols: x the noisy latents, x0 the clean ones, eps the noise, m the noise cap, v = eps - x0 the velocity.
A token with cap m follows x = (1 - sigma)·x0 + sigma·eps with sigma = min(schedule, limit(m)): at m = 1 it
is the plain sampler (Lipman et al., arXiv 2210.02747), at m = 0 it stands still as clean context in every
step, and in between it joins when the schedule has fallen to its limit (SDEdit, arXiv 2108.01073, per token).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import torch
from torch import Tensor

from engine.diffusion.schedule import limit

Velocity = Callable[[Tensor, Tensor], Tensor]
"""(x `[B, C, t, h, w]`, sigma `[B, 1, t, h, w]`) -> v."""
EachStep = Callable[[int, Tensor], None]
"""(steps done, the present guess of x0), after every step."""


def sample(
    velocity: Velocity, x0: Tensor, m: Tensor, eps: Tensor, sigmas: Tensor, each_step: EachStep | None = None
) -> Tensor:
    """Draw latents `[B, C, t, h, w]`: `x0` where the cap `m [B, 1, t, h, w]` is 0, new where it is 1.

    `sigmas [steps + 1]` falls to 0. Tokens with m = 0 come back bit for bit, and `x0` is not looked at where
    m = 1. A step in which no token moves costs no call of the model.
    """
    top = limit(sigmas, m)
    x = torch.where(m < 1, (1 - top) * x0 + top * eps, eps)
    x = torch.where(m > 0, x, x0)
    for i, (s, s_next) in enumerate(pairwise(sigmas.tolist())):
        sigma, sigma_next = top.clamp(max=s), top.clamp(max=s_next)
        moves = sigma_next < sigma
        if moves.any():
            v = velocity(x, sigma)
            guess = x - sigma * v
            x = torch.where(moves, x + (sigma_next - sigma) * v, x)
        else:
            guess = x
        if each_step:
            each_step(i + 1, guess)
    return x
