"""Frames between frames against true ones that were held out, and a cinemagraph's still part by its hash.

    python tests/bench/tool_slow.py [--scenes N] [--frames N] [--out FOLDER]

Every second frame of a clip is dropped and found again from its neighbours: scenes of Sketch's own school in
which the subject or the camera moves, the moving pictures that the tests of following use, and real clips
where `TWEENBOARD_MEDIA` (or ../shared/media) has them. In decibels (PSNR against the frame that was dropped):

    between   by `engine.media.interpolate`, as `tween slow` and `tween interpolate` do it
    fade      the mean of both neighbours
    repeat    the frame before, as a slowed clip without frames of its own shows it

The goal: on moving scenes `between` is at least 2 dB above `fade` in the median. `worse` counts the clips on
which it is below. Then a scene becomes a cinemagraph: `tween cinemagraph` through the film's own composer and
through a lossless export; all frames must have one hash outside the painted box.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from figure import conclude, table
from PIL import Image

from engine.document.edits import add_asset, append_clip
from engine.document.model import Card, Document, Region
from engine.document.time import CardRange, FrameRange
from engine.errors import TweenError
from engine.media.interpolate import Between
from engine.media.open import open_reader
from engine.media.output.settings import Settings
from engine.media.output.writer import TakeWriter
from engine.project.importing import asset_from_file
from engine.render.compose import Composer
from engine.render.export import export
from engine.sketch.scenes import render
from engine.sketch.world import NATIVE_FPS, NATIVE_SIZE, random_scene
from engine.tools.between import write_footage
from engine.tools.cinemagraph import kept, leading, moving
from tests.media.moving import moving as moving_pictures

GOAL = 2.0
REAL = ("realshort.mp4", "bikes.mp4", "run.mp4", "fire2.mp4", "chaplin.mp4", "big_buck_bunny_0_30.webm")
BOX = ((0.25, 0.25), (0.75, 0.75))


def psnr(one: np.ndarray, other: np.ndarray) -> float:
    return float(10 * np.log10(255**2 / max(np.mean((one.astype(np.float64) - other) ** 2), 1e-3)))


def scene(seed: int, frames: int) -> tuple[str, np.ndarray]:
    """A scene in which something moves, at the speed that Sketch draws at."""
    dice = np.random.default_rng([2029, seed])
    while True:
        found = random_scene(dice, NATIVE_SIZE, frames / NATIVE_FPS)
        if found.motion != "stays" or found.camera != "static":
            break
    return f"{found.subject} {found.motion}, {found.place}, {found.camera}", render(found, frames, NATIVE_FPS)


def real(frames: int) -> Iterator[tuple[str, list[np.ndarray]]]:
    """The second second of each clip; nothing where there are none."""
    root = Path(os.environ.get("TWEENBOARD_MEDIA") or Path(__file__).parents[3] / "shared" / "media")
    for name in REAL:
        if (root / name).is_file():
            with open_reader(root / name) as reader:
                first = min(24, max(0, reader.frames - frames))
                yield name, [reader.frame(n) for n in range(first, min(first + frames, reader.frames))]


def compared(frames: list[np.ndarray] | np.ndarray) -> tuple[float, float, float, float]:
    """(between, fade, repeat) in dB, and seconds a frame."""
    scores: list[tuple[float, float, float]] = []
    began = time.perf_counter()
    for n in range(1, len(frames) - 1, 2):
        first, true, second = frames[n - 1], frames[n], frames[n + 1]
        fade = (first.astype(np.float64) + second) / 2
        scores.append((psnr(Between(first, second).at(0.5), true), psnr(fade, true), psnr(first, true)))
    between, fade, repeat = (float(np.mean(column)) for column in zip(*scores, strict=True))
    return between, fade, repeat, (time.perf_counter() - began) / len(scores)


def nothing(_: Card) -> None:
    return None


def hashes(frames: list[np.ndarray]) -> set[str]:
    """Of what lies outside the box."""
    found: set[str] = set()
    for rgb in frames:
        rest, (h, w) = rgb.copy(), rgb.shape[:2]
        (x0, y0), (x1, y1) = BOX
        rest[int(y0 * h) : int(y1 * h), int(x0 * w) : int(x1 * w)] = 0
        found.add(hashlib.sha256(rest.tobytes()).hexdigest())
    return found


def cinemagraph(folder: Path, frames: int) -> tuple[int, int, int]:
    """Hashes outside the box of a looped cinemagraph: composed, and exported without loss; and how many of
    its frames differ inside."""
    path = folder / "scene.mkv"
    _, pictures = scene(3, 2 * frames)
    with TakeWriter(path, NATIVE_SIZE, Fraction(NATIVE_FPS)) as writer:
        for rgb in pictures:
            writer.write(rgb)
    doc = Document(rate=Fraction(NATIVE_FPS), width=NATIVE_SIZE[0], height=NATIVE_SIZE[1])
    asset = asset_from_file(path)
    doc = append_clip(add_asset(doc, asset), asset.id)
    span = FrameRange(frames, 2 * frames)
    region = Region(CardRange(0, frames), "box", BOX, 0.03)
    exact = partial(open_reader, exact=True)
    with Composer(doc, nothing, None, exact) as composer:
        made = moving(composer.frame, span, frames, (region,), leading(span, doc.rate))
        doc = kept(doc, span, write_footage(made, folder / "made.mp4", NATIVE_SIZE, doc.rate)).document
    with Composer(doc, nothing, None, exact) as composer:
        composed = [composer.frame(n).copy() for n in span]
    export(doc, nothing, folder / "out.mkv", span, Settings(format="ffv1"))
    with open_reader(folder / "out.mkv") as reader:
        exported = [reader.frame(n) for n in range(reader.frames)]
    inside = {rgb.tobytes() for rgb in composed}
    return len(hashes(composed)), len(hashes(exported)), len(inside)


def main() -> None:
    parser = argparse.ArgumentParser(description="Frames between frames against held-out true ones.")
    parser.add_argument("--scenes", type=int, default=16)
    parser.add_argument("--frames", type=int, default=9)
    parser.add_argument("--out", type=Path, help="a folder for a picture of the worst clip and the best")
    args = parser.parse_args()
    clips = [scene(seed, args.frames) for seed in range(args.scenes)]
    clips += [(f"textures {seed}", moving_pictures(seed, args.frames)[0]) for seed in range(3)]
    drawn = len(clips)
    clips += list(real(args.frames))
    rows: list[list[object]] = [["clip", "between", "fade", "repeat", "gain", "seconds"]]
    gains: list[float] = []
    for name, frames in clips:
        between, fade, repeat, seconds = compared(frames)
        gains.append(between - fade)
        rows.append([name, between, fade, repeat, gains[-1], seconds])
    table(rows)
    if args.out:
        for kind, n in (("worst", int(np.argmin(gains[:drawn]))), ("best", int(np.argmax(gains)))):
            args.out.mkdir(parents=True, exist_ok=True)
            first, true, second = (clips[n][1][i] for i in (2, 3, 4))
            fade = ((first.astype(np.uint16) + second) // 2).astype(np.uint8)
            strip = np.concatenate([true, Between(first, second).at(0.5), fade], 1)
            Image.fromarray(strip).save(args.out / f"{kind}.png")
    with tempfile.TemporaryDirectory() as folder:
        composed, exported, inside = cinemagraph(Path(folder), 24)
    print(f"cinemagraph: {composed} hash outside, {exported} exported, of 24 frames; {inside} differ inside")
    if composed != 1 or exported != 1 or inside < 12:
        raise TweenError("The still part of the cinemagraph is not still, or nothing moves in it.")
    found = float(np.median(gains[:drawn]))
    others = gains[drawn:]
    told = f"real clips {float(np.median(others)):+.2f} dB" if others else "no real clips here"
    worse = sum(gain < 0 for gain in gains)
    conclude("tool_slow", f"{found:+.2f} dB", f"cross-fade ({told}, worse {worse})", GOAL / found, 1.0)


if __name__ == "__main__":
    main()
