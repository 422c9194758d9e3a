"""Wan's VAE, a latent at a time.

It is causal: every convolution remembers the two frames before. diffusers keeps that memory in the module and
joins all frames on the device; here each run has a memory of its own and hands its frames out as it goes, so
that a clip of any length takes the memory of four frames, and two runs can go on side by side.

For large pictures on a small device `tile` is set: overlapping tiles are run one after the other, each with
its own memory, and blended where they overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import torch
import torch.nn.functional as F
from diffusers import AutoencoderKLWan
from diffusers.models.autoencoders.autoencoder_kl_wan import WanCausalConv3d
from torch import Tensor

OVERLAP = 0.25
"""Of a tile, that the next one repeats."""
STILL = 1e-6
"""A latent of a grey clip that differs by less from the one before is the last that is computed."""


class WanVae:
    """Pixels `[B, 3, F, H, W]` in [-1, 1] <-> latents `[B, C, t, h, w]`, normalised."""

    def __init__(self, vae: AutoencoderKLWan, device: torch.device) -> None:
        config: Any = vae.config
        self.module, self.device = vae, device
        self.patch = config.patch_size or 1
        self.frame_stride = int(2 ** sum(config.temperal_downsample))
        self.space_stride = int(2 ** len(config.temperal_downsample)) * self.patch
        self.channels = int(config.z_dim)
        self.tile: int | None = None
        """Side of a tile in pixels, or None for whole pictures."""
        shape = (1, -1, 1, 1, 1)
        self._mean = torch.tensor(config.latents_mean, device=device).view(shape)
        self._std = torch.tensor(config.latents_std, device=device).view(shape)

    def encode(self, pixels: Tensor) -> Tensor:
        """F = stride·k + 1 frames -> k + 1 latents: the mode of the distribution."""
        return torch.cat(list(self._encoded(pixels)), dim=2)

    def decode(self, latents: Tensor) -> Iterator[Tensor]:
        """One frame for the first latent, `frame_stride` for every other one."""
        z = latents.to(self.device, torch.float32) * self._std + self._mean
        for k in range(z.shape[2]):
            if k == 0:
                pieces = _Pieces(z.shape[-2:], self.tile, self.space_stride, self._decoder)
            yield pieces.run(z[:, :, k : k + 1], self.space_stride).clamp(-1, 1)

    def grey(self, frames: int, height: int, width: int) -> Tensor:
        """Latents `[1, C, t, h, w]` of middle grey. After some frames they stay the same."""
        flat = torch.zeros(1, 3, 1, height, width, device=self.device)
        pixels = flat.expand(-1, -1, frames, -1, -1)
        found: list[Tensor] = []
        for z in self._encoded(pixels):
            found.append(z)
            if len(found) > 1 and (found[-1] - found[-2]).abs().max() < STILL:
                break
        t = (frames - 1) // self.frame_stride + 1
        return torch.cat(found + found[-1:] * (t - len(found)), dim=2)

    def _encoded(self, pixels: Tensor) -> Iterator[Tensor]:
        n = self.frame_stride
        pieces = _Pieces(
            (pixels.shape[-2] // self.space_stride, pixels.shape[-1] // self.space_stride),
            self.tile,
            self.space_stride,
            self._encoder,
        )
        for first in range(1 - n, pixels.shape[2], n):
            chunk = pixels[:, :, max(0, first) : first + n].to(self.device, torch.float32)
            mode = pieces.run(chunk, 1, self.space_stride)
            yield (mode - self._mean) / self._std

    def _decoder(self) -> Callable[[Tensor], Tensor]:
        """A run of the decoder over one tile: latent after latent -> frames."""
        decoder: Any = self.module.decoder
        memory: list[Any] = [None] * _memories(decoder)
        fresh = True

        def step(z: Tensor) -> Tensor:
            nonlocal fresh
            first, fresh = fresh, False
            x = self.module.post_quant_conv(z)
            x = decoder(x, feat_cache=memory, feat_idx=[0], first_chunk=first)
            return _unpatched(x, self.patch)

        return step

    def _encoder(self) -> Callable[[Tensor], Tensor]:
        encoder: Any = self.module.encoder
        memory: list[Any] = [None] * _memories(encoder)

        def step(pixels: Tensor) -> Tensor:
            x = encoder(_patched(pixels, self.patch), feat_cache=memory, feat_idx=[0])
            return self.module.quant_conv(x).chunk(2, dim=1)[0]

        return step


class _Pieces:
    """One run over whole pictures, or one for every tile of them. Sizes here are in latents."""

    def __init__(
        self,
        size: tuple[int, ...],
        tile: int | None,
        space_stride: int,
        begin: Callable[[], Callable[[Tensor], Tensor]],
    ) -> None:
        self.size = size
        side = max(size) if tile is None else max(2, tile // space_stride)
        self.rows, self.columns = (_spans(length, side) for length in size)
        self.steps = {(y, x): begin() for y in self.rows for x in self.columns}

    def run(self, x: Tensor, out: int, into: int = 1) -> Tensor:
        """The next stretch of all pieces, joined; `into` and `out` are pixels a latent of what goes in and
        of what comes out."""
        if len(self.steps) == 1:
            return next(iter(self.steps.values()))(x)
        total: Tensor | None = None
        weight = torch.zeros(*(side * out for side in self.size), device=x.device)
        for ((y0, y1), (x0, x1)), step in self.steps.items():
            part = step(x[..., y0 * into : y1 * into, x0 * into : x1 * into])
            if total is None:
                total = part.new_zeros(*part.shape[:3], *weight.shape)
            here = (..., slice(y0 * out, y1 * out), slice(x0 * out, x1 * out))
            ramp = _ramp(part.shape[-2], part)[:, None] * _ramp(part.shape[-1], part)
            total[here] += part * ramp
            weight[here] += ramp
        assert total is not None
        return total / weight


def _spans(length: int, side: int) -> list[tuple[int, int]]:
    """Tiles of `side` along `length`, evenly spread, at least `OVERLAP` of each repeated by the next."""
    if side >= length:
        return [(0, length)]
    count = -(-(length - side) // max(1, round(side * (1 - OVERLAP)))) + 1
    starts = [round(i * (length - side) / (count - 1)) for i in range(count)]
    return [(start, start + side) for start in starts]


def _ramp(length: int, like: Tensor) -> Tensor:
    """Weights that rise from the edges of a tile and are nowhere 0."""
    i = torch.arange(length, device=like.device, dtype=like.dtype) + 0.5
    return torch.minimum(i, length - i).clamp(max=max(1.0, length * OVERLAP))


def _memories(module: torch.nn.Module) -> int:
    return sum(isinstance(part, WanCausalConv3d) for part in module.modules())


def _patched(x: Tensor, p: int) -> Tensor:
    """As Wan 2.2 folds pixels into channels, columns first: `[B, C·p·p, F, H/p, W/p]`."""
    if p == 1:
        return x
    x = x.unflatten(-1, (-1, p)).unflatten(-3, (-1, p))  # B C F H p W p
    return x.permute(0, 1, 6, 4, 2, 3, 5).flatten(1, 3)


def _unpatched(x: Tensor, p: int) -> Tensor:
    if p == 1:
        return x
    x = x.unflatten(1, (-1, p, p))  # B C p(w) p(h) F H W
    return x.permute(0, 1, 4, 5, 3, 6, 2).flatten(-2).flatten(-3, -2)


def pooled(mask: Tensor, frame_stride: int, space_stride: int) -> Tensor:
    """A pixel mask `[1, 1, F, H, W]` -> `[1, s·s, t, h, w]`: each latent's own pixels as channels, with the
    highest value of the frames that it draws. Sampling one frame of them, as the stock pipeline does, never
    shows a model that the first frame alone is known."""
    lead = mask[:, :, :1].expand(-1, -1, frame_stride - 1, -1, -1)
    spans = torch.cat([lead, mask], dim=2).unflatten(2, (-1, frame_stride)).amax(3)
    return F.pixel_unshuffle(spans.transpose(1, 2), space_stride).transpose(1, 2)
