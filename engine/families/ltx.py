"""LTX-Video 0.9.x (Lightricks), as diffusers' classes hold it.

The transformer takes a timestep for every token, so a kept token simply runs at sigma 0. Nothing about the
strides is fixed: the VAE's and the transformer's configs say them. Two generations of the checkpoint differ
in where a latent stands in time and in the schedule, and the pipeline class that a folder was saved for
tells which one it is:

    LTXPipeline, LTXImageToVideoPipeline   latent k at k·stride / fps; sigmas shifted by the token count
    LTXConditionPipeline (0.9.5 and on)    latent k at max(0, k·stride + 1 - stride) / fps, the first frame of
                                           its span; linear-quadratic sigmas
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from diffusers import AutoencoderKLLTXVideo, FlowMatchEulerDiscreteScheduler, LTXVideoTransformer3DModel
from torch import Tensor, nn
from transformers import T5EncoderModel

from engine.errors import TweenError
from engine.families import preview, speed, streaming
from engine.families.book import Book
from engine.families.checkpoint import Checkpoint
from engine.families.defaults import defaults
from engine.families.family import Control, Meter, TextCond
from engine.families.memory.placing import Placing
from engine.families.memory.plan import Plan
from engine.families.specs import able, require_fit, spec
from engine.families.text_part import TextPart
from engine.families.tiles import lay_tiles
from engine.families.tokens import LIMITS, LTX_FIRST

#: Pixels (frames × height × width) that the VAE works on at a time, context not counted.
CHUNK_PIXELS = 1 << 24
#: Latents at a time, at most: more are no quicker, and small pictures would need memory by their length.
CHUNK_LATENTS = 14
#: How many seconds before the first latent a reference picture stands, as the built-in model is taught.
REFERENCE_BEFORE = 1.0


class LTX:
    """The protocol of `family.Family` over one LTX checkpoint folder."""

    kind: type[nn.Module] = LTXVideoTransformer3DModel
    vae_kind: type[nn.Module] = AutoencoderKLLTXVideo

    def __init__(
        self, checkpoint: Checkpoint, device: torch.device, dtype: torch.dtype, plan: Plan | None = None
    ) -> None:
        self.device, self.dtype = device, dtype
        self.placing = put = Placing(device, plan)
        self.meter = Meter()
        self.fingerprint = checkpoint.fingerprint
        transformer = checkpoint.module("transformer", self.kind, dtype, put.int8)
        self.transformer = put.put("transformer", transformer, dtype)
        # The VAE stays in float32: half precision shows as banding, and it is a small part of the time.
        vae = checkpoint.module("vae", self.vae_kind, torch.float32)
        self.vae = put.put("vae", vae, torch.float32)
        self._load_text(checkpoint)
        self.scheduler = _scheduler(checkpoint)
        self.conditioned = checkpoint.pipeline == "LTXConditionPipeline"
        self.options = defaults(able(checkpoint), checkpoint.index) | checkpoint.notes
        shape, channels = self.transformer.config, self.vae.config.latent_channels
        require_fit(
            checkpoint,
            shape.in_channels == channels * shape.patch_size**2 and shape.patch_size_t == 1,
        )
        self.spec = spec(
            checkpoint,
            self.options,
            frame_stride=int(self.vae.temporal_compression_ratio),
            space_stride=int(self.vae.spatial_compression_ratio),
            patch=shape.patch_size,
            channels=channels,
        )
        self.book = Book.open(checkpoint.folder) if self.spec.references else None
        self._looked_up: dict[tuple[str, int, int], Control | None] = {}
        self._rgb: Tensor | None = None
        self._reach: dict[str, int] = {}

    def _load_text(self, checkpoint: Checkpoint) -> None:
        self.text = TextPart(checkpoint, T5EncoderModel, self.dtype, self.placing)

    # Text

    @torch.inference_mode()
    def encode_text(self, prompts: list[str]) -> TextCond:
        """T5 hidden states, cut to the longest prompt: the transformer never sees padding.

        The first pipelines let T5 itself look at the padding, and their checkpoints learned from that; the
        later one masks it, so that it need not even be computed.
        """
        tokens = self.text.tokenizer(
            prompts,
            padding="longest" if self.conditioned else "max_length",
            truncation=True,
            max_length=LIMITS["ltx"] if self.conditioned else LTX_FIRST,
            add_special_tokens=True,
            return_tensors="pt",
        ).to(self.device)
        mask = tokens.attention_mask.bool()
        seen = mask if self.conditioned else None
        embeds = self.text.encoder(tokens.input_ids, attention_mask=seen)[0]
        longest = int(mask.sum(1).max())
        return TextCond(embeds[:, :longest].to(self.dtype), mask[:, :longest])

    def free_text(self) -> None:
        self.text.free()

    # Pixels and latents

    def tile(self, on: bool) -> None:
        self.vae.enable_tiling() if on else self.vae.disable_tiling()

    @torch.inference_mode()
    def encode(self, pixels: Tensor, mid_clip: bool = False) -> Tensor:
        pixels = pixels.to(self.device, torch.float32)
        if mid_clip:  # a still frame before it takes the place of the one-frame latent, which is then dropped
            pixels = torch.cat([pixels[:, :, :1], pixels], dim=2)
        stride = self.spec.frame_stride
        chunk = self._chunk(pixels.shape[-2] * pixels.shape[-1])
        if pixels.shape[2] <= self.spec.pixel_frames(chunk):
            z = self._encode(pixels)
        else:
            if "encode" not in self._reach:
                self._reach["encode"] = streaming.encoder_reach(
                    self._encode, stride, self.spec.space_stride, self.device
                )
            z = streaming.encode_stream(self._encode, pixels, stride, chunk, self._reach["encode"])
        return z[:, :, 1:] if mid_clip else z

    @torch.inference_mode()
    def decode(self, latents: Tensor, frames: int) -> Iterator[Tensor]:
        z = self._denormalised(latents.to(self.device, torch.float32))
        stride, t = self.spec.frame_stride, z.shape[2]
        chunk = self._chunk(z.shape[-2] * z.shape[-1] * self.spec.space_stride**2)
        if chunk < t and "decode" not in self._reach:
            self._reach["decode"] = streaming.decoder_reach(self._decode, z.shape[1], stride, self.device)
        for pixels in streaming.decode_stream(self._decode, z, stride, chunk, self._reach.get("decode", t)):
            yield pixels[:, :, :frames]
            frames -= min(frames, pixels.shape[2])
            if frames == 0:
                return

    @torch.inference_mode()
    def preview(self, latents: Tensor) -> Tensor:
        if self._rgb is None:
            self._rgb = preview.fit(self._encode, self.spec.frame_stride, self.spec.space_stride, self.device)
        return preview.paint(latents, self._rgb)

    def _encode(self, pixels: Tensor) -> Tensor:
        stride = self.vae.spatial_compression_ratio
        lay_tiles(self.vae, pixels.shape[-2] // stride, pixels.shape[-1] // stride, stride)
        z = self.vae.encode(pixels).latent_dist.mode()
        mean, std = self._statistics()
        return (z - mean) * self.vae.config.scaling_factor / std

    def _denormalised(self, latents: Tensor) -> Tensor:
        mean, std = self._statistics()
        z = latents * std / self.vae.config.scaling_factor + mean
        if self.vae.config.timestep_conditioning:
            dice = torch.Generator().manual_seed(0)  # frame after frame, so a longer clip begins alike
            eps = torch.stack(
                [torch.randn(z[:, :, 0].shape, generator=dice) for _ in range(z.shape[2])], dim=2
            )
            z = torch.lerp(z, eps.to(z), float(self.options["decode_noise"]))
        return z

    def _decode(self, z: Tensor) -> Tensor:
        """Decoders of 0.9.1 add random texture of their own; a fixed seed makes it repeatable."""
        lay_tiles(self.vae, z.shape[-2], z.shape[-1], self.vae.spatial_compression_ratio)
        temb = None
        if self.vae.config.timestep_conditioning:
            temb = torch.tensor([float(self.options["decode_timestep"])], device=z.device).expand(z.shape[0])
        on_cpu = self.device.type == "cpu"
        with torch.random.fork_rng(
            [] if on_cpu else [self.device], device_type="cuda" if on_cpu else self.device.type
        ):
            torch.manual_seed(0)
            return self.vae.decode(z, temb, return_dict=False)[0]

    def _statistics(self) -> tuple[Tensor, Tensor]:
        """On the device, wherever the VAE lies."""
        shape = (1, -1, 1, 1, 1)
        mean, std = self.vae.latents_mean.to(self.device), self.vae.latents_std.to(self.device)
        return mean.view(shape), std.view(shape)

    def _chunk(self, area: int) -> int:
        """Latents that the VAE works on at a time, at `area` pixels a frame."""
        return max(2, min(CHUNK_LATENTS, CHUNK_PIXELS // (area * self.spec.frame_stride)))

    def condition(
        self, pixels: Tensor, mask: Tensor, references: Sequence[Tensor] = (), drawn: Tensor | None = None
    ) -> Control | None:
        """The latents of reference pictures, which a checkpoint that was taught so reads as tokens of their
        own. What is kept is no matter of the control here: it stands in x."""
        if not references:
            return None
        if len(references) > self.spec.references:
            raise TweenError(
                f"{self.spec.name} follows at most {self.spec.references} reference pictures, not "
                f"{len(references)}; take some of them away."
            )
        height, width = pixels.shape[-2:]
        shown = [covering(picture.to(self.device, torch.float32), height, width) for picture in references]
        return Control(torch.cat([self._encode(picture) for picture in shown], dim=2))

    @torch.inference_mode()
    def looked_up(self, prompt: str, height: int, width: int) -> Control | None:
        key = (prompt, height, width)
        if key not in self._looked_up:
            picture = self.book.picture(prompt) if self.book else None
            if picture is None:
                self._looked_up[key] = None
            else:
                pixels = torch.from_numpy(picture).permute(2, 0, 1).to(self.device, torch.float32) / 127.5 - 1
                self._looked_up[key] = Control(self._encode(in_the_middle(pixels, height, width)))
        return self._looked_up[key]

    # Denoising

    def denoisers(self) -> list[nn.Module]:
        return [self.transformer]

    def fresh(self, step: int = 0) -> None:
        speed.forget(self.denoisers(), step)

    def sigmas(self, steps: int, t: int, h: int, w: int) -> Tensor:
        if self.spec.distilled:
            return along(self.options["sigmas"], steps)
        if steps == 1:  # stretching one sigma to the scheduler's last one would divide by nothing
            return torch.tensor([1.0, 0.0])
        config = self.scheduler.config
        dynamic = config.use_dynamic_shifting
        # The later pipeline's own schedule, unless the checkpoint's scheduler says how to shift an even one.
        own = self.conditioned and not dynamic and config.shift == 1
        falling = linear_quadratic(steps) if own else np.linspace(1.0, 1 / steps, steps)
        # Flux's rule: the shift grows linearly with the number of tokens.
        slope = (config.max_shift - config.base_shift) / (
            config.max_image_seq_len - config.base_image_seq_len
        )
        mu = config.base_shift + slope * (t * h * w - config.base_image_seq_len) if dynamic else None
        self.scheduler.set_timesteps(sigmas=falling.tolist(), mu=mu)
        return self.scheduler.sigmas.float().cpu()

    @torch.inference_mode()
    def velocity(
        self, x: Tensor, sigma: Tensor, cond: TextCond, *, first_latent: int, fps: float, key: str
    ) -> Tensor:
        b, _, t, h, w = x.shape
        p = self.spec.patch
        timestep = 1000 * pack(sigma, p).amax(-1)
        coords = self._positions(t, h, w, first_latent, fps)
        tokens = pack(x, p)
        if cond.control is not None:
            tokens, timestep, coords = self._with_references(tokens, timestep, coords, cond.control.video)
        if (timestep == timestep[:, :1]).all():
            timestep = timestep[:, :1]  # one for all tokens: the embedding is computed once
        coords, drawn = coords.expand(b, -1, -1), t * h * w // p**2
        tokens = tokens.to(self.dtype)
        with self.meter.running(self.device), self.transformer.cache_context(key):
            v = self.transformer(
                hidden_states=tokens,
                encoder_hidden_states=cond.embeds,
                timestep=timestep,
                encoder_attention_mask=cond.mask,
                video_coords=coords,
                return_dict=False,
            )[0]
        return unpack(v[:, :drawn].float(), (t, h, w), p)

    def _with_references(
        self, tokens: Tensor, timestep: Tensor, coords: Tensor, pictures: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Reference pictures `[1, C, n, h, w]` after the window's tokens: clean, and at the places of its
        first latent, picture k standing k + 1 times `REFERENCE_BEFORE` seconds before it."""
        shown = pack(pictures.to(tokens), self.spec.patch).expand(len(tokens), -1, -1)
        each = shown.shape[1] // pictures.shape[2]
        back = [coords.new_tensor((REFERENCE_BEFORE * (k + 1), 0, 0)) for k in range(pictures.shape[2])]
        where = [coords[:, :, :each] - step[None, :, None] for step in back]
        clean = timestep.new_zeros(shown.shape[:2])
        return (
            torch.cat([tokens, shown], dim=1),
            torch.cat([timestep, clean], dim=1),
            torch.cat([coords, *where], dim=2),
        )

    def _positions(self, t: int, h: int, w: int, first: int, fps: float) -> Tensor:
        """`[1, 3, tokens]`: (seconds, row, column) of each token, in pixels, and in seconds from `first`."""
        stride, space, p = self.spec.frame_stride, self.spec.space_stride, self.spec.patch
        frame = torch.arange(first, first + t, device=self.device) * stride
        if self.conditioned:
            frame = (frame + 1 - stride).clamp(min=0)
        seconds = (frame - frame[0]).float() * (1.0 / fps)
        row = torch.arange(0, h, p, device=self.device).float() * space
        column = torch.arange(0, w, p, device=self.device).float() * space
        return torch.stack(torch.meshgrid(seconds, row, column, indexing="ij")).flatten(1)[None]

    def free(self) -> None:
        self.free_text()
        del self.transformer, self.vae
        if self.device.type != "cpu":
            torch.accelerator.empty_cache()


def covering(picture: Tensor, height: int, width: int) -> Tensor:
    """`[3, H', W']` enlarged or reduced to cover `[1, 3, 1, height, width]`, its middle cut out."""
    scale = max(height / picture.shape[1], width / picture.shape[2])
    size = (max(height, round(picture.shape[1] * scale)), max(width, round(picture.shape[2] * scale)))
    wide = F.interpolate(picture[None], size, mode="bilinear", align_corners=False, antialias=True)
    top, left = (size[0] - height) // 2, (size[1] - width) // 2
    return wide[:, :, None, top : top + height, left : left + width]


def in_the_middle(picture: Tensor, height: int, width: int) -> Tensor:
    """`[3, H', W']` scaled by its short side to that of `[1, 3, 1, height, width]`: what is too much
    is cut off, what is missing is drawn out from its edges."""
    scale = min(height, width) / min(picture.shape[1:])
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[2] * scale)))
    there = F.interpolate(picture[None], size, mode="bilinear", align_corners=False, antialias=True)
    top, left = max(0, (size[0] - height) // 2), max(0, (size[1] - width) // 2)
    there = there[:, :, top : top + height, left : left + width]
    high, wide = height - there.shape[2], width - there.shape[3]
    around = (wide // 2, wide - wide // 2, high // 2, high - high // 2)
    return F.pad(there, around, mode="replicate")[:, :, None]


def pack(x: Tensor, p: int) -> Tensor:
    """Latents `[B, C, t, h, w]` -> tokens `[B, t·h/p·w/p, C·p·p]`."""
    x = x.unflatten(4, (-1, p)).unflatten(3, (-1, p))
    return x.permute(0, 2, 3, 5, 1, 4, 6).flatten(4).flatten(1, 3)


def unpack(tokens: Tensor, size: tuple[int, int, int], p: int) -> Tensor:
    """The inverse of `pack`; `size` is (t, h, w) of the latents."""
    t, h, w = size
    x = tokens.unflatten(2, (-1, p, p)).unflatten(1, (t, h // p, w // p))
    return x.permute(0, 4, 1, 2, 5, 3, 6).flatten(5).flatten(3, 4)


def along(ladder: Sequence[float], steps: int) -> Tensor:
    """`ladder`, the noise levels that a distilled checkpoint was taught, in `steps` steps. Exactly those for
    as many steps as it has, in between for more or fewer."""
    at = np.linspace(0, len(ladder) - 1, steps + 1)
    return torch.from_numpy(np.interp(at, np.arange(len(ladder)), ladder)).float()


def linear_quadratic(steps: int, threshold: float = 0.025) -> np.ndarray:
    """LTX-Video's schedule from Movie Gen (arXiv 2410.13720, §3.4.2), `[steps]` falling from 1.

    Half the steps rise linearly from no signal to `threshold`, where the noise matters most; the rest go on
    as a parabola with the same slope that would reach 1 after the last step.
    """
    linear = steps // 2
    if linear == 0:
        return np.ones(steps)
    i = np.arange(steps, dtype=np.float64)
    slope, quadratic = threshold / linear, steps - linear
    bend = (1 - threshold - slope * quadratic) / quadratic**2
    past = np.maximum(i - linear, 0)
    return 1 - (slope * i + bend * past**2)


def _scheduler(checkpoint: Checkpoint) -> Any:
    name = FlowMatchEulerDiscreteScheduler.__name__
    config = checkpoint.config("scheduler", "scheduler_config.json", [name])
    try:
        return FlowMatchEulerDiscreteScheduler.from_config(config)
    except (TypeError, ValueError) as error:
        raise TweenError(
            f"The scheduler of the model in {checkpoint.folder} has settings that no LTX has."
        ) from error
