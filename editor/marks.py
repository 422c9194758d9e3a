"""The film's in and out point, and the range between them."""

from __future__ import annotations

from engine.document import edits
from engine.document.model import Document
from engine.document.time import FrameRange


def with_marks(doc: Document, mark_in: int | None, mark_out: int | None) -> Document:
    """Both points set, half-open; where they would cross, the one that is not new goes."""
    new_in, new_out = mark_in != doc.mark_in, mark_out != doc.mark_out
    doc = edits.set_in(doc, mark_in) if new_in else doc
    return edits.set_out(doc, mark_out) if new_out else doc


def marked(doc: Document) -> FrameRange | None:
    """The range between the points, the film's ends standing in for a missing one; None without points."""
    if doc.mark_in is None and doc.mark_out is None:
        return None
    start = doc.mark_in or 0
    stop = doc.frames if doc.mark_out is None else doc.mark_out
    return FrameRange(start, stop) if stop > start else None
