"""Torch's builds: for which graphics card, from which index, with which driver at least."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass

from engine.errors import TweenError
from engine.jobs.setup.graphics import Graphics, Kind

INDEX = "TWEENBOARD_TORCH_INDEX"
"""Environment variable: another index to get torch from, such as a mirror; `pip`: the one pip is set to."""
OFFICIAL = "https://download.pytorch.org/whl"
ROOM = {"cuda": 9 << 30, "rocm": 24 << 30, "xpu": 12 << 30, "mps": 3 << 30, "cpu": 4 << 30}
"""Bytes of disk that a set-up takes at most, what is fetched and what is unpacked together."""
PART_ROOM = 1 << 30
"""The same of what is set up besides (`wanted.PARTS`)."""

TITLES: dict[Kind, str] = {
    "cuda": "NVIDIA graphics (CUDA)",
    "rocm": "AMD graphics (ROCm)",
    "xpu": "Intel graphics (XPU)",
    "mps": "Apple graphics (MPS)",
    "cpu": "the processor alone",
}
CUDA_13, CUDA_12 = 580, 525
"""The first drivers that run what is built with CUDA 13 and 12."""


@dataclass(frozen=True, slots=True)
class Build:
    """`tag`: what torch's version ends with there, "" where it carries none. `index`: "" for pip's own."""

    tag: str = ""
    index: str = ""

    def requirement(self, version: str) -> str:
        return f"torch=={version}+{self.tag}" if self.tag else f"torch=={version}"


def builds(graphics: Graphics, system: str = sys.platform) -> tuple[Build, ...]:
    """Those to try for `graphics`, the best first. Raises `TweenError` for a card that this system's torch
    cannot draw with."""
    named = os.environ.get(INDEX, "")
    if named:
        return (Build() if named == "pip" else Build(index=named),)
    if system == "darwin":
        return (Build(),)
    if graphics.kind == "cuda":
        return _cuda(graphics, system)
    if graphics.kind == "rocm":
        if system == "win32":
            raise TweenError("Torch for AMD graphics is only there for Linux; choose the processor instead.")
        return tuple(_tagged(tag) for tag in ("rocm7.2", "rocm7.1", "rocm7.0"))
    if graphics.kind == "mps":
        raise TweenError("Apple's graphics are only in a Mac; choose another kind.")
    return (_tagged(graphics.kind),)


def _cuda(graphics: Graphics, system: str) -> tuple[Build, ...]:
    number = re.match(r"\d+", graphics.driver)
    driver = int(number[0]) if number else CUDA_13
    if driver < CUDA_12:
        raise TweenError(
            f"The NVIDIA driver {graphics.driver} is too old to draw with; update it to {CUDA_12} or newer, "
            "or choose the processor instead."
        )
    if driver < CUDA_13:
        return (_tagged("cu126"),)
    # Linux: what pip gets by itself is the build for CUDA 13, from anyone's mirror.
    return (Build(),) if system.startswith("linux") else (_tagged("cu130"),)


def _tagged(tag: str) -> Build:
    return Build(tag, f"{OFFICIAL}/{tag}")
