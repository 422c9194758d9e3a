"""Transformers as their authors name the weights: single files as other programs keep them."""

from __future__ import annotations

from pathlib import Path

import torch
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType, GGUFWriter
from gguf.quants import quantize
from safetensors.torch import load_file, save_file
from torch import Tensor

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
LTX2 = {
    "time_embed.": "adaln_single.",
    "proj_in.": "patchify_proj.",
    "norm_q": "q_norm",
    "norm_k": "k_norm",
    "av_cross_attn_video_scale_shift": "av_ca_video_scale_shift_adaln_single",
    "av_cross_attn_video_a2v_gate": "av_ca_a2v_gate_adaln_single",
    "av_cross_attn_audio_scale_shift": "av_ca_audio_scale_shift_adaln_single",
    "av_cross_attn_audio_v2a_gate": "av_ca_v2a_gate_adaln_single",
    "video_a2v_cross_attn_scale_shift_table": "scale_shift_table_a2v_ca_video",
    "audio_a2v_cross_attn_scale_shift_table": "scale_shift_table_a2v_ca_audio",
}
LTX = {"proj_in": "patchify_proj", "time_embed": "adaln_single", "norm_q": "q_norm", "norm_k": "k_norm"}
WEIGHTS = "transformer/diffusion_pytorch_model.safetensors"


def wan_file(model: Path, file: Path, dtype: torch.dtype = torch.float32) -> Path:
    save_file({name: value.to(dtype) for name, value in wan_weights(model).items()}, file)
    return file


def wan_weights(model: Path) -> dict[str, Tensor]:
    """Also of VACE and SkyReels-V2."""
    weights = {}
    for name, value in load_file(model / WEIGHTS).items():
        name = {"scale_shift_table": "head.modulation"}.get(name, name)
        name = name.replace("proj_out.", "head.head.") if name.startswith("proj_out.") else name
        if name.startswith("vace_blocks."):
            name = name.replace(".proj_in.", ".before_proj.").replace(".proj_out.", ".after_proj.")
        weights[_renamed(name, WAN)] = value
    return weights


def ltx_file(model: Path, file: Path) -> Path:
    weights = ltx_weights(model)
    save_file({f"model.diffusion_model.{name}": value for name, value in weights.items()}, file)
    return file


def ltx_weights(model: Path) -> dict[str, Tensor]:
    return {_renamed(name, LTX): value for name, value in load_file(model / WEIGHTS).items()}


def ltx2_weights(model: Path) -> dict[str, Tensor]:
    """With the connectors that lie in the same file."""
    weights = {_renamed(name, LTX2): value for name, value in load_file(model / WEIGHTS).items()}
    return weights | {"video_embeddings_connector.learnable_registers": torch.ones(4, 32)}


def gguf_file(weights: dict[str, Tensor], file: Path, kind: str = "Q8_0", arch: str = "wan") -> Path:
    """As the converters of diffusion models do it: matrices packed as `kind` where their rows allow it, else
    halved; vectors and tables in full."""
    packed = GGMLQuantizationType[kind]
    block, _ = GGML_QUANT_SIZES[packed]
    writer = GGUFWriter(file, arch)
    for name, weight in weights.items():
        numbers = weight.float().numpy()
        if weight.ndim < 2 or weight.numel() <= 128 or "modulation" in name or "table" in name:
            writer.add_tensor(name, numbers)
        elif weight.ndim == 2 and weight.shape[-1] % block == 0:
            writer.add_tensor(name, quantize(numbers, packed), raw_dtype=packed)
        else:
            writer.add_tensor(name, numbers.astype("float16"))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
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
