"""How visible joins are: middles redrawn by the built-in model, against what others do at a join.

    python tests/bench/seams.py [--count N] [--frames N] [--steps N] [--model NAME|DIR]

Every clip is a drawn scene of 49 frames whose middle is taken out and drawn anew from its prompt:

    ours       a noise level for every token, the footage carried over the cuts (what `draw` does)
    replaced   the same model, known latents re-noised and put back in every step
    cut        the same model without looking at the footage, cut in
    crossfade  that, with five frames of crossfade at either cut

The score is that of `tween seams`: 1.0 is like any other step of the film. `zone` is the worst score of the
steps from four frames before a cut to twelve after it, so that a fade cannot hide a jump by moving it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import torch
from figure import conclude, table

from engine.diffusion.frames import to_bytes
from engine.diffusion.generate import draw
from engine.diffusion.noise import place_noise
from engine.diffusion.text import encode
from engine.document.request import Known, Request
from engine.document.time import FrameRange
from engine.families.family import Family
from engine.families.loading import load
from engine.media.open import open_reader
from engine.media.output.writer import TakeWriter
from engine.media.steps import AROUND, reduced, score, steps_between
from engine.project.takes import TakeLibrary
from engine.sketch.captions import caption
from engine.sketch.scenes import render
from engine.sketch.world import NATIVE_FPS, NATIVE_SIZE, random_scene

GOAL, TOTAL, FADE = 1.1, 49, 5


def scored(film: list[np.ndarray], cuts: tuple[int, int]) -> list[tuple[float, float]]:
    """(score of the cut, worst score around it) for both cuts."""
    steps = np.array(steps_between([reduced(frame) for frame in film]))

    def at(n: int, cut: int) -> float:
        near = range(max(1, cut - AROUND), min(len(film), cut + AROUND + 1))
        return score(steps[n - 1], steps[[i - 1 for i in near if i not in (*cuts, n)]])[0]

    inward = {cuts[0]: 1, cuts[1]: -1}
    return [
        (at(cut, cut), max(at(cut + side * i, cut) for i in range(-4, 9))) for cut, side in inward.items()
    ]


def replaced(
    family: Family, clip: np.ndarray, cuts: tuple[int, int], words: str, seed: int, steps: int
) -> np.ndarray:
    """The middle drawn with one noise level for all, the known latents re-noised in every step."""
    stride, (first, stop) = family.spec.frame_stride, cuts
    pixels = torch.from_numpy(clip).permute(3, 0, 1, 2)[None].float() / 127.5 - 1
    x0 = family.encode(pixels)
    spans = [family.spec.pixel_span(k) for k in range(x0.shape[2])]
    drawn = torch.tensor([a < stop and b >= first for a, b in spans]).view(1, 1, -1, 1, 1)
    c, t, h, w = x0.shape[1:]
    eps = place_noise(seed, 0, (c, t, h, w))
    cond, scale = encode(family, ("", words)), family.spec.default_guidance
    x = eps
    for s, after in pairwise(family.sigmas(steps, *x0.shape[2:]).tolist()):
        x = torch.where(drawn, x, (1 - s) * x0 + s * eps)
        sigma = torch.full_like(x[:, :1], s)
        ask = [
            family.velocity(x, sigma, cond.one(i), first_latent=0, fps=NATIVE_FPS, key=f"r{i}")
            for i in (0, 1)
        ]
        x = x + (after - s) * (ask[0] + scale * (ask[1] - ask[0]))
    x = torch.where(drawn, x, x0)
    frames = np.concatenate([to_bytes(chunk) for chunk in family.decode(x, (x.shape[2] - 1) * stride + 1)])
    return frames[first:stop]


def crossfaded(clip: np.ndarray, middle: np.ndarray, cuts: tuple[int, int]) -> list[np.ndarray]:
    """The footage beside the cuts fades out over the first and in over the last `FADE` drawn frames."""
    out = list(middle)
    for i in range(FADE):
        part = (i + 1) / (FADE + 1)
        out[i] = mixed(clip[cuts[0] - 1], out[i], part)
        out[-1 - i] = mixed(clip[cuts[1]], out[-1 - i], part)
    return out


def mixed(a: np.ndarray, b: np.ndarray, part: float) -> np.ndarray:
    return np.rint(a * (1 - part) + b * part).astype(np.uint8)


def middles(family: Family, number: int, args: argparse.Namespace) -> dict[str, list[np.ndarray]]:
    """The whole film, by every method, for scene `number`."""
    dice = np.random.default_rng([2026, number])
    scene = random_scene(dice, NATIVE_SIZE, TOTAL / NATIVE_FPS)
    words, clip = caption(scene, dice), render(scene, TOTAL, NATIVE_FPS)
    first = (TOTAL - args.frames) // 2
    cuts = (first, first + args.frames)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mkv"
        with TakeWriter(path, NATIVE_SIZE, Fraction(NATIVE_FPS)) as writer:
            for frame in clip:
                writer.write(frame)
        plain = Request(
            card="bench", lineage="bench", origin=0, draw=FrameRange(*cuts), rate=Fraction(NATIVE_FPS),
            width=NATIVE_SIZE[0], height=NATIVE_SIZE[1], model=args.model, prompt=words, seed=number,
            steps=args.steps,
        )  # fmt: skip
        sides = [FrameRange(0, first), FrameRange(cuts[1], TOTAL)]
        known = tuple(Known(side, str(path), "bench", source_start=side.start) for side in sides)
        library = TakeLibrary(Path(folder) / "bench.takes")

        def take(request: Request) -> np.ndarray:
            with open_reader(draw(request, library, family=family).frames_path) as reader:
                return np.stack([reader.frame(i) for i in range(reader.frames)])

        alone = take(plain)
        films = {
            "ours": take(replace(plain, known=known)),
            "replaced": replaced(family, clip, cuts, words, number, args.steps),
            "cut": alone,
            "crossfade": crossfaded(clip, alone, cuts),
        }
    return {name: [*clip[:first], *middle, *clip[cuts[1] :]] for name, middle in films.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Seam scores of redrawn middles.")
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--frames", type=int, default=17, help="length of the middle")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--model", default="sketch")
    args = parser.parse_args()
    family = load(args.model)
    first = (TOTAL - args.frames) // 2
    scores: dict[str, list[tuple[float, float]]] = {}
    for number in range(args.count):
        for name, film in middles(family, number, args).items():
            scores.setdefault(name, []).extend(scored(film, (first, first + args.frames)))
        print(f"{number + 1} of {args.count}", end="\r", file=sys.stderr)
    rows: list[list[object]] = [["method", "median", "90 %", "zone, median", "zone, 90 %"]]
    for name, values in scores.items():
        cut, zone = np.array(values).T
        rows.append([name, *(float(np.percentile(side, p)) for side in (cut, zone) for p in (50, 90))])
    table(rows)
    medians = {name: float(np.median([cut for cut, _ in values])) for name, values in scores.items()}
    best = min((value, name) for name, value in medians.items() if name != "ours")
    print(f"the best other way ({best[1]}) scores {best[0] / medians['ours']:.1f} times ours (goal 2)")
    ratio = max(medians["ours"] / GOAL, 2 * medians["ours"] / best[0])
    conclude("seams", f"{medians['ours']:.2f}", f"{best[0]:.2f} ({best[1]})", ratio, 1.0)


if __name__ == "__main__":
    main()
