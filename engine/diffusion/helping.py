"""Answering for windows of a card that another machine draws: the same model, words and LoRAs, no canvas."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from contextlib import contextmanager

import torch

from engine.diffusion.generate import prepared
from engine.diffusion.layout import lay_out, working_size
from engine.diffusion.memory import fitting
from engine.diffusion.options import Options
from engine.diffusion.sharing import Answer
from engine.document.request import Request
from engine.families.lora import laid_over
from engine.families.memory.accelerator import best_device


@contextmanager
def helping(request: Request) -> Iterator[Answer]:
    """What the drawing of `request` would answer for its fused windows. Only files of its references and
    LoRAs are read. Raises `TweenError` for a model or file that cannot be used."""
    family = fitting(request)
    spec, options = family.spec, Options.from_environment().settled(family.spec)
    steps = spec.default_steps if request.steps is None else request.steps
    layout = lay_out(request, spec.frame_stride)
    size = working_size(request.width, request.height, spec.native_size, spec.size_multiple(), request.scale)
    drawing = prepared(request, layout, family, size, steps, options)
    with laid_over(family, request.loras):
        yield drawing.answers()


def kind() -> str:
    """What this machine draws on, so far as bits depend on it."""
    device = best_device()
    if device.type == "cuda":
        chip = torch.cuda.get_device_name(device)
    elif device.type == "cpu":
        chip = f"{torch.backends.cpu.get_cpu_capability()} on {torch.get_num_threads()} threads"
    else:
        chip = platform.machine()
    return f"torch {torch.__version__}, {device.type}, {chip}"
