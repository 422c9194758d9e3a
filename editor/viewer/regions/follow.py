"""What was painted, carried over a card's frames. For a background thread: it takes seconds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from editor.viewer.composing import Takes
from engine.document.model import Document, Region
from engine.document.time import FrameRange
from engine.errors import Cancelled
from engine.tools.painted import Painted, regions_of

if TYPE_CHECKING:
    import numpy as np

KEPT = 1200
"""Small pictures kept while several things are followed: some 200 MB."""


def followed(
    document: Document,
    takes: Takes,
    painted: Sequence[Painted],
    span: FrameRange,
    feather: float,
    cancelled: Callable[[], bool],
    progress: Callable[[int, int], None],
) -> tuple[tuple[Region, ...], tuple[str, ...]]:
    """(regions counted from `span`'s start, sentences), each carried from the frame it was painted in.

    `progress(done, all)` counts frames read. Raises `Cancelled`, and `TweenError` as `regions_of` does.
    """
    from engine.media.painting import opencv
    from engine.media.tracking import WIDTH, shrunk
    from engine.render.compose import Composer

    opencv()
    size = WIDTH, max(8, round(WIDTH * document.height / document.width))
    small: dict[int, np.ndarray] = {}
    with Composer(document, lambda card: takes.get(card.id), size) as composer:

        def picture(frame: int) -> np.ndarray:
            if cancelled():
                raise Cancelled("Following was stopped.")
            if frame in small:
                return small[frame]
            found = shrunk(composer.frame(frame))
            if len(small) < KEPT:
                small[frame] = found
            return found

        return regions_of(
            painted, span, (document.width, document.height), picture,
            track=True, feather=feather, report=lambda done: progress(done, len(span)),
        )  # fmt: skip
