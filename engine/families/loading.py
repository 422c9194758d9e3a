"""From a model's name to a loaded family, on the machine's best device. One model stays loaded at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import diffusers
import torch
import transformers

from engine.errors import TweenError
from engine.families.capabilities import capabilities, known_families
from engine.families.catalog import INDEX, resolve
from engine.families.checkpoint import Checkpoint
from engine.families.family import Family
from engine.families.ltx import LTX
from engine.families.ltx2 import LTX2
from engine.families.skyreels import SkyReels
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


def open_folder(folder: Path) -> Family:
    # Progress is told through `report`; the libraries' own bars would run across it.
    diffusers.utils.logging.disable_progress_bar()
    transformers.utils.logging.disable_progress_bar()
    checkpoint = Checkpoint.open(folder)
    device = best_device()
    # Processors have no fast half precision, and rounding would cost the repeatability between machines.
    dtype = torch.float32 if device.type == "cpu" else torch.bfloat16
    able = capabilities(checkpoint.index, checkpoint.notes, folder.name)
    if able is None:
        raise TweenError(
            f"The model in {folder} is a {checkpoint.pipeline or 'folder of unknown kind'}, which Tweenboard "
            f"cannot draw with; it knows {known_families()}."
        )
    return FAMILIES[able.family](checkpoint, device, dtype)
