"""The autoencoder in closed form: the linear codec of many blocks, written into the network's weights.

Its encoder is then as good as a linear one can be; `decoder_train` goes on with its decoder.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from engine.sketch import fidelity
from engine.sketch.codec import LinearCodec, Moments
from engine.sketch.footage import real_clips, scene_pool
from engine.sketch.linear_vae import write_decoder, write_encoder
from engine.sketch.plans import VaePlan
from engine.sketch.vae import build_vae, keep, to_unit
from engine.sketch.world import PICTURE_SIZES, SPACE_STRIDE

CLIP_FRAMES = 17


class Pieces:
    """Clips moved by part of a block, so that edges fall anywhere in it."""

    def __init__(self, plan: VaePlan) -> None:
        self.plan, self.rng = plan, np.random.default_rng(plan.seed)

    def drawn(self, seed: int, clips: int) -> Iterator[Tensor]:
        """`clips` drawn clips of every shape, pixels [1, 3, F, H, W] each."""
        for k, size in enumerate(PICTURE_SIZES):
            for n in range(clips):
                yield self._moved(scene_pool((seed, k, n), 1, CLIP_FRAMES, size)[0])

    def real(self) -> list[Tensor]:
        """Every seventeen frames of the real footage that is there."""
        if not self.plan.real_share:
            return []
        clips = real_clips(*PICTURE_SIZES[0], 33).values()
        starts = ((clip, k) for clip in clips for k in range(0, len(clip) - CLIP_FRAMES + 1, CLIP_FRAMES - 1))
        return [self._moved(clip[k : k + CLIP_FRAMES]) for clip, k in starts]

    def _moved(self, clip: np.ndarray) -> Tensor:
        y, x = self.rng.integers(0, SPACE_STRIDE, 2)
        high, wide = (side - SPACE_STRIDE for side in clip.shape[1:3])
        return to_unit(clip[None, :, y : y + high, x : x + wide])


def fitted(plan: VaePlan, pieces: Pieces, real: list[Tensor]) -> LinearCodec:
    """The codec; real footage counts for `real_share` of all."""
    moments = Moments()
    for pixels in pieces.drawn(plan.seed, plan.scenes):
        moments.add(pixels)
    scenes = moments.weight
    for pixels in real:
        share = plan.real_share / (1 - plan.real_share)
        moments.add(pixels, share * scenes / len(real) / (pixels[0, 0, ::4].numel() / SPACE_STRIDE**2))
    return LinearCodec(moments)


def fit_vae(plan: VaePlan, folder: Path) -> None:
    """Write the autoencoder of the plan to folder/vae, float32, and print what it comes to."""
    torch.manual_seed(plan.seed)
    pieces = Pieces(plan)
    real = pieces.real()
    codec, vae = fitted(plan, pieces, real), build_vae().eval()
    samples = [*pieces.drawn(plan.seed + 1, plan.samples), *real[::2]]
    write_encoder(vae, codec, samples)
    write_decoder(vae, codec, samples)
    folder.mkdir(parents=True, exist_ok=True)
    keep(vae, folder / "vae")
    for name, clips in zip(("scenes", "real clips"), fidelity.held_out(), strict=True):
        if clips is not None:
            print(f"{name}: {fidelity.psnr(vae, clips):.2f} dB", flush=True)
