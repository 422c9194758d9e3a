"""Every family at its real size with random weights: seconds and memory for a second of video.

    python tests/bench/gpu_families.py [--tiny] [--only NAME …] [--sizes 480p 720p] [--steps N] [--out FILE]

Ours beside diffusers' own pipeline in the same run, over the same modules and without caches. Few steps are
timed; the seconds told are those of the family's own number of steps (with guidance), and of decoding one
window. Beside them stand the card's ceilings, measured here, and how much of them a step reaches. With --tiny
it runs on a processor, which proves the script. The table is Markdown, also written to FILE.
"""

from __future__ import annotations

import argparse
import gc
import resource
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from architectures import REAL, TINY, Architecture, by_stock, clock, noise, opened, ours, stock, words
from torch.utils.flop_counter import FlopCounterMode

from engine.families.family import Family
from engine.families.loading import best_device, best_dtype

SIZES = {"480p": (832, 480), "720p": (1280, 704), "tiny": (128, 96)}
GB = 1 << 30


def timed(run: Callable[[], object]) -> tuple[float, float]:
    """(seconds, peak GB) of one run."""
    on_device = torch.accelerator.is_available()
    if on_device:
        torch.accelerator.reset_peak_memory_stats()
    began = clock()
    run()
    seconds = clock() - began
    if on_device:
        return seconds, torch.accelerator.max_memory_allocated() / GB
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / GB


def ceilings(tiny: bool) -> tuple[float, float]:
    """(TFLOP/s of a large matrix product in the models' own precision, GB/s of a copy)."""
    device = best_device()
    n = 512 if tiny else 8192
    a, b = (torch.randn(n, n, device=device, dtype=best_dtype(device)) for _ in range(2))
    source = torch.empty(n * n * 4, dtype=torch.uint8, device=device)
    target = torch.empty_like(source)
    product = min(timed(lambda: a @ b)[0] for _ in range(6))
    copy = min(timed(lambda: target.copy_(source))[0] for _ in range(6))
    return 2 * n**3 / product / 1e12, 2 * source.nbytes / copy / 1e9


@dataclass
class Row:
    """One family at one size; seconds are for a second of video."""

    name: str
    size: str
    frames: int
    ours: float
    theirs: float | None
    decode: float
    step_peak: float
    decode_peak: float
    reached: float
    """TFLOP/s of our steps."""


def measured(
    name: str, what: Architecture, size: tuple[int, int], label: str, steps: int, short: bool
) -> Row:
    family = opened(name, what)
    spec = family.spec
    frames = 17 if short else spec.longest_window
    multiple = spec.size_multiple()
    size = (size[0] // multiple * multiple, size[1] // multiple * multiple)
    eps, cond = noise(family, size, frames), words(family, what)
    video = frames / spec.native_fps
    with FlopCounterMode(display=False) as counter:
        ours(family, cond, eps, 1)
    flops = counter.get_total_flops()
    took, step_peak = timed(lambda: ours(family, cond, eps, steps))
    theirs = None
    if what.stock:
        pipe = stock(family, what)
        by_stock(pipe, family, cond, eps, 1)
        theirs = timed(lambda: by_stock(pipe, family, cond, eps, steps))[0] / steps
        del pipe
    decode, decode_peak = timed(lambda: through(family, eps, frames))
    scale = spec.default_steps / video
    row = Row(
        name, label, frames, took / steps * scale, None if theirs is None else theirs * scale, decode / video,
        step_peak, decode_peak, flops * steps / took / 1e12,
    )  # fmt: skip
    family.free()
    gc.collect()
    if torch.accelerator.is_available():
        torch.accelerator.empty_cache()
    return row


def through(family: Family, latents: torch.Tensor, frames: int) -> None:
    """Decode and let go of every chunk, as writing does."""
    for chunk in family.decode(latents, frames):
        chunk.cpu()


def markdown(rows: list[Row], product: float, copy: float) -> str:
    device = best_device()
    name: Any = torch.cuda.get_device_name() if device.type == "cuda" else device.type
    heading = ("family", "size", "frames", "s per s of video", "stock", "ratio", "decode", "peak GB, steps",
               "peak GB, decode", "TFLOP/s", "of the ceiling")  # fmt: skip
    lines = [
        f"Device: {name}, {best_dtype(device)}. Ceilings: matrix product {product:.2f} TFLOP/s, copy "
        f"{copy:.0f} GB/s. torch {torch.__version__}.",
        "",
        f"| {' | '.join(heading)} |",
        "|---" * len(heading) + "|",
    ]
    for row in rows:
        cells = [
            row.name,
            row.size,
            str(row.frames),
            f"{row.ours:.2f}",
            "–" if row.theirs is None else f"{row.theirs:.2f}",
            "–" if row.theirs is None else f"{row.ours / row.theirs:.3f}",
            f"{row.decode:.2f}",
            f"{row.step_peak:.2f}",
            f"{row.decode_peak:.2f}",
            f"{row.reached:.3f}",
            f"{row.reached / product:.0%}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Seconds and memory of every family at its real size.")
    parser.add_argument("--tiny", action="store_true")
    parser.add_argument("--only", nargs="+", metavar="NAME", help=", ".join(REAL))
    parser.add_argument("--sizes", nargs="+", default=["480p", "720p"], choices=["480p", "720p"])
    parser.add_argument("--steps", type=int, default=3)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    known = TINY if args.tiny else REAL
    sizes = ["tiny"] if args.tiny else args.sizes
    product, copy = ceilings(args.tiny)
    rows: list[Row] = []
    for name in args.only or known:
        for label in sizes:
            try:
                rows.append(measured(name, known[name], SIZES[label], label, args.steps, args.tiny))
                print(rows[-1], flush=True)
            except torch.OutOfMemoryError as error:
                print(f"{name} at {label}: {str(error).splitlines()[0]}", flush=True)
                gc.collect()
                torch.accelerator.empty_cache()
    text = markdown(rows, product, copy)
    print(text)
    if args.out:
        args.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
