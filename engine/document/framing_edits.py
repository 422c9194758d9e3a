"""The edit that places a clip's picture in the film's. `engine.document.edits` re-exports it."""

from __future__ import annotations

from dataclasses import replace

from engine.document.framing import Framing, broken, settled
from engine.document.locks import locks_hold
from engine.document.model import Document
from engine.document.parts import with_clips
from engine.document.queries import clip_by_id
from engine.errors import TweenError


@locks_hold
def set_framing(doc: Document, clip_id: str, framing: Framing | None) -> Document:
    """Place a clip's picture in the film's; None, or what changes nothing, fits it in as a new clip's.

    before   V2 BBBB  (hides what is below)      after    V2 BBBB  (a small picture in the corner)
             V1 AAAA                                      V1 AAAA  (seen around it)
    """
    track, clip = clip_by_id(doc, clip_id)
    if track.kind != "video":
        raise TweenError(f"The clip at {clip.place} on {track.name} has no picture that could be framed.")
    for wrong in broken(framing) if framing is not None else ():
        raise TweenError(f"The clip at {clip.place} on {track.name} cannot be shown so: it {wrong}.")
    return with_clips(doc, [replace(clip, framing=settled(framing))])
