"""Proof that nothing outside the drawn ranges changed: composed frames against the source, by hash.

The source is decoded a second time, front to back, by a reader of its own, so that the proof does not rest
on the composer's own path. A graded clip is compared with its source in its grade.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.document.fit import fit_box
from engine.document.grade import Grade
from engine.document.model import Document
from engine.document.picture import ClipPicture, picture_at
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.media.grading import Grader
from engine.media.open import open_reader
from engine.media.placing import placed
from engine.render.compose import Composer, require_frames
from engine.render.export import split_ranges


@dataclass(frozen=True, slots=True)
class KeptProof:
    """`kept` ranges hold `frames` frames of footage, `graded` of them with other colours; those in `changed`
    differ from their source (in its grade)."""

    kept: tuple[FrameRange, ...]
    frames: int
    changed: tuple[int, ...]
    graded: int = 0

    @property
    def exact(self) -> bool:
        return not self.changed

    def sentence(self) -> str:
        if not self.frames:
            return "Every frame of the film was drawn; there was no footage to keep."
        ranges = ", ".join(map(str, self.kept))
        if self.exact:
            if self.graded:
                return (
                    f"Kept bit-exact: {ranges} ({self.frames} frames equal their source by SHA-256, "
                    f"{self.graded} of them in their grade)."
                )
            return f"Kept bit-exact: {ranges} ({self.frames} frames equal their source by SHA-256)."
        first = self.changed[0]
        return (
            f"{len(self.changed)} of {self.frames} kept frames differ from their source, first frame {first}."
        )


def verify_kept(
    document: Document,
    shown: ShownTake,
    span: FrameRange | None = None,
    picture_of: Callable[[int], np.ndarray] | None = None,
) -> KeptProof:
    """Compare every kept frame of `span` (the whole film when None) with its source.

    `picture_of(n)` gives the film frames under proof, `[H, W, 3]` uint8 at the film's size; the composer's
    when None.
    """
    require_frames(document)
    kept, _ = split_ranges(document, shown, span or FrameRange(0, document.frames))
    takes = {card.id: shown(card) for card in document.cards}
    composed: dict[int, str] = {}
    by_asset: dict[str, list[tuple[int, ClipPicture]]] = {}
    with Composer(document, shown) as composer:
        frame = picture_of or composer.frame
        for n in (n for run in kept for n in run):
            picture = picture_at(document, n, lambda card: takes.get(card.id))
            if isinstance(picture, ClipPicture):
                composed[n] = _hash(frame(n))
                by_asset.setdefault(picture.asset.id, []).append((n, picture))
    changed = [
        n
        for shots in by_asset.values()
        for n, digest in _source_hashes(document, shots)
        if digest != composed[n]
    ]
    graded = sum(shot.grade is not None for shots in by_asset.values() for _, shot in shots)
    return KeptProof(kept, len(composed), tuple(sorted(changed)), graded)


def _source_hashes(document: Document, shots: list[tuple[int, ClipPicture]]) -> Iterator[tuple[int, str]]:
    """(film frame, hash of its source picture) for shots of one asset, decoded front to back."""
    asset = shots[0][1].asset
    size = (document.width, document.height)
    box = fit_box(asset.width, asset.height, size, document.fill)
    with open_reader(asset.path, size=box[2:]) as reader:
        grader = Grader()
        films: dict[int, list[tuple[int, Grade | None]]] = {}
        for n, shot in shots:
            still = asset.kind == "image"
            index = 0 if still else reader.source_index(shot.source_frame, document.rate)
            films.setdefault(index, []).append((n, shot.grade))
        for index, rgb in enumerate(reader.frames_at(range(max(films) + 1))):
            if index in films:
                for n, grade in films[index]:
                    yield n, _hash(placed(grader.graded(rgb, grade), box, size))


def _hash(rgb: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(rgb).tobytes()).hexdigest()
