"""What a stopped job goes on from: latents and step, beside the takes until the take is there.

A state is written between steps, at most every `EVERY` seconds and for at most a fiftieth of the time, and
once more before decoding, so that a driver, a disk or a power cut costs seconds of work and never the night.
It belongs to one request, model and way of drawing (its key): any other one, and anything damaged, is as if
it were not there. On a processor the rest of the job gives the same bits as a run that was never stopped.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from engine.project.disk import sync

VERSION = 1
EVERY = 5.0
"""Seconds between two writes, at least; TWEENBOARD_STATE_SECONDS changes it."""
SHARE = 0.02
"""Of the time, for writing."""


@dataclass(frozen=True, slots=True)
class State:
    """After `step` steps of window number `window` of `plan` (all windows done: their count, and step 0).

    `x0 [1, C, t, h, w]` and `m [1, 1, t, h, w]`: the whole axis, with what earlier windows have drawn in it;
    `x`: the noisy latents of this window, None before its first step; `first`: see `Canvas`.
    """

    x0: Tensor
    m: Tensor
    plan: tuple[range, ...]
    window: int = 0
    step: int = 0
    x: Tensor | None = None
    first: int = 0

    def done(self, steps: int) -> int:
        """Steps done of all windows, at `steps` a window."""
        return self.window * steps + self.step


def key_of(*facts: object) -> str:
    """The name of a job's state, from everything that its latents depend on."""
    text = json.dumps([VERSION, torch.__version__, *facts], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class StateFile:
    """The state of one job at `path`. `key` is also written inside."""

    def __init__(self, path: Path, key: str) -> None:
        self.path, self.key = path, key
        self.every = float(os.environ.get("TWEENBOARD_STATE_SECONDS", EVERY))
        self._next = time.monotonic() + self.every

    def load(self, device: torch.device) -> State | None:
        """The state as it was kept; None where there is none, or none that is whole and of this job."""
        try:
            with safe_open(self.path, framework="pt") as file:
                facts = json.loads((file.metadata() or {})["tweenboard"])
                tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
            if facts["key"] != self.key or facts["crc"] != _crc(tensors):
                return None
            moved = {name: tensor.to(device) for name, tensor in tensors.items()}
            plan = tuple(range(*window) for window in facts["plan"])
            return State(**moved, plan=plan, window=facts["window"], step=facts["step"], first=facts["first"])
        except (OSError, SafetensorError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def offer(self, make: Callable[[], State]) -> None:
        """Keep the state if it is time to."""
        if time.monotonic() >= self._next:
            self.keep(make())

    def keep(self, state: State) -> None:
        """Write the state now. A disk without room is no reason to stop drawing: the old state stays."""
        began = time.monotonic()
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(self._bytes(state))
            sync(draft)
            draft.replace(self.path)
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
        now = time.monotonic()
        self._next = now + max(self.every, (now - began) / SHARE if self.every else 0)

    def drop(self) -> None:
        """The take is there, or a person gave it up."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)

    def _bytes(self, state: State) -> bytes:
        tensors = {"x0": state.x0, "m": state.m} | ({} if state.x is None else {"x": state.x})
        tensors = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
        facts = {
            "key": self.key,
            "plan": [[window.start, window.stop] for window in state.plan],
            "window": state.window,
            "step": state.step,
            "first": state.first,
            "crc": _crc(tensors),
        }
        return save(tensors, metadata={"tweenboard": json.dumps(facts)})


def _crc(tensors: dict[str, Tensor]) -> int:
    crc = 0
    for name in sorted(tensors):
        crc = zlib.crc32(tensors[name].contiguous().numpy().data, zlib.crc32(name.encode(), crc))
    return crc
