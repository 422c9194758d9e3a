"""A plan (`engine.families.memory.plan`) carried out while a model is loaded: where each of its parts lies.

    resident    on the device from the beginning
    in turn     on the host, and on the device from its first use until another part's turn comes
    by blocks   on the host; diffusers brings layers over one after the other, the next one beside the work

Parts are read into main memory, so that what is to lie there never passes through the device. Whoever uses a
part need not know: a part in turn comes over by itself when it, or anything directly inside it, is called.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass, field
from typing import Any, Literal

import torch
from diffusers.hooks import apply_group_offloading
from torch import nn

from engine.families.memory.plan import Plan

HOST = torch.device("cpu")
STORED = torch.float8_e4m3fn
"""What "float8" weights are kept as; they are widened for each call (`enable_layerwise_casting`)."""
Part = Literal["text", "transformer", "vae"]


@dataclass(slots=True)
class Placing:
    """Of one model on `device`. Without a plan everything is resident, in the precision it is loaded in."""

    device: torch.device
    plan: Plan | None = None
    _here: weakref.ref[nn.Module] | None = field(default=None, init=False)

    def put(self, part: Part, module: Any, dtype: torch.dtype) -> Any:
        """`module`, just loaded in `dtype`, where the plan wants this part of the model."""
        plan = self.plan
        if plan is not None and part == "transformer" and plan.dtype == "float8":
            # Before the layers are handed to group offloading, which keeps copies of the weights as they are
            # then. The other way round gives NaN (diffusers issue 12609).
            module.enable_layerwise_casting(storage_dtype=STORED, compute_dtype=dtype)
        residence = "resident" if plan is None else getattr(plan, part)
        if residence == "by blocks":
            self._by_blocks(part, module)
        elif residence == "in turn":
            self._in_turn(module)
        else:
            module.to(self.device)
        return module

    @property
    def int8(self) -> bool:
        """Whether the transformer's weights are to be rounded while it is loaded."""
        return self.plan is not None and self.plan.quantised == "int8"

    @property
    def keeps_text(self) -> bool:
        """Whether the text encoder stays loaded between jobs."""
        return self.plan is None or self.plan.text == "resident"

    def has_turn(self, module: nn.Module) -> bool:
        """Whether `module` is the part in turn that lies on the device now."""
        return self._here is not None and self._here() is module

    def _by_blocks(self, part: Part, module: nn.Module) -> None:
        # A text encoder's layers are nested deeper than diffusers looks for blocks.
        how = {"offload_type": "leaf_level"} if part == "text" else {"num_blocks_per_group": 1}
        streams = self.device.type != "cpu" and hasattr(torch.get_device_module(self.device), "Stream")
        apply_group_offloading(module, self.device, HOST, use_stream=streams, **how)  # pyright: ignore[reportArgumentType]

    def _in_turn(self, module: nn.Module) -> None:
        whole = weakref.ref(module)

        def come(*_: object) -> None:
            found = whole()
            if found is not None and not self.has_turn(found):
                self._bring(found)

        for inside in (module, *module.children()):
            inside.register_forward_pre_hook(come)

    def _bring(self, module: nn.Module) -> None:
        before = self._here() if self._here is not None else None
        if before is not None:
            before.to(HOST)
            if self.device.type != "cpu":
                torch.accelerator.empty_cache()
        self._here = weakref.ref(module)
        module.to(self.device)
