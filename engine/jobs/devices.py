"""How many workers draw at once: one for each accelerator, or for each group of them that draws together; one
on the processor where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from engine.families.parallel import TOGETHER

VISIBLE = "CUDA_VISIBLE_DEVICES"
WORKERS = "TWEENBOARD_WORKERS"
"""Environment variable: that many workers, whatever there is to draw on."""
_DRIVER = Path("/proc/driver/nvidia/gpus")


def workers() -> tuple[dict[str, str], ...]:
    """What the environment of each worker has besides the window's own."""
    found = accelerators()
    together = max(1, _number(TOGETHER, 1))
    groups = [",".join(found[n : n + together]) for n in range(0, len(found), together)]
    count = max(1, _number(WORKERS, len(groups)))
    if len(found) < 2:
        return ({},) * count
    return tuple({VISIBLE: groups[n % len(groups)]} for n in range(count))


def accelerators() -> tuple[str, ...]:
    """Names of the accelerators as CUDA takes them, of those that the window may use."""
    visible = os.environ.get(VISIBLE)
    if visible is not None:
        return tuple(name.strip() for name in visible.split(",") if name.strip() not in ("", "-1"))
    if _DRIVER.is_dir():
        return tuple(map(str, range(len(list(_DRIVER.iterdir())))))
    return tuple(map(str, range(_listed())))


def _number(variable: str, usual: int) -> int:
    told = os.environ.get(variable, "")
    return int(told) if told.isdigit() else usual


def _listed() -> int:
    """How many the driver's own program names; 0 where there is no such program."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return 0
    try:
        told = subprocess.run([program, "-L"], capture_output=True, text=True, timeout=3, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    return sum(line.startswith("GPU ") for line in told.stdout.splitlines())
