"""Long clips through a convolutional VAE, a stretch of latents at a time.

A stretch is run with `reach` latents of context on the sides that the network looks to, and only its middle
is kept, so the result equals the whole run up to `TOLERANCE` while memory stays that of one stretch. How far
the network looks is measured on noise, once a model: bounds counted from its layers are several times longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import torch
from torch import Tensor

TOLERANCE = 1e-3
"""Of pixels in [-1, 1]; an eighth of one 8-bit step."""
REACHES = (1, 2, 3, 4, 6, 8, 12)


def decode_stream(
    decode: Callable[[Tensor], Tensor], z: Tensor, stride: int, chunk: int, reach: int
) -> Iterator[Tensor]:
    """`decode` over `z [B, C, t, h, w]`, `chunk` latents at a time: pixels `[B, 3, n, H, W]` in order.

    Decoding a slice that begins at latent a gives frames a·stride, a·stride + 1, …: the first latent of any
    slice is drawn as one frame, the last of its span.
    """
    t = z.shape[2]
    for k in range(0, t, chunk):
        stop = min(t, k + chunk)
        a, b = max(0, k - reach), min(t, stop + reach)
        pixels = decode(z[:, :, a:b])
        first = 0 if k == 0 else (k - 1) * stride + 1 - a * stride
        yield pixels[:, :, first : (stop - 1) * stride + 1 - a * stride]


def encode_stream(
    encode: Callable[[Tensor], Tensor], pixels: Tensor, stride: int, chunk: int, reach: int
) -> Tensor:
    """A causal `encode` over `pixels [B, 3, F, H, W]`, F = stride·k + 1: latents `[B, C, k + 1, h, w]`."""
    t = (pixels.shape[2] - 1) // stride + 1
    parts = []
    for k in range(0, t, chunk):
        stop = min(t, k + chunk)
        a = max(0, k - reach)
        parts.append(encode(pixels[:, :, a * stride : (stop - 1) * stride + 1])[:, :, k - a :])
    return torch.cat(parts, dim=2)


def decoder_reach(
    decode: Callable[[Tensor], Tensor], channels: int, stride: int, device: torch.device
) -> int:
    """How many latents on either side change what a latent's frames look like, by more than `TOLERANCE`."""
    middle = REACHES[-1] + 1
    z = _noise((1, channels, 2 * middle + 1, 2, 2), device)
    start = (middle - 1) * stride + 1
    whole = decode(z)[:, :, start : start + stride]
    for reach in REACHES:
        a = middle - reach
        part = decode(z[:, :, a : middle + reach + 1])[:, :, start - a * stride :][:, :, :stride]
        if (part - whole).abs().max() < TOLERANCE:
            return reach
    return REACHES[-1]


def encoder_reach(encode: Callable[[Tensor], Tensor], stride: int, space: int, device: torch.device) -> int:
    """How many latents before it a causal encoder needs for a latent, up to `TOLERANCE` of its deviation."""
    last = REACHES[-1] + 1
    pixels = _noise((1, 3, last * stride + 1, 2 * space, 2 * space), device).clamp(-1, 1)
    whole = encode(pixels)[:, :, -1]
    for reach in REACHES:
        part = encode(pixels[:, :, (last - reach) * stride :])[:, :, -1]
        if (part - whole).abs().max() < TOLERANCE * whole.std():
            return reach
    return REACHES[-1]


def _noise(shape: tuple[int, ...], device: torch.device) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(0)).to(device)
