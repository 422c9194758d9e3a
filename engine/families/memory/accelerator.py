"""What torch says of this machine, in the process that draws: memory free now, the most that a job took.

Through torch's own device API, never by a maker's name. `python -m engine.families.memory.accelerator` writes
down what there is (`engine.families.memory.machine`), for programs that do not load torch.
"""

from __future__ import annotations

import ctypes
import gc
import os
import re
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import psutil
import torch
from torch import nn

from engine.families.memory.machine import Facts, host_memory, installed_torch, machine, write_down
from engine.families.memory.plan import DEVICE_BASE, Machine

_STATUS, _RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_PHRASES = ("out of memory", "can't allocate memory", "not enough memory", "insufficient memory")


def best_device() -> torch.device:
    """CUDA, ROCm, MPS, XPU, … through torch's own device API, never by name; the CPU where there is none."""
    if torch.accelerator.is_available():
        return torch.accelerator.current_accelerator() or torch.device("cpu")
    return torch.device("cpu")


def here() -> Machine:
    """This machine now: what is free, and what this process holds, which a next job can have instead."""
    device, facts = best_device(), look()
    write_down(facts)
    host = host_memory(os.getpid())
    if not facts.memory:
        return machine(facts, host)
    return machine(facts, host, _free(device)[0] + torch.accelerator.memory_reserved())


def look() -> Facts:
    device = best_device()
    memory = 0 if device.type == "cpu" else _free(device)[1]
    return Facts(str(device.type), memory, installed_torch(), can_round(device))


@cache
def can_round(device: torch.device) -> bool:
    """Whether torchao is installed and its int8 layers work on `device`, tried on a small one."""
    if find_spec("torchao") is None:
        return False
    try:
        from torchao.quantization import Int8WeightOnlyConfig, quantize_

        dtype = torch.float32 if device.type == "cpu" else torch.bfloat16
        layer = nn.Linear(64, 32, bias=False, device=device, dtype=dtype)
        seen = torch.linspace(-1, 1, 64, device=device, dtype=dtype)[None]
        expected = layer(seen)
        quantize_(layer, Int8WeightOnlyConfig())
        return bool((layer(seen) - expected).norm() < 0.05 * expected.norm())
    except (ImportError, RuntimeError, TypeError, ValueError, AttributeError, AssertionError):
        return False


def _free(device: torch.device) -> tuple[int, int]:
    """(free, all) bytes. Where the device cannot say, it shares the processor's memory."""
    try:
        return torch.accelerator.get_memory_info(device)
    except (RuntimeError, NotImplementedError, AttributeError):
        memory = psutil.virtual_memory()
        return memory.available, memory.total


def out_of_memory(error: BaseException) -> bool:
    """Whether `error` says that memory ran out: devices and allocators have no one class for it."""
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError) and any(phrase in str(error).lower() for phrase in _PHRASES)


def give_back() -> None:
    """Hand what is not used any more to the system: modules in cycles, the device's and the heap's caches."""
    gc.collect()
    if best_device().type != "cpu":
        torch.accelerator.empty_cache()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's; others give back by themselves
        if trim is not None:
            trim(0)


class Peak:
    """The most memory that was taken since it was made: the device's, or of this process on a processor."""

    def __init__(self) -> None:
        self._device = best_device()
        self._before = 0
        if self._device.type != "cpu":
            torch.accelerator.reset_peak_memory_stats()
            return
        try:
            _RESET.write_text("5")  # Linux: the high-water mark begins anew
        except OSError:
            self._before = self._mark()

    def measured(self) -> int | None:
        """Bytes; None where an earlier job's mark was not passed, so that nothing can be told."""
        if self._device.type != "cpu":
            return torch.accelerator.max_memory_allocated() + DEVICE_BASE
        mark = self._mark()
        return mark if mark > self._before else None

    def _mark(self) -> int:
        if _STATUS.exists():
            found = re.search(r"VmHWM:\s+(\d+)", _STATUS.read_text())
            if found:
                return int(found[1]) * 1024
        memory = psutil.Process().memory_info()
        return int(getattr(memory, "peak_wset", 0)) or memory.rss


if __name__ == "__main__":
    write_down(look())
