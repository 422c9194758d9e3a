"""What the leading process and its followers do alike: meet, divide a transformer, hand tensors over."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import torch
import torch.distributed as dist
from torch import Tensor, nn

DIVIDED = frozenset({"WanTransformer3DModel"})
"""diffusers' transformers that answer on several processes what they answer on one. Of the others that are
known here, those with a plan for it of their own fail, too (tests/bench/context_parallel.py)."""
SILENCE = timedelta(minutes=10)
"""No call of a transformer takes so long on graphics cards."""


def meet(place: Path, rank: int, of: int, device: torch.device) -> None:
    """Returns when all `of` processes are there. `place`: a file that all see and none has written."""
    backend = dist.get_default_backend_for_device(device)
    dist.init_process_group(backend, init_method=place.as_uri(), rank=rank, world_size=of, timeout=SILENCE)


def divide(part: Any, of: int, device: torch.device) -> None:
    """Have `part`, a diffusers transformer, answer each call together with the other processes' own.

    Raises `ValueError` where the kind of attention that is chosen cannot be divided.
    """
    from diffusers import ContextParallelConfig
    from diffusers.utils import logging

    logging.set_verbosity_error()  # that this is experimental is told by the settings
    with ExitStack() as stack:
        if device.type == "cpu":  # diffusers divides by the number of accelerators, none here
            stack.enter_context(mock.patch.object(torch.accelerator, "device_count", return_value=1))
        # "Anything": the tokens of a window are seldom a multiple of the number of cards.
        part.enable_parallelism(config=ContextParallelConfig(ulysses_degree=of, ulysses_anything=True))


def weights(part: nn.Module) -> dict[str, nn.Parameter]:
    return dict(part.named_parameters())


def hand_over(tensors: Iterable[Tensor]) -> None:
    """From the first process to all others, which by the same call take them into tensors of those shapes."""
    for tensor in tensors:
        dist.broadcast(tensor, src=0)
