"""The storyboard on the built-in model: three cards, a continuous join and a cut.

    python tests/bench/tool_storyboard.py [--boards N] [--frames N] [--steps N] [--out FOLDER]

Every board has three cards with a subject, a colour and a place of their own. The first two are continuous,
the third begins with a cut; all are drawn as `tween storyboard` draws them.

    seen      whether an independent judge sees each card's own place, and its own colour
    join      the seam score of the first join, inside one take: its step against those around it, as in
              `tween seams`; 1.0 looks like any other (limit 1.1)
    crossing  the worst score of all steps over which the words cross over
    apart     the score of that join where the same cards are drawn without looking at each other
    cut       the score of the step at the cut (to be at least 3)
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
from figure import conclude, table
from PIL import Image

from engine.diffusion.generate import draw
from engine.document.edits import add_card, set_card
from engine.document.model import Card, Document
from engine.document.request import Request
from engine.document.take import Take
from engine.document.time import FrameRange
from engine.families.family import Family
from engine.families.loading import load
from engine.media.open import open_reader
from engine.media.steps import AROUND, reduced, score, steps_between
from engine.project.takes import TakeLibrary
from engine.sketch import judge as judges
from engine.sketch.world import NATIVE_FPS, NATIVE_SIZE
from engine.tools.storyboard import storyboard

LIMIT, CUT, SEEN = 1.1, 3.0, 0.9
Shot = tuple[str, str, str]
#: (subject, colour, place) of the three cards of each board.
BOARDS: tuple[tuple[Shot, Shot, Shot], ...] = (
    (("ball", "red", "snow"), ("ball", "blue", "desert"), ("star", "yellow", "night")),
    (("box", "purple", "meadow"), ("house", "red", "snow"), ("ring", "orange", "sea")),
    (("boat", "red", "sea"), ("boat", "black", "sunset"), ("tree", "pink", "city")),
    (("star", "orange", "night"), ("ball", "yellow", "forest"), ("triangle", "blue", "snow")),
)
IN = {
    "snow": "in the snow", "desert": "in the desert", "night": "at night", "meadow": "in a meadow",
    "sea": "on the sea", "sunset": "at sunset", "city": "in the city", "forest": "in the forest",
}  # fmt: skip


def board(shots: tuple[Shot, ...], frames: int, seed: int) -> Document:
    doc = Document(Fraction(NATIVE_FPS), *NATIVE_SIZE)
    for n, (subject, colour, place) in enumerate(shots):
        doc = add_card(doc, FrameRange(doc.frames, doc.frames + frames), new_id=lambda n=n: f"card{n}")
        words = f"a large {colour} {subject} stays {IN[place]}"
        doc = set_card(doc, f"card{n}", prompt=words, seed=seed + n, cut=n == 2)
    return doc


def frames_of(take: Take) -> list[np.ndarray]:
    with open_reader(take.frames_path) as reader:
        return [reader.frame(i) for i in range(reader.frames)]


def drawn(
    doc: Document, family: Family, takes: TakeLibrary, steps: int, *, apart: bool = False
) -> tuple[list[np.ndarray], list[Request]]:
    """The film's frames, and what was asked for; `apart`: the cards before the cut, each without looking at
    the others."""
    chosen = [card.id for card in doc.cards if not (apart and card.cut)]
    edited = storyboard(doc, chosen, by_card=apart)
    film: list[np.ndarray] = []
    asked: list[Request] = []

    def shown(card: Card) -> Take | None:
        return None if apart else takes.shown(card)

    for card in edited.document.cards:
        if card.id in edited.cards:
            request = replace(edited.wish(edited.document, card, shown, "sketch"), steps=steps)
            film += frames_of(draw(request, takes, family=family))
            asked.append(request)
    return film, asked


def worst(film: list[np.ndarray], join: int, zone: int, cuts: tuple[int, ...]) -> float:
    """The highest score of the steps within `zone` frames on both sides of `join`, each against those around
    it that are no join."""
    steps = np.array(steps_between([reduced(frame) for frame in film]))

    def at(n: int) -> float:
        near = range(max(1, n - AROUND), min(len(film), n + AROUND + 1))
        return score(steps[n - 1], steps[[i - 1 for i in near if i not in (*cuts, n)]])[0]

    return max(at(n) for n in range(join - zone, join + zone + 1))


def main() -> None:
    parser = argparse.ArgumentParser(description="Boards of three cards drawn as one film.")
    parser.add_argument("--boards", type=int, default=len(BOARDS))
    parser.add_argument("--frames", type=int, default=24, help="of a card")
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--out", type=Path, help="folder for a strip of pictures a board")
    args = parser.parse_args()
    family, judge = load("sketch"), judges.fit()
    n, rows, seen = args.frames, [], []
    for number, shots in enumerate(BOARDS[: args.boards]):
        doc = board(shots, n, 10 * number)
        with tempfile.TemporaryDirectory() as folder:
            takes = TakeLibrary(Path(folder) / "bench.takes")
            film, (first, _) = drawn(doc, family, takes, args.steps)
            apart, _ = drawn(doc, family, takes, args.steps, apart=True)
        half = first.transition // 2
        parts = [film[: n - half], film[n + half : 2 * n], film[2 * n :]]
        places = [judge.place(np.stack(p)) == s[2] for p, s in zip(parts, shots, strict=True)]
        colours = [judge.colour(np.stack(p)) == s[1] for p, s in zip(parts, shots, strict=True)]
        seen += [places, colours]
        cuts = (2 * n,)
        scores = [worst(film, n, 0, cuts), worst(film, n, half - 1, cuts), worst(apart, n, 0, (n,))]
        rows.append([number + 1, sum(places), sum(colours), *scores, worst(film, 2 * n, 0, cuts)])
        if args.out:
            args.out.mkdir(parents=True, exist_ok=True)
            strip = np.concatenate([film[i] for i in range(0, len(film), max(1, n // 4))], axis=1)
            Image.fromarray(strip).save(args.out / f"board{number + 1}.png")
    table([["board", "places", "colours", "join", "crossing", "apart", "cut"], *rows])
    join, _, apart, cut = np.array([row[3:] for row in rows], float).T
    place, colour = float(np.mean(seen[::2])), float(np.mean(seen[1::2]))
    print(
        f"own place seen in {place:.0%} of the cards, own colour in {colour:.0%}; least cut {cut.min():.1f}"
    )
    ratio = max(float(join.max()) / LIMIT, CUT / float(cut.min()), SEEN / max(place, 0.01))
    ours, peer = f"{join.max():.2f} (worst join)", f"{apart.min():.2f} (best of cards drawn apart)"
    conclude("storyboard", ours, peer, ratio, 1.0)


if __name__ == "__main__":
    main()
