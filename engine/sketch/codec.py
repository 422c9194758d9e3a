"""The linear codec: principal components of space-time blocks, the best that a linear autoencoder can do."""

from __future__ import annotations

import torch
from torch import Tensor

from engine.sketch.world import SPACE_STRIDE, TIME_STRIDE

CHANNELS = 96
BLOCK = 3 * TIME_STRIDE * SPACE_STRIDE**2


def blocks_of(pixels: Tensor) -> Tensor:
    """Pixels [B, 3, F, H, W] cut as the causal encoder cuts them, [B, t, h, w, 3·4·16·16].

    Latent 0 sees the first frame four times, latent k the frames 4k-3 to 4k.
    """
    s, p = TIME_STRIDE, SPACE_STRIDE
    x = torch.cat([pixels[:, :, :1]] * (s - 1) + [pixels], dim=2)
    b, c, f, h, w = x.shape
    x = x.reshape(b, c, f // s, s, h // p, p, w // p, p)
    return x.permute(0, 2, 4, 6, 1, 3, 5, 7).reshape(b, f // s, h // p, w // p, -1)


class Moments:
    """Mean and covariance of blocks, gathered batch by batch with weights."""

    def __init__(self) -> None:
        self.weight, self.first, self.second = 0.0, torch.zeros(BLOCK), torch.zeros(BLOCK, BLOCK)

    def add(self, pixels: Tensor, weight: float = 1.0) -> None:
        blocks = blocks_of(pixels).flatten(0, 3)
        self.weight += weight * len(blocks)
        self.first += weight * blocks.sum(0)
        self.second += weight * blocks.T @ blocks

    @property
    def mean(self) -> Tensor:
        """[D]."""
        return self.first / self.weight

    @property
    def covariance(self) -> Tensor:
        """[D, D]."""
        return self.second / self.weight - torch.outer(self.mean, self.mean)


def components(covariance: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """The first `count` principal components [D, count] of a covariance, and their deviations [count]."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        basis, values, _ = torch.svd_lowrank(covariance, min(count + 64, len(covariance)), niter=8)
    return basis[:, :count].contiguous(), values[:count].clamp_min(1e-8).sqrt()


class LinearCodec:
    """Blocks to latents and back, by `CHANNELS` principal components.

    A latent's deviation is the cube root of its component's in pixels, all at a mean square of one: between
    whitened (an error in the faintest texture counts as much as one in the colour of the sky) and plain (the
    texture drowns in the noise).
    """

    def __init__(self, moments: Moments) -> None:
        self.mean, self.covariance = moments.mean, moments.covariance
        self.basis, self.spread = components(self.covariance, CHANNELS)
        deviation = self.spread ** (1 / 3)
        self.deviation = deviation / deviation.square().mean().sqrt()

    def encode(self, pixels: Tensor) -> Tensor:
        """[B, 3, F, H, W] to [B, C, t, h, w]."""
        z = (blocks_of(pixels) - self.mean) @ self.basis / self.spread * self.deviation
        return z.permute(0, 4, 1, 2, 3)
