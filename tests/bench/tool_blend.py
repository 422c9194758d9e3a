"""Blends of two drawn scenes by the built-in model, against a dissolve of their pixels under the same curve.

    python tests/bench/tool_blend.py [--count N] [--frames N] [--steps N] [--mode NAME] [--model NAME|DIR]

Each pair shows two places and two colours. What is measured of every blend, ours and the dissolve:

    falls, rises   Spearman's rank correlation of the curve with the likeness to the first and to the second
                   scene, frame by frame (coarse pictures; -1 and 1 follow the curve)
    begins, ends   the score of `tween seams` at either end; 1.0 is like any other step of the film
    double         how much of the middle (influence .25 … .75) is a double exposure: the share of 16 × 16
                   blocks, among those where the scenes differ, that are both scenes at once, each a quarter
                   or more, and nothing else (within a tenth of the difference). A dissolve is only that.
    detail         edges in the middle, as a share of those of the two scenes; a double exposure has the edges
                   of both
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import cv2
import numpy as np
from figure import conclude, table

from engine.diffusion.generate import draw
from engine.document.edits import add_asset, append_clip
from engine.document.model import Document
from engine.document.parts import value_at
from engine.families.family import Family
from engine.families.loading import load
from engine.media.open import open_reader
from engine.media.output.writer import TakeWriter
from engine.media.steps import AROUND, reduced, score, steps_between
from engine.project.importing import asset_from_file
from engine.project.takes import TakeLibrary
from engine.sketch.scenes import render
from engine.sketch.world import COLOURS, NATIVE_FPS, NATIVE_SIZE, PLACES, Scene, random_scene
from engine.tools.blend import MODES, blend_in, mode_of
from engine.tools.regenerate import regenerate

GOAL_SEAM, GOAL_RANK, ALONE, BLOCK, APART = 1.1, 0.9, 13, 16, 20.0
"""`ALONE`: frames of either scene beside the blend; `APART`: grey levels by which blocks differ at least."""


@dataclass(frozen=True)
class Pair:
    """Both scenes as they run on over the film's frames, and the curve over the blend `[N]`."""

    first: np.ndarray
    then: np.ndarray
    influence: np.ndarray

    def film(self, middle: np.ndarray) -> np.ndarray:
        stop = ALONE + len(self.influence)
        after = self.then if self.influence[-1] > 0.5 else self.first
        return np.concatenate([self.first[:ALONE], middle, after[stop:]])

    def dissolve(self) -> np.ndarray:
        part = self.influence[:, None, None, None]
        here = slice(ALONE, ALONE + len(self.influence))
        return np.rint(self.first[here] * (1 - part) + self.then[here] * part).astype(np.uint8)


def scenes(number: int, frames: int) -> tuple[Scene, Scene]:
    dice = np.random.default_rng([31, number])
    places = dice.choice(PLACES, 2, replace=False)
    colours = dice.choice(list(COLOURS), 2, replace=False)
    first, then = (
        random_scene(dice, NATIVE_SIZE, frames / NATIVE_FPS, place=str(place), colour=str(colour))
        for place, colour in zip(places, colours, strict=True)
    )
    return first, then


def blended(number: int, args: argparse.Namespace, family: Family) -> tuple[Pair, np.ndarray]:
    """A pair of scenes, and the middle that our blend of them draws."""
    n, total = args.frames, args.frames + 2 * ALONE
    both = [render(scene, total, NATIVE_FPS) for scene in scenes(number, total)]
    goes_on, mode = args.mode == "sample", mode_of(args.mode)
    parts = (slice(0, total if goes_on else ALONE + n), slice(ALONE, total))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        doc = Document(rate=Fraction(NATIVE_FPS), width=NATIVE_SIZE[0], height=NATIVE_SIZE[1])
        for i, part in enumerate(parts):
            path = folder / f"{i}.mkv"
            with TakeWriter(path, NATIVE_SIZE, doc.rate) as writer:
                for frame in both[i][part]:
                    writer.write(frame)
            doc = add_asset(doc, asset_from_file(path))
        first, then = (asset.id for asset in doc.assets)
        doc = append_clip(doc, first)
        doc = blend_in(doc, then, ALONE if goes_on else None, n, mode, seed=number).document
        card = next(card for card in doc.cards if card.blend)
        request = replace(regenerate(doc, card, lambda card: None, args.model), steps=args.steps)
        take = draw(request, TakeLibrary(folder / "bench.takes"), family=family)
        with open_reader(take.frames_path) as reader:
            middle = np.stack([reader.frame(i) for i in range(reader.frames)])
    curve = np.array([value_at(card.blend, (i + 0.5) / n) for i in range(n)])
    return Pair(both[0], both[1], curve), middle


def measured(pair: Pair, middle: np.ndarray) -> dict[str, float]:
    """The figures of the head of this file, for one way to fill the middle."""
    here = slice(ALONE, ALONE + len(middle))
    falls, rises = (
        ranked(pair.influence, [-distance(f, s) for f, s in zip(middle, scene[here], strict=True)])
        for scene in (pair.first, pair.then)
    )
    between = [i for i, at in enumerate(pair.influence) if 0.25 <= at <= 0.75]
    trios = [(middle[i], pair.first[ALONE + i], pair.then[ALONE + i]) for i in between]
    shares = [pair.influence[i] for i in between]
    edges = [
        detail(f) / ((1 - at) * detail(a) + at * detail(b))
        for (f, a, b), at in zip(trios, shares, strict=True)
    ]
    before, after = ends(pair.film(middle), (here.start, here.stop))
    return {
        "falls": falls, "rises": rises, "begins": before, "ends": after,
        "double": float(np.mean([double(*trio) for trio in trios])), "detail": float(np.mean(edges)),
    }  # fmt: skip


def distance(one: np.ndarray, other: np.ndarray) -> float:
    """Of two pictures made coarse, in grey levels."""
    small = [
        cv2.resize(each, (28, 16), interpolation=cv2.INTER_AREA).astype(np.float32) for each in (one, other)
    ]
    return float(np.sqrt(((small[0] - small[1]) ** 2).mean()))


def ranked(one: np.ndarray, other: list[float]) -> float:
    """Spearman's rank correlation; equal values share the mean of their ranks."""
    places = []
    for values in (np.asarray(one).round(9), np.asarray(other)):
        _, which, count = np.unique(values, return_inverse=True, return_counts=True)
        places.append((np.cumsum(count) - (count + 1) / 2)[which])
    return float(np.corrcoef(places)[0, 1])


def double(frame: np.ndarray, first: np.ndarray, then: np.ndarray) -> float:
    """The share of blocks that are a double exposure of the two scenes."""
    f, a, b = (blocks(each) for each in (frame, first, then))
    apart = ((b - a) ** 2).sum(1)
    told = apart / a.shape[1] > APART**2
    share = ((b - a) * (f - a)).sum(1) / apart.clip(1)
    rest = ((f - a - share[:, None] * (b - a)) ** 2).sum(1) / apart.clip(1)
    both = (share > 0.25) & (share < 0.75) & (rest < 0.1)
    return float(both[told].mean()) if told.any() else 0.0


def blocks(frame: np.ndarray) -> np.ndarray:
    """`[H, W, 3]` -> `[blocks, values]` float64."""
    h, w = frame.shape[0] // BLOCK, frame.shape[1] // BLOCK
    cut = frame[: h * BLOCK, : w * BLOCK].reshape(h, BLOCK, w, BLOCK, 3)
    return cut.transpose(0, 2, 1, 3, 4).reshape(h * w, -1).astype(np.float64)


def detail(frame: np.ndarray) -> float:
    grey = cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY).astype(np.float32)
    return float(np.hypot(cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)).mean()) + 1


def ends(film: np.ndarray, cuts: tuple[int, int]) -> list[float]:
    """The seam score of both ends of the blend."""
    steps = np.array(steps_between([reduced(frame) for frame in film]))
    found = []
    for cut in cuts:
        near = range(max(1, cut - AROUND), min(len(film), cut + AROUND + 1))
        found.append(score(steps[cut - 1], steps[[i - 1 for i in near if i not in cuts]])[0])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Blends against dissolves.")
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--frames", type=int, default=24, help="length of the blend")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--mode", default="transition", choices=list(MODES))
    parser.add_argument("--model", default="sketch")
    args = parser.parse_args()
    family = load(args.model)
    found: dict[str, list[dict[str, float]]] = {"ours": [], "dissolve": []}
    for number in range(args.count):
        pair, middle = blended(number, args, family)
        found["ours"].append(measured(pair, middle))
        found["dissolve"].append(measured(pair, pair.dissolve()))
        print(f"{number + 1} of {args.count}", end="\r", file=sys.stderr)
    medians = {
        name: {key: float(np.median([each[key] for each in all_of])) for key in all_of[0]}
        for name, all_of in found.items()
    }
    table([["way", *medians["ours"]], *([name, *values.values()] for name, values in medians.items())])
    ours, peer = medians["ours"], medians["dissolve"]
    follows = min(-ours["falls"], ours["rises"])
    print(f"follows the curve: {follows:.3f}, goal {GOAL_RANK}: {'met' if follows >= GOAL_RANK else 'short'}")
    seam = max(ours["begins"], ours["ends"])
    print(
        f"worse end's seam {seam:.2f}, goal {GOAL_SEAM}; a dissolve's {max(peer['begins'], peer['ends']):.2f}"
    )
    worst = max(GOAL_RANK / follows, seam / GOAL_SEAM, ours["double"] / peer["double"])
    conclude("blend", f"double {ours['double']:.2f}", f"dissolve {peer['double']:.2f}", worst, 1.0)


if __name__ == "__main__":
    main()
