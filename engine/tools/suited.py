"""Whether a model suits what it goes on from: the built-in one draws animatics, not what a camera sees."""

from __future__ import annotations

from pathlib import Path

from engine.document.model import Card, Document
from engine.document.picture import ClipPicture, parts_of, runs
from engine.document.queries import card_label
from engine.document.time import FrameRange
from engine.families.catalog import BUILT_IN
from engine.families.wording import family_of
from engine.paths import RESOURCES


def footage_note(doc: Document, card: Card, model: str) -> str:
    """A sentence when the built-in model is to draw in footage, or right beside it; else "". The sample film,
    which is an animatic itself, is none."""
    if not card.words or family_of(card.model or model) != BUILT_IN:
        return ""
    near = FrameRange(max(0, card.range.start - 1), min(doc.frames, card.range.stop + 1))
    for part in (part for _, picture in runs(doc, near) for part in parts_of(picture)):
        if isinstance(part, ClipPicture) and part.asset.kind == "video" and not _ours(part.asset.path):
            return (
                f"{card_label(doc, card)} goes on from {Path(part.asset.path).name}, and the built-in model "
                "draws flat animatics, not what a camera sees; for footage get a larger model (Models…)."
            )
    return ""


def _ours(path: str) -> bool:
    return Path(path).is_relative_to(RESOURCES)
