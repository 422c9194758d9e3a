"""A process that answers for a share of another one's calls: `python -m engine.families.parallel.follower`.

It reads one JSON object a line from standard input: first what to load, and whom to meet where; then every
call of a transformer, whose tensors follow over the group. End of input: the leader is gone, or done.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from pathlib import Path
from typing import Any

import diffusers
import torch
from torch import Tensor

from engine.families.checkpoint import Checkpoint
from engine.families.parallel.group import DIVIDED, divide, hand_over, meet, weights

READY = "ready"


def lines() -> queue.SimpleQueue[dict[str, Any]]:
    """What the leader says, read on a thread of its own: its end must end this process even in the middle of
    a call, which would wait for the leader."""
    heard: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()

    def listen() -> None:
        for line in sys.stdin:
            heard.put(json.loads(line))
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    return heard


def loaded(order: dict[str, Any], device: torch.device) -> list[Any]:
    checkpoint = Checkpoint.open(order["folder"])
    dtype = getattr(torch, order["dtype"])
    kinds = {part: getattr(diffusers, kind) for part, kind in order["parts"].items() if kind in DIVIDED}
    return [checkpoint.module(part, kind, dtype).to(device) for part, kind in kinds.items()]


@torch.inference_mode()
def follow(parts: list[Any], call: dict[str, Any], device: torch.device) -> None:
    """Take part in one call. The answer is the leader's."""
    part = parts[call["part"]]
    known = weights(part)
    hand_over(known[name] for name in call["weights"])
    tensors: dict[str, Tensor] = {
        name: torch.empty(shape, dtype=getattr(torch, dtype), device=device)
        for name, (shape, dtype) in call["tensors"].items()
    }
    hand_over(tensors.values())
    part(**tensors, **call["plain"])


def main() -> None:
    # Libraries print to standard output; the protocol keeps the real one for itself.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    heard = lines()
    order = heard.get()
    device = torch.device(order["device"])
    if device.type != "cpu":
        torch.accelerator.set_device_index(order["rank"])
        device = torch.device(device.type, order["rank"])
    parts = loaded(order, device)
    print(READY, file=out, flush=True)
    meet(Path(order["place"]), order["rank"], order["of"], device)
    for part in parts:
        divide(part, order["of"], device)
    while True:
        follow(parts, heard.get(), device)


if __name__ == "__main__":
    main()
