"""Image to video on the built-in model: how close the first and the last frame come to the pictures given.

    python tests/bench/tool_animate.py [--scenes N] [--frames N] [--steps N] [--out FOLDER]

The pictures are the first and last frame of clips that Sketch's own school drew; a card between them is drawn
as `tween animate --last` does it. In decibels (PSNR):

    given     the take's first and last frame against the pictures: the worse of the two
    coded     the same pictures through the model's own VAE, as one still clip: as near as it can come
    without   the first frame of the same card without pictures

The goal holds coded / given; 1 is as near as the model's own coding.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import torch
from figure import conclude, table
from PIL import Image

from engine.diffusion.generate import draw
from engine.document.edits import add_card, set_card
from engine.document.model import Card, Document
from engine.document.time import FrameRange
from engine.families.family import Family
from engine.families.loading import load
from engine.media.open import open_reader
from engine.project.importing import asset_from_file
from engine.project.takes import TakeLibrary
from engine.sketch.captions import caption
from engine.sketch.scenes import render
from engine.sketch.world import NATIVE_FPS, NATIVE_SIZE, random_scene
from engine.tools.keyframes import Shown, animate
from engine.tools.regenerate import regenerate

GOAL = 1.15


def psnr(one: np.ndarray, other: np.ndarray) -> float:
    apart = np.mean((one.astype(np.float64) - other.astype(np.float64)) ** 2)
    return float(10 * np.log10(255**2 / max(apart, 1e-9)))


def coded(family: Family, picture: np.ndarray) -> float:
    """PSNR of a picture through the VAE and back."""
    still = torch.from_numpy(np.stack([picture] * (family.spec.frame_stride + 1))).permute(3, 0, 1, 2)
    with torch.inference_mode():
        latents = family.encode(still[None].float() / 127.5 - 1, False)
        pixels = torch.cat(list(family.decode(latents, len(still[0]))), 2)
    frame = ((pixels[0, :, 0].clamp(-1, 1) + 1) * 127.5).round().permute(1, 2, 0)
    return psnr(frame.to(torch.uint8).numpy(), picture)


def drawn(doc: Document, steps: int, family: Family) -> np.ndarray:
    request = replace(regenerate(doc, doc.cards[0], _nothing, "sketch"), steps=steps)
    with tempfile.TemporaryDirectory() as folder:
        take = draw(request, TakeLibrary(Path(folder)), family=family)
        with open_reader(take.frames_path) as reader:
            return np.stack([reader.frame(n) for n in range(reader.frames)])


def _nothing(_: Card) -> None:
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description="First and last frame of an animated picture.")
    parser.add_argument("--scenes", type=int, default=3)
    parser.add_argument("--frames", type=int, default=25)
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--out", type=Path, help="a folder for a picture of every scene")
    args = parser.parse_args()
    family = load("sketch")
    rows: list[list[object]] = [["scene", "given", "coded", "without"]]
    ratios: list[float] = []
    for seed in range(args.scenes):
        rng = np.random.default_rng(900 + seed)
        scene = random_scene(rng, NATIVE_SIZE, args.frames / NATIVE_FPS, size="large", camera="static")
        words = caption(scene, rng)
        clip = render(scene, args.frames, NATIVE_FPS)
        doc = Document(Fraction(24), *NATIVE_SIZE)
        bare = add_card(doc, FrameRange(0, args.frames))
        bare = set_card(bare, bare.cards[0].id, prompt=words)
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder) / "first.png", Path(folder) / "last.png"]
            for file, frame in zip(files, (clip[0], clip[-1]), strict=True):
                Image.fromarray(frame).save(file)
            first, last = (Shown(asset_from_file(file)) for file in files)
            asked = animate(doc, first, last, None, args.frames, words).document
            take = drawn(asked, args.steps, family)
        plain = drawn(bare, args.steps, family)
        ends = (take[0], clip[0]), (take[-1], clip[-1])
        given = min(psnr(ours, theirs) for ours, theirs in ends)
        best = min(coded(family, theirs) for _, theirs in ends)
        rows.append([words, given, best, psnr(plain[0], clip[0])])
        ratios.append(best / given)
        if args.out:
            args.out.mkdir(parents=True, exist_ok=True)
            strip = [clip[0], *(take[round(n * (len(take) - 1) / 4)] for n in range(5)), clip[-1]]
            Image.fromarray(np.concatenate(strip, 1)).save(args.out / f"{seed}.png")
    table(rows)
    worst = max(ratios)
    conclude("animate", "PSNR of the worse end", "the model's own coding", worst, GOAL)


if __name__ == "__main__":
    main()
