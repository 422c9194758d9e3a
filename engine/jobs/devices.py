"""How many workers draw at once: one an accelerator, else one on the processor."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

VISIBLE = "CUDA_VISIBLE_DEVICES"
WORKERS = "TWEENBOARD_WORKERS"
"""Environment variable: that many workers, whatever there is to draw on."""
_DRIVER = Path("/proc/driver/nvidia/gpus")


def workers() -> tuple[dict[str, str], ...]:
    """What the environment of each worker has besides the window's own."""
    cards = accelerators()
    wanted = os.environ.get(WORKERS, "")
    count = max(1, int(wanted)) if wanted.isdigit() else max(1, len(cards))
    if len(cards) < 2:
        return ({},) * count
    return tuple({VISIBLE: cards[n % len(cards)]} for n in range(count))


def accelerators() -> tuple[str, ...]:
    """Names of the accelerators as CUDA takes them, of those that the window may use."""
    visible = os.environ.get(VISIBLE)
    if visible is not None:
        return tuple(name.strip() for name in visible.split(",") if name.strip() not in ("", "-1"))
    if _DRIVER.is_dir():
        return tuple(map(str, range(len(list(_DRIVER.iterdir())))))
    return tuple(map(str, range(_listed())))


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
