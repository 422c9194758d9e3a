"""Ten extensions in a row: does the last one still look like the film's beginning?

    python tests/bench/tool_extend.py [--prompts N] [--frames N] [--steps N] [--times N]

A film of words alone is extended by `tween extend`'s own tool, each time by a card of its own, drawn by the
built-in model before the next. Limits, for one extension as for the tenth, each the median over the prompts:

    sharpness   mean step between neighbouring pixels, against the first card's: within 10 %
    colour      mean deviation of a pixel's channels, against the first card's: within 10 %
    drift       shift of the mean colour from the first card's: at most 8 grey levels
    encoded     frames that went through the encoder again: none
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from figure import conclude, table
from long import looks, worded
from torch import Tensor

from engine.diffusion.generate import draw
from engine.document.model import Document
from engine.document.queries import card_by_id
from engine.families.family import Family
from engine.families.loading import load
from engine.media.open import open_reader
from engine.project.takes import TakeLibrary
from engine.tools.extend import extend
from engine.tools.regenerate import regenerate

FIRST = 25
"""Frames of the first card: a whole number of latents, so that what comes next lies on their grid."""
LOOKS, DRIFT = 0.1, 8.0


def counted(family: Family) -> list[int]:
    """Pixel frames of every call of the encoder from now on."""
    calls: list[int] = []
    real: Callable[..., Tensor] = family.encode

    def encode(pixels: Tensor, mid_clip: bool = False) -> Tensor:
        calls.append(pixels.shape[2])
        return real(pixels, mid_clip)

    family.encode = encode  # type: ignore[method-assign]
    return calls


def cards_of(family: Family, words: str, seed: int, args: argparse.Namespace) -> list[np.ndarray]:
    """The frames `[F, H, W, 3]` of the first card and of every extension."""
    width, height = family.spec.native_size
    doc, found = Document(rate=Fraction(24), width=width, height=height), []
    with tempfile.TemporaryDirectory() as folder:
        library = TakeLibrary(Path(folder) / "film.takes")
        for n in range(args.times + 1):
            first = n == 0
            wish = {"prompt": words, "seed": seed} if first else {}
            edited = extend(doc, FIRST if first else args.frames, **wish)
            doc = edited.document
            request = regenerate(doc, card_by_id(doc, edited.cards[-1]), library.shown, "sketch")
            take = draw(replace(request, steps=args.steps), library, family=family)
            with open_reader(take.frames_path) as reader:
                found.append(np.stack([reader.frame(i) for i in range(reader.frames)]))
            print(f"{words[:40]}: {n} of {args.times}", end="\r", file=sys.stderr)
    return found


def measured(first: np.ndarray, card: np.ndarray) -> tuple[float, float, float]:
    """(sharpness, colour) over the first card's, and the shift of the mean colour in grey levels."""
    (sharp0, colour0), (sharp, colour) = looks(first), looks(card)
    drift = np.abs(card.mean((0, 1, 2)) - first.mean((0, 1, 2))).max()
    return sharp / sharp0, colour / colour0, float(drift)


def worst(values: np.ndarray) -> float:
    """The largest part of its limit that a measure takes; `values`: (sharpness, colour, drift)."""
    return float(max(abs(values[0] - 1) / LOOKS, abs(values[1] - 1) / LOOKS, values[2] / DRIFT))


def main() -> None:
    parser = argparse.ArgumentParser(description="Drift over ten extensions in a row.")
    parser.add_argument("--prompts", type=int, default=3)
    parser.add_argument("--frames", type=int, default=16, help="of each extension")
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--times", type=int, default=10)
    args = parser.parse_args()
    family = load("sketch")
    encoded = counted(family)
    films = [cards_of(family, words, n, args) for n, (words, _) in enumerate(worded(args.prompts))]
    rows: list[list[object]] = [["extension", "sharpness", "colour", "drift", "of the limits"]]
    parts = []
    for n in range(1, args.times + 1):
        values = np.median([measured(film[0], film[n]) for film in films], axis=0)
        parts.append(worst(values))
        rows.append([n, *map(float, values), parts[-1]])
    table(rows)
    grown = sum(map(len, films[0]))
    print(f"{sum(encoded)} frames were encoded again; films grew from {FIRST} frames to {grown}")
    ours = f"{parts[-1]:.2f} of the limits after {args.times}"
    conclude("tool_extend", ours, f"{parts[0]:.2f} after one", max(parts[-1], 2.0 * bool(encoded)), 1.0)


if __name__ == "__main__":
    main()
