"""Edits of how clips come and go: fades, dissolves. `engine.document.edits` re-exports them.

In the diagrams a letter is a clip, `/` and `\\` its fades, `×` a dissolve at a cut.
"""

from __future__ import annotations

from dataclasses import replace

from engine.document.fades import longest_dissolve
from engine.document.locks import locks_hold
from engine.document.model import Clip, Document, Track
from engine.document.parts import with_clips
from engine.document.queries import clip_before, clip_by_id, clip_on, linked, tracks_of
from engine.errors import TweenError


@locks_hold
def set_fades(
    doc: Document, clip_id: str, fade_in: int | None = None, fade_out: int | None = None
) -> Document:
    """Let a clip come out of what lies below it, and go again, over so many frames; None leaves that.

    before   V1 AAAAAAAABBBB
    after    V1 //AAAAA\\BBBB
    the sound of a picture fades with it, a sound alone fades by itself; a fade takes the place of a dissolve
    """
    _, clip = clip_by_id(doc, clip_id)
    new: dict[str, Clip] = {}
    for each in _together(doc, clip):
        track, each = clip_by_id(doc, each.id)
        first = each.fade_in if fade_in is None else fade_in
        last = each.fade_out if fade_out is None else fade_out
        over = 0 if fade_in else each.dissolve
        if min(first, last) < 0 or max(first, over) + last > len(each.place):
            raise TweenError(
                f"The clip at {each.place} has {len(each.place)} frames; its fades together cannot have "
                f"{max(first, over) + last}."
            )
        new[each.id] = replace(each, fade_in=first, fade_out=last, dissolve=over)
        after = clip_on(track, each.place.stop) if fade_out else None
        if after is not None and after.dissolve and after.place.start == each.place.stop:
            new[after.id] = replace(new.get(after.id, after), dissolve=0)
    return with_clips(doc, new.values())


@locks_hold
def dissolve(doc: Document, clip_id: str, frames: int) -> Document:
    """Let a clip come out of the one right before it, which runs on beneath it for `frames` frames; 0: not.

    before   V1 AAAABBBB
    after    V1 AAAA××BB     (2)
    their sounds cross over likewise, as long as theirs runs on; refused with the most frames that there are
    """
    track, clip = clip_by_id(doc, clip_id)
    before = clip_before(track, clip)
    if before is None:
        raise TweenError(f"There is no clip right before the one at {clip.place} on {track.name}.")
    most = longest_dissolve(doc, track, clip)
    if not 0 <= frames <= most:
        raise TweenError(_too_long(doc, track, before, clip, frames, most))
    new: dict[str, Clip] = {}
    for each in _together(doc, clip):
        track, each = clip_by_id(doc, each.id)
        left = clip_before(track, each)
        length = min(frames, longest_dissolve(doc, track, each))
        new[each.id] = replace(new.get(each.id, each), dissolve=length, fade_in=0 if length else each.fade_in)
        if left is not None and length:
            new[left.id] = replace(new.get(left.id, left), fade_out=0)
    return with_clips(doc, new.values())


def dissolved_at(doc: Document, frame: int) -> Clip:
    """The clip that a dissolve at film frame `frame` would belong to: of the highest video track that has a
    cut there, else of a sound track. Raises `TweenError` where no two clips meet."""
    tracks = (*reversed([t for t in tracks_of(doc, "video") if not t.muted]), *tracks_of(doc, "audio"))
    for track in tracks:
        clip = clip_on(track, frame)
        if clip is not None and clip.place.start == frame and clip_before(track, clip) is not None:
            return clip
    raise TweenError(f"No two clips meet at frame {frame}; a dissolve needs a cut between two clips.")


def usual_dissolve(doc: Document, clip_id: str) -> int:
    """The frames of a dissolve that nobody chose: half a second, or as many as there can be; 0 for none."""
    track, clip = clip_by_id(doc, clip_id)
    return min(max(1, round(doc.rate / 2)), longest_dissolve(doc, track, clip))


def _together(doc: Document, clip: Clip) -> tuple[Clip, ...]:
    """The clip, and with a picture the sound linked to it."""
    pictures = {each.id for track in tracks_of(doc, "video") for each in track.clips}
    return linked(doc, clip) if clip.id in pictures else (clip,)


def _too_long(doc: Document, track: Track, before: Clip, clip: Clip, frames: int, most: int) -> str:
    if frames < 0:
        return f"A dissolve cannot have {frames} frames."
    if most == len(clip.place) - clip.fade_out:
        return (
            f"The clip at {clip.place} is too short to dissolve over {frames} frames; it has room for {most}."
        )
    if most == 0:
        return (
            f"The clip at {before.place} on {track.name} ends with its footage, so that nothing could run on "
            "beneath the next one; trim its end first."
        )
    return (
        f"The footage of the clip at {before.place} on {track.name} goes on for {most} more frames only; "
        f"dissolve over {most} or fewer, or trim its end."
    )
