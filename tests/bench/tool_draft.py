"""Draft and refine on the built-in model: does the final keep to its draft, and what does a draft cost.

    python tests/bench/tool_draft.py [--films N] [--frames N] [--steps N] [--strength S …] [--out FOLDER]

Every film is one card, drawn as `tween draft` and `tween refine` draw it. Frames are compared as structure
similarity (SSIM) of their luma, blurred and reduced to the draft's own detail: 1 is the same picture.

    agree     the final and the draft that it was begun from (limit .8 in the middle of all)
    null      the final and the draft of another seed in the same words
    plain     the same card and seed at full size from nothing, and the draft
    sharp     detail of the final over that of the plain one; the draft scaled up has `draft`
    place     whether a judge sees the place that was asked for in the final, the draft, the plain one
    cost      processor seconds of the draft over those of the plain drawing; `both`: of draft and final
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import cv2
import numpy as np
from figure import conclude, table
from PIL import Image

from engine.diffusion.generate import draw
from engine.document.edits import add_card, set_card
from engine.document.model import Document
from engine.document.take import Take
from engine.document.time import FrameRange
from engine.families.family import Family
from engine.families.loading import load
from engine.media.open import open_reader
from engine.project.takes import TakeLibrary
from engine.sketch import judge as judges
from engine.sketch.world import NATIVE_FPS, NATIVE_SIZE
from engine.tools.draft import STRENGTH, draft, refine
from engine.tools.regenerate import regenerate

LIMIT = 0.8
SMALL = (56, 32)
HEADING = [
    "film",
    "strength",
    "agree",
    "null",
    "plain",
    "sharp",
    "draft",
    "place",
    "draft's",
    "plain's",
    "cost",
    "both",
]
WORDS = (
    ("a large red ball stays in the snow", "snow"),
    ("a large yellow star stays at night", "night"),
    ("a large purple box stays in a meadow", "meadow"),
    ("a large blue ring stays in the desert", "desert"),
)


def frames_of(take: Take) -> np.ndarray:
    with open_reader(take.frames_path, size=NATIVE_SIZE, exact=True) as reader:
        return np.stack([reader.frame(i) for i in range(reader.frames)])


def similar(one: np.ndarray, other: np.ndarray) -> float:
    """SSIM (Wang et al. 2004; Gaussian window of 1.5 pixels) of two clips' reduced luma, mean of frames."""

    def small(rgb: np.ndarray) -> np.ndarray:
        luma = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
        return cv2.resize(cv2.GaussianBlur(luma, (0, 0), 2), SMALL, interpolation=cv2.INTER_AREA).astype(
            float
        )

    def mean(picture: np.ndarray) -> np.ndarray:
        return cv2.GaussianBlur(picture, (0, 0), 1.5)

    found = []
    for a, b in zip(map(small, one), map(small, other), strict=True):
        ma, mb = mean(a), mean(b)
        va, vb, cov = mean(a * a) - ma**2, mean(b * b) - mb**2, mean(a * b) - ma * mb
        c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
        found.append(((2 * ma * mb + c1) * (2 * cov + c2) / ((ma**2 + mb**2 + c1) * (va + vb + c2))).mean())
    return float(np.mean(found))


def detail(clip: np.ndarray) -> float:
    return float(
        np.mean([cv2.Laplacian(cv2.cvtColor(f, cv2.COLOR_RGB2GRAY), cv2.CV_64F).std() for f in clip])
    )


class Film:
    """One card, its words, and what it was drawn as."""

    def __init__(self, words: str, frames: int, steps: int, family: Family, takes: TakeLibrary) -> None:
        doc = add_card(Document(Fraction(NATIVE_FPS), *NATIVE_SIZE), FrameRange(0, frames))
        self.doc = set_card(doc, doc.cards[0].id, prompt=words, steps=steps)
        self.family, self.takes = family, takes

    def drawn(self, doc: Document) -> tuple[Take, float]:
        """The take, and the processor's seconds."""
        request = regenerate(doc, doc.cards[0], self.takes.shown, "sketch")
        began = time.process_time()
        return draw(request, self.takes, family=self.family), time.process_time() - began

    def seeded(self, seed: int) -> Document:
        return set_card(self.doc, self.doc.cards[0].id, seed=seed)


def measured(
    number: int, film: Film, place: str, judge: judges.Judge, args: argparse.Namespace
) -> list[list[float]]:
    """A row for each strength; `HEADING` says of what."""
    card, seed = film.doc.cards[0].id, 10 * number
    plain, cost = film.drawn(film.seeded(seed))
    small, quick = film.drawn(draft(film.seeded(seed), [card]).document)
    other, _ = film.drawn(draft(film.seeded(seed + 1), [card]).document)
    whole, sketch, null = frames_of(plain), frames_of(small), frames_of(other)
    strips, rows = [sketch], []
    for strength in args.strength:
        take, slow = film.drawn(refine(film.seeded(seed), card, small, strength).document)
        final = frames_of(take)
        strips.append(final)
        rows.append([
            number, strength, similar(final, sketch), similar(final, null), similar(whole, sketch),
            detail(final) / detail(whole), detail(sketch) / detail(whole),
            *(judge.place(clip) == place for clip in (final, sketch, whole)),
            quick / cost, (quick + slow) / cost,
        ])  # fmt: skip
    if args.out:
        args.out.mkdir(parents=True, exist_ok=True)
        picture = np.concatenate([np.concatenate(clip[::8], 1) for clip in [*strips, whole]], 0)
        Image.fromarray(picture).save(args.out / f"film{number}.png")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description="Finals against their drafts.")
    parser.add_argument("--films", type=int, default=len(WORDS))
    parser.add_argument("--frames", type=int, default=17)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--strength", type=float, nargs="+", default=[STRENGTH])
    parser.add_argument("--out", type=Path, help="folder for a strip of pictures a film")
    args = parser.parse_args()
    family, judge = load("sketch"), judges.fit()
    rows: list[list[float]] = []
    for number, (words, place) in enumerate(WORDS[: args.films], 1):
        with tempfile.TemporaryDirectory() as folder:
            film = Film(words, args.frames, args.steps, family, TakeLibrary(Path(folder) / "bench.takes"))
            rows += measured(number, film, place, judge, args)
    table([HEADING, *rows])
    values = np.array(rows, float)
    for strength in args.strength:
        print(f"{strength:g}:", *(f"{v:.3f}" for v in np.median(values[values[:, 1] == strength], 0)[2:]))
    mine = np.median(values[values[:, 1] == args.strength[0]], 0)
    conclude(
        "draft and refine",
        f"SSIM {mine[2]:.2f} of final and draft",
        f"{mine[3]:.2f} of two seeds; a draft costs {mine[-2]:.2f} of the whole, both {mine[-1]:.2f}",
        max(LIMIT / mine[2], mine[3] / mine[2]),
        1.0,
    )


if __name__ == "__main__":
    main()
