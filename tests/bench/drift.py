"""A long range after kept footage, by either way of drawing a long time axis: which holds to how it began?

    python tests/bench/drift.py [--frames N] [--steps N] [--prompt WORDS] [--model NAME|DIR] [--sheet PNG]

The footage is the beginning of the sample film, a red ball that bounces over a meadow, and the prompt goes on
from it, or asks for something else. `sharp` is the mean step between neighbouring pixels, `colour` the mean
distance of a window's mean colour from the footage's, in grey levels: both of the first and the last window.
With --sheet, twelve moments of each way are drawn into a picture, a row each.

What is off: the larger one of the changes of sharpness and of colour (in units of 20 grey levels) from the
first window to the last. The line at the end holds the model's own way against the other one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from figure import conclude, table
from PIL import Image

from engine.diffusion.generate import draw
from engine.diffusion.options import LongAxis, Options
from engine.document.request import Known, Request
from engine.document.time import FrameRange
from engine.families.family import Family
from engine.families.loading import load
from engine.media.open import open_reader
from engine.paths import resource
from engine.project.takes import TakeLibrary

RATE, KEPT, LEVELS = 24, 48, 20.0


def footage(size: tuple[int, int]) -> np.ndarray:
    with open_reader(str(resource("sample/sample.mp4")), size=size) as reader:
        return np.stack([reader.frame(n) for n in range(KEPT)])


def drawn(family: Family, axis: LongAxis, args: argparse.Namespace) -> np.ndarray:
    """uint8 `[F, H, W, 3]`."""
    width, height = family.spec.native_size
    known = Known(FrameRange(0, KEPT), str(resource("sample/sample.mp4")), "sample", source_start=0)
    wish = Request(
        card="bench", lineage="bench", origin=0, draw=FrameRange(KEPT, KEPT + args.frames),
        rate=Fraction(RATE), width=width, height=height, model=args.model, prompt=args.prompt,
        steps=args.steps, known=(known,),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        take = draw(wish, TakeLibrary(Path(folder)), family=family, options=Options(axis))
        with open_reader(take.frames_path) as reader:
            return np.stack([reader.frame(n) for n in range(reader.frames)])


def sharp(clip: np.ndarray) -> float:
    grey = clip.astype(np.float32).mean(-1)
    return float(np.abs(np.diff(grey, axis=1)).mean() + np.abs(np.diff(grey, axis=2)).mean())


def colour(clip: np.ndarray, beside: np.ndarray) -> float:
    """Grey levels between the mean colours of both."""
    return float(np.abs(clip.mean((0, 1, 2)) - beside.mean((0, 1, 2))).mean())


def main() -> None:
    parser = argparse.ArgumentParser(description="Long ranges after kept footage.")
    parser.add_argument("--frames", type=int, default=210)
    parser.add_argument("--steps", type=int, help="default: the model's own")
    parser.add_argument("--prompt", default="a red ball bounces across a meadow")
    parser.add_argument("--model", default="sketch")
    parser.add_argument("--sheet", type=Path)
    args = parser.parse_args()
    family = load(args.model)
    beside, window = footage(family.spec.native_size), min(args.frames, family.spec.longest_window)
    rows: list[list[object]] = [["way", "sharp first", "last", "colour first", "last", "CPU s"]]
    off: dict[str, float] = {}
    strips: list[np.ndarray] = []
    ways: tuple[LongAxis, ...] = ("carry",) if family.spec.native_mask else ("carry", "fuse")
    for axis in ways:
        began = time.process_time()
        clip = drawn(family, axis, args)
        first, last = clip[:window], clip[-window:]
        looks = [sharp(first), sharp(last), colour(first, beside), colour(last, beside)]
        rows.append([axis, *looks, time.process_time() - began])
        off[axis] = max(abs(looks[1] / looks[0] - 1), abs(looks[3] - looks[2]) / LEVELS)
        strips.append(np.concatenate(list(clip[np.linspace(0, len(clip) - 1, 12).round().astype(int)]), 1))
    print(f"footage: sharp {sharp(beside):.3f}")
    table(rows)
    if args.sheet:
        Image.fromarray(np.concatenate(strips, 0)).save(args.sheet)
    own = family.spec.long_axis
    other = min((way for way in ways if way != own), key=off.__getitem__, default=own)
    conclude(
        "drift", f"off by {off[own]:.2f} ({own})", f"{off[other]:.2f} ({other})",
        (off[own] + 0.01) / (off[other] + 0.01), 1.0,
    )  # fmt: skip


if __name__ == "__main__":
    main()
