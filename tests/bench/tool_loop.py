"""Loops: how visible is the place where the film begins anew, and does a player show it?

    python tests/bench/tool_loop.py [--count N] [--length N] [--join N] [--steps N]

Each film is a drawn scene of its own place and seed, or the words of one, made a loop by `tween loop`'s own
tool and drawn by the built-in model:

    words    words alone, the last frames of which lead back to the first
    bridge   footage, and new frames that lead back
    redraw   footage whose own last frames are drawn anew
    as is    the footage, played round

`wrap` is the score that `tween seams` gives the join at the film's end, `zone` the worst score of the steps
from four frames before it to twelve after it; 1.0 is like any other step. Then one loop of each way is
exported and decoded by `ffmpeg -stream_loop 9`: `played` compares the difference of the two frames at a join,
the worst of the nine, with those around it; `texture` does the same with their edge energy, where it counts
too that an encoder writes a file's first frame in another quality than its last. `moves`: the least of the
nine differences over the median of those around it; at 0 the picture would stand still for a frame.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from figure import conclude, table

from engine.diffusion.generate import draw
from engine.document.edits import add_asset, append_clip
from engine.document.model import Document
from engine.document.queries import card_by_id
from engine.families.family import Family
from engine.families.loading import load
from engine.media.open import open_reader
from engine.media.output.settings import Settings
from engine.media.output.writer import TakeWriter
from engine.media.steps import AROUND, reduced, score, steps_between
from engine.project.importing import asset_from_file
from engine.project.takes import TakeLibrary
from engine.render.compose import Composer
from engine.render.export import export
from engine.render.seams import seams
from engine.sketch.captions import caption
from engine.sketch.scenes import render
from engine.sketch.world import NATIVE_FPS, NATIVE_SIZE, random_scene
from engine.tools.edited import Edited
from engine.tools.loop import loop
from engine.tools.regenerate import regenerate

GOAL = 1.1
TIMES = 10


def film_of(number: int, frames: int, folder: Path) -> tuple[Document, str]:
    """Scene `number` as footage of `frames` frames, and its words."""
    dice = np.random.default_rng([2027, number])
    scene = random_scene(dice, NATIVE_SIZE, frames / NATIVE_FPS)
    words, path = caption(scene, dice), folder / f"scene{number}.mkv"
    with TakeWriter(path, NATIVE_SIZE, Fraction(NATIVE_FPS)) as writer:
        for frame in render(scene, frames, NATIVE_FPS):
            writer.write(frame)
    doc = Document(rate=Fraction(NATIVE_FPS), width=NATIVE_SIZE[0], height=NATIVE_SIZE[1])
    asset = asset_from_file(path)
    return append_clip(add_asset(doc, asset), asset.id), words


def drawn(family: Family, edited: Edited, library: TakeLibrary, steps: int) -> Document:
    """The loop with every card of it drawn."""
    doc = edited.document
    for card in edited.cards:
        request = regenerate(doc, card_by_id(doc, card), library.shown, "sketch")
        draw(replace(request, steps=steps), library, family=family)
    return doc


Scores = tuple[float, float, float, float, float]
"""(worst, colour, texture, motion, motion over the median around it)"""


def around(frames: list[np.ndarray], n: int, joins: range | tuple[int, ...]) -> Scores:
    """Scores of the step into frame `n` of `frames`, against the others nearby that are no joins."""
    near = range(max(1, n - AROUND), min(len(frames), n + AROUND + 1))
    steps = np.array(steps_between([reduced(frames[i]) for i in range(near[0] - 1, near[-1] + 1)]))
    others = [i - near[0] for i in near if i != n and i not in joins]
    step = steps[n - near[0]]
    return *score(step, steps[others]), float(step[2] / np.median(steps[others, 2]))


def twice(doc: Document, library: TakeLibrary) -> list[np.ndarray]:
    with Composer(doc, library.shown, None, partial(open_reader, exact=True)) as composer:
        return [composer.frame(n % doc.frames).copy() for n in range(2 * doc.frames)]


def looked_at(doc: Document, library: TakeLibrary) -> tuple[float, float]:
    """(score of the wrap, worst score around it)."""
    frames, end = twice(doc, library), doc.frames
    zone = max(around(frames, n, (end,))[0] for n in range(end - 4, end + 13))
    told = [seam.score for seam in seams(doc, library.shown) if seam.frame == end]
    return told[0] if told else around(frames, end, (end,))[0], zone


def played(doc: Document, library: TakeLibrary, out: Path) -> tuple[float, float, float]:
    """(difference, texture, moves) of the worst join of the exported film, played `TIMES` times without a
    frame too many."""
    export(doc, library.shown, out, None, Settings())
    command = ["ffmpeg", "-v", "error", "-stream_loop", str(TIMES - 1), "-i", str(out), "-f", "rawvideo"]
    raw = subprocess.run([*command, "-pix_fmt", "rgb24", "-"], check=True, capture_output=True).stdout
    frames = list(np.frombuffer(raw, np.uint8).reshape(-1, doc.height, doc.width, 3))
    if len(frames) != TIMES * doc.frames:
        raise SystemExit(f"{len(frames)} frames were played, {TIMES * doc.frames} were to be")
    joins = range(doc.frames, len(frames), doc.frames)
    found = [around(frames, n, joins) for n in joins]
    _, _, texture, motion, moves = zip(*found, strict=True)
    return max(motion), max(texture), min(moves)


def main() -> None:
    parser = argparse.ArgumentParser(description="Seam scores where a loop begins anew.")
    parser.add_argument("--count", type=int, default=5)
    parser.add_argument("--length", type=int, default=48, help="frames of a loop")
    parser.add_argument("--join", type=int, default=16, help="of them, drawn to lead back")
    parser.add_argument("--steps", type=int, default=12)
    args = parser.parse_args()
    family, size = load("sketch"), (NATIVE_SIZE[0], NATIVE_SIZE[1])
    scores: dict[str, list[tuple[float, float]]] = {"words": [], "bridge": [], "redraw": [], "as is": []}
    rounds: dict[str, tuple[float, float, float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(args.count):
            library = TakeLibrary(folder / f"film{number}.takes")
            footage, words = film_of(number, args.length, folder)
            empty = Document(rate=footage.rate, width=size[0], height=size[1])
            wish = {"length": args.length, "join": args.join, "prompt": words, "seed": number}
            films = {
                "words": drawn(family, loop(empty, **wish, shown=library.shown), library, args.steps),
                "bridge": drawn(family, loop(footage, **wish), library, args.steps),
                "redraw": drawn(family, loop(footage, way="redraw", **wish), library, args.steps),
                "as is": footage,
            }
            for way, doc in films.items():
                scores[way].append(looked_at(doc, library))
                if number == 0 and shutil.which("ffmpeg"):
                    rounds[way] = played(doc, library, folder / f"{way}.mp4")
            print(f"{number + 1} of {args.count}", end="\r", file=sys.stderr)
    rows: list[list[object]] = [
        ["way", "wrap, median", "worst", "zone, median", "worst", "played", "texture", "moves"]
    ]
    for way, values in scores.items():
        wrap, zone = np.array(values).T
        each = (np.median(wrap), wrap.max(), np.median(zone), zone.max())
        rows.append([way, *map(float, each), *rounds.get(way, ("no ffmpeg", "–", "–"))])
    table(rows)
    ours = {way: float(np.median([wrap for wrap, _ in scores[way]])) for way in ("words", "bridge", "redraw")}
    shown = max((rounds[way][0] for way in ours if way in rounds), default=0.0)
    plain = float(np.median([wrap for wrap, _ in scores["as is"]]))
    told = ", ".join(f"{way} {value:.2f}" for way, value in ours.items())
    conclude(
        "tool_loop",
        f"{told}, played {shown:.2f}",
        f"as is {plain:.2f}",
        max(*ours.values(), shown) / GOAL,
        1.0,
    )


if __name__ == "__main__":
    main()
