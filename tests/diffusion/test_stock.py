"""The loop against the stock diffusers pipelines: same weights, same noise, same sigmas, same latents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from diffusers import LTXConditionPipeline, LTXImageToVideoPipeline, LTXPipeline
from PIL import Image
from torch import Tensor

from engine.diffusion.sampler import guided, sample
from engine.families.checkpoint import Checkpoint
from engine.families.family import TextCond
from engine.families.ltx import LTX, pack, unpack
from tests.families.tiny import tiny_ltx

FRAMES, SIDE, FPS, STEPS = 17, 64, 24, 6
PROMPT, NEGATIVE = "a red ball", "blurry"


def family_for(folder: Path, pipeline: type) -> LTX:
    return LTX(Checkpoint.open(tiny_ltx(folder, "0.9.5", pipeline)), torch.device("cpu"), torch.float32)


def noise() -> Tensor:
    return torch.randn((1, 4, 5, 8, 8), generator=seeded())


def ours(family: LTX, x0: Tensor, m: Tensor, scale: float) -> Tensor:
    both = family.encode_text([NEGATIVE, PROMPT])
    cond = both if scale > 1 else TextCond(both.embeds[1:], both.mask[1:])

    def velocity(x: Tensor, sigma: Tensor) -> Tensor:
        return family.velocity(x, sigma, cond, first_latent=0, fps=FPS, key="w0")

    run = guided(velocity, scale) if scale > 1 else velocity
    return sample(run, x0, m, noise(), family.sigmas(STEPS, *x0.shape[2:]))


def stock_arguments(scale: float) -> dict[str, Any]:
    return {
        "prompt": PROMPT, "negative_prompt": NEGATIVE, "width": SIDE, "height": SIDE, "num_frames": FRAMES,
        "frame_rate": FPS, "num_inference_steps": STEPS, "guidance_scale": scale, "output_type": "latent",
        "return_dict": False,
    }  # fmt: skip


def seeded() -> torch.Generator:
    """From which a stock pipeline draws the same numbers as `noise`."""
    return torch.Generator().manual_seed(7)


def picture() -> tuple[Image.Image, Tensor]:
    rgb = np.random.default_rng(3).integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8)
    pixels = torch.from_numpy(rgb).permute(2, 0, 1)[None, :, None].float() / 127.5 - 1
    return Image.fromarray(rgb), pixels


@pytest.mark.parametrize("scale", [1.0, 3.0])
@pytest.mark.parametrize("pipeline", [LTXPipeline, LTXConditionPipeline])
def test_text_to_video_equals_the_stock_pipeline(tmp_path: Path, pipeline: type, scale: float) -> None:
    family = family_for(tmp_path / "model", pipeline)
    stock = stock_pipeline(tmp_path / "model", pipeline)
    expected = stock(generator=seeded(), **stock_arguments(scale))[0]
    if pipeline is LTXPipeline:
        expected = unpack(expected, (5, 8, 8), 1)
    got = ours(family, torch.zeros_like(noise()), torch.ones(1, 1, 5, 8, 8), scale)
    assert (got - expected).abs().max() <= 1e-5


@pytest.mark.parametrize("scale", [1.0, 3.0])
@pytest.mark.parametrize("pipeline", [LTXImageToVideoPipeline, LTXConditionPipeline])
def test_a_first_frame_equals_the_stock_pipeline(tmp_path: Path, pipeline: type, scale: float) -> None:
    family = family_for(tmp_path / "model", pipeline)
    stock = stock_pipeline(tmp_path / "model", pipeline)
    image, pixels = picture()
    first = family.encode(pixels)
    x0 = torch.cat([first, torch.zeros_like(noise()[:, :, 1:])], dim=2)
    m = torch.ones(1, 1, 5, 8, 8)
    m[:, :, 0] = 0
    if pipeline is LTXConditionPipeline:
        more = {"image_cond_noise_scale": 0.0, "generator": seeded()}
        expected = stock(image=image, **more, **stock_arguments(scale))[0]
    else:
        start = torch.cat([first, noise()[:, :, 1:]], dim=2)
        expected = unpack(
            stock(image=image, latents=pack(start, 1), **stock_arguments(scale))[0], (5, 8, 8), 1
        )
    got = ours(family, x0, m, scale)
    assert torch.equal(got[:, :, :1], first)
    assert (got - expected).abs().max() <= 1e-5


def stock_pipeline(folder: Path, pipeline: type) -> Any:
    stock = pipeline.from_pretrained(folder, dtype=torch.float32)
    stock.set_progress_bar_config(disable=True)
    return stock
