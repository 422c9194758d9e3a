"""How visible joins are: middles redrawn by the built-in model, against what others do at a join.

    python tests/bench/seams.py [--count N] [--frames N] [--steps N] [--model NAME|DIR] [--kept FILE]

Every clip is a drawn scene of 49 frames whose middle is taken out and drawn anew from its prompt:

    ours       a noise level for every token, the footage carried over the cuts (what `draw` does)
    replaced   the same model, known latents re-noised and put back in every step
    cut        the same model without looking at the footage, cut in
    crossfade  that, with five frames of crossfade at either cut

Three measures of each join:

    clip       the step over the cut against the larger steps (90th percentile) of the footage beside it; 1.0
               is like any other step of the clip
    score      the same against all steps nearby, drawn ones too: what `tween seams` says. A fade is measured
               by its own steps there
    (in both   pictures that stand still where the clip moves count as `tween seams` counts them)
    ghost      for how many frames both pictures are seen at once (`tween seams` says this, too)

`zone` is the worst score of the steps from four frames before a cut to eight after it, so that a fade cannot
hide a jump by moving it. The goal is held against `clip`. Every scene is printed as it ends; with --kept its
figures are written to FILE, too, and a later run takes them from there.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
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
from engine.document.take import Take
from engine.document.time import FrameRange
from engine.families.family import Family
from engine.families.loading import load
from engine.media.open import open_reader
from engine.media.output.writer import TakeWriter
from engine.media.steps import AROUND, reduced, score, steps_between, still
from engine.project.takes import TakeLibrary
from engine.render.ghost import ghost
from engine.sketch.captions import caption
from engine.sketch.scenes import render
from engine.sketch.world import NATIVE_FPS, NATIVE_SIZE, random_scene

GOAL, BETTER, TOTAL, FADE = 1.1, 2.0, 49, 5
Found = dict[str, list[tuple[float, float, float, float]]]
"""By method, what was measured of every cut (`measured`)."""


@dataclass(frozen=True)
class Shot:
    """A drawn scene `clip [TOTAL, H, W, 3]` with `words` for it; `plain` draws its middle from them alone."""

    clip: np.ndarray
    cuts: tuple[int, int]
    words: str
    plain: Request
    known: tuple[Known, ...]
    library: TakeLibrary

    def take(self, family: Family, known: bool) -> tuple[Take, np.ndarray]:
        """The middle drawn anew, and its frames; with a look at what is beside it, or without."""
        take = draw(replace(self.plain, known=self.known if known else ()), self.library, family=family)
        with open_reader(take.frames_path) as reader:
            return take, np.stack([reader.frame(i) for i in range(reader.frames)])

    def film(self, middle: Sequence[np.ndarray] | np.ndarray) -> list[np.ndarray]:
        return [*self.clip[: self.cuts[0]], *middle, *self.clip[self.cuts[1] :]]


@contextmanager
def shot(number: int, args: argparse.Namespace) -> Iterator[Shot]:
    """Scene `number`; its takes are there as long as the context."""
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
        yield Shot(clip, cuts, words, plain, known, TakeLibrary(Path(folder) / "bench.takes"))


def measured(film: list[np.ndarray], cuts: tuple[int, int]) -> list[tuple[float, float, float, float]]:
    """(clip, score, zone, ghost) of both cuts."""
    pictures = [reduced(frame) for frame in film]
    steps = np.array(steps_between(pictures))
    first, stop = cuts

    def at(n: int, cut: int, near: Sequence[int] | range) -> float:
        return score(steps[n - 1], steps[[i - 1 for i in near if i not in (*cuts, n)]])[0]

    def side(
        cut: int, way: int, footage: range, drawn: list[np.ndarray]
    ) -> tuple[float, float, float, float]:
        near = range(max(1, cut - AROUND), min(len(film), cut + AROUND + 1))
        zone = max(at(cut + way * i, cut, near) for i in range(-4, 9))
        beside = pictures[first - 1] if way > 0 else pictures[stop]
        frozen = stands(cut, way)
        clip, whole = max(at(cut, cut, footage), frozen), max(at(cut, cut, near), frozen)
        return clip, whole, zone, ghost(beside, drawn)

    def stands(cut: int, way: int) -> float:
        begin = max(0 if way > 0 else first, cut - 1 - AROUND)
        end = min(stop - 1 if way > 0 else len(steps), cut + AROUND)
        return still(steps[begin:end], cut - 1 - begin, (way < 0, way > 0))

    before, after = range(max(1, first - AROUND), first), range(stop + 1, min(len(film), stop + AROUND + 1))
    middle = pictures[first:stop]
    return [side(first, 1, before, middle), side(stop, -1, after, middle[::-1])]


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


def crossfaded(shot: Shot, middle: np.ndarray, frames: int) -> list[np.ndarray]:
    """The footage beside the cuts fades out over the first and in over the last `frames` drawn frames."""
    out = list(middle)
    for i in range(min(frames, len(out))):
        part = (i + 1) / (frames + 1)
        out[i] = mixed(shot.clip[shot.cuts[0] - 1], out[i], part)
        out[-1 - i] = mixed(shot.clip[shot.cuts[1]], out[-1 - i], part)
    return out


def mixed(a: np.ndarray, b: np.ndarray, part: float) -> np.ndarray:
    return np.rint(a * (1 - part) + b * part).astype(np.uint8)


def films(family: Family, number: int, args: argparse.Namespace) -> dict[str, list[np.ndarray]]:
    """The whole film, by every method, for scene `number`."""
    with shot(number, args) as scene:
        alone = scene.take(family, known=False)[1]
        middles = {
            "ours": scene.take(family, known=True)[1],
            "replaced": replaced(family, scene.clip, scene.cuts, scene.words, number, args.steps),
            "cut": alone,
            "crossfade": crossfaded(scene, alone, FADE),
        }
        return {name: scene.film(middle) for name, middle in middles.items()}


def options(words: str, count: int) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=words)
    parser.add_argument("--count", type=int, default=count)
    parser.add_argument("--frames", type=int, default=17, help="length of the middle")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--model", default="sketch")
    parser.add_argument("--kept", type=Path, help="what an earlier run measured, and where to keep it")
    return parser.parse_args()


def scenes(family: Family, args: argparse.Namespace) -> Iterator[Found]:
    """The figures of every scene by method, one after the other; those kept by an earlier run first."""
    kept: list[Found] = []
    if args.kept and args.kept.exists():
        kept = [json.loads(line) for line in args.kept.read_text().splitlines()]
    first = (TOTAL - args.frames) // 2
    for number in range(args.count):
        if number < len(kept):
            yield kept[number]
            continue
        made = films(family, number, args)
        found = {name: measured(film, (first, first + args.frames)) for name, film in made.items()}
        if args.kept:
            with args.kept.open("a") as file:
                file.write(json.dumps(found) + "\n")
        yield found


def best_other(medians: dict[str, float]) -> tuple[float, str]:
    return min((value, name) for name, value in medians.items() if name != "ours")


def main() -> None:
    args = options("Seam scores of redrawn middles.", 50)
    family = load(args.model)
    found: Found = {}
    for number, scene in enumerate(scenes(family, args), 1):
        for name, values in scene.items():
            found.setdefault(name, []).extend(values)
        now = ", ".join(f"{name} {np.median([each[0] for each in of]):.2f}" for name, of in found.items())
        print(f"{number} of {args.count}: {now}", flush=True)
    kinds = ("clip", "score", "zone", "ghost")
    rows: list[list[object]] = [["method", *(f"{kind}, {p}" for kind in kinds for p in ("median", "90 %"))]]
    for name, values in found.items():
        rows.append([name, *(float(np.percentile(v, p)) for v in np.array(values).T for p in (50, 90))])
    table(rows)
    for number, kind in enumerate(kinds):
        medians = {name: float(np.median([each[number] for each in of])) for name, of in found.items()}
        other, best = best_other(medians)
        print(f"{kind}: the best other way ({best}) has {other / max(medians['ours'], 1e-3):.1f} times ours")
    medians = {name: float(np.median([each[0] for each in of])) for name, of in found.items()}
    other, best = best_other(medians)
    ratio = max(medians["ours"] / GOAL, BETTER * medians["ours"] / other)
    conclude("seams", f"{medians['ours']:.2f}", f"{other:.2f} ({best})", ratio, 1.0)


if __name__ == "__main__":
    main()
