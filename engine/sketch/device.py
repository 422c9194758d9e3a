"""Where one call of the school computes, and until when."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field, replace
from typing import Any

import torch
from torch import Tensor, nn

from engine.errors import TweenError


@dataclass(frozen=True)
class Session:
    """One call: its device, and the `time.monotonic()` at which it must stop, its state saved."""

    device: torch.device = field(default_factory=lambda: torch.device("cpu"))
    deadline: float = math.inf

    @property
    def cuda(self) -> bool:
        return self.device.type == "cuda"

    @property
    def late(self) -> bool:
        return time.monotonic() >= self.deadline

    def at_most(self, minutes: float) -> Session:
        """The session, ending sooner if so many minutes from now are sooner."""
        return replace(self, deadline=min(self.deadline, time.monotonic() + minutes * 60))

    def autocast(self) -> torch.autocast:
        return torch.autocast(self.device.type, torch.bfloat16)

    def here(self, tensor: Tensor) -> Tensor:
        """The tensor on the device; from pinned memory the copy runs beside what is computed."""
        return tensor.to(self.device, non_blocking=True)

    def place(self, module: nn.Module, channels_last: bool = False) -> None:
        """Move a network's weights here. With channels last the tensor cores read those of convolutions
        without reordering them."""
        module.to(self.device)
        if channels_last:
            module.to(memory_format=torch.channels_last_3d)  # type: ignore[call-overload]

    def adamw(self, parameters: Any, rate: float) -> torch.optim.AdamW:
        return torch.optim.AdamW(
            parameters, lr=rate, betas=(0.9, 0.98), weight_decay=1e-4, fused=self.cuda or None
        )

    def adopt(self, optimizer: torch.optim.Optimizer, kept: dict[str, Any]) -> None:
        """Load an optimizer's state that may have been kept by another kind of device or memory layout."""
        for group in kept["param_groups"]:
            if "fused" in group:
                group["fused"] = self.cuda or None
        optimizer.load_state_dict(kept)
        # Fused steps need a moment to lie in memory as its parameter does.
        for parameter, moments in optimizer.state.items():
            for name, value in moments.items():
                if isinstance(value, Tensor) and value.shape == parameter.shape:
                    moments[name] = torch.empty_like(parameter, requires_grad=False).copy_(value)


def choose(name: str, minutes: float = math.inf) -> Session:
    """The session on `auto`, `cpu` or `cuda` that stops after so many minutes.

    TweenError where cuda is asked for and there is none.
    """
    found = torch.cuda.is_available()
    if name == "cuda" and not found:
        raise TweenError(
            "There is no CUDA device here; leave --device out to train on the CPU, or train on a machine "
            "with an NVIDIA GPU and PyTorch built for CUDA."
        )
    cuda = found and name != "cpu"
    if cuda:
        torch.set_float32_matmul_precision("high")
        torch.backends.cudnn.allow_tf32 = True
        # What this card's compiler cannot do runs as it stands instead of ending the run.
        torch._dynamo.config.suppress_errors = True
    return Session(torch.device("cuda" if cuda else "cpu"), time.monotonic() + minutes * 60)


def average_into(kept: nn.Module, new: nn.Module, decay: float) -> None:
    """Move the averaged weights towards the new ones."""
    torch.optim.swa_utils.get_ema_multi_avg_fn(decay)(list(kept.parameters()), list(new.parameters()), None)


def check_finite(loss: float, step: int, kept: object) -> None:
    """TweenError where a run has broken, so that its last good state is not written over."""
    if not math.isfinite(loss):
        raise TweenError(
            f"The loss is no number any more at step {step}; go on from {kept}, which is older, with a lower "
            "rate=."
        )
