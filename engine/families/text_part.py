"""A text encoder that is loaded by the first new words and can be let go of at any time.

Most jobs draw words whose embeddings are on disk (`engine.diffusion.text`), and the encoder of a large model
takes more memory than anything else of it.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import torch
from torch import nn

from engine.families.checkpoint import Checkpoint
from engine.families.memory.placing import Placing


class TextPart:
    """`part` of a checkpoint as a `kind`, with its tokenizer; refused at once when files are missing."""

    def __init__(
        self,
        checkpoint: Checkpoint,
        kind: type[nn.Module],
        dtype: torch.dtype,
        placing: Placing,
        part: str = "text_encoder",
    ) -> None:
        checkpoint.require(part, kind)
        self.tokenizer: Any = checkpoint.tokenizer()
        self._checkpoint, self._kind, self._dtype, self._part = checkpoint, kind, dtype, part
        self._placing = placing

    @cached_property
    def encoder(self) -> Any:
        """The loaded module. Raises `TweenError` for weights that cannot be read."""
        module = self._checkpoint.module(self._part, self._kind, self._dtype)
        return self._placing.put("text", module, self._dtype)

    def free(self) -> None:
        """Let go of the module; its memory is given back."""
        self.__dict__.pop("encoder", None)
        if self._placing.device.type != "cpu":
            torch.accelerator.empty_cache()
