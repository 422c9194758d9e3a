"""Faster steps, by what diffusers offers for a bare transformer: step caches, compiled blocks, attention.

A step cache takes over part of the last step's work when little has changed. Its state belongs to a context,
which is the window and the branch of guidance (`key` of `Family.velocity`), and to one window's steps: the
loop has it forgotten before every window (`Family.fresh`). Caches trade exactness for time, so all of this is
off unless asked for. What is safe for a family stands in its capabilities: on VACE, whose control branch they
do not know of, the caches that skip whole blocks are silently wrong.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from diffusers import FirstBlockCacheConfig, TaylorSeerCacheConfig
from torch import nn

from engine.errors import TweenError
from engine.families.family import Spec

CACHES: dict[str, Callable[[], Any]] = {
    "firstblock": lambda: FirstBlockCacheConfig(threshold=0.08),
    # Named outright: diffusers' own patterns match no module of these families, and skip nothing.
    "taylorseer": lambda: TaylorSeerCacheConfig(
        cache_interval=2,
        disable_cache_before_step=6,
        max_order=1,
        taylor_factors_dtype=torch.float32,
        cache_identifiers=[r".*blocks\.\d+\.(attn1|attn2|ff|ffn)"],
    ),
}


@dataclass(frozen=True, slots=True)
class Speed:
    """`cache`: a name of `CACHES`. `attention`: a backend of diffusers' (native, flash, sage …). `compiled`:
    the repeated blocks are compiled, which takes seconds in the first step."""

    cache: str | None = None
    attention: str | None = None
    compiled: bool = False

    @classmethod
    def from_environment(cls) -> Speed:
        """TWEENBOARD_STEP_CACHE, TWEENBOARD_ATTENTION and TWEENBOARD_COMPILE (1)."""
        ask = os.environ.get
        return cls(
            ask("TWEENBOARD_STEP_CACHE") or None,
            ask("TWEENBOARD_ATTENTION") or None,
            ask("TWEENBOARD_COMPILE", "0") not in ("", "0"),
        )


def apply(speed: Speed, spec: Spec, denoisers: Sequence[nn.Module]) -> None:
    """Raises `TweenError` for a cache that is not safe for this family, or a backend that is not there."""
    if speed.cache and speed.cache not in spec.caches:
        safe = f"it can use {' or '.join(spec.caches)}" if spec.caches else "none is known to be safe for it"
        raise TweenError(f"{spec.name} cannot be drawn with the step cache {speed.cache}; {safe}.")
    for part in denoisers:
        _apply(speed, spec, part)


def _apply(speed: Speed, spec: Spec, part: Any) -> None:
    if speed.attention:
        try:
            part.set_attention_backend(speed.attention)
        except (ValueError, RuntimeError, ImportError) as error:
            reason = str(error).strip().splitlines()[0].rstrip(".")
            raise TweenError(
                f"{spec.name} cannot be drawn with attention by {speed.attention} here ({reason[:160]})."
            ) from error
    if speed.cache:
        part.enable_cache(CACHES[speed.cache]())
    if speed.compiled:
        part.compile_repeated_blocks()


def forget(denoisers: Sequence[nn.Module]) -> None:
    """Drop what step caches hold: of another window's steps it would only be wrong, and it is large."""
    for part in denoisers:
        module: Any = part
        if module.is_cache_enabled:
            module._reset_stateful_cache()
