"""Outpainting on the built-in model: footage in a film of another shape, and what is drawn around it.

    python tests/bench/tool_aspect.py [--films N] [--frames N] [--steps N] [--out FOLDER]

Every film shows footage of the model's own world, upright in a wide film, and the whole scene is drawn around
it as `tween aspect --outpaint` does.

    kept      frames in which the old picture is the footage's own, by SHA-256 (all must be)
    place     of the films whose drawn parts alone, put together, show a judge the footage's place
    seam      the step over the old picture's edge, over the steps between the pixels on both sides of it
              (limit 1.5); `plain` is the same without the edge being evened out, and `bars` the black bars
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from figure import conclude, table
from PIL import Image

from engine.diffusion.generate import draw
from engine.document.edits import add_asset, append_clip, set_card
from engine.document.fit import fit_box
from engine.document.model import Document
from engine.families.family import Family
from engine.families.loading import load
from engine.media.open import open_reader
from engine.media.output.writer import TakeWriter
from engine.project.importing import asset_from_file
from engine.project.takes import TakeLibrary
from engine.render.compose import Composer
from engine.sketch import judge as judges
from engine.sketch.scenes import render
from engine.sketch.world import NATIVE_FPS, NATIVE_SIZE, random_scene
from engine.tools.aspect import aspect
from engine.tools.regenerate import regenerate

LIMIT = 1.5
TALL = (120, 128)
PLACES = (("snow", "in the snow"), ("meadow", "in a meadow"), ("sea", "on the sea"), ("night", "at night"))
BESIDE = 3
"""Steps between pixels that are looked at on either side of the edge."""


BOX = fit_box(*TALL, NATIVE_SIZE)
INSIDE = np.s_[:, :, BOX[0] : BOX[0] + BOX[2]]


def step_over(clip: np.ndarray) -> float:
    """How much larger the step over the old picture's left and right edge is than the steps beside it."""
    columns = clip.astype(float)
    steps = np.abs(np.diff(columns, axis=2)).mean((0, 1, 3))
    found = []
    for edge in (BOX[0] - 1, BOX[0] + BOX[2] - 1):
        near = [steps[edge + d] for d in range(-BESIDE, BESIDE + 1) if d]
        found.append(steps[edge] / max(np.mean(near), 1.0))
    return float(np.mean(found))


@dataclass(frozen=True)
class Drawn:
    """One film's frames: as it is shown, with bars, and drawn without its edge being evened out."""

    shown: np.ndarray
    bars: np.ndarray
    plain: np.ndarray


def drawn(
    number: int, place: str, words: str, args: argparse.Namespace, family: Family, folder: Path
) -> Drawn:
    rng = np.random.default_rng(50 + number)
    fixed = {"place": place, "motion": "stays", "camera": "static", "colour": "red", "subject": "ball"}
    scene = random_scene(rng, NATIVE_SIZE, args.frames / NATIVE_FPS, **fixed)
    left = (NATIVE_SIZE[0] - TALL[0]) // 2
    path = folder / "clip.mkv"
    with TakeWriter(path, TALL, Fraction(NATIVE_FPS)) as writer:
        for rgb in render(scene, args.frames, NATIVE_FPS)[:, :, left : left + TALL[0]]:
            writer.write(np.ascontiguousarray(rgb))
    asset = asset_from_file(path)
    doc = append_clip(add_asset(Document(Fraction(NATIVE_FPS), *TALL), asset), asset.id)
    edited = aspect(doc, NATIVE_SIZE, outpaint=True, prompt=f"a red ball stays {words}")
    doc = set_card(edited.document, edited.cards[0], steps=args.steps)
    takes = TakeLibrary(folder / "bench.takes")
    take = draw(regenerate(doc, doc.cards[0], takes.shown, "sketch"), takes, family=family)
    frames = range(args.frames)
    with Composer(doc, takes.shown) as composer:
        shown = np.stack([composer.frame(n) for n in frames])
        bars = np.stack([composer.source(n) for n in frames])
    with open_reader(take.frames_path, size=NATIVE_SIZE) as reader:
        plain = np.stack([reader.frame(n) for n in frames])
    plain[INSIDE] = bars[INSIDE]
    return Drawn(shown, bars, plain)


def row_of(number: int, place: str, film: Drawn, judge: judges.Judge) -> list[object]:
    x, _, w, _ = BOX

    def digest(picture: np.ndarray) -> str:
        return hashlib.sha256(np.ascontiguousarray(picture).tobytes()).hexdigest()

    kept = [
        digest(a[:, x : x + w]) == digest(b[:, x : x + w]) for a, b in zip(film.shown, film.bars, strict=True)
    ]
    beside = np.concatenate([film.shown[:, :, :x], film.shown[:, :, x + w :]], 2)
    wide = np.stack([np.asarray(Image.fromarray(frame).resize(NATIVE_SIZE)) for frame in beside])
    steps = [step_over(clip) for clip in (film.shown, film.plain, film.bars)]
    return [number, place, float(np.mean(kept)), judge.place(wide), judge.place(film.shown), *steps]


def main() -> None:
    parser = argparse.ArgumentParser(description="Footage with a picture drawn around it.")
    parser.add_argument("--films", type=int, default=len(PLACES))
    parser.add_argument("--frames", type=int, default=17)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--out", type=Path, help="folder for a strip of pictures a film")
    args = parser.parse_args()
    family, judge = load("sketch"), judges.fit()
    rows: list[list[object]] = []
    for number, (place, words) in enumerate(PLACES[: args.films], 1):
        with tempfile.TemporaryDirectory() as folder:
            film = drawn(number, place, words, args, family, Path(folder))
        rows.append(row_of(number, place, film, judge))
        if args.out:
            args.out.mkdir(parents=True, exist_ok=True)
            clips = (film.bars, film.plain, film.shown)
            picture = np.concatenate([np.concatenate(c[:: max(1, args.frames // 2)], 1) for c in clips], 0)
            Image.fromarray(picture).save(args.out / f"film{number}.png")
    table([["film", "place", "kept", "drawn part", "whole", "seam", "plain", "bars"], *rows])
    kept = min(float(str(row[2])) for row in rows)
    beside, seen = (float(np.mean([row[i] == row[1] for row in rows])) for i in (3, 4))
    seam, plain, bars = np.median(np.array([row[5:] for row in rows], float), 0)
    print(f"kept bit for bit: {kept:.0%}; place seen in the drawn part {beside:.0%}, in the whole {seen:.0%}")
    conclude(
        "outpainting",
        f"step over the edge {seam:.2f}",
        f"{plain:.2f} plain, {bars:.2f} with bars",
        max(seam / LIMIT, 0.0 if kept == seen == 1 else 9.0),
        1.0,
    )


if __name__ == "__main__":
    main()
