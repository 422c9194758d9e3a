"""How true the autoencoder gives back what it is shown, scenes and real clips that training never saw."""

from __future__ import annotations

import numpy as np
import torch
from diffusers import AutoencoderKLLTXVideo

from engine.sketch.footage import real_clips, scene_pool
from engine.sketch.vae import decoded, posterior, to_unit
from engine.sketch.world import PICTURE_SIZES


def held_out() -> tuple[np.ndarray, np.ndarray | None]:
    """Drawn and real clips that training never saw: uint8 [N, 17, 128, 224, 3] each."""
    drawn = scene_pool(987_654, 6, 17, PICTURE_SIZES[0])
    real = [clip[-17:] for clip in real_clips(224, 128, 72).values() if len(clip) >= 60]
    return drawn, np.stack(real[:6]) if real else None


@torch.no_grad()
def psnr(vae: AutoencoderKLLTXVideo, clips: np.ndarray) -> float:
    """Mean over clips of the peak signal-to-noise ratio of decode(encode(x)), dB."""
    scores = []
    for clip in clips:
        pixels = to_unit(clip[None]).to(vae.device)
        made = decoded(vae, posterior(vae, pixels).mode()).clamp(-1, 1)
        scores.append(float(10 * torch.log10(4 / (made - pixels).square().mean())))
    return float(np.mean(scores))
