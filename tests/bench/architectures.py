"""Families with random weights at their real size, or tiny, made on the device; and their stock pipelines.

What is timed does not depend on the weights. The configurations are those of the published checkpoints.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import diffusers
import torch
from torch import Tensor, nn

from engine.diffusion.guidance import guided
from engine.diffusion.sampler import sample
from engine.families import ltx2, speed
from engine.families.capabilities import capabilities
from engine.families.checkpoint import Checkpoint
from engine.families.family import Family, TextCond
from engine.families.loading import FAMILIES, best_device, best_dtype
from engine.families.speed import Speed

WORDS = 64
"""Tokens of the prompt."""
HEAD = {"attention_head_dim": 128}
WAN_1B = HEAD | {"num_layers": 30, "num_attention_heads": 12, "ffn_dim": 8960}
WAN_14B = HEAD | {"num_layers": 40, "num_attention_heads": 40, "ffn_dim": 13824}
WAN_5B = HEAD | {
    "num_layers": 30, "num_attention_heads": 24, "ffn_dim": 14336, "in_channels": 48, "out_channels": 48,
}  # fmt: skip
WAN_5B_VAE = {
    "base_dim": 160, "decoder_base_dim": 256, "z_dim": 48, "is_residual": True, "patch_size": 2,
    "in_channels": 12, "out_channels": 12, "scale_factor_spatial": 16, "latents_mean": [0.0] * 48,
    "latents_std": [1.0] * 48,
}  # fmt: skip
LTX_2B = {"num_layers": 28, "num_attention_heads": 32, "attention_head_dim": 64, "cross_attention_dim": 2048}
LTX_13B = {
    "num_layers": 48,
    "num_attention_heads": 32,
    "attention_head_dim": 128,
    "cross_attention_dim": 4096,
}
LTX_VAE = {
    "block_out_channels": (128, 256, 512, 1024, 2048), "down_block_types": ("LTXVideo095DownBlock3D",) * 4,
    "layers_per_block": (4, 6, 6, 2, 2), "decoder_block_out_channels": (256, 512, 1024),
    "decoder_layers_per_block": (5, 5, 5, 5), "decoder_spatio_temporal_scaling": (True,) * 3,
    "decoder_inject_noise": (False,) * 4, "upsample_residual": (True,) * 3, "upsample_factor": (2,) * 3,
    "downsample_type": ("spatial", "temporal", "spatiotemporal", "spatiotemporal"),
    "timestep_conditioning": True, "spatial_compression_ratio": 32, "temporal_compression_ratio": 8,
}  # fmt: skip

TINY_WAN = {
    "in_channels": 4, "out_channels": 4, "num_attention_heads": 4, "attention_head_dim": 24, "text_dim": 32,
    "freq_dim": 32, "ffn_dim": 256, "num_layers": 4, "rope_max_seq_len": 64,
}  # fmt: skip
TINY_WAN_VAE = {
    "base_dim": 8, "z_dim": 4, "dim_mult": [1, 1, 1], "num_res_blocks": 1,
    "temperal_downsample": [True, True], "latents_mean": [0.0] * 4, "latents_std": [1.0] * 4,
    "scale_factor_spatial": 4,
}  # fmt: skip
TINY_LTX = {
    "in_channels": 4, "out_channels": 4, "num_attention_heads": 4, "attention_head_dim": 24,
    "cross_attention_dim": 96, "num_layers": 4, "caption_channels": 32,
}  # fmt: skip
TINY_LTX_VAE = {
    "latent_channels": 4, "block_out_channels": (8, 16), "layers_per_block": (1, 1, 1),
    "down_block_types": ("LTXVideoDownBlock3D",) * 2, "downsample_type": ("conv",) * 2,
    "spatio_temporal_scaling": (True, True), "decoder_block_out_channels": (8, 16),
    "decoder_layers_per_block": (1, 1, 1), "decoder_spatio_temporal_scaling": (True, True),
    "decoder_inject_noise": (False,) * 3, "upsample_residual": (False,) * 2, "upsample_factor": (1,) * 2,
    "patch_size": 2,
}  # fmt: skip
TINY_LTX2 = {
    "in_channels": 4, "out_channels": 4, "num_attention_heads": 4, "attention_head_dim": 16,
    "cross_attention_dim": 64, "vae_scale_factors": (4, 8, 8), "audio_in_channels": 4,
    "audio_out_channels": 4, "audio_num_attention_heads": 2, "audio_attention_head_dim": 8,
    "audio_cross_attention_dim": 16,
    "num_layers": 4, "caption_channels": 32,
}  # fmt: skip
TINY_LTX2_VAE = {
    "latent_channels": 4, "block_out_channels": (16, 32), "down_block_types": ("LTX2VideoDownBlock3D",) * 2,
    "decoder_block_out_channels": (8, 16), "layers_per_block": (1, 1, 1),
    "decoder_layers_per_block": (1, 1, 1), "spatio_temporal_scaling": (True, True),
    "decoder_spatio_temporal_scaling": (True, True),
    "decoder_inject_noise": (False,) * 3, "downsample_type": ("spatiotemporal",) * 2,
    "upsample_type": ("spatiotemporal",) * 2, "upsample_residual": (True, True), "upsample_factor": (2, 2),
    "patch_size": 2, "decoder_causal": False,
}  # fmt: skip


@dataclass(frozen=True)
class Architecture:
    """`stock`: a pipeline of diffusers that does the same, or "" where it wants parts that are not here."""

    pipeline: str
    transformer: dict[str, Any]
    vae: dict[str, Any] = field(default_factory=dict)
    index: dict[str, Any] = field(default_factory=dict)
    scheduler: dict[str, Any] = field(default_factory=lambda: {"shift": 3.0})
    stock: str = ""
    words: int = 4096
    """Width of the text embeddings."""


def _tiny_vace() -> dict[str, Any]:
    return TINY_WAN | {"vace_layers": [0, 2], "vace_in_channels": 24}


DYNAMIC = {"use_dynamic_shifting": True, "base_shift": 0.95, "max_shift": 2.05, "shift_terminal": 0.1}
SKYREELS = "SkyReelsV2DiffusionForcingPipeline"
TI2V = {"expand_timesteps": True}
TINY_TI2V_VAE = TINY_WAN_VAE | {
    "is_residual": True, "patch_size": 2, "in_channels": 12, "out_channels": 12, "scale_factor_spatial": 8,
}  # fmt: skip

REAL: dict[str, Architecture] = {
    "LTX-Video 2B": Architecture(
        "LTXConditionPipeline", LTX_2B, LTX_VAE, {}, {"shift": 1.0}, "LTXConditionPipeline"
    ),
    "LTX-Video 13B": Architecture(
        "LTXConditionPipeline", LTX_13B, LTX_VAE, {}, {"shift": 1.0}, "LTXConditionPipeline"
    ),
    "Wan 2.1 T2V 1.3B": Architecture("WanPipeline", WAN_1B, stock="WanPipeline"),
    "Wan 2.1 T2V 14B": Architecture("WanPipeline", WAN_14B, stock="WanPipeline"),
    "Wan 2.2 TI2V 5B": Architecture("WanPipeline", WAN_5B, WAN_5B_VAE, TI2V, {"shift": 5.0}, "WanPipeline"),
    "Wan 2.1 VACE 1.3B": Architecture(
        "WanVACEPipeline", WAN_1B | {"vace_layers": list(range(0, 30, 2))}, stock="WanVACEPipeline"
    ),
    "Wan 2.1 VACE 14B": Architecture("WanVACEPipeline", WAN_14B, stock="WanVACEPipeline"),
    "SkyReels-V2 DF 1.3B": Architecture(SKYREELS, WAN_1B | {"inject_sample_info": True}, stock=SKYREELS),
    "LTX-2 19B": Architecture("LTX2Pipeline", {}, {}, {}, DYNAMIC, words=3840),
}
TINY: dict[str, Architecture] = {
    "LTX-Video": Architecture(
        "LTXConditionPipeline", TINY_LTX, TINY_LTX_VAE, {}, {"shift": 1.0}, "LTXConditionPipeline", 32
    ),
    "Wan T2V": Architecture("WanPipeline", TINY_WAN, TINY_WAN_VAE, stock="WanPipeline", words=32),
    "Wan TI2V": Architecture("WanPipeline", TINY_WAN, TINY_TI2V_VAE, TI2V, stock="WanPipeline", words=32),
    "Wan VACE": Architecture(
        "WanVACEPipeline", _tiny_vace(), TINY_WAN_VAE, stock="WanVACEPipeline", words=32
    ),
    "SkyReels-V2 DF": Architecture(SKYREELS, TINY_WAN, TINY_WAN_VAE, stock=SKYREELS, words=32),
    "LTX-2": Architecture("LTX2Pipeline", TINY_LTX2, TINY_LTX2_VAE, {}, DYNAMIC, words=32),
}


class Imagined(Checkpoint):
    """A checkpoint whose weights are random and made where they are used."""

    @classmethod
    def of(cls, name: str, what: Architecture) -> Imagined:
        index = {"_class_name": what.pipeline, "transformer": 1, "vae": 1} | what.index
        made = cls(Path(name), what.pipeline, index, {"name": name})
        object.__setattr__(made, "what", what)
        return made

    @cached_property
    def fingerprint(self) -> str:
        return "random"

    def module(self, part: str, kind: type[nn.Module], dtype: torch.dtype, int8: bool = False) -> Any:
        assert not int8, "no plan asks for it here"
        config = getattr(self.what, "vae" if part == "vae" else "transformer")  # type: ignore[attr-defined]
        with _made_as(dtype), torch.device(best_device()):
            module = kind(**config)  # pyright: ignore[reportCallIssue]
        for name, weight in module.named_parameters():
            if any(keep in name for keep in getattr(kind, "_keep_in_fp32_modules", None) or ()):
                weight.data = weight.data.float()
        return module.eval().requires_grad_(False)

    def config(self, part: str, file: str, kinds: Any) -> dict[str, Any]:
        return dict(self.what.scheduler)  # type: ignore[attr-defined]

    def require(self, part: str, kind: type[nn.Module]) -> None:
        pass

    def tokenizer(self, part: str = "tokenizer") -> Any:
        return _Silent()


class _Silent:
    padding_side = "left"


@contextmanager
def _made_as(dtype: torch.dtype) -> Iterator[None]:
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        yield
    finally:
        torch.set_default_dtype(before)


def clock() -> float:
    """Seconds: of the wall beside an accelerator; of this process' processor time without one, since other
    work on the machine would count otherwise."""
    if not torch.accelerator.is_available():
        return time.process_time()
    torch.accelerator.synchronize()
    return time.perf_counter()


def opened(name: str, what: Architecture, faster: Speed | None = None) -> Family:
    torch.manual_seed(0)
    checkpoint = Imagined.of(name, what)
    able = capabilities(checkpoint.index, {}, "")
    assert able is not None
    device = best_device()
    family = FAMILIES[able.family](checkpoint, device, best_dtype(device), None)
    speed.apply(faster or Speed(), family.spec, family.denoisers())
    return family


def words(family: Family, what: Architecture) -> TextCond:
    """A negative prompt and a prompt, of random numbers."""
    count = ltx2.LENGTH if family.spec.family == "ltx2" else WORDS
    dice = torch.Generator().manual_seed(1)
    embeds = torch.randn((2, count, what.words), generator=dice).to(family.device, best_dtype(family.device))
    return TextCond(embeds, torch.ones(2, count, dtype=torch.bool, device=family.device))


def noise(family: Family, size: tuple[int, int], frames: int) -> Tensor:
    """`size`: (width, height)."""
    s = family.spec.space_stride
    shape = (1, family.spec.channels, family.spec.latent_frames(frames), size[1] // s, size[0] // s)
    return torch.randn(shape, generator=torch.Generator().manual_seed(2)).to(family.device)


def ours(
    family: Family, cond: TextCond, eps: Tensor, steps: int, each: Callable[[], None] = lambda: None
) -> Tensor:
    """Latents by our loop, with guidance 5."""
    family.fresh()
    cached = speed.cached(family.denoisers())

    def after(step: int, *_: Tensor) -> None:
        if cached and step % speed.AGAIN == 0:  # as `engine.diffusion.denoise` has it
            family.fresh(step)
        each()

    velocity = guided(family, cond, 5.0, first_latent=0, fps=family.spec.native_fps, key="w0", at_once=False)
    x0, m = torch.zeros_like(eps), torch.ones_like(eps[:, :1])
    sigmas = family.sigmas(steps, *eps.shape[2:])
    with torch.inference_mode():
        return sample(velocity, x0, m, eps, sigmas, after, family.spec.sigma)


def stock(family: Any, what: Architecture) -> Any:
    """The stock pipeline over the same modules; Euler steps, as ours takes."""
    vae = getattr(family.vae, "module", family.vae)
    euler = diffusers.FlowMatchEulerDiscreteScheduler(**what.scheduler)
    if what.pipeline == SKYREELS:  # looks timesteps up by whole numbers, which Euler's are not
        euler = diffusers.UniPCMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
        )
    kind: Any = getattr(diffusers, what.stock)
    pipe = kind(
        transformer=family.transformer, vae=vae, scheduler=euler, tokenizer=None, text_encoder=None,
        **{key: value for key, value in what.index.items() if key in ("expand_timesteps", "boundary_ratio")},
    )  # fmt: skip
    pipe.set_progress_bar_config(disable=True)
    return pipe


def by_stock(pipe: Any, family: Family, cond: TextCond, eps: Tensor, steps: int) -> Tensor:
    """Latents by the stock pipeline, both branches one after the other as it has them, with guidance 5."""
    spec = family.spec
    t, h, w = eps.shape[2:]
    given: dict[str, Any] = {
        "prompt": None, "prompt_embeds": cond.embeds[1:],
        "negative_prompt_embeds": cond.embeds[:1],
        "num_frames": spec.pixel_frames(t), "height": h * spec.space_stride, "width": w * spec.space_stride,
        "num_inference_steps": steps, "guidance_scale": 5.0, "output_type": "latent", "return_dict": False,
        "generator": torch.Generator().manual_seed(2),
    }  # fmt: skip
    if spec.family == "ltx":
        masks = cond.mask[:1]
        given |= {"prompt_attention_mask": masks, "negative_prompt_attention_mask": masks, "frame_rate": 25}
    else:
        padded = torch.nn.functional.pad(cond.embeds, (0, 0, 0, 512 - cond.embeds.shape[1]))
        given |= {"prompt_embeds": padded[1:], "negative_prompt_embeds": padded[:1]}
    with torch.inference_mode():
        return pipe(**given)[0]
