"""Prompts as Wan and SkyReels-V2 were trained on them: cleaned, through UMT5, padded with zeros."""

from __future__ import annotations

import html
import re

import ftfy
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.families.family import TextCond
from engine.families.text_part import TextPart
from engine.families.tokens import LIMITS

LENGTH = LIMITS["wan"]
"""Tokens that the transformer sees. It looks at the padding too, which is zero."""


def encode(text: TextPart, prompts: list[str], device: torch.device, dtype: torch.dtype) -> TextCond:
    """Embeddings cut to the longest prompt, zero past the end of each."""
    tokens = text.tokenizer(
        [clean(prompt) for prompt in prompts],
        padding="max_length",
        max_length=LENGTH,
        truncation=True,
        add_special_tokens=True,
        return_tensors="pt",
    ).to(device)
    mask = tokens.attention_mask.bool()
    longest = max(1, int(mask.sum(1).max()))
    embeds = text.encoder(tokens.input_ids, tokens.attention_mask).last_hidden_state[:, :longest]
    mask = mask[:, :longest]
    return TextCond((embeds * mask[..., None]).to(dtype), mask)


def padded(cond: TextCond, device: torch.device, dtype: torch.dtype) -> Tensor:
    """`[B, LENGTH, D]` for the transformer."""
    embeds = cond.embeds.to(device, dtype)
    return F.pad(embeds, (0, 0, 0, LENGTH - embeds.shape[1]))


def clean(prompt: str) -> str:
    """Broken encodings mended, HTML entities read, runs of white space as one blank."""
    text = html.unescape(html.unescape(ftfy.fix_text(prompt))).strip()
    return re.sub(r"\s+", " ", text).strip()
