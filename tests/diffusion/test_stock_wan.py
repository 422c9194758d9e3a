"""The loop against the stock pipelines of Wan, VACE and SkyReels-V2: same weights, noise, sigmas, latents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from diffusers import (
    FlowMatchEulerDiscreteScheduler,
    SkyReelsV2DiffusionForcingPipeline,
    WanImageToVideoPipeline,
    WanPipeline,
    WanVACEPipeline,
)
from PIL import Image
from torch import Tensor

from engine.diffusion.guidance import guided
from engine.diffusion.sampler import with_lead
from engine.families.family import Control, Family
from engine.families.loading import open_folder
from tests.families.tiny_wan import tiny_experts, tiny_skyreels, tiny_ti2v, tiny_vace, tiny_wan

PROMPT, NEGATIVE = "a red ball", "blurry"
FRAMES, STEPS, SEED, FPS = 9, 6, 7, 24
CLOSE = 1e-4
CASES = {
    "wan": (tiny_wan, WanPipeline, 32),
    "experts": (tiny_experts, WanPipeline, 32),
    "ti2v": (tiny_ti2v, WanPipeline, 64),
    "vace": (tiny_vace, WanVACEPipeline, 32),
    "skyreels": (tiny_skyreels, SkyReelsV2DiffusionForcingPipeline, 32),
}


class OurSteps(FlowMatchEulerDiscreteScheduler):
    """Euler over given sigmas. SkyReels' pipeline looks timesteps up by their whole numbers."""

    ours: Tensor
    whole = False

    def set_timesteps(self, num_inference_steps: int | None = None, device: Any = None, **_: Any) -> None:
        super().set_timesteps(sigmas=self.ours[:-1].tolist(), device=device)
        if self.whole:
            self.timesteps = self.timesteps.floor()

    def step(self, model_output: Any, timestep: Any, sample: Any, **options: Any) -> Any:
        return super().step(model_output, timestep.float(), sample, **options)


def stock(pipeline: Any, folder: Path, sigmas: Tensor, side: int, **arguments: Any) -> Tensor:
    pipe = pipeline.from_pretrained(folder, dtype=torch.float32)
    pipe.set_progress_bar_config(disable=True)
    pipe.scheduler = OurSteps()
    pipe.scheduler.ours = sigmas
    pipe.scheduler.whole = pipeline is SkyReelsV2DiffusionForcingPipeline
    with torch.inference_mode():
        return pipe(
            prompt=PROMPT, negative_prompt=NEGATIVE, num_frames=FRAMES, height=side, width=side,
            num_inference_steps=STEPS, generator=torch.Generator().manual_seed(SEED), output_type="latent",
            return_dict=False, **arguments,
        )[0]  # fmt: skip


def noise(family: Family, side: int, latents: int = 3) -> Tensor:
    """What a stock pipeline draws from `SEED`."""
    s = side // family.spec.space_stride
    size = (1, family.spec.channels, latents, s, s)
    return torch.randn(size, generator=torch.Generator().manual_seed(SEED))


def ours(
    family: Family,
    side: int,
    scale: float,
    known: tuple[Tensor, Tensor] | None = None,
    control: Control | None = None,
) -> Tensor:
    """`known`: (x0, m)."""
    lead = control.lead if control else 0
    eps = noise(family, side, 3 + lead)
    x0, m = known or (torch.zeros_like(eps[:, :, lead:]), torch.ones_like(eps[:, :1, lead:]))
    cond = family.encode_text([NEGATIVE, PROMPT]).controlled(control)
    velocity = guided(family, cond if scale > 1 else cond.one(1), scale, first_latent=0, fps=FPS, key="w0")
    sigmas = family.sigmas(STEPS, *x0.shape[2:])
    return with_lead(velocity, eps[:, :, :lead], x0, m, eps[:, :, lead:], sigmas, level=family.spec.sigma)


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    make, pipeline, side = CASES[request.param]
    folder = make(tmp_path_factory.mktemp("stock") / "model")
    return open_folder(folder), folder, pipeline, side


@pytest.mark.parametrize("scale", [1.0, 3.0])
def test_text_to_video_equals_the_stock_pipeline(case: Any, scale: float) -> None:
    family, folder, pipeline, side = case
    sigmas = family.sigmas(STEPS, 3, *noise(family, side).shape[3:])
    expected = stock(pipeline, folder, sigmas, side, guidance_scale=scale)
    assert (ours(family, side, scale) - expected).abs().max() <= CLOSE


@pytest.fixture
def picture() -> tuple[Image.Image, Tensor]:
    rgb = np.random.default_rng(3).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    return Image.fromarray(rgb), torch.from_numpy(rgb).permute(2, 0, 1).float() / 127.5 - 1


def test_the_first_frame_of_ti2v_equals_the_stock_pipeline(tmp_path: Path, picture: Any) -> None:
    folder = tiny_ti2v(tmp_path / "model")
    family = open_folder(folder)
    image, pixels = picture
    first = family.encode(pixels[None, :, None])
    x0 = torch.cat([first, torch.zeros_like(noise(family, 64)[:, :, 1:])], dim=2)
    m = torch.ones_like(x0[:, :1])
    m[:, :, 0] = 0
    sigmas = family.sigmas(STEPS, *x0.shape[2:])
    expected = stock(WanImageToVideoPipeline, folder, sigmas, 64, guidance_scale=3.0, image=image)
    got = ours(family, 64, 3.0, (x0, m))
    assert torch.equal(got[:, :, :1], first)
    assert (got - expected).abs().max() <= CLOSE


def test_vace_with_a_mask_and_references_equals_the_stock_pipeline(tmp_path: Path, picture: Any) -> None:
    """Kept: the first two latents, and the left half of the third. The reference is letterboxed."""
    folder = tiny_vace(tmp_path / "model")
    family = open_folder(folder)
    image, pixels = picture
    tall, narrow = image.crop((0, 0, 40, 64)), pixels[:, :, :40]
    frames = np.random.default_rng(4).integers(0, 256, (FRAMES, 32, 32, 3), dtype=np.uint8)
    clip = torch.from_numpy(frames).permute(3, 0, 1, 2)[None].float() / 127.5 - 1
    mask = torch.zeros(1, 1, FRAMES, 32, 32)
    mask[:, :, 5:, :, 16:] = 1
    shown, masks = (torch.where(mask > 0.5, 0.0, clip) + 1) / 2, mask.expand(-1, 3, -1, -1, -1)
    control = family.condition(clip, mask, [narrow, pixels])
    assert control is not None
    assert control.lead == 2
    sigmas = family.sigmas(STEPS, 3, 8, 8)
    expected = stock(
        WanVACEPipeline, folder, sigmas, 32, guidance_scale=3.0, reference_images=[tall, image],
        video=shown.transpose(1, 2), mask=masks.transpose(1, 2),
    )  # fmt: skip
    got = ours(family, 32, 3.0, control=control)
    assert (got - expected[:, :, 2:]).abs().max() <= CLOSE
    assert (got - ours(family, 32, 3.0)).abs().max() > 100 * CLOSE, "the control must be looked at"
