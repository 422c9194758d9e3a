"""A tiny LTX-2 checkpoint in the real diffusers format, with random weights and no parts for sound."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    AutoencoderKLLTX2Video,
    FlowMatchEulerDiscreteScheduler,
    LTX2Pipeline,
    LTX2VideoTransformer3DModel,
)
from diffusers.pipelines.ltx2 import LTX2TextConnectors
from transformers import Gemma3Config, Gemma3ForConditionalGeneration

from tests.families.tiny import tiny_tokenizer

WORDS = 16


def tiny_ltx2(folder: Path, **notes: object) -> Path:
    """Stride 4 in time, 8 in space, as LTX-2.0."""
    torch.manual_seed(0)
    parts: dict[str, Any] = {
        "scheduler": FlowMatchEulerDiscreteScheduler(
            use_dynamic_shifting=True, base_shift=0.95, max_shift=2.05, shift_terminal=0.1
        ),
        "vae": tiny_ltx2_vae(),
        "text_encoder": Gemma3ForConditionalGeneration(tiny_gemma()),
        "tokenizer": tiny_tokenizer("left"),  # as Gemma's
        "connectors": tiny_connectors(),
        "transformer": tiny_transformer(),
    }
    whole = LTX2Pipeline(audio_vae=None, vocoder=None, **parts)  # pyright: ignore[reportArgumentType]
    whole.save_pretrained(folder, safe_serialization=True)
    if notes:
        (folder / "tweenboard.json").write_text(json.dumps(notes))
    return folder


def tiny_transformer() -> LTX2VideoTransformer3DModel:
    return LTX2VideoTransformer3DModel(
        in_channels=4, out_channels=4, num_attention_heads=2, attention_head_dim=8, cross_attention_dim=16,
        vae_scale_factors=(4, 8, 8), audio_in_channels=4, audio_out_channels=4, audio_num_attention_heads=2,
        audio_attention_head_dim=4, audio_cross_attention_dim=8, num_layers=2, caption_channels=WORDS,
    )  # fmt: skip


def tiny_connectors() -> LTX2TextConnectors:
    return LTX2TextConnectors(
        caption_channels=WORDS, text_proj_in_factor=3, video_connector_num_attention_heads=2,
        video_connector_attention_head_dim=8, video_connector_num_layers=1,
        video_connector_num_learnable_registers=8, audio_connector_num_attention_heads=2,
        audio_connector_attention_head_dim=8, audio_connector_num_layers=1,
        audio_connector_num_learnable_registers=8, connector_rope_base_seq_len=32,
    )  # fmt: skip


def tiny_gemma() -> Gemma3Config:
    text = {
        "vocab_size": 64, "hidden_size": WORDS, "intermediate_size": 32, "num_hidden_layers": 2,
        "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 8, "sliding_window": 16,
    }  # fmt: skip
    vision = {
        "hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2,
        "image_size": 28, "patch_size": 14,
    }  # fmt: skip
    return Gemma3Config(
        text_config=text, vision_config=vision, mm_tokens_per_image=4, image_token_index=63,
        boi_token_index=62, eoi_token_index=61,
    )  # fmt: skip


def tiny_ltx2_vae() -> AutoencoderKLLTX2Video:
    torch.manual_seed(1)
    vae = AutoencoderKLLTX2Video(
        latent_channels=4, block_out_channels=(16, 32), down_block_types=("LTX2VideoDownBlock3D",) * 2,
        decoder_block_out_channels=(8, 16), layers_per_block=(1, 1, 1), decoder_layers_per_block=(1, 1, 1),
        spatio_temporal_scaling=(True, True), decoder_spatio_temporal_scaling=(True, True),
        decoder_inject_noise=(False, False, False), downsample_type=("spatiotemporal", "spatiotemporal"),
        upsample_type=("spatiotemporal", "spatiotemporal"), upsample_residual=(True, True),
        upsample_factor=(2, 2), patch_size=2, decoder_causal=False,
    )  # fmt: skip
    vae.latents_mean.copy_(torch.linspace(-0.2, 0.2, 4))
    vae.latents_std.copy_(torch.linspace(0.8, 1.2, 4))
    return vae
