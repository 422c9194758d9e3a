"""Several processes of one thread each that learn as one, by averaging their gradients once a step.

On a busy machine this beats several threads in one process: threads wait for one another at every operation,
these only once a step.
"""

from __future__ import annotations

import signal
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import torch
from torch import distributed, multiprocessing


def rank() -> int:
    """This process's number, 0 when it works alone. Number 0 saves and logs."""
    return distributed.get_rank() if distributed.is_initialized() else 0


def share_gradients(parameters: Iterable[torch.nn.Parameter]) -> None:
    """Replace every gradient by its mean over the processes."""
    if not distributed.is_initialized():
        return
    gradients = [p.grad for p in parameters if p.grad is not None]
    flat = torch.cat([g.flatten() for g in gradients])
    distributed.all_reduce(flat)
    flat /= distributed.get_world_size()
    for gradient, mean in zip(gradients, flat.split([g.numel() for g in gradients]), strict=True):
        gradient.copy_(mean.view_as(gradient))


def agree(value: float) -> float:
    """The mean of a number over the processes, so that all of them decide alike."""
    if not distributed.is_initialized():
        return value
    found = torch.tensor([value], dtype=torch.float64)
    distributed.all_reduce(found)
    return float(found) / distributed.get_world_size()


def mean(loss: torch.Tensor) -> torch.Tensor:
    """The mean of a loss over the processes. Alone it stays where it is, so that nothing waits for a card."""
    return torch.tensor(agree(float(loss))) if distributed.is_initialized() else loss


def _member(
    number: int, workers: int, meeting: str, work: Callable[..., None], given: tuple[Any, ...]
) -> None:
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", init_method=f"file://{meeting}", rank=number, world_size=workers)
    work(*given)
    distributed.destroy_process_group()


def run(workers: int, work: Callable[..., None], *given: Any) -> None:
    """Call work(*given) in so many processes, or here if one is enough."""
    if workers <= 1:
        work(*given)
        return
    with tempfile.TemporaryDirectory() as folder:
        meeting = str(Path(folder) / "meeting")
        # Told to end, this process ends by way of its exit handlers, which take the others along.
        before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        try:
            multiprocessing.spawn(_member, (workers, meeting, work, given), nprocs=workers, daemon=True)
        finally:
            signal.signal(signal.SIGTERM, before)
