"""Edits of tracks: how many there are, in which order, and their switches. `engine.document.edits` re-exports
them.

In the diagrams a letter is a clip; later video tracks lie over earlier ones.
"""

from __future__ import annotations

from dataclasses import replace

from engine.document.ids import NewId, random_id
from engine.document.locks import locked_track, locks_hold
from engine.document.model import Document, Track, TrackKind
from engine.document.parts import with_track
from engine.document.queries import track_by_id, tracks_of
from engine.errors import TweenError


def add_track(doc: Document, kind: TrackKind, name: str = "", *, new_id: NewId = random_id) -> Document:
    """An empty track over the others of its kind; named V2, A2 … unless `name` says otherwise.

    before   V1 AAAA
    after    V1 AAAA
             V2
    """
    taken = {track.name for track in doc.tracks}
    letter = "V" if kind == "video" else "A"
    free = (f"{letter}{i}" for i in range(1, len(taken) + 2))
    return replace(
        doc,
        tracks=(*doc.tracks, Track(new_id(), kind, name.strip() or next(n for n in free if n not in taken))),
    )


@locks_hold
def remove_track(doc: Document, track_id: str) -> Document:
    """Take a track away with all its clips; the cards stay.

    before   V1 AAAA
             V2 .BB.
    after    V1 AAAA
    """
    gone = track_by_id(doc, track_id)
    return replace(doc, tracks=tuple(track for track in doc.tracks if track.id != gone.id))


def move_track(doc: Document, track_id: str, to: int) -> Document:
    """Give a track another place among those of its kind; 0 is the lowest.

    before   V1 AAAA        after    V2 .BB.
             V2 .BB.                 V1 AAAA   (V2 to 0: now V1 is seen over it)
    """
    track = track_by_id(doc, track_id)
    if track.locked:
        raise TweenError(locked_track(track))
    same = list(tracks_of(doc, track.kind))
    if not 0 <= to < len(same):
        raise TweenError(f"Track {track.name} cannot go to place {to}; places go from 0 to {len(same) - 1}.")
    same.remove(track)
    same.insert(to, track)
    others = iter(same)
    return replace(doc, tracks=tuple(next(others) if t.kind == track.kind else t for t in doc.tracks))


def set_track(
    doc: Document,
    track_id: str,
    *,
    muted: bool | None = None,
    locked: bool | None = None,
    name: str | None = None,
) -> Document:
    """Mute (a video track: hide), lock or rename a track; None leaves that as it is.

    before   V1 AAAA
    after    V1 AAAA  (muted: not seen, not heard; locked: no edit changes its clips)
    a locked track can be muted; its name goes with its lock
    """
    track = track_by_id(doc, track_id)
    if name is not None and track.locked and locked is not False:
        raise TweenError(locked_track(track))
    if name is not None and not name.strip():
        raise TweenError(f"Track {track.name} needs a name.")
    return with_track(
        doc,
        replace(
            track,
            muted=track.muted if muted is None else muted,
            locked=track.locked if locked is None else locked,
            name=track.name if name is None else name.strip(),
        ),
    )
