"""Faster steps, by what diffusers offers for a bare transformer: step caches, compiled blocks, attention.

A step cache takes over part of the last step's work when little has changed. Its state belongs to a context,
which is the window and the branch of guidance (`key` of `Family.velocity`), and to one window's steps: the
loop has it forgotten before every window, and every `AGAIN` steps in one (`Family.fresh`). Caches trade
exactness for time, so all of this is off unless asked for. What is safe for a family stands in its
capabilities: on VACE, whose control branch they do not know of, the caches that skip whole blocks are
silently wrong.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from diffusers import FirstBlockCacheConfig, TaylorSeerCacheConfig
from diffusers.hooks import HookRegistry
from torch import nn

from engine.errors import TweenError
from engine.families.family import Spec

AGAIN = 10
"""Steps after which a step cache begins anew inside a window. What it holds is more than the latents by
hundreds of times, so no disk is given it: a job that was cut off goes on from one of these places, with the
same bits as if it never had been."""
SURE, SURE_AGAIN = 6, 2
"""Steps that TaylorSeer takes in full at the start of a window, where the picture is decided, and after it
has begun anew: two are what it foresees from."""

CACHES: dict[str, Callable[[], Any]] = {
    "firstblock": lambda: FirstBlockCacheConfig(threshold=0.08),
    # Named outright: diffusers' own patterns match no module of these families, and skip nothing.
    "taylorseer": lambda: TaylorSeerCacheConfig(
        cache_interval=2,
        disable_cache_before_step=SURE,
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


def cached(denoisers: Sequence[nn.Module]) -> str | None:
    """The kind of step cache that is on."""
    parts: Sequence[Any] = denoisers
    return next((type(part._cache_config).__name__ for part in parts if part.is_cache_enabled), None)


def forget(denoisers: Sequence[nn.Module], step: int) -> None:
    """Drop what step caches hold, before step `step` of a window: of another window's steps it would only be
    wrong, and it is large."""
    for part in denoisers:
        module: Any = part
        if not module.is_cache_enabled:
            continue
        module._reset_stateful_cache()
        for hook in _hooks(module, "taylorseer_cache"):
            hook.disable_cache_before_step = SURE_AGAIN if step else SURE


def _hooks(module: nn.Module, name: str) -> Iterator[Any]:
    for part in module.modules():
        registry: HookRegistry | None = getattr(part, "_diffusers_hook", None)
        hook = registry.get_hook(name) if registry else None
        if hook is not None:
            yield hook
