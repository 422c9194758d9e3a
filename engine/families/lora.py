"""LoRAs: small files of weights laid over a model's own for one job, and taken off after it, bit for bit.

W' = W + weight · alpha / rank · up · down (Hu et al., arXiv 2106.09685), added in float32. Quantised weights
stay as they are: there, what the LoRA makes of a layer's input is added to the layer's answer. Names of
weights may be diffusers' (`transformer.….lora_A.weight`), of training tools
(`diffusion_model.….lora_down.weight` and `alpha`), or of the original Wan code, which diffusers itself knows
how to read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import torch
import torch.nn.functional as F
from diffusers.loaders import lora_conversion_utils
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from engine.document.request import LoraUse
from engine.errors import TweenError
from engine.families.family import Family
from engine.families.lora_files import lora_file
from engine.families.packed import is_quantised

PREFIXES = ("transformer.", "diffusion_model.", "base_model.model.")
DOWN, UP, ALPHA = (".lora_A.weight", ".lora_down.weight"), (".lora_B.weight", ".lora_up.weight"), ".alpha"


@dataclass(slots=True)
class _Pair:
    down: Tensor | None = None
    up: Tensor | None = None
    alpha: float | None = None


@dataclass(slots=True)
class _Laid:
    """What takes LoRAs off again: the weights that were there, and what listens to layers."""

    kept: dict[Tensor, Tensor] = field(default_factory=dict)
    beside: list[RemovableHandle] = field(default_factory=list)

    @torch.no_grad()
    def take_off(self) -> None:
        for handle in self.beside:
            handle.remove()
        for parameter, original in self.kept.items():
            parameter.copy_(original)


@contextmanager
def laid_over(family: Family, loras: Sequence[LoraUse]) -> Iterator[None]:
    """`family` with `loras` in it. Raises `TweenError` for a file that is missing, damaged or of another
    model; the model is as it was before, then and afterwards."""
    laid = _Laid()
    try:
        for use in loras:
            path = lora_file(use.name)
            _lay(family, path, _pairs(path, family), use.weight, laid)
        yield
    finally:
        laid.take_off()


def identity(loras: Sequence[LoraUse]) -> list[tuple[str, float, int, int]]:
    """What tells two sets of LoRAs apart: name, weight, and the file's size and time."""
    found = []
    for use in loras:
        info = lora_file(use.name).stat()
        found.append((use.name, use.weight, info.st_size, info.st_mtime_ns))
    return found


def _pairs(path: Path, family: Family) -> dict[str, _Pair]:
    """By the name of the module that each belongs to."""
    try:
        weights = load_file(path)
    except (OSError, SafetensorError) as error:
        raise TweenError(f"The LoRA {path} cannot be read; get it again.") from error
    if not all(bool(weight.isfinite().all()) for weight in weights.values()):
        raise TweenError(f"The LoRA {path} holds broken numbers (NaN); get it again.")
    if family.spec.family in ("wan", "vace", "skyreels") and any(".self_attn." in key for key in weights):
        weights = _from_wan(weights, path, family)
    pairs: dict[str, _Pair] = {}
    for key, value in weights.items():
        name = key
        for prefix in PREFIXES:
            name = name.removeprefix(prefix)
        for ending in (*DOWN, *UP, ALPHA):
            if name.endswith(ending):
                pair = pairs.setdefault(name.removesuffix(ending), _Pair())
                if ending == ALPHA:
                    pair.alpha = float(value)
                elif ending in DOWN:
                    pair.down = value
                else:
                    pair.up = value
                break
        else:
            raise TweenError(f"{path} is no LoRA that Tweenboard can read: it holds {key}.")
    return pairs


def _from_wan(weights: dict[str, Tensor], path: Path, family: Family) -> dict[str, Tensor]:
    named = {f"diffusion_model.{key.removeprefix('diffusion_model.')}": w for key, w in weights.items()}
    try:
        return lora_conversion_utils._convert_non_diffusers_wan_lora_to_diffusers(named)
    except (KeyError, ValueError, IndexError) as error:
        raise _foreign(path, family, next(iter(weights))) from error


def _lay(family: Family, path: Path, pairs: dict[str, _Pair], weight: float, laid: _Laid) -> None:
    placed: set[str] = set()
    for denoiser in family.denoisers():
        modules = dict(denoiser.named_modules())
        for name, pair in pairs.items():
            module = modules.get(name)
            if not isinstance(module, nn.Linear) or pair.down is None or pair.up is None:
                continue
            shape = (pair.up.shape[0], pair.down.shape[-1])
            if pair.down.ndim != 2 or pair.up.ndim != 2 or shape != (module.out_features, module.in_features):
                continue
            if is_quantised(module):
                laid.beside.append(_listen(module, pair, weight, family.device))
            else:
                _add(module.weight, pair, weight, laid.kept)
            placed.add(name)
    if missing := [name for name in pairs if name not in placed]:
        raise _foreign(path, family, missing[0])


@torch.no_grad()
def _add(parameter: Tensor, pair: _Pair, weight: float, kept: dict[Tensor, Tensor]) -> None:
    assert pair.down is not None
    assert pair.up is not None
    if parameter not in kept:
        kept[parameter] = parameter.detach().to("cpu", copy=True)
    down, up = pair.down.to(parameter.device).float(), pair.up.to(parameter.device).float()
    parameter.copy_(parameter.float() + _scale(pair, weight) * (up @ down))


def _listen(layer: nn.Linear, pair: _Pair, weight: float, device: torch.device) -> RemovableHandle:
    """Add what the LoRA says of a layer's input to its answer."""
    assert pair.down is not None
    assert pair.up is not None
    down, up = pair.down.to(device).float(), pair.up.to(device).float() * _scale(pair, weight)

    def add(_: nn.Module, seen: tuple[Tensor, ...], answer: Tensor) -> Tensor:
        x = seen[0]
        return answer + F.linear(F.linear(x, down.to(x.dtype)), up.to(x.dtype)).to(answer.dtype)

    return layer.register_forward_hook(add)


def _scale(pair: _Pair, weight: float) -> float:
    assert pair.down is not None
    return weight * (1.0 if pair.alpha is None else pair.alpha / len(pair.down))


def _foreign(path: Path, family: Family, key: str) -> TweenError:
    return TweenError(
        f"The LoRA {path} was made for another model: {family.spec.name} has no place for {key}; "
        "choose a LoRA for this model, or the model that it was made for."
    )
