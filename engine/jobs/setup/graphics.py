"""Which graphics card is in this machine, told without torch: nothing is installed yet."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

Kind = Literal["cuda", "rocm", "xpu", "mps", "cpu"]
KINDS: tuple[Kind, ...] = get_args(Kind)
PATIENCE = 5
"""Seconds for the driver's own program to answer."""
INTEL = "0x8086"


@dataclass(frozen=True, slots=True)
class Graphics:
    """`kind` as torch's builds are called; `name` for people; `driver`: its version, "" where not told."""

    kind: Kind
    name: str
    driver: str = ""


def graphics(system: Path = Path("/")) -> Graphics:
    """The best of what is there. `system`: where `proc` and `sys` lie."""
    if sys.platform == "darwin":
        if platform.machine() == "arm64":
            return Graphics("mps", "Apple graphics")
        return Graphics("cpu", "processor")
    found = _nvidia(system) or _amd(system) or _intel(system)
    return found or Graphics("cpu", "processor")


def _nvidia(system: Path) -> Graphics | None:
    told = _first_line(["nvidia-smi", "--query-gpu=name,driver_version", "--format=csv,noheader"])
    if told.count(",") == 1:
        name, driver = (part.strip() for part in told.split(","))
        return Graphics("cuda", name, driver)
    note = _read(system / "proc/driver/nvidia/version")
    version = re.search(r"\s(\d+\.\d+(?:\.\d+)?)\s", note)
    return Graphics("cuda", "NVIDIA graphics", version[1]) if version else None


def _amd(system: Path) -> Graphics | None:
    """A card that AMD's compute driver names as a target; its processors' own entries name none."""
    for node in sorted((system / "sys/class/kfd/kfd/topology/nodes").glob("*/properties")):
        target = re.search(r"^gfx_target_version (\d+)$", _read(node), re.MULTILINE)
        if target and int(target[1]):
            return Graphics("rocm", "AMD graphics")
    return None


def _intel(system: Path) -> Graphics | None:
    """A card under Intel's driver for Arc and its like; older ones under i915 cannot draw."""
    for device in sorted((system / "sys/class/drm").glob("card[0-9]*/device")):
        driver = (device / "driver").resolve().name
        if _read(device / "vendor").strip() == INTEL and driver == "xe":
            return Graphics("xpu", "Intel graphics")
    return None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _first_line(command: list[str]) -> str:
    program = shutil.which(command[0])
    if program is None:
        return ""
    try:
        done = subprocess.run(
            [program, *command[1:]], capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    lines = done.stdout.strip().splitlines()
    return lines[0] if done.returncode == 0 and lines else ""
