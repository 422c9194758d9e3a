"""How large a checkpoint is, told from the heads of its files: no torch, no weights read.

A safetensors file begins with a JSON table of its tensors, so that counting parameters costs some kilobytes.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import TweenError
from engine.families.catalog import read_index
from engine.families.gguf_file import gguf_head, gguf_of

TRANSFORMERS = ("transformer", "transformer_2")
HEAD_LIMIT = 100 << 20
"""Bytes of a head, at most; safetensors itself allows no more."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What memory and time depend on. Counts are parameters; `width`, `ffn` and `layers` are one expert's."""

    transformer: int
    """Of one expert; `experts` of them lie on disk."""
    text: int
    vae: int
    width: int
    ffn: int
    layers: int
    patch: int
    frame_stride: int
    space_stride: int
    decoder: float
    """Numbers that the VAE's decoder holds at once for one pixel of what it decodes, at its widest."""
    streams: bool
    """Whether the VAE decodes one latent frame at a time, whatever the length (Wan's does)."""
    experts: int = 1
    packed: int = 0
    """Bytes of one expert's weights as a GGUF file keeps them; 0 where they are not quantised."""


def sizes(folder: Path) -> Sizes:
    """Of a diffusers folder. Raises `TweenError` for files that are missing or not what they should be."""
    index = read_index(folder)
    experts = [name for name in TRANSFORMERS if index.get(name) not in (None, [None, None])]
    try:
        counts = {name: _parameters(folder / name) for name in ("transformer", "text_encoder", "vae")}
        shape = _config(folder / "transformer")
        vae = _config(folder / "vae")
        width = int(shape["num_attention_heads"]) * int(shape["attention_head_dim"])
        patch = shape.get("patch_size", 1)
        time, space = _strides(vae)
        return Sizes(
            transformer=counts["transformer"],
            text=counts["text_encoder"],
            vae=counts["vae"],
            width=width,
            ffn=int(shape.get("ffn_dim", 4 * width)),
            layers=int(shape["num_layers"]),
            patch=int(patch[1] if isinstance(patch, list) else patch),
            frame_stride=time,
            space_stride=space,
            decoder=_decoder(vae),
            streams="Wan" in str(vae.get("_class_name")),
            experts=len(experts),
            packed=_packed([folder / name for name in experts]),
        )
    except (OSError, KeyError, TypeError, ValueError, IndexError, RecursionError, struct.error) as error:
        raise TweenError(
            f"How much memory the model in {folder} needs cannot be told ({error}); get the model again."
        ) from error


def _parameters(folder: Path) -> int:
    packed = gguf_of(folder)
    if packed is not None:
        return sum(math.prod(entry["shape"]) for entry in gguf_head(packed).values())
    files = sorted(folder.glob("*.safetensors"))
    if not files:
        raise ValueError(f"{folder.name} has no weights")
    return sum(_count(file) for file in files)


def _packed(experts: Sequence[Path]) -> int:
    """On average; an expert that is not quantised beside one that is counts as it may lie there at most."""
    files = [gguf_of(folder) for folder in experts]
    if not any(files):
        return 0
    held = [
        4 * _parameters(folder) if file is None else sum(map(_held, gguf_head(file).values()))
        for folder, file in zip(experts, files, strict=True)
    ]
    return sum(held) // len(held)


def _held(tensor: Mapping[str, Any]) -> int:
    """Bytes in memory: what is halved in a GGUF file is whole there."""
    return 4 * math.prod(tensor["shape"]) if tensor["dtype"] == "F16" else tensor["bytes"]


def _count(file: Path) -> int:
    with file.open("rb") as opened:
        length = struct.unpack("<Q", opened.read(8))[0]
        if length > HEAD_LIMIT:
            raise ValueError(f"{file.name} is not a safetensors file")
        table = json.loads(opened.read(length))
    return sum(math.prod(entry["shape"]) for name, entry in table.items() if name != "__metadata__")


def _config(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "config.json").read_text(encoding="utf-8"))


def _strides(vae: Mapping[str, Any]) -> tuple[int, int]:
    """(time, space) of a VAE, from what its class keeps in its config."""
    if "Wan" in str(vae.get("_class_name")):
        return int(vae.get("scale_factor_temporal") or 4), int(vae.get("scale_factor_spatial") or 8)
    if vae.get("temporal_compression_ratio") and vae.get("spatial_compression_ratio"):
        return int(vae["temporal_compression_ratio"]), int(vae["spatial_compression_ratio"])
    halvings = list(vae["spatio_temporal_scaling"])
    kinds = vae.get("downsample_type") or ["conv"] * len(halvings)
    halvings = [
        kind if scaled else "" for kind, scaled in zip(kinds, halvings, strict=False)
    ]  # "spatial" halves width and height, "temporal" time, anything else all three
    time = 2 ** sum(1 for kind in halvings if kind and kind != "spatial")
    space = 2 ** sum(1 for kind in halvings if kind and kind != "temporal")
    return time * int(vae.get("patch_size_t", 1)), space * int(vae["patch_size"])


def _decoder(vae: Mapping[str, Any]) -> float:
    """The last stage is the widest: its channels over the pixels that each of its places stands for.

    LTX's holds one and a half such maps and the picture (measured: 12 to 16 numbers a pixel with 96 channels
    over 16 pixels); Wan's keeps frames of every convolution for the next one besides, some eight maps in all.
    """
    wan = "Wan" in str(vae.get("_class_name"))
    patch = int(vae.get("patch_size") or 1)
    if wan:
        return 8 * int(vae.get("decoder_base_dim") or vae["base_dim"]) / patch**2 + 6
    channels = int((vae.get("decoder_block_out_channels") or vae["block_out_channels"])[0])
    return 1.5 * channels / patch**2 + 4
