"""The autoencoder's shape, and the linear codec that it begins from."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from diffusers import AutoencoderKLLTXVideo

from engine.sketch.world import SPACE_STRIDE, TIME_STRIDE

CHANNELS = 64


def build_vae() -> AutoencoderKLLTXVideo:
    """A small LTX autoencoder with random weights: stride 4×16×16, 64 channels, no decoder timestep."""
    blocks = ("LTXVideo095DownBlock3D", "LTXVideo095DownBlock3D")
    return AutoencoderKLLTXVideo(
        latent_channels=CHANNELS,
        block_out_channels=(48, 96, 192),
        down_block_types=blocks,
        downsample_type=("spatiotemporal", "spatiotemporal"),
        spatio_temporal_scaling=(True, True),
        layers_per_block=(0, 1, 1),
        decoder_block_out_channels=(96, 192),
        decoder_layers_per_block=(1, 2, 1),
        decoder_spatio_temporal_scaling=(True, True),
        decoder_inject_noise=(False, False, False),
        upsample_residual=(True, True),
        upsample_factor=(2, 2),
        timestep_conditioning=False,
        patch_size=4,
        encoder_causal=True,
        decoder_causal=False,
    )


def to_unit(frames: np.ndarray | torch.Tensor) -> torch.Tensor:
    """uint8 [B, F, H, W, 3] to float32 [B, 3, F, H, W] in [-1, 1], where a tensor lies."""
    if isinstance(frames, np.ndarray):
        frames = torch.from_numpy(np.ascontiguousarray(frames))
    return frames.permute(0, 4, 1, 2, 3).float() / 127.5 - 1


def normalise(vae: AutoencoderKLLTXVideo, latents: torch.Tensor) -> torch.Tensor:
    """Raw latents [B, C, …] to zero mean and unit deviation a channel."""
    shape = (1, -1, 1, 1, 1)
    return (latents - vae.latents_mean.view(shape)) / vae.latents_std.view(shape)


def denormalise(vae: AutoencoderKLLTXVideo, latents: torch.Tensor) -> torch.Tensor:
    """The raw latents of normalised ones."""
    shape = (1, -1, 1, 1, 1)
    return latents * vae.latents_std.view(shape) + vae.latents_mean.view(shape)


def to_bytes(pixels: torch.Tensor) -> np.ndarray:
    """float [B, 3, F, H, W] in [-1, 1] to uint8 [B, F, H, W, 3]."""
    return ((pixels.clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8).permute(0, 2, 3, 4, 1).numpy()


def blocks_of(pixels: torch.Tensor) -> torch.Tensor:
    """Pixels [B, 3, F, H, W] cut as the causal encoder cuts them, [B, t, h, w, 3·4·16·16].

    Latent 0 sees the first frame four times, latent k the frames 4k-3 to 4k.
    """
    s, p = TIME_STRIDE, SPACE_STRIDE
    x = torch.cat([pixels[:, :, :1]] * (s - 1) + [pixels], dim=2)
    b, c, f, h, w = x.shape
    x = x.reshape(b, c, f // s, s, h // p, p, w // p, p)
    return x.permute(0, 2, 4, 6, 1, 3, 5, 7).reshape(b, f // s, h // p, w // p, -1)


def posterior(vae: AutoencoderKLLTXVideo, pixels: torch.Tensor) -> Any:
    """The encoder's distribution over raw latents of pixels [B, 3, F, H, W]; its `.mode()` is used."""
    return vae.encode(pixels, return_dict=False)[0]


def keep(vae: AutoencoderKLLTXVideo, folder: Path) -> None:
    """Write an autoencoder beside the one that is there, then put it in its place."""
    fresh, old = folder.with_name(folder.name + "-new"), folder.with_name(folder.name + "-old")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    vae.save_pretrained(fresh)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def decoded(vae: AutoencoderKLLTXVideo, latents: torch.Tensor) -> torch.Tensor:
    """Pixels [B, 3, F, H, W] of raw latents."""
    return cast(torch.Tensor, vae.decode(latents, return_dict=False)[0])  # type: ignore[index]


class LinearCodec:
    """Principal components of space-time blocks: what a linear autoencoder of this size does best.

    Its latents are each component over the root of its own deviation, halfway between whitened (all alike to
    the network) and raw (an error counts as in pixels).
    """

    def __init__(self, mean: torch.Tensor, basis: torch.Tensor, spread: torch.Tensor) -> None:
        self.mean, self.basis, self.spread = mean, basis, spread

    @classmethod
    def fit(cls, blocks: torch.Tensor) -> LinearCodec:
        """blocks: [N, D] samples."""
        if blocks.is_cuda:  # there, products of float32 are rounded too much for this
            exact = cls.fit_exactly(blocks.double())
            return cls(exact.mean.float(), exact.basis.float(), exact.spread.float())
        return cls.fit_exactly(blocks)

    @classmethod
    def fit_exactly(cls, blocks: torch.Tensor) -> LinearCodec:
        """The same in the samples' own type."""
        mean = blocks.mean(0)
        values, vectors = torch.linalg.eigh((blocks - mean).T @ (blocks - mean) / len(blocks))
        top = values.flip(0)[:CHANNELS].clamp_min(1e-8).sqrt()
        return cls(mean, vectors.flip(1)[:, :CHANNELS].contiguous(), top.sqrt())

    def encode(self, pixels: torch.Tensor) -> torch.Tensor:
        """[B, 3, F, H, W] to [B, C, t, h, w]."""
        z = (blocks_of(pixels) - self.mean) @ self.basis / self.spread
        return z.permute(0, 4, 1, 2, 3)

    def to(self, device: torch.device) -> LinearCodec:
        """The codec on a device."""
        return LinearCodec(self.mean.to(device), self.basis.to(device), self.spread.to(device))

    def state(self) -> dict[str, torch.Tensor]:
        return {"mean": self.mean, "basis": self.basis, "spread": self.spread}
