"""Wan 2.1 and 2.2 (Alibaba), as diffusers' classes hold them.

    Wan 2.2 TI2V-5B      `expand_timesteps`: a timestep for every token, so kept tokens run at sigma 0
    Wan 2.1 T2V          one timestep for all: kept latents are blended in by the loop
    Wan 2.2 T2V A14B     the same, and two experts: `transformer_2` draws below `boundary_ratio`

The transformer would take a timestep for every token of any of them, but only TI2V was trained on that.
Rotary positions count latents from the window's start, whatever the frame rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import torch
import torch.nn.functional as F
from diffusers import AutoencoderKLWan, FlowMatchEulerDiscreteScheduler, WanTransformer3DModel
from diffusers import UniPCMultistepScheduler as UniPC
from torch import Tensor, nn
from transformers import UMT5EncoderModel

from engine.families import preview, speed, umt5
from engine.families.checkpoint import Checkpoint
from engine.families.defaults import defaults
from engine.families.family import Control, Meter, TextCond
from engine.families.memory.placing import Placing
from engine.families.memory.plan import Plan
from engine.families.specs import able, require_fit, spec
from engine.families.text_part import TextPart
from engine.families.wan_vae import WanVae

TILE = 256
"""Side of a tile in pixels where pictures are decoded in tiles (`engine.families.memory.plan.SMALL_TILE`)."""
LARGE = 832 * 480 * 3 // 2
"""Pixels of a frame above which the checkpoints of 2.1 want the shift of 720p."""


class Wan:
    """The protocol of `family.Family` over one Wan checkpoint folder."""

    kind: type[nn.Module] = WanTransformer3DModel

    def __init__(
        self, checkpoint: Checkpoint, device: torch.device, dtype: torch.dtype, plan: Plan | None = None
    ) -> None:
        self.device, self.dtype = device, dtype
        self.placing = put = Placing(device, plan)
        self.meter = Meter()
        self.fingerprint = checkpoint.fingerprint
        transformer = checkpoint.module("transformer", self.kind, dtype, put.int8)
        self.transformer = put.put("transformer", transformer, dtype)
        self.low_noise: Any = None
        """The expert for the steps below `boundary`, where there are two."""
        if checkpoint.has("transformer_2"):
            low_noise = checkpoint.module("transformer_2", self.kind, dtype, put.int8)
            self.low_noise = put.put("transformer", low_noise, dtype)
        self.boundary = float(checkpoint.index.get("boundary_ratio") or 0)
        # The VAE stays in float32: half precision shows as banding, and it is a small part of the time.
        vae = checkpoint.module("vae", AutoencoderKLWan, torch.float32)
        self.vae = WanVae(put.put("vae", vae, torch.float32), device)
        self.text = TextPart(checkpoint, UMT5EncoderModel, dtype, put)
        self.scheduler = checkpoint.config(
            "scheduler", "scheduler_config.json", [UniPC.__name__, FlowMatchEulerDiscreteScheduler.__name__]
        )
        self.options = defaults(able(checkpoint), checkpoint.index) | checkpoint.notes
        require_fit(checkpoint, self._fits())
        self.spec = spec(
            checkpoint,
            self.options,
            frame_stride=self.vae.frame_stride,
            space_stride=self.vae.space_stride,
            patch=self.transformer.config.patch_size[1],
            channels=self.vae.channels,
        )
        self._rgb: Tensor | None = None

    def _fits(self) -> bool:
        config = self.transformer.config
        t, *patch = config.patch_size
        return (
            config.in_channels == config.out_channels == self.vae.channels
            and (t, patch[0]) == (1, patch[1])
            and (self.low_noise is None or self.low_noise.config.in_channels == config.in_channels)
            and (self.low_noise is None) == (not self.boundary)
        )

    # Text

    @torch.inference_mode()
    def encode_text(self, prompts: list[str]) -> TextCond:
        return umt5.encode(self.text, prompts, self.device, self.dtype)

    def free_text(self) -> None:
        self.text.free()

    # Pixels and latents

    def tile(self, on: bool) -> None:
        self.vae.tile = TILE if on else None

    @torch.inference_mode()
    def encode(self, pixels: Tensor, mid_clip: bool = False) -> Tensor:
        if not mid_clip:
            return self.vae.encode(pixels)
        # A still frame before it takes the place of the one-frame latent, which is then dropped.
        return self.vae.encode(torch.cat([pixels[:, :, :1], pixels], dim=2))[:, :, 1:]

    def decode(self, latents: Tensor, frames: int) -> Iterator[Tensor]:
        # Entered anew for every chunk: what is between two chunks is the caller's own.
        chunks = self.vae.decode(latents)
        while frames > 0:
            with torch.inference_mode():
                pixels = next(chunks, None)
            if pixels is None:
                return
            yield pixels[:, :, :frames]
            frames -= pixels.shape[2]

    @torch.inference_mode()
    def preview(self, latents: Tensor) -> Tensor:
        if self._rgb is None:
            self._rgb = preview.fit(
                self.vae.encode, self.spec.frame_stride, self.spec.space_stride, self.device
            )
        return preview.paint(latents, self._rgb)

    def condition(
        self, pixels: Tensor, mask: Tensor, references: Sequence[Tensor] = (), drawn: Tensor | None = None
    ) -> Control | None:
        return None

    def looked_up(self, prompt: str, height: int, width: int) -> Control | None:
        return None

    # Denoising

    def denoisers(self) -> list[nn.Module]:
        return [self.transformer] if self.low_noise is None else [self.transformer, self.low_noise]

    def fresh(self, step: int = 0) -> None:
        speed.forget(self.denoisers(), step)

    def sigmas(self, steps: int, t: int, h: int, w: int) -> Tensor:
        """Evenly spaced, shifted, and down to 0 in steps that each do something. (The stock Euler scheduler
        ends on one of nearly 0.)"""
        shift = self._shift(h * w * self.spec.space_stride**2)
        even = torch.linspace(1, 0, steps + 1, dtype=torch.float64)
        return (shift * even / (1 + (shift - 1) * even)).float()

    def _shift(self, area: int) -> float:
        if "shift" in self.options:
            return float(self.options["shift"])
        own = float(self.scheduler.get("flow_shift") or self.scheduler.get("shift") or 3.0)
        # The 2.1 checkpoints carry the shift of 480p, whatever they are run at.
        return max(own, 5.0) if area > LARGE else own

    @torch.inference_mode()
    def velocity(
        self, x: Tensor, sigma: Tensor, cond: TextCond, *, first_latent: int, fps: float, key: str
    ) -> Tensor:
        timestep = self._timestep(sigma)
        model = self._expert(timestep)
        arguments = self._arguments(x, cond, fps)
        embeds = umt5.padded(cond, self.device, self.dtype)
        with self.meter.running(self.device), model.cache_context(key):
            v = model(
                hidden_states=x.to(self.dtype),
                timestep=timestep,
                encoder_hidden_states=embeds,
                return_dict=False,
                **arguments,
            )[0]
        return v.float()

    def _timestep(self, sigma: Tensor) -> Tensor:
        """`[B]` where one level holds for all, which costs one embedding; else `[B, tokens]`."""
        if self.spec.sigma == "scalar":
            return 1000 * sigma.flatten(1).amax(1)
        tokens = 1000 * F.max_pool2d(sigma[:, 0], self.spec.patch).flatten(1)
        return tokens[:, 0] if (tokens == tokens[:, :1]).all() else tokens

    def _expert(self, timestep: Tensor) -> Any:
        if self.low_noise is None or float(timestep.amax()) >= self.boundary * 1000:
            return self.transformer
        return self.low_noise

    def _arguments(self, x: Tensor, cond: TextCond, fps: float) -> dict[str, Any]:
        """What the transformer of a relative is told besides."""
        return {}

    def free(self) -> None:
        self.text.free()
        del self.transformer, self.low_noise, self.vae
        if self.device.type != "cpu":
            torch.accelerator.empty_cache()
