"""The process that draws, and those that answer for a share of its transformer's calls."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor

from engine.errors import TweenError
from engine.families.family import Family
from engine.families.memory.plan import Plan
from engine.families.parallel import TOGETHER
from engine.families.parallel.follower import READY
from engine.families.parallel.group import DIVIDED, divide, hand_over, meet, weights
from engine.families.speed import Speed
from engine.interpreter import module, root

LOST = (
    "The process of a further graphics card ended while it drew; draw the card again, which goes on from its "
    "last kept step."
)


def company(family: Family, folder: Path, plan: Plan | None) -> Company | None:
    """Those that draw together with this process; None where one graphics card draws alone, because it was
    chosen so, or because this model, or the way it is placed, cannot be divided."""
    told, device = os.environ.get(TOGETHER, ""), family.device
    if device.type == "cpu" or not told.isdigit():
        return None
    of = min(int(told), torch.accelerator.device_count())
    parts = divisible(family)
    plainly = plan is None or (
        plan.transformer == "resident" and not plan.quantised and plan.dtype != "float8"
    )
    if not parts or not plainly or Speed.from_environment() != Speed():
        return None
    of = sharers([part.config.num_attention_heads for part in parts.values()], of)
    return Company(folder, parts, device, of) if of > 1 else None


def divisible(family: Family) -> dict[str, Any]:
    """Its transformers by the names of the checkpoint's parts; empty where not all can be divided."""
    names = ("transformer", "transformer_2")
    parts: dict[str, Any] = dict(zip(names, family.denoisers(), strict=False))
    return parts if all(type(part).__name__ in DIVIDED for part in parts.values()) else {}


def sharers(heads: Sequence[int], most: int) -> int:
    """How many processes, at most `most`, share the attention heads of transformers that have so many each:
    all but the last get as many as one another, and the last must be left with one."""
    return max(n for n in range(1, max(1, most) + 1) if all(-(-of // n) * (n - 1) < of for of in heads))


class Company:
    """`of` processes, this one with them. From its construction to `close` every call of `parts` (on
    `device`, loaded from the checkpoint `folder`) is answered by all.

    Raises `TweenError` where another process cannot load them. When one of them ends later, there is no way
    back into the middle of a call: this process says so and ends, and what the job has kept stays.
    """

    def __init__(self, folder: Path, parts: Mapping[str, Any], device: torch.device, of: int) -> None:
        self._device, self._closing = device, threading.Event()
        self._meeting = Path(tempfile.mkdtemp(prefix="tweenboard-together-"))
        self._known = {name: _versions(part) for name, part in parts.items()}
        self._followers = [_started() for _ in range(1, of)]
        place = self._meeting / "place"
        order = {"folder": str(folder), "device": device.type, "of": of, "place": str(place)}
        order |= {"dtype": _name(next(iter(parts.values())).dtype)}
        order |= {"parts": {name: type(part).__name__ for name, part in parts.items()}}
        try:
            for rank, follower in enumerate(self._followers, 1):
                with contextlib.suppress(OSError):  # one that has ended already does not answer, either
                    _say(follower, order | {"rank": rank})
            self._gathered()
            meet(place, 0, of, device)
            for n, (name, part) in enumerate(parts.items()):
                divide(part, of, device)
                part.forward = partial(self._together, n, name, part, part.forward)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """The others end; `parts` cannot be called any more."""
        self._closing.set()
        for follower in self._followers:
            assert follower.stdin is not None
            with contextlib.suppress(OSError):
                follower.stdin.close()
            follower.wait()
        shutil.rmtree(self._meeting, ignore_errors=True)
        if dist.is_initialized():
            dist.destroy_process_group()

    def _gathered(self) -> None:
        for follower in self._followers:
            assert follower.stdout is not None
            if follower.stdout.readline().strip() != READY:
                raise TweenError(
                    "The model could not be loaded for a further graphics card; set the graphics cards of a "
                    "card to 1 in the settings, or free the memory of the others."
                )
            threading.Thread(target=self._watch, args=(follower,), daemon=True).start()

    def _together(
        self, n: int, name: str, part: Any, answer: Callable[..., Any], *no: Any, **given: Any
    ) -> Any:
        """One call: told to the others, then answered with them."""
        if no:
            raise TypeError("A transformer that is divided is called by the names of its arguments.")
        tensors = {key: _whole(value, self._device) for key, value in given.items() if _is_tensor(value)}
        plain = {key: value for key, value in given.items() if key not in tensors}
        now, before = _versions(part), self._known[name]
        changed = [key for key, version in now.items() if version != before[key]]
        self._known[name] = now
        shapes = {key: (list(value.shape), _name(value.dtype)) for key, value in tensors.items()}
        call = {"part": n, "weights": changed, "tensors": shapes, "plain": plain}
        try:
            for follower in self._followers:
                _say(follower, call)
            # A LoRA that was laid over or taken off since the last call.
            known = weights(part)
            hand_over(known[key].data for key in changed)
            hand_over(tensors.values())
            return answer(**tensors, **plain)
        except (RuntimeError, OSError):
            if any(follower.poll() is not None for follower in self._followers):
                _leave()
            raise

    def _watch(self, follower: subprocess.Popen[str]) -> None:
        follower.wait()
        if not self._closing.is_set():
            _leave()


def _started() -> subprocess.Popen[str]:
    return subprocess.Popen(
        module("engine.families.parallel.follower"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=root(),
    )


def _say(follower: subprocess.Popen[str], what: dict[str, Any]) -> None:
    assert follower.stdin is not None
    follower.stdin.write(json.dumps(what) + "\n")
    follower.stdin.flush()


def _leave() -> None:
    print(LOST, file=sys.stderr, flush=True)
    os._exit(1)


def _versions(part: Any) -> dict[str, int]:
    """By name, how often each weight has been written to."""
    return {name: weight._version for name, weight in weights(part).items()}


def _is_tensor(value: Any) -> bool:
    return isinstance(value, Tensor)


def _whole(tensor: Tensor, device: torch.device) -> Tensor:
    return tensor.to(device).contiguous()


def _name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
