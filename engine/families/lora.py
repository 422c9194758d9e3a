"""LoRAs: small files of weights laid over a model's own for one job, and taken off after it, bit for bit.

W' = W + weight · alpha / rank · up · down (Hu et al., arXiv 2106.09685), added in float32. Names of weights
may be diffusers' (`transformer.….lora_A.weight`), of training tools (`diffusion_model.….lora_down.weight`
and `alpha`), or of the original Wan code, which diffusers itself knows how to read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers.loaders import lora_conversion_utils
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from engine.document.request import LoraUse
from engine.errors import TweenError
from engine.families.family import Family
from engine.families.lora_files import lora_file

PREFIXES = ("transformer.", "diffusion_model.", "base_model.model.")
DOWN, UP, ALPHA = (".lora_A.weight", ".lora_down.weight"), (".lora_B.weight", ".lora_up.weight"), ".alpha"


@dataclass(slots=True)
class _Pair:
    down: Tensor | None = None
    up: Tensor | None = None
    alpha: float | None = None


@contextmanager
def laid_over(family: Family, loras: Sequence[LoraUse]) -> Iterator[None]:
    """`family` with `loras` in it. Raises `TweenError` for a file that is missing, damaged or of another
    model; the model is as it was before, then and afterwards."""
    kept: dict[Tensor, Tensor] = {}
    try:
        for use in loras:
            path = lora_file(use.name)
            _lay(family, path, _pairs(path, family), use.weight, kept)
        yield
    finally:
        with torch.no_grad():
            for parameter, original in kept.items():
                parameter.copy_(original)


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


def _lay(
    family: Family, path: Path, pairs: dict[str, _Pair], weight: float, kept: dict[Tensor, Tensor]
) -> None:
    placed: set[str] = set()
    for denoiser in family.denoisers():
        modules = dict(denoiser.named_modules())
        for name, pair in pairs.items():
            module = modules.get(name)
            if not isinstance(module, nn.Linear) or pair.down is None or pair.up is None:
                continue
            shape = (pair.up.shape[0], pair.down.shape[-1])
            if pair.down.ndim != 2 or pair.up.ndim != 2 or shape != tuple(module.weight.shape):
                continue
            if not module.weight.is_floating_point():
                raise TweenError(
                    f"{family.spec.name} is loaded quantised, and no LoRA can be laid over it; "
                    "use it unquantised, or leave the LoRA out."
                )
            _add(module.weight, pair, weight, kept)
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
    scale = weight * (1.0 if pair.alpha is None else pair.alpha / len(down))
    parameter.copy_(parameter.float() + scale * (up @ down))


def _foreign(path: Path, family: Family, key: str) -> TweenError:
    return TweenError(
        f"The LoRA {path} was made for another model: {family.spec.name} has no place for {key}; "
        "choose a LoRA for this model, or the model that it was made for."
    )
