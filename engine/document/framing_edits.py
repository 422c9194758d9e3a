"""The edits that place a clip's picture in the film's. `engine.document.edits` re-exports them."""

from __future__ import annotations

from dataclasses import replace

from engine.document.framing import NEUTRAL, Framing, broken, settled
from engine.document.framing_moves import MOVES, move
from engine.document.locks import locks_hold
from engine.document.model import Clip, Document, Track
from engine.document.parts import with_clips
from engine.document.queries import asset_by_id, clip_by_id, clip_on
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


@locks_hold
def set_move(doc: Document, clip_id: str, name: str) -> Document:
    """Let a clip's picture fill the film's and move slowly from its first frame to its last.

    before   V1 AAAA      after    V1 AAAA  (zoomed into, panned over: of `MOVES`)

    Its mirrors and crop stay. Where the next clip dissolves in, it moves on beneath that one.
    """
    track, clip = clip_by_id(doc, clip_id)
    if name not in MOVES:
        raise TweenError(f"“{name}” is no move of a picture; there are {', '.join(MOVES)}.")
    if track.kind != "video":
        raise TweenError(f"The clip at {clip.place} on {track.name} has no picture that could move.")
    asset, film = asset_by_id(doc, clip.asset), (doc.width, doc.height)
    source, frames = (asset.width, asset.height), _seen_for(track, clip)
    return set_framing(doc, clip_id, move(name, clip.framing or NEUTRAL, frames, source, film, doc.fill))


def _seen_for(track: Track, clip: Clip) -> int:
    after = clip_on(track, clip.place.stop)
    return len(clip.place) + (after.dissolve if after is not None else 0)
