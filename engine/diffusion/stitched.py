"""What is known, as the film shows it: of a take that drew a part of its picture only, the rest is kept.

Such a take's own frames are the model's picture throughout. The film shows them inside the regions (around
the picture) alone, with what they were drawn over, and so must whoever draws beside them see them:

    take's frames   ░░░▓▓▓░░░  ▓▓░░░░░▓▓      ░ given back by the model, a little off
    what is shown   ───▓▓▓───  ▓▓─────▓▓      ─ footage, or the take that this one began from
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.document.fit import Size
from engine.document.framing import Framing
from engine.document.request import Known, KnownPart, Request
from engine.errors import TweenError
from engine.media.around import around
from engine.media.framed import Patch, decode_size, framed
from engine.media.grading import Grader
from engine.media.layering import over
from engine.media.open import open_reader
from engine.media.placing import placed
from engine.media.region_mask import laid_over, mask_at
from engine.project.takes import RECORD
from engine.tools.regenerate import take_fingerprint

if TYPE_CHECKING:
    from engine.media.open import Reader

DEEPEST = 32
"""Takes that began from each other; further down, a take's own frames are taken as they are."""


class KnownPictures:
    """Reads pictures of `Known` entries, every file opened once. Use as a context manager."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._readers: dict[tuple[str, Size], Reader] = {}
        self._recipes: dict[str, Request | None] = {}
        self._grader = Grader()

    def read(self, request: Request, known: Known, frame: int, size: Size, depth: int = 0) -> np.ndarray:
        """Film frame `frame` of an entry of `request` as uint8 `[H, W, 3]` at `size` (width, height), which
        stands for the film's whole picture. Raises `TweenError`."""
        if known.parts:
            return self._mixed(request, known.parts, size)
        if known.framing:
            at = known.source_start + frame - known.place.start
            only = KnownPart(
                known.path, known.fingerprint, at, 1.0, shape=known.shape, grade=known.grade,
                framing=known.framing,
            )  # fmt: skip
            return self._mixed(request, (only,), size)
        box = request.box(known, size)
        reader = self._reader(known.path, box[2:])
        at = known.source_start + frame - known.place.start
        number = 0 if reader.frames == 1 else reader.source_index(at, request.rate)
        picture = self._grader.graded(reader.frame(number), known.grade)
        recipe = self._recipe(known)
        # What was drawn for a film of another shape is shown whole.
        if recipe is not None and box[2:] == size and depth < DEEPEST:
            picture = self._stitched(recipe, recipe.draw.start + number, picture, size, depth)
        return placed(picture, box, size)

    def _mixed(self, request: Request, parts: Sequence[KnownPart], size: Size) -> np.ndarray:
        picture = np.zeros((size[1], size[0], 3), np.uint8)
        for _, layer in groupby(parts, lambda part: part.layer):
            picture = over(picture, [(self._part(request, part, size), part.weight) for part in layer])
        return picture

    def _part(self, request: Request, part: KnownPart, size: Size) -> np.ndarray:
        if part.framing:
            patch = self._patch(request, part, part.framing, size)
            return patch.whole(size) if patch else np.zeros((size[1], size[0], 4), np.uint8)
        box = request.box(part, size)
        return placed(self._decoded(request, part, box[2:]), box, size)

    def _patch(self, request: Request, part: KnownPart, framing: Framing, size: Size) -> Patch | None:
        place = request.placed(part, framing, size)
        asked = decode_size(place.size, framing, part.shape or size)
        return framed(self._decoded(request, part, asked), place, size, framing)

    def _decoded(self, request: Request, part: KnownPart, size: Size) -> np.ndarray:
        reader = self._reader(part.path, size)
        number = 0 if reader.frames == 1 else reader.source_index(part.source_frame, request.rate)
        picture = reader.frame_rgba(number) if part.alpha else reader.frame(number)
        return self._grader.graded(picture, part.grade)

    def _stitched(self, recipe: Request, frame: int, drawn: np.ndarray, size: Size, depth: int) -> np.ndarray:
        below = _below(recipe, frame)
        if below is None:
            return drawn
        try:
            kept = self.read(recipe, below, frame, size, depth + 1)
        except TweenError:  # footage that has gone since: the take itself is still there to be looked at
            return drawn
        if recipe.regions:
            kept = laid_over(kept, drawn, mask_at(recipe.regions, frame, size))
        barred = next((known for known in recipe.known if _barred(recipe, known, frame)), None)
        return kept if barred is None else around(kept, drawn, recipe.box(barred, size))

    def _reader(self, path: str, size: Size) -> Reader:
        if (path, size) not in self._readers:
            # Exact: a level too dark here would be a step in brightness at every cut.
            reader = self._stack.enter_context(open_reader(path, size=size, exact=True))
            self._readers[path, size] = reader
        return self._readers[path, size]

    def _recipe(self, known: Known) -> Request | None:
        """The request that a take was drawn by, where it drew a part of the picture only."""
        if known.path not in self._recipes:
            self._recipes[known.path] = _recipe(known)
        return self._recipes[known.path]

    def __enter__(self) -> KnownPictures:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def _recipe(known: Known) -> Request | None:
    folder = Path(known.path).parent
    if known.fingerprint != take_fingerprint(folder.name):
        return None
    try:
        request = Request.from_json(json.loads((folder / RECORD).read_text("utf-8"))["request"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return request if request.regions or request.outpaint else None


def _barred(recipe: Request, known: Known, frame: int) -> bool:
    return frame in known.place and recipe.leaves_bars(known)


def _below(recipe: Request, frame: int) -> Known | None:
    """What was redrawn at `frame`: the take that it began from, else the footage. Around a picture nothing
    but the footage is kept."""
    there = [known for known in recipe.known if frame in known.place]
    takes = [known for known in there if known.fingerprint.startswith(take_fingerprint(""))]
    if not recipe.regions:
        there, takes = [known for known in there if known not in takes], []
    return next(iter([*reversed(takes), *there]), None)
