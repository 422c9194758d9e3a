"""What step caches and compiled blocks give and cost, for every family: speed-up, and PSNR against neither.

    python tests/bench/caches.py [--full [NAME …]] [--compile] [--steps N]

Tiny architectures with random weights on any machine, and the built-in model with its own; with --full the
real architectures, which want an accelerator. PSNR is of the decoded pixels; with random weights it only says
that nothing breaks, while the built-in model's says what a cache costs. Compiling takes minutes on a
processor and is only done when asked for; its first step is not counted.
"""

from __future__ import annotations

import argparse
import gc
import math

import torch
from architectures import REAL, TINY, clock, noise, opened, ours, words
from figure import conclude, table

from engine.families.capabilities import capabilities
from engine.families.catalog import BUILT_IN, describe, resolve
from engine.families.family import Family, TextCond
from engine.families.loading import open_folder
from engine.families.speed import Speed

GOAL = 1.0
"""With its best safe cache no family may be slower than without."""


def load(name: str, full: bool, faster: Speed) -> tuple[Family, TextCond]:
    if name == BUILT_IN:
        family = open_folder(resolve(BUILT_IN), faster)
        return family, family.encode_text(["", "a red ball bounces across a meadow"])
    what = (REAL if full else TINY)[name]
    family = opened(name, what, faster)
    return family, words(family, what)


def drawn(name: str, full: bool, faster: Speed, steps: int) -> tuple[float, torch.Tensor]:
    """(seconds of sampling, pixels) of one window."""
    family, cond = load(name, full, faster)
    if name == BUILT_IN:
        size, frames = family.spec.native_size, 25
    else:
        size, frames = ((832, 480), family.spec.longest_window) if full else ((96, 64), 17)
    eps = noise(family, size, frames)
    ours(family, cond, eps, 1)  # warm, and compiled
    began = clock()
    latents = ours(family, cond, eps, steps)
    seconds = clock() - began
    pixels = torch.cat([chunk.cpu() for chunk in family.decode(latents, frames)], dim=2)
    family.free()
    gc.collect()
    return seconds, pixels


def caches(name: str, full: bool) -> tuple[str, ...]:
    """Those that are safe for it."""
    if name == BUILT_IN:
        able = describe(resolve(BUILT_IN)).able
    else:
        what = (REAL if full else TINY)[name]
        able = capabilities({"_class_name": what.pipeline} | what.index, {}, "")
    return able.caches if able else ()


def psnr(a: torch.Tensor, b: torch.Tensor) -> float:
    """Of pixels in [-1, 1], clamped as they are written."""
    error = (a.clamp(-1, 1) - b.clamp(-1, 1)).square().mean().item()
    return math.inf if error == 0 else 10 * math.log10(4 / error)


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed-up and PSNR of step caches and compiled blocks.")
    parser.add_argument("--full", nargs="*", metavar="NAME", help=f"of {', '.join(REAL)}; all without a name")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--steps", type=int, default=20)
    args = parser.parse_args()
    full = args.full is not None
    rows: list[list[object]] = [["family", "with", "seconds", "speed-up", "PSNR dB"]]
    slowest = 0.0
    for name in [BUILT_IN, *((args.full or REAL) if full else TINY)]:
        plain, reference = drawn(name, full, Speed(), args.steps)
        rows.append([name, "nothing", plain, 1.0, ""])
        safe = caches(name, full)
        ways = [Speed(cache=cache) for cache in safe]
        if args.compile:
            ways += [Speed(compiled=True), *(Speed(cache=cache, compiled=True) for cache in safe[:1])]
        best = math.inf
        for way in ways:
            seconds, pixels = drawn(name, full, way, args.steps)
            said = " + ".join(filter(None, (way.cache, "compiled" if way.compiled else "")))
            rows.append([name, said, seconds, plain / seconds, f"{psnr(pixels, reference):.1f}"])
            best = min(best, seconds)
        slowest = max(slowest, best / plain)
    table(rows)
    conclude("caches", "the best safe way of each", "neither", slowest, GOAL)


if __name__ == "__main__":
    main()
