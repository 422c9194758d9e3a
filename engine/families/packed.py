"""Transformers with quantised weights: packed in a GGUF file, or rounded to 8 bits while they are loaded.

diffusers does both. Of a GGUF file, each linear layer's weights are unpacked for the call that needs them;
with torchao's int8, one scale a row stands beside them. Everything else is kept in the precision that the
model works in.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from diffusers import GGUFQuantizationConfig, TorchAoConfig
from torch import Tensor, nn

from engine.families.gguf_file import gguf_head


def from_gguf(file: Path, kind: Any, dtype: torch.dtype) -> tuple[Any, dict[str, Any]]:
    """The transformer in `file`, whose config.json lies beside it, and a report as `from_pretrained` gives
    it, which is empty. Raises what diffusers raises where anything is missing, `TweenError` for a damaged
    file."""
    gguf_head(file)
    try:
        loaded = kind.from_single_file(
            str(file),
            config=str(file.parent),
            quantization_config=GGUFQuantizationConfig(compute_dtype=dtype),
            torch_dtype=dtype,
            local_files_only=True,
        )
    except NotImplementedError as error:  # what was never filled in cannot be moved
        raise ValueError("some weights are missing, or have names that are not known") from error
    except LookupError as error:
        raise ValueError(f"its tables do not fit together: {error}") from error
    _unpack_the_rest(loaded, dtype)
    return loaded, {}


def rounded() -> TorchAoConfig:
    """For `from_pretrained`: the weights of linear layers as whole numbers in 8 bits, a scale a row."""
    from torchao.quantization import Int8WeightOnlyConfig

    return TorchAoConfig(Int8WeightOnlyConfig())


def is_quantised(layer: nn.Linear) -> bool:
    """Whether its weights cannot be read and written as numbers."""
    return not layer.weight.is_floating_point() or hasattr(layer.weight, "__tensor_flatten__")


def numbers(weight: Tensor) -> list[Tensor]:
    """The plain tensors that `weight` is kept as: itself, or rounded values and their scales."""
    if not hasattr(weight, "__tensor_flatten__"):
        return [weight]
    names, _ = weight.__tensor_flatten__()  # pyright: ignore[reportAttributeAccessIssue]
    return [part for part in (getattr(weight, name) for name in names) if isinstance(part, Tensor)]


def broken(module: nn.Module) -> str | None:
    """The first packed weight of `module` that unpacks to a NaN or an infinity: a look at every weight."""
    from diffusers.quantizers.gguf.utils import GGUFParameter, dequantize_gguf_tensor

    for name, weight in module.named_parameters():
        if isinstance(weight, GGUFParameter) and not dequantize_gguf_tensor(weight).isfinite().all():
            return name
    return None


@torch.no_grad()
def _unpack_the_rest(module: nn.Module, dtype: torch.dtype) -> None:
    """Only linear layers know how to use packed weights; biases, norms and convolutions do not."""
    from diffusers.quantizers.gguf.utils import GGUFLinear, GGUFParameter, dequantize_gguf_tensor

    for part in module.modules():
        for name, weight in list(part.named_parameters(recurse=False)):
            if isinstance(weight, GGUFParameter) and not (isinstance(part, GGUFLinear) and name == "weight"):
                plain = dequantize_gguf_tensor(weight).to(dtype)
                setattr(part, name, nn.Parameter(plain, requires_grad=False))
