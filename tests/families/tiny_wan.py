"""Tiny Wan, VACE and SkyReels-V2 checkpoints in the real diffusers format, with random weights."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    AutoencoderKLWan,
    SkyReelsV2DiffusionForcingPipeline,
    SkyReelsV2Transformer3DModel,
    UniPCMultistepScheduler,
    WanPipeline,
    WanTransformer3DModel,
    WanVACEPipeline,
    WanVACETransformer3DModel,
)
from transformers import UMT5Config, UMT5EncoderModel

from tests.families.tiny import tiny_tokenizer

SHAPE: dict[str, Any] = {
    "in_channels": 4, "out_channels": 4, "num_attention_heads": 2, "attention_head_dim": 12, "text_dim": 16,
    "freq_dim": 32, "ffn_dim": 32, "num_layers": 2, "rope_max_seq_len": 64,
}  # fmt: skip


def tiny_wan(folder: Path, **notes: object) -> Path:
    """Wan 2.1 T2V: one timestep for all. Stride 4 in time and in space, as in all but `tiny_ti2v`."""
    torch.manual_seed(0)
    return _save(folder, WanPipeline, notes, vae=tiny_wan_vae(), transformer=WanTransformer3DModel(**SHAPE))


def tiny_experts(folder: Path, heads: int = 2, **notes: object) -> Path:
    """Wan 2.2 T2V A14B: two transformers."""
    torch.manual_seed(0)
    shape: dict[str, Any] = SHAPE | {"num_attention_heads": heads}
    experts = {name: WanTransformer3DModel(**shape) for name in ("transformer", "transformer_2")}
    return _save(folder, WanPipeline, notes, vae=tiny_wan_vae(), boundary_ratio=0.875, **experts)


def tiny_ti2v(folder: Path, **notes: object) -> Path:
    """Wan 2.2 TI2V: a timestep for every token, the residual VAE that folds pixels into channels."""
    torch.manual_seed(0)
    vae = tiny_wan_vae(
        is_residual=True, patch_size=2, in_channels=12, out_channels=12, scale_factor_spatial=8
    )
    transformer = WanTransformer3DModel(**SHAPE)
    return _save(folder, WanPipeline, notes, vae=vae, transformer=transformer, expand_timesteps=True)


def tiny_vace(folder: Path, **notes: object) -> Path:
    torch.manual_seed(0)
    transformer = WanVACETransformer3DModel(**SHAPE, vace_layers=[0, 1], vace_in_channels=2 * 4 + 4 * 4)
    return _save(folder, WanVACEPipeline, notes, vae=tiny_wan_vae(), transformer=transformer)


def tiny_skyreels(folder: Path, **notes: object) -> Path:
    torch.manual_seed(0)
    transformer = SkyReelsV2Transformer3DModel(**SHAPE, inject_sample_info=True)
    pipeline = SkyReelsV2DiffusionForcingPipeline
    return _save(folder, pipeline, notes, vae=tiny_wan_vae(), transformer=transformer)


def tiny_wan_vae(**shape: Any) -> AutoencoderKLWan:
    torch.manual_seed(1)
    default: dict[str, Any] = {
        "base_dim": 8,
        "z_dim": 4,
        "dim_mult": [1, 1, 1],
        "num_res_blocks": 1,
        "temperal_downsample": [True, True],
        "latents_mean": [-0.2, -0.1, 0.1, 0.2],
        "latents_std": [0.8, 0.9, 1.1, 1.2],
        "scale_factor_spatial": 4,
    }
    return AutoencoderKLWan(**(default | shape))


def _save(folder: Path, pipeline: Any, notes: dict[str, object], **parts: Any) -> Path:
    text_encoder = UMT5EncoderModel(
        UMT5Config(vocab_size=64, d_model=16, d_kv=8, d_ff=32, num_layers=2, num_heads=2)
    )
    scheduler = UniPCMultistepScheduler(
        prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
    )
    whole = pipeline(text_encoder=text_encoder, tokenizer=tiny_tokenizer(), scheduler=scheduler, **parts)
    whole.save_pretrained(folder, safe_serialization=True)
    if notes:
        (folder / "tweenboard.json").write_text(json.dumps(notes))
    return folder
