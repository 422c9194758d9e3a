"""LTX-2 (Lightricks): an LTX transformer with a sound beside the picture.

Only the picture is drawn. The two streams are kept apart (`isolate_modalities`, which the checkpoints were
trained with for guidance), and the sound's is given one silent token, since its classes want one.

Differences from LTX-Video: Gemma 3 reads the prompt, and its hidden states of all layers go through small
networks of their own (the connectors) before the transformer sees them; a token's position is the span of
seconds, rows and columns that it draws, and not a point.
"""

from __future__ import annotations

from typing import Any

import torch
from diffusers import AutoencoderKLLTX2Video, LTX2VideoTransformer3DModel
from diffusers.pipelines.ltx2 import LTX2TextConnectors
from torch import Tensor
from transformers import Gemma3ForConditionalGeneration

from engine.families.checkpoint import Checkpoint
from engine.families.family import TextCond
from engine.families.ltx import LTX, pack, unpack
from engine.families.text_part import TextPart
from engine.families.tokens import LIMITS

LENGTH = LIMITS["ltx2"]
"""Tokens of a prompt, padded on the left; the connectors put what they learned in the padding's place."""


class LTX2(LTX):
    """The protocol of `family.Family` over one LTX-2 checkpoint folder; the VAE is run as LTX-Video's."""

    kind = LTX2VideoTransformer3DModel
    vae_kind = AutoencoderKLLTX2Video

    def _load_text(self, checkpoint: Checkpoint) -> None:
        self.text = TextPart(checkpoint, Gemma3ForConditionalGeneration, self.dtype, self.placing)
        self.connectors = TextPart(checkpoint, LTX2TextConnectors, self.dtype, self.placing, "connectors")
        self.text.tokenizer.padding_side = "left"

    def free_text(self) -> None:
        self.text.free()
        self.connectors.free()

    @torch.inference_mode()
    def encode_text(self, prompts: list[str]) -> TextCond:
        tokens = self.text.tokenizer(
            [prompt.strip() for prompt in prompts],
            padding="max_length",
            truncation=True,
            max_length=LENGTH,
            add_special_tokens=True,
            return_tensors="pt",
        ).to(self.device)
        mask = tokens.attention_mask
        layers = self.text.encoder(
            input_ids=tokens.input_ids, attention_mask=mask, output_hidden_states=True
        ).hidden_states
        states = torch.stack(layers, dim=-1).flatten(2, 3).to(self.dtype)
        embeds, _, seen = self.connectors.encoder(states, mask, padding_side="left")
        # What is seen comes first: to the transformer, words have no order but that within them.
        order = torch.argsort(1 - seen, dim=1, stable=True)
        seen = seen.gather(1, order).bool()
        longest = int(seen.sum(1).max())
        embeds = embeds.gather(1, order[..., None].expand_as(embeds))[:, :longest]
        return TextCond(embeds, seen[:, :longest])

    @torch.inference_mode()
    def velocity(
        self, x: Tensor, sigma: Tensor, cond: TextCond, *, first_latent: int, fps: float, key: str
    ) -> Tensor:
        b, _, t, h, w = x.shape
        p = self.spec.patch
        timestep = 1000 * pack(sigma, p).amax(-1)
        highest = timestep.amax(1)
        if (timestep == timestep[:, :1]).all():
            timestep = timestep[:, :1]  # one for all tokens: the embedding is computed once
        coords = self._spans(t, h, w, first_latent, fps).expand(b, -1, -1, -1)
        with self.meter.running(self.device), self.transformer.cache_context(key):
            v = self.transformer(
                hidden_states=pack(x, p).to(self.dtype),
                encoder_hidden_states=cond.embeds.to(self.device, self.dtype),
                encoder_attention_mask=cond.mask.to(self.device),
                timestep=timestep,
                sigma=highest,
                video_coords=coords,
                isolate_modalities=True,
                return_dict=False,
                **self._silence(b, highest),
            )[0]
        return unpack(v.float(), (t, h, w), p)

    def _silence(self, b: int, timestep: Tensor) -> dict[str, Any]:
        """One token of sound that nothing of the picture looks at."""
        config = self.transformer.config
        words = config.caption_channels if config.use_prompt_embeddings else config.audio_cross_attention_dim
        blank = {"device": self.device, "dtype": self.dtype}
        return {
            "audio_hidden_states": torch.zeros(b, 1, config.audio_in_channels, **blank),
            "audio_encoder_hidden_states": torch.zeros(b, 1, words, **blank),
            "audio_encoder_attention_mask": torch.ones(b, 1, device=self.device),
            "audio_timestep": timestep[:, None],
            "audio_coords": torch.zeros(b, 1, 1, 2, device=self.device),
        }

    def _spans(self, t: int, h: int, w: int, first: int, fps: float) -> Tensor:
        """`[1, 3, tokens, 2]`: where each token begins and ends, in (seconds, row, column); in pixels, and in
        seconds from the beginning of latent `first`."""
        stride, space, p = self.spec.frame_stride, self.spec.space_stride, self.spec.patch
        frame = torch.arange(first, first + t + 1, device=self.device).float() * stride
        frame = (frame + 1 - stride).clamp(min=0)
        edges = (
            (frame - frame[0]) / fps,
            torch.arange(0, h + 1, p, device=self.device).float() * space,
            torch.arange(0, w + 1, p, device=self.device).float() * space,
        )
        sides = [
            torch.meshgrid(*(edge[i : len(edge) - 1 + i] for edge in edges), indexing="ij") for i in (0, 1)
        ]
        return torch.stack([torch.stack(side).flatten(1) for side in sides], dim=-1)[None]
