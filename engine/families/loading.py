"""From a model's name to a loaded family, on the machine's best device. One model stays loaded at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import diffusers
import torch
import transformers

from engine.errors import TweenError
from engine.families import speed
from engine.families.capabilities import capabilities, known_families
from engine.families.catalog import INDEX, resolve
from engine.families.checkpoint import Checkpoint
from engine.families.family import Family, Spec
from engine.families.ltx import LTX
from engine.families.ltx2 import LTX2
from engine.families.memory.accelerator import best_device
from engine.families.memory.plan import Plan
from engine.families.parallel.leader import Company, company
from engine.families.skyreels import SkyReels
from engine.families.speed import Speed
from engine.families.vace import Vace
from engine.families.wan import Wan

FAMILIES: dict[str, Callable[[Checkpoint, torch.device, torch.dtype, Plan | None], Family]] = {
    "ltx": LTX,
    "ltx2": LTX2,
    "wan": Wan,
    "vace": Vace,
    "skyreels": SkyReels,
}


@dataclass(slots=True)
class _Loaded:
    folder: Path
    changed: int
    family: Family
    spec: Spec
    """As the checkpoint has it, whatever the window that a plan allows."""
    company: Company | None


_loaded: list[_Loaded] = []


def load(name: str | Path, plan: Plan | None = None) -> Family:
    """The family for a known model's name or a checkpoint folder, as `plan` wants it for the next job.

    The last one stays loaded, and is loaded anew when its parts are to lie elsewhere. Without a plan
    everything lies on the device.
    """
    folder = resolve(str(name)).resolve()
    changed = (folder / INDEX).stat().st_mtime_ns
    here = [each for each in _loaded if (each.folder, each.changed) == (folder, changed)]
    if not here or _placement(here[0].family.placing.plan) != _placement(plan):
        unload()
        family = open_folder(folder, plan=plan)
        here = [_Loaded(folder, changed, family, family.spec, company(family, folder, plan))]
        _loaded.extend(here)
    (loaded,) = here
    window = loaded.spec.longest_window if plan is None else min(plan.window, loaded.spec.longest_window)
    loaded.family.placing.plan = plan
    loaded.family.spec = replace(loaded.spec, longest_window=window)
    loaded.family.tile(plan is not None and plan.tiled)
    return loaded.family


def loaded_plan(name: str | Path) -> Plan | None:
    """The plan that this model was loaded by, where it is the one that is loaded."""
    folder = resolve(str(name)).resolve()
    return next((each.family.placing.plan for each in _loaded if each.folder == folder), None)


def _placement(plan: Plan | None) -> object:
    return None if plan is None else plan.placement


def unload() -> None:
    """Give the memory of the loaded model back."""
    while _loaded:
        gone = _loaded.pop()
        if gone.company is not None:
            gone.company.close()
        gone.family.free()


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


def open_folder(folder: Path, faster: Speed | None = None, plan: Plan | None = None) -> Family:
    """The family for a checkpoint folder, loaded anew, its parts where `plan` wants them. `faster` defaults
    to what the environment says."""
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
    family = FAMILIES[able.family](checkpoint, device, best_dtype(device), plan)
    faster = faster or Speed.from_environment()
    if plan is not None and plan.transformer == "by blocks":
        # Compiled code knows nothing of layers that come and go (diffusers issue 11584).
        faster = replace(faster, compiled=False)
    speed.apply(faster, family.spec, family.denoisers())
    return family
