"""Transformers as their authors name the weights: single files as other programs keep them."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

WAN = {
    "condition_embedder.time_embedder.linear_1": "time_embedding.0",
    "condition_embedder.time_embedder.linear_2": "time_embedding.2",
    "condition_embedder.text_embedder.linear_1": "text_embedding.0",
    "condition_embedder.text_embedder.linear_2": "text_embedding.2",
    "condition_embedder.time_proj": "time_projection.1",
    "attn2": "cross_attn",
    "attn1": "self_attn",
    ".to_out.0.": ".o.",
    ".to_q.": ".q.",
    ".to_k.": ".k.",
    ".to_v.": ".v.",
    ".scale_shift_table": ".modulation",
    "ffn.net.0.proj": "ffn.0",
    "ffn.net.2": "ffn.2",
    "norm2": "norm3",
}
LTX = {"proj_in": "patchify_proj", "time_embed": "adaln_single", "norm_q": "q_norm", "norm_k": "k_norm"}
WEIGHTS = "transformer/diffusion_pytorch_model.safetensors"


def wan_file(model: Path, file: Path, dtype: torch.dtype = torch.float32) -> Path:
    weights = {}
    for name, value in load_file(model / WEIGHTS).items():
        name = {"scale_shift_table": "head.modulation"}.get(name, name)
        name = name.replace("proj_out.", "head.head.") if name.startswith("proj_out.") else name
        weights[_renamed(name, WAN)] = value.to(dtype)
    save_file(weights, file)
    return file


def ltx_file(model: Path, file: Path) -> Path:
    weights = load_file(model / WEIGHTS)
    save_file({f"model.diffusion_model.{_renamed(name, LTX)}": w for name, w in weights.items()}, file)
    return file


def lora_file(file: Path, rank: int = 4) -> Path:
    save_file(
        {
            "transformer.transformer_blocks.0.attn1.to_q.lora_A.weight": torch.ones(rank, 24),
            "transformer.transformer_blocks.0.attn1.to_q.lora_B.weight": torch.ones(24, rank),
        },
        file,
    )
    return file


def _renamed(name: str, table: dict[str, str]) -> str:
    for ours, theirs in table.items():
        name = name.replace(ours, theirs)
    return name
