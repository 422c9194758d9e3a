"""What redrawing one of N cards costs, against drawing them all.

    python tests/bench/edit_cost.py [--cards N] [--frames N] [--steps N] [--model NAME|DIR]

A board of N cards is drawn card by card, as `tween generate --cards all` does; then the one in the middle is
drawn again, between its neighbours' takes. Ours is its share of the time of the whole (processor seconds);
the peer is its share of the frames that the model looked at: each card's own and its context's.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from figure import conclude, table

from engine.diffusion.generate import draw
from engine.diffusion.layout import lay_out
from engine.document.edits import add_card, set_prompt
from engine.document.model import Document
from engine.document.queries import card_by_index
from engine.document.request import Request
from engine.document.time import FrameRange
from engine.families.loading import load
from engine.project.takes import TakeLibrary
from engine.tools.regenerate import regenerate

GOAL = 1.15


def board(cards: int, frames: int, size: tuple[int, int]) -> Document:
    doc = Document(rate=Fraction(24), width=size[0], height=size[1])
    for n in range(cards):
        doc = add_card(doc, FrameRange(n * frames, (n + 1) * frames))
        doc = set_prompt(doc, card_by_index(doc, n + 1).id, "a red ball bounces across a meadow")
    return doc


def main() -> None:
    parser = argparse.ArgumentParser(description="Redrawing one of N cards.")
    parser.add_argument("--cards", type=int, default=8)
    parser.add_argument("--frames", type=int, default=48)
    parser.add_argument("--steps", type=int, help="default: the model's own")
    parser.add_argument("--model", default="sketch")
    args = parser.parse_args()
    family = load(args.model)
    doc = board(args.cards, args.frames, family.spec.native_size)
    rows: list[list[object]] = [["card", "frames looked at", "CPU s"]]
    with tempfile.TemporaryDirectory() as folder:
        takes = TakeLibrary(Path(folder))

        def drawn(index: int, **more: int) -> tuple[int, float]:
            wish: Request = regenerate(doc, card_by_index(doc, index), takes.shown, args.model)
            wish = replace(wish, steps=args.steps, **more)
            began = time.process_time()
            draw(wish, takes, family=family)
            seconds = time.process_time() - began
            looked = len(lay_out(wish, family.spec.frame_stride).frames)
            rows.append([index, looked, seconds])
            return looked, seconds

        warm = replace(regenerate(doc, card_by_index(doc, 1), takes.shown, args.model), steps=1)
        draw(warm, takes, family=family)
        everything = [drawn(n) for n in range(1, args.cards + 1)]
        looked, once = drawn(args.cards // 2 + 1, seed=1)
    table(rows)
    share = once / sum(seconds for _, seconds in everything)
    frames = looked / sum(count for count, _ in everything)
    conclude("edit_cost", f"{share:.3f} of the time", f"{frames:.3f} of the frames", share / frames, GOAL)


if __name__ == "__main__":
    main()
