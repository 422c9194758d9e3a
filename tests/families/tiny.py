"""Tiny LTX checkpoints in the real diffusers format, with random weights: a megabyte, loaded in a blink."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    AutoencoderKLLTXVideo,
    DiffusionPipeline,
    FlowMatchEulerDiscreteScheduler,
    LTXConditionPipeline,
    LTXPipeline,
    LTXVideoTransformer3DModel,
)
from transformers import T5Config, T5EncoderModel, T5Tokenizer

LETTERS = "abcdefghijklmnopqrstuvwxyz"
#: Stride 4 in time, 8 in space, as a VAE of 0.9.0, of 0.9.1 (decoder timestep, noise) and of 0.9.5.
VAES = {
    "0.9.0": {},
    "0.9.1": {
        "timestep_conditioning": True,
        "decoder_inject_noise": (True, True, False),
        "upsample_residual": (True, True),
        "upsample_factor": (2, 2),
    },
    "0.9.5": {
        "timestep_conditioning": True,
        "down_block_types": ("LTXVideo095DownBlock3D", "LTXVideo095DownBlock3D"),
        "downsample_type": ("spatiotemporal", "spatiotemporal"),
        "block_out_channels": (8, 16, 32),
        "upsample_residual": (True, True),
        "upsample_factor": (2, 2),
    },
}


def tiny_ltx(
    folder: Path,
    version: str = "0.9.0",
    pipeline: type[DiffusionPipeline] = LTXConditionPipeline,
    **notes: object,
) -> Path:
    """Save a checkpoint for `pipeline` under `folder`; `notes` become its tweenboard.json."""
    torch.manual_seed(0)
    vae = tiny_vae(version)
    transformer = LTXVideoTransformer3DModel(
        in_channels=4,
        out_channels=4,
        num_attention_heads=2,
        attention_head_dim=12,
        cross_attention_dim=24,
        num_layers=2,
        caption_channels=16,
    )
    text_encoder = T5EncoderModel(
        T5Config(
            vocab_size=64,
            d_model=16,
            d_kv=8,
            d_ff=32,
            num_layers=2,
            num_heads=2,
            feed_forward_proj="gated-gelu",
        )
    )
    # As Lightricks saved them: shifted by the token count for the first pipelines, plain for the later one.
    scheduler = FlowMatchEulerDiscreteScheduler()
    if pipeline is not LTXConditionPipeline:
        scheduler = FlowMatchEulerDiscreteScheduler(
            use_dynamic_shifting=True, base_shift=0.95, max_shift=2.05, shift_terminal=0.1
        )
    parts: dict[str, Any] = {
        "scheduler": scheduler,
        "vae": vae,
        "text_encoder": text_encoder,
        "tokenizer": tiny_tokenizer(),
        "transformer": transformer,
    }
    pipeline(**parts).save_pretrained(folder, safe_serialization=True)
    if notes:
        (folder / "tweenboard.json").write_text(json.dumps(notes))
    return folder


def tiny_vae(version: str = "0.9.0") -> AutoencoderKLLTXVideo:
    torch.manual_seed(1)
    shape: dict[str, object] = {
        "latent_channels": 4,
        "block_out_channels": (8, 16),
        "down_block_types": ("LTXVideoDownBlock3D", "LTXVideoDownBlock3D"),
        "downsample_type": ("conv", "conv"),
        "layers_per_block": (1, 1, 1),
        "spatio_temporal_scaling": (True, True),
        "decoder_block_out_channels": (8, 16),
        "decoder_layers_per_block": (1, 1, 1),
        "decoder_spatio_temporal_scaling": (True, True),
        "decoder_inject_noise": (False, False, False),
        "upsample_residual": (False, False),
        "upsample_factor": (1, 1),
        "patch_size": 2,
    }
    vae = AutoencoderKLLTXVideo(**(shape | VAES[version]))  # type: ignore[arg-type]
    vae.encoder.conv_out.conv.weight.data[-1] = 0  # no variance: a sample of the latents is their mode
    vae.encoder.conv_out.conv.bias.data[-1] = -60  # pyright: ignore[reportOptionalMemberAccess]
    vae.latents_mean.copy_(torch.linspace(-0.2, 0.2, 4))
    vae.latents_std.copy_(torch.linspace(0.8, 1.2, 4))
    return vae


def tiny_tokenizer(padding_side: str = "right") -> T5Tokenizer:
    special = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0)]
    return T5Tokenizer(
        vocab=special + [(letter, -3.0) for letter in LETTERS],
        extra_ids=0,
        model_max_length=128,
        padding_side=padding_side,
    )


__all__ = ["LTXConditionPipeline", "LTXPipeline", "tiny_ltx", "tiny_tokenizer", "tiny_vae"]
