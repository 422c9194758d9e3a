"""Takes for cards, real files and all, without a model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from editor.workspace import Workspace
from engine.document.model import Card
from engine.document.take import Take
from engine.media.output.writer import TakeWriter


def one(work: Workspace) -> Card:
    """The card with a prompt, as it is now."""
    return work.document.cards[1]


def add_take(
    work: Workspace, seed: int = 0, score: float | None = None, scale: float = 1.0, level: int = 90
) -> Take:
    """A take of that card as it is now, of flat pictures, with another seed."""
    assert work.project is not None
    request = replace(work.request_for(one(work)), seed=seed, scale=scale)
    draft = work.project.takes.begin(request)
    with TakeWriter(draft.frames_path, (64, 32), work.document.rate) as writer:
        for _ in one(work).range:
            writer.write(np.full((32, 64, 3), level + seed, np.uint8))
    take = draft.commit(width=64, height=32, stats={"total_seconds": 12.0, "steps": 10}, score=score)
    work.refresh_takes()
    return take


def history(work: Workspace) -> int:
    """How often undo can be pressed; pressed and taken back."""
    count = 0
    while work.can_undo:
        work.undo()
        count += 1
    for _ in range(count):
        work.redo()
    return count
