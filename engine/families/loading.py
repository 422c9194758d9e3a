"""From a model's name to a loaded family, on the machine's best device. One model stays loaded at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import diffusers
import torch
import transformers

from engine.errors import TweenError
from engine.families import speed
from engine.families.capabilities import capabilities, known_families
from engine.families.catalog import INDEX, resolve
from engine.families.checkpoint import Checkpoint
from engine.families.family import Family
from engine.families.ltx import LTX
from engine.families.ltx2 import LTX2
from engine.families.skyreels import SkyReels
from engine.families.speed import Speed
from engine.families.vace import Vace
from engine.families.wan import Wan

FAMILIES: dict[str, Callable[[Checkpoint, torch.device, torch.dtype], Family]] = {
    "ltx": LTX,
    "ltx2": LTX2,
    "wan": Wan,
    "vace": Vace,
    "skyreels": SkyReels,
}

_loaded: dict[tuple[Path, int], Family] = {}


def load(name: str | Path) -> Family:
    """The family for a known model's name or a checkpoint folder; the last one stays for the next call."""
    folder = resolve(str(name)).resolve()
    key = (folder, (folder / INDEX).stat().st_mtime_ns)
    if key not in _loaded:
        unload()
        _loaded[key] = open_folder(folder)
    return _loaded[key]


def unload() -> None:
    """Give the memory of the loaded model back."""
    while _loaded:
        _loaded.popitem()[1].free()


def best_device() -> torch.device:
    """CUDA, ROCm, MPS, XPU, … through torch's own device API, never by name; the CPU where there is none."""
    if torch.accelerator.is_available():
        return torch.accelerator.current_accelerator() or torch.device("cpu")
    return torch.device("cpu")


def best_dtype(device: torch.device) -> torch.dtype:
    """Half precision where the device has it, bfloat16 first: the models were trained in it.

    Processors have no fast one, and rounding would cost the repeatability between machines.
    """
    if device.type == "cpu":
        return torch.float32
    for dtype in (torch.bfloat16, torch.float16):
        try:
            one = torch.ones(2, 2, dtype=dtype, device=device)
            if (one @ one).sum().item() == 8:
                return dtype
        except (RuntimeError, TypeError):
            continue
    return torch.float32


def open_folder(folder: Path, faster: Speed | None = None) -> Family:
    """The family for a checkpoint folder, loaded anew. `faster` defaults to what the environment says."""
    # Progress is told through `report`; the libraries' own bars would run across it.
    diffusers.utils.logging.disable_progress_bar()
    transformers.utils.logging.disable_progress_bar()
    checkpoint = Checkpoint.open(folder)
    device = best_device()
    able = capabilities(checkpoint.index, checkpoint.notes, folder.name)
    if able is None:
        raise TweenError(
            f"The model in {folder} is a {checkpoint.pipeline or 'folder of unknown kind'}, which Tweenboard "
            f"cannot draw with; it knows {known_families()}."
        )
    family = FAMILIES[able.family](checkpoint, device, best_dtype(device))
    speed.apply(faster or Speed.from_environment(), family.spec, family.denoisers())
    return family
