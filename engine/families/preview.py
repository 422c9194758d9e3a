"""A linear map from a latent to the colour of its block: good enough to see what is being drawn, and free.

Fitted by ridge regression on soft blots of colour that the model's own encoder sees, once per loaded model.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

BLOTS = 8
BLOCKS = 6
"""Each training clip is BLOCKS × BLOCKS latents large and two latents long."""


def fit(
    encode: Callable[[Tensor], Tensor], frame_stride: int, space_stride: int, device: torch.device
) -> Tensor:
    """Weights `[C + 1, 3]` from a latent (and 1) to the mean colour of its pixels, in [-1, 1]."""
    dice = torch.Generator().manual_seed(0)
    size = BLOCKS * space_stride
    rows, colours = [], []
    for n in range(BLOTS):
        grid = torch.rand((1, 3, 2, 2 + n % 5, 2 + n % 5), generator=dice) * 2 - 1
        clip = F.interpolate(grid, (1 + frame_stride, size, size), mode="trilinear", align_corners=True).to(
            device
        )
        z = encode(clip)
        rows.append(z.permute(0, 2, 3, 4, 1).reshape(-1, z.shape[1]))
        for part in (clip[:, :, :1], clip[:, :, 1:]):
            mean = F.adaptive_avg_pool3d(part, (1, BLOCKS, BLOCKS))
            colours.append(mean.permute(0, 2, 3, 4, 1).reshape(-1, 3))
    a = _with_one(torch.cat(rows).double().cpu())
    b = torch.cat(colours).double().cpu()
    ridge = 1e-3 * len(a) * torch.eye(a.shape[1], dtype=torch.float64)
    return torch.linalg.solve(a.T @ a + ridge, a.T @ b).float().to(device)


def paint(latents: Tensor, weights: Tensor) -> Tensor:
    """Latents `[B, C, t, h, w]` -> RGB `[B, 3, t, h, w]` in [0, 1]."""
    rgb = torch.einsum("bcthw,cd->bdthw", latents, weights[:-1]) + weights[-1].view(1, 3, 1, 1, 1)
    return ((rgb + 1) / 2).clamp(0, 1)


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, x.new_ones(len(x), 1)], dim=1)
