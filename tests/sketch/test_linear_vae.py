"""The autoencoder that is written in closed form: what a linear codec gives is what the network gives."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import torch
from diffusers import AutoencoderKLLTXVideo
from torch import Tensor

from engine.sketch import fidelity, linear_vae, vae_fit
from engine.sketch.codec import CHANNELS, LinearCodec
from engine.sketch.footage import scene_pool
from engine.sketch.plans import VaePlan
from engine.sketch.vae import build_vae, decoded, posterior

PLAN = VaePlan(scenes=2, samples=2, real_share=0)


class Fitted(NamedTuple):
    folder: Path
    vae: AutoencoderKLLTXVideo
    codec: LinearCodec
    clips: list[Tensor]
    printed: str


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> Fitted:
    """What the stage wrote, and the codec that it wrote into the network."""
    folder, codecs = tmp_path_factory.mktemp("vae"), list[LinearCodec]()
    whole = vae_fit.fitted

    def kept(*given: Any) -> LinearCodec:
        codecs.append(whole(*given))
        return codecs[0]

    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()) as printed:
        patch.setattr(fidelity, "held_out", lambda: (scene_pool(1, 1, 5, (64, 64)), None))
        patch.setattr(vae_fit, "fitted", kept)
        vae_fit.fit_vae(PLAN, folder)
    vae = AutoencoderKLLTXVideo.from_pretrained(folder / "vae").eval()
    clips = list(vae_fit.Pieces(PLAN).drawn(PLAN.seed, 1))
    return Fitted(folder, vae, codecs[0], clips, printed.getvalue())


def test_the_stage_says_how_true_it_is(fitted: Fitted) -> None:
    assert re.fullmatch(r"scenes: \d\d\.\d\d dB\n", fitted.printed)
    assert fitted.vae.latents_std.tolist() == [1.0] * CHANNELS


def test_the_encoder_gives_the_codecs_latents(fitted: Fitted) -> None:
    with torch.no_grad():
        for pixels in fitted.clips:
            apart = posterior(fitted.vae, pixels).mode() - fitted.codec.encode(pixels)
            assert apart.square().mean().sqrt() < 0.2


def test_the_decoder_gives_back_what_was_encoded(fitted: Fitted) -> None:
    """Few clips to fit the last layer on cost some decibels; a misplaced channel would cost them all."""
    with torch.no_grad():
        for pixels in fitted.clips:
            theirs = linear(fitted.codec, pixels)
            mine = decoded(fitted.vae, posterior(fitted.vae, pixels).mode())
            assert mine.shape == pixels.shape
            lost = (mine - pixels).square().mean() / (theirs - pixels).square().mean()
            assert lost < 10**0.7


def linear(codec: LinearCodec, pixels: Tensor) -> Tensor:
    """What the codec alone makes of pixels [1, 3, F, H, W]."""
    z = codec.encode(pixels).movedim(1, -1)
    blocks = (z / codec.deviation * codec.spread) @ codec.basis.T + codec.mean
    _, t, h, w, _ = blocks.shape
    x = blocks.view(1, t, h, w, 3, 4, 16, 16).permute(0, 4, 1, 5, 2, 6, 3, 7)
    return x.reshape(1, 3, t * 4, h * 16, w * 16)[:, :, 3:]


def test_a_lean_encoder_gives_the_same_latents(fitted: Fitted) -> None:
    lean = linear_vae.lean(AutoencoderKLLTXVideo.from_pretrained(fitted.folder / "vae").eval())
    assert lean.encoder.conv_out.conv.kernel_size == (1, 1, 1)
    pixels = fitted.clips[0]
    with torch.no_grad():
        whole = posterior(fitted.vae, pixels).mode()
        assert torch.allclose(posterior(lean, pixels).mode(), whole, atol=1e-3)


def test_an_encoder_that_looks_at_neighbours_stays_as_it_is() -> None:
    vae, pixels = build_vae().eval(), torch.rand(1, 3, 5, 32, 32)
    with torch.no_grad():
        before = posterior(vae, pixels).mode()
        assert torch.equal(posterior(linear_vae.lean(vae), pixels).mode(), before)
