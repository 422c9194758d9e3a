"""Edits of what colours clips have. `engine.document.edits` re-exports them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from engine.document.grade import Grade, faults
from engine.document.locks import locks_hold
from engine.document.model import Clip, Document
from engine.document.parts import with_clips
from engine.document.queries import clip_by_id
from engine.errors import TweenError


@locks_hold
def set_grade(doc: Document, clip_ids: Iterable[str], grade: Grade | None) -> Document:
    """Give clips other colours than their footage has; None, or a neutral grade, gives them those back.

    before   V1 AAAABBBB
    after    V1 aaaabbbb    (what is drawn between them sees them so, too)
    """
    grade = None if grade is None or grade.neutral else grade
    new: dict[str, Clip] = {}
    for clip_id in clip_ids:
        track, clip = clip_by_id(doc, clip_id)
        where = f"The clip at {clip.place} on {track.name}"
        if track.kind != "video":
            raise TweenError(f"{where} has no picture whose colours could be corrected.")
        for fault in faults(grade) if grade else ():
            raise TweenError(f"{where} {fault}.")
        if clip.grade != grade:
            new[clip.id] = replace(clip, grade=grade)
    return with_clips(doc, new.values()) if new else doc


def ungraded(doc: Document) -> Document:
    """The document with the colours of its footage; no edit, for it asks no lock. The same one where nothing
    is graded."""
    if not any(clip.grade for track in doc.tracks for clip in track.clips):
        return doc
    tracks = tuple(
        replace(track, clips=tuple(replace(clip, grade=None) if clip.grade else clip for clip in track.clips))
        for track in doc.tracks
    )
    return replace(doc, tracks=tracks)
