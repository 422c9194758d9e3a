"""The plainest sampler for Sketch: Euler steps with guidance. The editor's own sampler does far more."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKLLTXVideo, LTXVideoTransformer3DModel
from diffusers.pipelines.ltx.pipeline_ltx_condition import linear_quadratic_schedule
from torch import Tensor
from transformers import AutoTokenizer, T5EncoderModel

from engine.sketch import flow
from engine.sketch.vae import decoded, denormalise, to_bytes
from engine.sketch.world import SPACE_STRIDE, TIME_STRIDE


@dataclass(frozen=True)
class Sketch:
    """The loaded checkpoint, float32."""

    transformer: LTXVideoTransformer3DModel
    vae: AutoencoderKLLTXVideo
    text: T5EncoderModel
    tokenizer: object
    shift: float

    @classmethod
    def load(cls, folder: Path) -> Sketch:
        """Read a checkpoint folder in diffusers' layout."""
        return cls(
            LTXVideoTransformer3DModel.from_pretrained(folder / "transformer").float().eval(),
            AutoencoderKLLTXVideo.from_pretrained(folder / "vae").float().eval(),
            T5EncoderModel.from_pretrained(folder / "text_encoder").float().eval(),
            AutoTokenizer.from_pretrained(folder / "tokenizer"),
            json.loads((folder / "scheduler" / "scheduler_config.json").read_text())["shift"],
        )

    def words(self, prompts: list[str], length: int = 64) -> tuple[Tensor, Tensor]:
        """Embeddings [B, L, D] and mask [B, L]; T5 sees no padding, as in LTXConditionPipeline."""
        tokens = self.tokenizer(  # type: ignore[operator]
            prompts, padding="max_length", max_length=length, truncation=True, return_tensors="pt"
        )
        return self.text(tokens.input_ids, attention_mask=tokens.attention_mask)[0], tokens.attention_mask


def schedule(steps: int, shift: float) -> Tensor:
    """Noise levels [steps + 1] from 1 to 0: LTX's linear-quadratic ones, moved as the scheduler moves
    them."""
    falling = torch.cat([linear_quadratic_schedule(steps), torch.zeros(1)])
    return shift * falling / (1 + (shift - 1) * falling)


@torch.no_grad()
def text_to_latents(
    model: Sketch, prompts: list[str], frames: int, size: tuple[int, int], fps: float,
    seed: int = 0, steps: int = 20, guidance: float = 2.0,
    source: Tensor | None = None, caps: Tensor | None = None, reference: Tensor | None = None,
) -> Tensor:  # fmt: skip
    """Normalised latents [B, C, t, h, w], one clip a prompt, all from the same seed's noise stream.
    reference: latents of pictures [B, C, 1, h, w] whose subjects are to appear.

    With a source [B, C, t, h, w] and noise caps [B, 1, t, h, w], what is drawn begins at each cell from the
    source with as much noise as its cap says: cells of cap 0 stay as they are, those of 1 are drawn anew.
    """
    t, h, w = (frames - 1) // TIME_STRIDE + 1, size[1] // SPACE_STRIDE, size[0] // SPACE_STRIDE
    b = len(prompts)
    channels = len(model.vae.latents_std)
    x = torch.randn(b, channels, t, h, w, generator=torch.Generator().manual_seed(seed))
    if caps is None:
        caps = torch.ones(b, 1, t, h, w)
    if source is not None:
        x = (1 - caps) * source + caps * x
    embeds, mask = model.words(prompts + [""] * b)
    where = flow.positions(t, h, w, fps)
    seen = None if reference is None else torch.cat([reference, reference])
    levels = schedule(steps, model.shift)
    for level, following in itertools.pairwise(levels.tolist()):
        sigma = caps.clamp(max=level)
        both = torch.cat([x, x]), torch.cat([sigma, sigma])
        said, unsaid = flow.velocity(model.transformer, *both, embeds, mask, where, seen).chunk(2)
        x = x + (caps.clamp(max=following) - sigma) * (unsaid + guidance * (said - unsaid))
    return x


@torch.no_grad()
def text_to_video(model: Sketch, prompts: list[str], frames: int, size: tuple[int, int], fps: float,
                  seed: int = 0, steps: int = 20, guidance: float = 2.0,
                  reference: Tensor | None = None) -> np.ndarray:  # fmt: skip
    """Clips uint8 [B, F, H, W, 3]; for reference see `text_to_latents`."""
    latents = text_to_latents(model, prompts, frames, size, fps, seed, steps, guidance, reference=reference)
    made = [decoded(model.vae, denormalise(model.vae, one[None])) for one in latents]
    return to_bytes(torch.cat(made))
