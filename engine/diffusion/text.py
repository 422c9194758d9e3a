"""Prompts -> embeddings, each prompt encoded once for as long as its model stays loaded."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import torch

from engine.families.family import Family, TextCond

_cache: WeakKeyDictionary[Family, dict[tuple[str, ...], TextCond]] = WeakKeyDictionary()
LONGEST = 64
"""Prompts remembered for one model."""


def encode(family: Family, prompts: tuple[str, ...]) -> TextCond:
    """Embeddings of `prompts`, one a batch entry; the negative prompt of guidance comes first."""
    known = _cache.setdefault(family, {})
    if prompts not in known:
        if len(known) >= LONGEST:
            known.pop(next(iter(known)))
        with torch.inference_mode():
            known[prompts] = family.encode_text(list(prompts))
    return known[prompts]
