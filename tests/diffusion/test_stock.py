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

from engine.diffusion.guidance import guided
from engine.diffusion.sampler import sample
from engine.families.checkpoint import Checkpoint
from engine.families.ltx import LTX, pack, unpack
from tests.families.tiny import tiny_ltx

FRAMES, SIDE, FPS, STEPS = 17, 64, 24, 6
PROMPT, NEGATIVE = "a red ball", "blurry"


@pytest.fixture(scope="module", params=[LTXPipeline, LTXImageToVideoPipeline, LTXConditionPipeline])
def saved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A checkpoint folder, and the pipeline that it was saved for."""
    folder = tmp_path_factory.mktemp("stock") / "model"
    return tiny_ltx(folder, "0.9.5", request.param), request.param


def opened(folder: Path) -> LTX:
    return LTX(Checkpoint.open(folder), torch.device("cpu"), torch.float32)


def noise() -> Tensor:
    return torch.randn((1, 4, 5, 8, 8), generator=seeded())


def ours(family: LTX, x0: Tensor, m: Tensor, scale: float, at_once: bool = False) -> Tensor:
    cond = family.encode_text([NEGATIVE, PROMPT])
    if scale <= 1:
        cond = cond.one(1)
    velocity = guided(family, cond, scale, first_latent=0, fps=FPS, key="w0", at_once=at_once)
    return sample(velocity, x0, m, noise(), family.sigmas(STEPS, *x0.shape[2:]))


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
def test_the_loop_equals_the_stock_pipeline(saved: tuple[Path, Any], scale: float) -> None:
    """Text to video, or from a first frame where the pipeline is made for that; the later one does both."""
    folder, pipeline = saved
    family, stock = opened(folder), stock_pipeline(folder, pipeline)
    if pipeline is not LTXImageToVideoPipeline:
        expected = stock(generator=seeded(), **stock_arguments(scale))[0]
        got = ours(family, torch.zeros_like(noise()), torch.ones(1, 1, 5, 8, 8), scale)
        assert (got - unpacked(expected)).abs().max() <= 1e-5
    if pipeline is LTXPipeline:
        return
    image, pixels = picture()
    first = family.encode(pixels)
    x0 = torch.cat([first, torch.zeros_like(noise()[:, :, 1:])], dim=2)
    m = torch.ones(1, 1, 5, 8, 8)
    m[:, :, 0] = 0
    if pipeline is LTXConditionPipeline:
        start = {"image_cond_noise_scale": 0.0, "generator": seeded()}
    else:
        start = {"latents": pack(torch.cat([first, noise()[:, :, 1:]], dim=2), 1)}
    expected = stock(image=image, **start, **stock_arguments(scale))[0]
    got = ours(family, x0, m, scale)
    assert torch.equal(got[:, :, :1], first)
    assert (got - unpacked(expected)).abs().max() <= 1e-5


def test_both_branches_at_once_equal_one_after_the_other(saved: tuple[Path, Any]) -> None:
    family = opened(saved[0])
    x0, m = torch.zeros_like(noise()), torch.ones(1, 1, 5, 8, 8)
    difference = ours(family, x0, m, 3.0, at_once=True) - ours(family, x0, m, 3.0, at_once=False)
    assert difference.abs().max() <= 1e-5


def unpacked(latents: Tensor) -> Tensor:
    """The first pipelines return tokens."""
    return unpack(latents, (5, 8, 8), 1) if latents.ndim == 3 else latents


def stock_pipeline(folder: Path, pipeline: type) -> Any:
    stock = pipeline.from_pretrained(folder, dtype=torch.float32)
    stock.set_progress_bar_config(disable=True)
    return stock
