"""This machine, as far as a plan needs to know it; told without torch, so that the window can ask.

What only torch knows (whether there is an accelerator, and how large its memory is) is written down by
`engine.families.memory.accelerator`, in the process that draws or in a short-lived one of its own.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version

import psutil

from engine.families.memory.plan import Machine
from engine.interpreter import module, root
from engine.media.cache import Shelf

CORE_FLOPS = 2.5e10
"""What a transformer reaches a second on one core of a processor, in float32, until jobs were measured."""
DEVICE_FLOPS = 5e13
"""The same for an accelerator, in half precision."""
LIMIT = "TWEENBOARD_MEMORY"
"""Environment variable: bytes of main memory that a job may plan with at most."""
PATIENCE = 120
"""Seconds for a process that loads torch and looks."""
_shelf = Shelf("machine", version=1, limit=1 << 20)
_KEY = "accelerator"


@dataclass(frozen=True, slots=True)
class Facts:
    """`memory`: the accelerator's, in bytes; 0 where there is none. `name` says which it is, and `torch`
    which torch (and torchao) saw it: another one may see another accelerator. `int8`: whether weights can be
    rounded to 8 bits for it (`engine.families.memory.accelerator.can_round`)."""

    name: str
    memory: int
    torch: str
    int8: bool = False


def this_machine(*drawing: int) -> Machine:
    """What a job can have here. `drawing`: process ids whose memory a next job could have instead of them,
    such as a worker with a model loaded. Starts a process that loads torch where that was never done."""
    facts = known() or _learned()
    return machine(facts, host_memory(os.getpid(), *drawing))


def machine(facts: Facts, host: int, device: int | None = None) -> Machine:
    """Of `facts`, with `host` bytes of main memory; `device`: bytes free on the accelerator, else all."""
    if not facts.memory:
        flops = CORE_FLOPS * (psutil.cpu_count(logical=False) or 1)
        return Machine(host, 0, flops, facts.name, facts.int8)
    memory = facts.memory if device is None else device
    return Machine(host, memory, DEVICE_FLOPS, facts.name, facts.int8)


def host_memory(*held_by: int) -> int:
    """Bytes that are free, with what these processes hold themselves; no more than `TWEENBOARD_MEMORY`."""
    free = psutil.virtual_memory().available + sum(_held(held_by))
    limit = os.environ.get(LIMIT, "")
    return min(free, int(limit)) if limit.isdigit() else free


def _held(pids: Iterable[int]) -> Iterable[int]:
    for pid in set(pids):
        try:
            memory = psutil.Process(pid).memory_info()
        except psutil.Error:
            continue
        # Pages of files are counted as free already: they can be dropped and read again.
        yield max(0, memory.rss - getattr(memory, "shared", 0))


def known() -> Facts | None:
    """What was written down, when it was by the torch that is installed now."""
    data = _shelf.get(_KEY)
    if data is None:
        return None
    facts = Facts(**json.loads(data))
    return facts if facts.torch == installed_torch() else None


def write_down(facts: Facts) -> None:
    if known() != facts:
        _shelf.put(_KEY, json.dumps(asdict(facts)).encode())


def installed_torch() -> str:
    """Its version, and torchao's where that is installed."""
    found = []
    for name in ("torch", "torchao"):
        with contextlib.suppress(PackageNotFoundError):
            found.append(version(name))
    return " ".join(found)


def _learned() -> Facts:
    """Ask a process that may load torch. Where it cannot tell, the processor draws."""
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(
            module("engine.families.memory.accelerator"),
            cwd=root(),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    return known() or Facts("cpu", 0, installed_torch())
