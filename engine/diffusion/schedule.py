"""From a token's noise cap to the noise level that it may never exceed."""

from __future__ import annotations

import torch
from torch import Tensor


def limit(sigmas: Tensor, m: Tensor) -> Tensor:
    """The highest sigma of tokens with cap `m` in [0, 1] (any shape), on the schedule `sigmas [steps + 1]`.

    A token with cap m is redrawn for the last fraction m of the *steps*, so m is looked up along the steps
    of the shifted schedule and not along sigma itself, which a strong shift keeps near 1 for most of them.
    """
    steps = len(sigmas) - 1
    at = (1 - m.double().clamp(0, 1)) * steps
    i = at.floor().long().clamp(max=steps - 1)
    ladder = sigmas.double().to(m.device)
    return torch.lerp(ladder[i], ladder[i + 1], at - i).float()
