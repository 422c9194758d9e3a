"""Styles on the built-in model: footage redrawn with and without a style, measured by its colours.

    python tests/bench/tool_style.py [--scenes N] [--frames N] [--steps N] [--out FOLDER]

The footage is drawn by Sketch's own school, by day. Each is restyled as `tween style apply` does it, at
the style's own strength and from nothing; the peer is the same card, seed and strength without the style.
The built-in model hears a style's `sketch` line alone: a look that it was taught, or a place that comes
near. Measured is what these do to the picture:

    luma      mean of the picture, 0 … 1      chroma    mean of max − min of R, G, B
    cool      blue's share of R + G + B       seen      scenes in which a judge of both drawings, with and
                                                        without the style, sees the look (`look_pairs`)

Each style has a measure that has to fall; `moved` is with / without. At strength 1 it is to be GOAL at most,
and a look that was taught is to be seen in SEEN of the scenes. The judge is fitted on the school's own
drawings, and is to be right on TRUTH of those that it was not fitted on.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from figure import conclude, table
from look_pairs import accuracy, fit
from PIL import Image

from engine.diffusion.generate import draw
from engine.document.edits import add_asset, append_clip, set_card
from engine.document.model import Card, Document
from engine.document.time import FrameRange
from engine.families.family import Family
from engine.families.loading import load
from engine.media.open import open_reader
from engine.media.output.film_writer import FilmWriter
from engine.media.output.settings import Settings
from engine.project.importing import asset_from_file
from engine.project.takes import TakeLibrary
from engine.sketch.scenes import render
from engine.sketch.world import NATIVE_FPS, NATIVE_SIZE, random_scene
from engine.tools.regenerate import regenerate
from engine.tools.restyle import restyle
from engine.tools.styles import style

GOAL, SEEN, TRUTH = 0.8, 0.75, 0.98
#: Style -> (what has to fall, the look that it is).
WANTED = {
    "noir": ("chroma", "film"),
    "neon": ("luma", "neon"),
    "watercolour": ("chroma", "watercolour"),
    "paper": ("", "paper"),
    "pencil": ("chroma", "film"),
    "archive": ("cool", ""),
}
SCENES = (("red", "ball", "meadow"), ("blue", "box", "desert"), ("orange", "boat", "sea"))


def measures(clip: np.ndarray) -> dict[str, float]:
    """Of uint8 [F, H, W, 3]."""
    x = clip.astype(np.float32) / 255
    cool = x[..., 2].mean() / max(float(x.sum(-1).mean()), 1e-6)
    return {"luma": float(x.mean()), "chroma": float((x.max(-1) - x.min(-1)).mean()), "cool": float(cool)}


def footage(folder: Path, number: int, frames: int) -> Document:
    """A film of one clip, drawn by the school, whose card says what is seen."""
    colour, subject, place = SCENES[number % len(SCENES)]
    rng = np.random.default_rng(4000 + number)
    scene = random_scene(
        rng, NATIVE_SIZE, frames / NATIVE_FPS, colour=colour, subject=subject, place=place, motion="right",
        camera="static", size="large",
    )  # fmt: skip
    path = folder / f"{number}.mp4"
    doc = Document(width=NATIVE_SIZE[0], height=NATIVE_SIZE[1])
    with FilmWriter(path, NATIVE_SIZE, doc.rate, Settings(crf=10), None) as writer:
        for frame in render(scene, frames, NATIVE_FPS):
            writer.write(frame)
    asset = asset_from_file(path)
    doc = append_clip(add_asset(doc, asset), asset.id)
    return set_card(doc, doc.cards[0].id, prompt=f"a {colour} {subject} moves to the right")


def drawn(doc: Document, steps: int, family: Family, folder: Path) -> np.ndarray:
    request = regenerate(doc, doc.cards[0], _nothing, "sketch")
    with tempfile.TemporaryDirectory(dir=folder) as place:
        take = draw(replace(request, steps=steps), TakeLibrary(Path(place)), family=family)
        with open_reader(take.frames_path) as reader:
            return np.stack([reader.frame(n) for n in FrameRange(0, reader.frames)])


def _nothing(_: Card) -> None:
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description="What a style does to the built-in model's pictures.")
    parser.add_argument("--scenes", type=int, default=2)
    parser.add_argument("--frames", type=int, default=9)
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--out", type=Path, help="a folder for pictures of every row")
    args = parser.parse_args()
    judge, family = fit(), load("sketch")
    right = accuracy(judge)
    rows: list[list[object]] = [["style", "strength", "measure", "without", "with", "moved", "look", "seen"]]
    worst, least = 0.0, 1.0
    with tempfile.TemporaryDirectory() as place_of_films:
        folder = Path(place_of_films)
        films = [footage(folder, n, args.frames) for n in range(args.scenes)]
        plain: dict[tuple[int, float], np.ndarray] = {}
        for key, (name, look) in WANTED.items():
            for strength in (style(key).strength, 1.0):
                pairs: list[tuple[np.ndarray, np.ndarray]] = []
                for n, doc in enumerate(films):
                    bare = set_card(doc, doc.cards[0].id, strength=strength)
                    if (n, strength) not in plain:
                        plain[n, strength] = drawn(bare, args.steps, family, folder)
                    clip = drawn(restyle(bare, key, "sketch").document, args.steps, family, folder)
                    pairs.append((plain[n, strength], clip))
                    _show(args.out, f"{key}-{strength:g}-{n}", plain[n, strength], clip)
                row, moved = measured(pairs, name)
                seen = sum(judge.look(*pair) == look for pair in pairs)
                rows.append([key, strength, *row, look, f"{seen}/{len(pairs)}" if look else ""])
                if strength == 1:
                    worst = max(worst, moved)
                    least = min(least, seen / len(pairs)) if look else least
    table(rows)
    print(f"the judge is right on {right:.1%} of the school's own drawings (limit {TRUTH:.0%})")
    ours = f"least moved {worst:.3f}, looks seen {least:.0%} at least"
    short = max(worst / GOAL, SEEN / max(least, 0.01), TRUTH / max(right, 0.01))
    conclude("style", ours, "the same without a style 1", short, 1.0)


def measured(pairs: list[tuple[np.ndarray, np.ndarray]], name: str) -> tuple[list[object], float]:
    """Cells of the table (measure, without, with, with / without), and the last of them; 0 for no measure."""
    if not name:
        return ["", "", "", ""], 0.0
    without, changed = (float(np.mean([measures(pair[side])[name] for pair in pairs])) for side in (0, 1))
    return [name, without, changed, changed / without], changed / without


def _show(out: Path | None, name: str, without: np.ndarray, changed: np.ndarray) -> None:
    if out:
        out.mkdir(parents=True, exist_ok=True)
        middle = len(without) // 2
        Image.fromarray(np.concatenate([without[middle], changed[middle]], 1)).save(out / f"{name}.png")


if __name__ == "__main__":
    main()
