"""Long ranges on the built-in model: does the last window look like the first, what does length cost?

    python tests/bench/long.py [--seconds 5,30,60] [--steps N] [--prompts N] [--axis carry|fuse]

Every length is drawn from a prompt alone, in a process of its own. The first length is the yardstick.

    quality   of the last window over the first one: sharpness (mean step between neighbouring pixels), colour
              (mean deviation of a pixel's channels), and whether an independent judge still sees the prompt's
              place and colour; goal: each within 10 %
    memory    peak resident memory over that of the first length; goal: at most 1.1
    time      processor seconds over length, fitted by a line; goal: r² of at least .99
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from figure import conclude, table

from engine.sketch.evaluate import prompts
from engine.sketch.world import Scene

RATE = 24
WINDOW = 49
SEED = 4_711
STAYING = ("stays", "spins", "bounces")
MEMORY, LINE, QUALITY = 1.1, 0.99, 0.1


def worded(count: int) -> list[tuple[str, Scene]]:
    """Prompts whose picture is not meant to change: the camera stays, and the subject walks not out of it."""
    calm = [p for p in prompts(64, SEED) if p[1].camera == "static" and p[1].motion in STAYING]
    return calm[:count]


def child(seconds: float, steps: int | None, prompt: str, axis: str | None, out: Path) -> None:
    """Draw one take, keep its first and last window, print what it took."""
    from engine.diffusion.generate import draw
    from engine.diffusion.options import Options
    from engine.document.request import Request
    from engine.document.time import FrameRange
    from engine.media.open import open_reader
    from engine.project.takes import TakeLibrary

    frames = round(seconds * RATE)
    wish = Request(
        card="bench", lineage="bench", origin=0, draw=FrameRange(0, frames), rate=Fraction(RATE), width=224,
        height=128, model="sketch", prompt=prompt, steps=steps,
    )  # fmt: skip
    options = Options(long_axis=axis)  # pyright: ignore[reportArgumentType]
    with tempfile.TemporaryDirectory() as folder:
        began, cpu = time.perf_counter(), time.process_time()
        take = draw(wish, TakeLibrary(Path(folder)), options=options)
        wall, cpu = time.perf_counter() - began, time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        with open_reader(take.frames_path) as reader:
            first = np.stack([reader.frame(i) for i in range(min(WINDOW, frames))])
            last = np.stack([reader.frame(i) for i in range(max(0, frames - WINDOW), frames)])
    np.savez(out, first=first, last=last)
    print(json.dumps({"peak": peak, "wall": wall, "cpu": cpu}))


def run(seconds: float, args: argparse.Namespace, prompt: str, out: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--child", str(seconds), "--out", str(out), "--prompt", prompt]
    command += ["--steps", str(args.steps)] if args.steps else []
    command += ["--axis", args.axis] if args.axis else []
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env={"OMP_WAIT_POLICY": "PASSIVE", **os.environ}
    )
    return json.loads(done.stdout.strip().splitlines()[-1])


def looks(clip: np.ndarray) -> tuple[float, float]:
    """(sharpness, colour) of uint8 `[F, H, W, 3]`."""
    grey = clip.astype(np.float32).mean(-1)
    sharp = np.abs(np.diff(grey, axis=1)).mean() + np.abs(np.diff(grey, axis=2)).mean()
    return float(sharp), float(clip.astype(np.float32).std(-1).mean())


def compare(pairs: list[tuple[Scene, np.ndarray, np.ndarray]]) -> list[tuple[str, float, float]]:
    """(measure, first window, last window), each a mean over the takes."""
    from engine.sketch import judge as judges

    judge = judges.fit()
    first = np.mean([looks(a) for _, a, _ in pairs], axis=0)
    last = np.mean([looks(b) for _, _, b in pairs], axis=0)
    rows = [("sharpness", float(first[0]), float(last[0])), ("colour", float(first[1]), float(last[1]))]
    for name, sees, wanted in (("place seen", judge.place, "place"), ("colour seen", judge.colour, "colour")):
        right = [[sees(clip) == getattr(scene, wanted) for clip in (a, b)] for scene, a, b in pairs]
        rows.append((name, float(np.mean(right, axis=0)[0]), float(np.mean(right, axis=0)[1])))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description="Quality, memory and time of long ranges.")
    parser.add_argument("--seconds", default="5,30,60")
    parser.add_argument("--steps", type=int, help="default: the model's own")
    parser.add_argument("--prompts", type=int, default=4)
    parser.add_argument("--axis", choices=["carry", "fuse"])
    parser.add_argument("--child", type=float, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--prompt", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        child(args.child, args.steps, args.prompt, args.axis, args.out)
        return
    lengths = [float(part) for part in args.seconds.split(",")]
    rows: list[list[object]] = [["s of video", "CPU s", "wall s", "peak MB"]]
    cost: dict[float, list[dict[str, float]]] = {length: [] for length in lengths}
    worst, off = "", 0.0
    with tempfile.TemporaryDirectory() as folder:
        for length in lengths:
            pairs = []
            # The yardstick and middle lengths are only timed: one prompt does.
            for words, scene in worded(args.prompts if length == lengths[-1] else 1):
                out = Path(folder) / "windows.npz"
                cost[length].append(run(length, args, words, out))
                kept = np.load(out)
                pairs.append((scene, kept["first"], kept["last"]))
            mean = {name: float(np.mean([c[name] for c in cost[length]])) for name in ("cpu", "wall", "peak")}
            rows.append([length, mean["cpu"], mean["wall"], mean["peak"]])
            if length == lengths[-1]:
                for name, first, last in compare(pairs):
                    rate = last / first if first else 1.0 + (last > 0)
                    print(f"{name}: first window {first:.3f}, last {last:.3f}, ratio {rate:.3f}")
                    if abs(rate - 1) >= off:
                        worst, off = name, abs(rate - 1)
    table(rows)
    cpu = [cost[length][0]["cpu"] for length in lengths]
    fit = np.corrcoef(lengths, cpu)[0, 1] ** 2 if len(lengths) > 2 else 1.0
    peaks = [max(c["peak"] for c in cost[length]) for length in lengths]
    memory = max(peaks) / peaks[0]
    print(f"quality: {worst} is off by {off:.1%}, goal {QUALITY:.0%}: {'met' if off <= QUALITY else 'short'}")
    print(f"time: r² {fit:.4f}, goal {LINE}: {'met' if fit >= LINE else 'short'}")
    print(f"memory: {memory:.3f}, goal {MEMORY}: {'met' if memory <= MEMORY else 'short'}")
    ours = f"quality off by {off:.1%}, memory {memory:.3f}, r² {fit:.4f}"
    peer = f"{QUALITY:.0%}, {MEMORY} of {lengths[0]:g} s, {LINE}"
    conclude("long", ours, peer, max(off / QUALITY, memory / MEMORY, LINE / fit), 1.0)


if __name__ == "__main__":
    main()
