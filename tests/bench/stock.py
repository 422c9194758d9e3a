"""Our loop against diffusers' own pipelines: the same modules, noise, steps and branches; no caches.

    python tests/bench/stock.py [--full [NAME …]] [--steps N] [--runs N]

Tiny architectures on any machine; with --full the real ones with random weights, which want an accelerator.
Both are warmed up, then take turns; each one's best run counts. A prompt is not encoded and nothing decoded
on either side, since both would call the same modules for that; VACE's pipeline encodes its grey control
video anew for every clip, and ours once for every size.
"""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable

from architectures import REAL, TINY, Architecture, by_stock, clock, noise, opened, ours, stock, words
from figure import conclude, table

GOAL = 1.0


def seconds(run: Callable[[], object]) -> float:
    began = clock()
    run()
    return clock() - began


def compare(name: str, what: Architecture, steps: int, runs: int, full: bool) -> list[object]:
    family = opened(name, what)
    size, frames = ((832, 480), family.spec.longest_window) if full else ((128, 96), 17)
    eps = noise(family, size, frames)
    cond, pipe = words(family, what), stock(family, what)
    pair = (lambda: ours(family, cond, eps, steps), lambda: by_stock(pipe, family, cond, eps, steps))
    best = [float("inf")] * 2
    for n in range(runs + 1):
        for i, run in enumerate(pair):
            took = seconds(run)
            best[i] = min(best[i], took) if n else best[i]
    family.free()
    gc.collect()
    return [name, f"{size[0]}×{size[1]}×{frames}", best[0] / steps, best[1] / steps, best[0] / best[1]]


def main() -> None:
    parser = argparse.ArgumentParser(description="Our loop against the stock pipelines.")
    parser.add_argument("--full", nargs="*", metavar="NAME", help=f"of {', '.join(REAL)}; all without a name")
    parser.add_argument("--steps", type=int, default=6)
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    full = args.full is not None
    chosen = {name: REAL[name] for name in args.full or REAL} if full else TINY
    rows: list[list[object]] = [["family", "size", "ours s/step", "stock s/step", "ratio"]]
    for name, what in chosen.items():
        if what.stock:
            rows.append(compare(name, what, args.steps, args.runs, full))
        else:
            rows.append([name, "", "", "", "not compared: its pipeline wants the parts for sound"])
    table(rows)
    compared = [row for row in rows[1:] if row[2] != ""]
    mine, theirs = (sum(float(str(row[i])) for row in compared) for i in (2, 3))
    conclude("stock", f"{mine:.4f} s for a step of each", f"{theirs:.4f} s", mine / theirs, GOAL)


if __name__ == "__main__":
    main()
