"""Prompts -> embeddings, each prompt encoded once: kept in memory, and on disk by model and words.

So the text encoder, the largest part of many models, is loaded only for words that this machine never drew.
Every prompt is encoded alone, so that its embedding does not depend on what stood beside it.
"""

from __future__ import annotations

import hashlib
from weakref import WeakKeyDictionary

import torch
from safetensors.torch import load, save

from engine.families.family import Family, TextCond
from engine.media.cache import Shelf

_cache: WeakKeyDictionary[Family, dict[str, TextCond]] = WeakKeyDictionary()
LONGEST = 64
"""Prompts remembered for one model."""
_shelf = Shelf("words", version=1, limit=1 << 30)


def encode(family: Family, prompts: tuple[str, ...]) -> TextCond:
    """Embeddings of `prompts`, one a batch entry; the negative prompt of guidance comes first."""
    return TextCond.join([_one(family, prompt) for prompt in prompts])


def _one(family: Family, prompt: str) -> TextCond:
    known = _cache.setdefault(family, {})
    if prompt not in known:
        if len(known) >= LONGEST:
            known.pop(next(iter(known)))
        known[prompt] = _kept(family, prompt)
    return known[prompt]


def _kept(family: Family, prompt: str) -> TextCond:
    """From the disk, or encoded now. Devices round differently, so each has embeddings of its own."""
    key = hashlib.sha256(f"{family.fingerprint} {family.device.type}\n{prompt}".encode()).hexdigest()
    data = _shelf.get(key)
    if data is None:
        with torch.inference_mode():
            cond = family.encode_text([prompt])
        _shelf.put(
            key, save({"embeds": cond.embeds.cpu().contiguous(), "mask": cond.mask.cpu().contiguous()})
        )
        return cond
    found = load(data)
    return TextCond(found["embeds"].to(family.device), found["mask"].to(family.device))
