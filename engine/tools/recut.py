"""Recut: the film, or a copy of it, with only some of its ranges left; then new frames beside them, if asked.

before   V1 AAAABBBBCCCC   [1         ]
after    V1 AABBCC         [1][2 ][3  ]
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.document.edits import keep_ranges
from engine.document.ids import NewId, random_id
from engine.document.model import Document
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.tools.edited import Edited
from engine.tools.extend import Direction, extend


def recut(
    doc: Document,
    spans: Sequence[FrameRange],
    frames: int = 0,
    direction: Direction = "forward",
    prompt: str | None = None,
    seed: int | None = None,
    shown: ShownTake | None = None,
    *,
    new_id: NewId = random_id,
) -> Edited:
    """Only film frames `spans`, in the order given; then the film extended by `frames`, as `extend` does.

    Where two stretches meet that did not before there is a cut: nothing is drawn over it. Raises `TweenError`
    where a range leaves the film or shares frames with another, or what is locked would have to change.
    """
    if frames < 0:
        raise TweenError(f"{frames} frames extend nothing; use at least 1.")
    doc = keep_ranges(doc, spans, new_id=new_id)
    if not frames:
        return Edited(doc, ())
    return extend(doc, frames, direction, None, prompt, seed, shown, new_id=new_id)
