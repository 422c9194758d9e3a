"""What our loop costs beyond the bare transformer calls in it, and the live picture of every step.

    python tests/bench/loop.py [--model NAME|DIR] [--frames N] [--steps N] [--runs N]

Ours is the whole of sampling (noise, windows, caps, guidance, Euler steps, state, checks, pictures); the peer
is the time that the same run spent inside the transformer's own forward calls. The best of the runs counts.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from figure import conclude, table

from engine.diffusion.generate import draw
from engine.document.request import Request
from engine.document.take import Take
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.families.loading import load
from engine.project.takes import TakeLibrary

GOAL = 1.02
HEADING = ["run", "s/frame", "total s", "encode s", "text s", "sample s", "in model s", "calls", "decode s"]


def one_take(model: str, frames: int, steps: int | None, seed: int) -> Take:
    family = load(model)
    width, height = family.spec.native_size
    wish = Request(
        card="bench", lineage="bench", origin=0, draw=FrameRange(0, frames), rate=Fraction(24), width=width,
        height=height, model=model, prompt="a red ball bounces across a meadow", seed=seed, steps=steps,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        return draw(wish, TakeLibrary(Path(folder)), report=lambda progress: None, family=family)


def main() -> None:
    parser = argparse.ArgumentParser(description="Overhead of the loop over the bare model calls.")
    parser.add_argument("--model", default="sketch")
    parser.add_argument("--frames", type=int, help="default: two windows")
    parser.add_argument("--steps", type=int)
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    try:
        spec = load(args.model).spec
    except TweenError as error:
        sys.exit(str(error))
    frames = args.frames or 2 * spec.longest_window - 9

    rows: list[list[object]] = [[*HEADING, "overhead", "pictures"]]
    runs: list[tuple[float, float, float, float]] = []
    whole: list[tuple[float, float]] = []
    for seed in range(args.runs):
        s = one_take(args.model, frames, args.steps, seed).stats
        ratio, pictures = s["sample_seconds"] / s["model_seconds"], s["preview_seconds"] / s["sample_seconds"]
        runs.append((ratio, pictures, s["sample_seconds"] / frames, s["model_seconds"] / frames))
        whole.append((s["total_seconds"] / frames, s["model_seconds"] / s["total_seconds"]))
        seconds = [s[f"{name}_seconds"] for name in ("total", "encode", "text", "sample", "model")]
        calls, decode = int(s["model_calls"]), s["decode_seconds"]
        rows.append(
            [
                seed,
                s["total_seconds"] / frames,
                *seconds,
                calls,
                decode,
                f"{ratio - 1:.2%}",
                f"{pictures:.2%}",
            ]
        )
    print(f"{spec.name}: {frames} frames, {args.steps or spec.default_steps} steps")
    table(rows)
    ratio, pictures, sampling, bare = min(runs)
    pace, share = min(whole)
    print(f"{pace:.3f} s a frame in all, {share:.1%} of it inside model calls")
    print(f"pictures {pictures:.2%} of sampling, goal 2 %: {'met' if pictures <= 0.02 else 'short'}")
    conclude("loop", f"sampling {sampling:.4f} s/frame", f"model calls {bare:.4f} s/frame", ratio, GOAL)


if __name__ == "__main__":
    main()
