"""What a remix changes and what it leaves, on drawn scenes that the built-in model has not seen.

    python tests/bench/tool_remix.py [--count N] [--frames N] [--steps N] [--only strength|removal|tracking]

    strength   a stretch is remixed towards another scene's words at .2 .35 .55 .8 and 1: the distance from
               the original rises from each to the next
    removal    the subject, found in a box around it in one frame and followed, is removed: how far the
               picture is then from the same scene drawn without a subject, where the subject was (against
               how far the footage is, and OpenCV's inpainting of the same pixels), and how much of its colour
               is left
    tracking   overlap of a followed mask with the true one after 24 frames; `flow` bends it along DIS flow

In every drawing the frames beside the stretch, and the pixels outside the region, equal their source by hash.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import cv2
import numpy as np
from figure import conclude, table

from engine.diffusion.generate import draw
from engine.document.edits import add_asset, add_card, append_clip, set_card
from engine.document.model import Document
from engine.document.queries import card_at, card_by_id
from engine.document.time import FrameRange
from engine.families.family import Family
from engine.families.loading import load
from engine.media.output.writer import TakeWriter
from engine.media.region_mask import mask_at
from engine.media.tracking import carry, overlap, shrunk
from engine.project.importing import asset_from_file
from engine.project.takes import TakeLibrary
from engine.render.compose import Composer
from engine.render.verify import verify_kept
from engine.sketch.captions import SUBJECT_WORDS, caption
from engine.sketch.scenes import Painter, subject_colour
from engine.sketch.world import NATIVE_FPS, NATIVE_SIZE, Scene, random_scene
from engine.tools.edited import Edited
from engine.tools.painted import Painted, regions_of
from engine.tools.regenerate import regenerate
from engine.tools.remix import remix
from engine.tools.words_of_change import Change

STRENGTHS = (0.2, 0.35, 0.55, 0.8, 1.0)
TRIES = 50
BESIDE = 5
"""Frames of footage on both sides of the stretch that is remixed."""
ERROR, LEFT, FOLLOWED = 0.4, 0.02, 0.8
"""Limits: error where the subject was, as a part of the footage's; part of its pixels that still have its
colour; overlap of a followed mask."""


@dataclass(frozen=True)
class Case:
    """A drawn scene: its words, frames `[F, H, W, 3]`, the same without its subject, and where that is."""

    scene: Scene
    words: str
    clip: np.ndarray
    plate: np.ndarray
    subject: np.ndarray


def case(number: int, frames: int) -> Case:
    """The first scene of its number whose subject is in the picture from first to last."""
    dice = np.random.default_rng([2027, number])
    for _ in range(TRIES):
        scene = random_scene(dice, NATIVE_SIZE, frames / NATIVE_FPS)
        painter, times = Painter(scene), [k / NATIVE_FPS for k in range(frames)]
        clip = np.stack([np.asarray(painter.frame(time)) for time in times])
        plate = np.stack([np.asarray(painter.background(time)) for time in times])
        subject = np.abs(clip.astype(int) - plate).max(-1) > 16
        if subject.any((1, 2)).all():
            return Case(scene, caption(scene, dice), clip, plate, subject)
    raise SystemExit(f"none of {TRIES} scenes shows its subject all through")


class Film:
    """One scene as a film's footage, with its words on the middle stretch."""

    def __init__(self, folder: Path, one: Case, family: Family, steps: int) -> None:
        path = folder / "clip.mkv"
        with TakeWriter(path, NATIVE_SIZE, Fraction(NATIVE_FPS)) as writer:
            for frame in one.clip:
                writer.write(frame)
        asset = asset_from_file(path)
        doc = Document(rate=Fraction(NATIVE_FPS), width=NATIVE_SIZE[0], height=NATIVE_SIZE[1])
        doc = append_clip(add_asset(doc, asset), asset.id)
        self.span = FrameRange(BESIDE, len(one.clip) - BESIDE)
        doc = add_card(doc, self.span)
        card = card_at(doc, BESIDE)
        assert card is not None
        self.doc = set_card(doc, card.id, prompt=one.words, steps=steps)
        self.clip, self.family, self.folder = one.clip, family, folder

    def drawn(self, edited: Edited) -> np.ndarray:
        """The frames of the span as the film shows them after the remix, `[F, H, W, 3]`."""
        doc, (card_id,) = edited.document, edited.cards
        card = card_by_id(doc, card_id)
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            library = TakeLibrary(Path(folder) / "film.takes")
            request = regenerate(doc, card, library.shown, "sketch")
            draw(request, library, family=self.family)
            library.refresh()
            proof = verify_kept(doc, library.shown)
            if not proof.exact or proof.frames != 2 * BESIDE:
                sys.exit(f"frames beside the stretch have changed: {proof.sentence()}")
            with Composer(doc, library.shown) as composer:
                frames = np.stack([composer.frame(n).copy() for n in self.span])
            for n, frame in zip(self.span, frames, strict=True):
                self._compare(frame, n, mask_at(request.regions, n, NATIVE_SIZE) if request.regions else None)
        return frames

    def _compare(self, frame: np.ndarray, n: int, mask: np.ndarray | None) -> None:
        if mask is not None and digest(frame[mask == 0]) != digest(self.clip[n][mask == 0]):
            sys.exit(f"pixels outside the region have changed in frame {n}")


def digest(pixels: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(pixels).tobytes()).hexdigest()


def apart(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.abs(a.astype(np.float32) - b).mean())


def strength(family: Family, args: argparse.Namespace) -> float:
    """How much nearer the original a higher strength came at worst, as a part of how far 1 goes."""
    rows: list[list[object]] = [["scene", *STRENGTHS]]
    worst = 0.0
    for number in range(args.count):
        one, other = case(number, args.frames + 2 * BESIDE), case(100 + number, 2)
        with tempfile.TemporaryDirectory() as folder:
            film = Film(Path(folder), one, family, args.steps)
            original = one.clip[film.span.start : film.span.stop]
            far = [
                apart(film.drawn(remix(film.doc, film.span, s, prompt=other.words)), original)
                for s in STRENGTHS
            ]
        rows.append([f"{number}: {one.words} → {other.words}", *far])
        worst = max(worst, *((a - b) / far[-1] for a, b in pairwise(far)))
    table(rows)
    print(
        f"every strength goes further than the one before: {'yes' if worst <= 0 else f'no, {worst:.1%} less'}"
    )
    return worst


def removal(family: Family, args: argparse.Namespace) -> tuple[float, float]:
    """(median error as a part of the footage's, mean part of the subject that still has its colour)."""
    rows: list[list[object]] = [["scene", "footage", "removed", "ratio", "inpainted", "colour left"]]
    ratios: list[float] = []
    lefts: list[float] = []
    for number in range(args.count):
        one = case(number, args.frames + 2 * BESIDE)
        with tempfile.TemporaryDirectory() as folder:
            film = Film(Path(folder), one, family, args.steps)
            here = slice(film.span.start, film.span.stop)
            middle = (here.start + here.stop) // 2
            painted = Painted("subject", around(one.subject[middle]), frame=middle)
            regions, _ = regions_of([painted], film.span, NATIVE_SIZE, lambda n, one=one: one.clip[n])
            said = SUBJECT_WORDS[one.scene.subject]
            named = next(word for word in said if word in one.words.replace(",", " ").split())
            edited = remix(film.doc, film.span, 1.0, changes=[Change(f"the {named}")], regions=regions)
            removed = film.drawn(edited)
            filled = inpainted(edited, film)
        subject, plate = one.subject[here], one.plate[here]
        was, now, peer = (apart(x[subject], plate[subject]) for x in (one.clip[here], removed, filled))
        near = np.abs(removed.astype(int) - subject_colour(one.scene)).max(-1) < 40
        far = np.abs(plate.astype(int) - subject_colour(one.scene)).max(-1) >= 60
        left = float(near[subject & far].mean()) if (subject & far).any() else 0.0
        ratios.append(now / was)
        lefts.append(left)
        rows.append([f"{number}: {one.words}", was, now, now / was, peer, left])
    table(rows)
    error, left = float(np.median(ratios)), float(np.mean(lefts))
    print(
        f"removal: error {error:.2f} of the footage's (limit {ERROR}), colour left {left:.3f} (limit {LEFT})"
    )
    return error, left


def around(mask: np.ndarray) -> tuple[tuple[float, float], tuple[float, float]]:
    """A box a little larger than the mask, as a person would draw it."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    (width, height), edge = NATIVE_SIZE, 4
    upper = max(0, columns[0] - edge) / width, max(0, rows[0] - edge) / height
    return upper, (min(width, columns[-1] + edge) / width, min(height, rows[-1] + edge) / height)


def inpainted(edited: Edited, film: Film) -> np.ndarray:
    regions = regenerate(
        edited.document, card_by_id(edited.document, edited.cards[0]), lambda _: None, "sketch"
    ).regions
    frames = []
    for n in film.span:
        mask = mask_at(regions, n, NATIVE_SIZE)
        holes = np.zeros(film.clip[n].shape[:2], np.uint8) if mask is None else (mask > 0).astype(np.uint8)
        frames.append(cv2.inpaint(film.clip[n], holes, 4, cv2.INPAINT_TELEA))
    return np.stack(frames)


def tracking(args: argparse.Namespace) -> float:
    rows: list[list[object]] = [["scene", "followed", "flow"]]
    ours: list[float] = []
    plain: list[float] = []
    for number in range(3 * args.count):
        one = case(number, 25)
        last = enlarged(one.subject[-1])
        followed = carry([*one.clip], one.subject[0], 0).masks[-1]
        ours.append(0.0 if followed is None else overlap(followed, last))
        plain.append(overlap(bent(one), last))
        rows.append([f"{number}: {one.words}", ours[-1], plain[-1]])
    table(rows)
    median = float(np.median(ours))
    print(f"tracking: median overlap {median:.2f} (limit {FOLLOWED}), flow {float(np.median(plain)):.2f}")
    return median


def enlarged(mask: np.ndarray) -> np.ndarray:
    return shrunk(np.repeat(mask[..., None].astype(np.uint8) * 255, 3, -1))[..., 0] > 127


def bent(one: Case) -> np.ndarray:
    """The first mask, bent along the flow from frame to frame."""
    flow_of = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    mask = enlarged(one.subject[0]).astype(np.float32)
    greys = [cv2.cvtColor(shrunk(frame), cv2.COLOR_RGB2GRAY) for frame in one.clip]
    y, x = np.mgrid[: mask.shape[0], : mask.shape[1]].astype(np.float32)
    for before, after in pairwise(greys):
        flow = flow_of.calc(after, before, np.zeros((*mask.shape, 2), np.float32))
        mask = cv2.remap(mask, x + flow[..., 0], y + flow[..., 1], cv2.INTER_LINEAR)
    return mask > 0.5


def main() -> None:
    parser = argparse.ArgumentParser(description="What a remix changes, and what it leaves.")
    parser.add_argument("--count", type=int, default=6)
    parser.add_argument("--frames", type=int, default=17, help="of the stretch that is remixed")
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--only", choices=("strength", "removal", "tracking"))
    args = parser.parse_args()
    family = load("sketch") if args.only != "tracking" else None
    ratios: list[tuple[float, str]] = []
    if family is not None and args.only in (None, "strength"):
        worst = strength(family, args)
        ratios.append((0.0 if worst <= 0 else 1.0 + worst, f"strength {'rises' if worst <= 0 else 'falls'}"))
    if family is not None and args.only in (None, "removal"):
        error, left = removal(family, args)
        ratios += [(error / ERROR, f"removal {error:.2f}"), (left / LEFT, f"colour {left:.3f}")]
    if args.only in (None, "tracking"):
        median = tracking(args)
        ratios.append((FOLLOWED / max(median, 0.01), f"overlap {median:.2f}"))
    said = ", ".join(text for _, text in ratios)
    conclude(
        "remix", said, f"limits rises, {ERROR}, {LEFT}, {FOLLOWED}", max(ratio for ratio, _ in ratios), 1.0
    )


if __name__ == "__main__":
    main()
