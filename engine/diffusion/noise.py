"""Noise belongs to a place: the same seed and latent give the same noise in any window, run or machine."""

from __future__ import annotations

import hashlib

import torch
from torch import Tensor


def place_noise(seed: int, first: int, size: tuple[int, int, int, int]) -> Tensor:
    """Noise `[1, C, t, h, w]` on the CPU for `size` (C, t, h, w); latent i of it stands at place `first + i`.

    Places are counted from the first drawn latent, so kept latents before it have negative ones.
    """
    channels, t, h, w = size
    return torch.stack([_frame(seed, first + i, (channels, h, w)) for i in range(t)], dim=1)[None]


def _frame(seed: int, place: int, size: tuple[int, int, int]) -> Tensor:
    digest = hashlib.sha256(f"tweenboard noise {seed} {place}".encode()).digest()
    dice = torch.Generator().manual_seed(int.from_bytes(digest[:8], "big") >> 1)
    return torch.randn(size, generator=dice)
