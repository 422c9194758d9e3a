"""The loop against LTX-2's own pipelines, with the sound kept apart: same weights, noise, sigmas, latents."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from diffusers import AutoencoderKLLTX2Audio, LTX2ConditionPipeline, LTX2Pipeline
from diffusers.pipelines.ltx2.pipeline_ltx2_condition import LTX2VideoCondition
from PIL import Image
from torch import Tensor

from engine.diffusion.guidance import guided
from engine.diffusion.sampler import sample
from engine.families.family import Family
from engine.families.loading import open_folder
from engine.families.ltx import unpack
from tests.families.tiny_ltx2 import tiny_ltx2

PROMPT, NEGATIVE = "a red ball", "blurry"
FRAMES, SIDE, FPS, STEPS, SEED = 9, 32, 24.0, 6, 7
CLOSE = 1e-4
#: Its further kinds of guidance off: they are not the model's own answer to the prompt.
PLAIN: dict[str, Any] = {
    "stg_scale": 0.0, "modality_scale": 1.0, "guidance_rescale": 0.0, "audio_guidance_scale": 1.0,
    "audio_stg_scale": 0.0, "audio_modality_scale": 1.0, "audio_guidance_rescale": 0.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_ltx2(tmp_path_factory.mktemp("stock") / "model")


@pytest.fixture(scope="module")
def family(folder: Path) -> Family:
    return open_folder(folder)


def stock(pipeline: Any, folder: Path, scale: float, **arguments: Any) -> Tensor:
    sound = AutoencoderKLLTX2Audio(base_channels=4, num_res_blocks=1, latent_channels=2, mel_bins=8)
    pipe = pipeline.from_pretrained(folder, audio_vae=sound, vocoder=None, dtype=torch.float32)
    pipe.set_progress_bar_config(disable=True)
    forward = pipe.transformer.forward
    apart = functools.wraps(forward)(lambda **given: forward(**(given | {"isolate_modalities": True})))
    pipe.transformer.forward = apart
    with torch.inference_mode():
        latents = pipe(
            prompt=PROMPT, negative_prompt=NEGATIVE, num_frames=FRAMES, height=SIDE, width=SIDE,
            frame_rate=FPS, num_inference_steps=STEPS, guidance_scale=scale, output_type="latent",
            generator=torch.Generator().manual_seed(SEED), return_dict=False, **PLAIN, **arguments,
        )[0]  # fmt: skip
    shape = (1, -1, 1, 1, 1)
    return (latents - pipe.vae.latents_mean.view(shape)) / pipe.vae.latents_std.view(shape)


def noise(packed: bool = False) -> Tensor:
    """What a stock pipeline draws from `SEED`; the later one draws tokens."""
    t, side, dice = 3, SIDE // 8, torch.Generator().manual_seed(SEED)
    if packed:
        return unpack(torch.randn((1, t * side * side, 4), generator=dice), (t, side, side), 1)
    return torch.randn((1, 4, t, side, side), generator=dice)


def ours(family: Family, scale: float, x0: Tensor, m: Tensor, eps: Tensor) -> Tensor:
    cond = family.encode_text([NEGATIVE, PROMPT])
    velocity = guided(family, cond if scale > 1 else cond.one(1), scale, first_latent=0, fps=FPS, key="w0")
    return sample(velocity, x0, m, eps, family.sigmas(STEPS, *x0.shape[2:]), level=family.spec.sigma)


@pytest.mark.parametrize("scale", [1.0, 3.0])
def test_text_to_video_equals_the_stock_pipeline(family: Family, folder: Path, scale: float) -> None:
    got = ours(family, scale, torch.zeros_like(noise()), torch.ones_like(noise()[:, :1]), noise())
    assert (got - stock(LTX2Pipeline, folder, scale)).abs().max() <= CLOSE


def test_a_first_frame_equals_the_stock_pipeline(family: Family, folder: Path) -> None:
    rgb = np.random.default_rng(3).integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8)
    first = family.encode(torch.from_numpy(rgb).permute(2, 0, 1)[None, :, None].float() / 127.5 - 1)
    x0 = torch.cat([first, torch.zeros_like(noise()[:, :, 1:])], dim=2)
    m = torch.ones_like(x0[:, :1])
    m[:, :, 0] = 0
    condition = LTX2VideoCondition(Image.fromarray(rgb), crf=0)
    expected = stock(LTX2ConditionPipeline, folder, 3.0, conditions=[condition])
    got = ours(family, 3.0, x0, m, noise(packed=True))
    assert torch.equal(got[:, :, :1], first)
    assert (got - expected).abs().max() <= CLOSE
