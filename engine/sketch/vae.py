"""The autoencoder's shape, and the linear codec that it begins from."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from diffusers import AutoencoderKLLTXVideo

from engine.sketch.codec import CHANNELS


def build_vae() -> AutoencoderKLLTXVideo:
    """A small LTX autoencoder with random weights: stride 4×16×16, 64 channels, no decoder timestep."""
    blocks = ("LTXVideo095DownBlock3D", "LTXVideo095DownBlock3D")
    return AutoencoderKLLTXVideo(
        latent_channels=CHANNELS,
        block_out_channels=(48, 384, 768),
        down_block_types=blocks,
        downsample_type=("spatiotemporal", "spatiotemporal"),
        spatio_temporal_scaling=(True, True),
        layers_per_block=(0, 0, 0),
        decoder_block_out_channels=(96, 192),
        decoder_layers_per_block=(0, 3, 1),
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
