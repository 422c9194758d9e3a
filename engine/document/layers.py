"""The clips that lie over each other: what a blend has to work with. Film frames throughout."""

from __future__ import annotations

from collections.abc import Iterator

from engine.document.model import Clip, Document
from engine.document.picture import ClipPicture, clip_picture
from engine.document.queries import asset_by_id, clip_on, tracks_of
from engine.document.time import FrameRange

Pair = tuple[FrameRange, ClipPicture, ClipPicture]
"""Two sources that run on over a stretch: (place, the lower, the upper), each as it is at the start."""


def layers_at(doc: Document, frame: int) -> tuple[Clip, ...]:
    """The clips at `frame` that are not muted, nor their video track; the highest first, without overlays
    (`engine.document.picture`)."""
    found: list[Clip] = []
    for i, track in reversed([*enumerate(tracks_of(doc, "video"))]):
        clip = None if track.muted else clip_on(track, frame)
        if clip is None or clip.muted:
            continue
        if i and not found and asset_by_id(doc, clip.asset).alpha:
            continue
        found.append(clip)
    return tuple(found)


def pairs(doc: Document, span: FrameRange) -> Iterator[Pair]:
    """The two highest clips in the stretches of `span` that have two or more, in order."""
    run: Pair | None = None
    for frame in span:
        clips = layers_at(doc, frame)
        if len(clips) < 2:
            continue
        upper, lower = (clip_picture(clip, asset_by_id(doc, clip.asset), frame) for clip in clips[:2])
        if run and run[0].stop == frame and _go_on(run, lower, upper):
            run = FrameRange(run[0].start, frame + 1), run[1], run[2]
            continue
        if run:
            yield run
        run = FrameRange(frame, frame + 1), lower, upper
    if run:
        yield run


def unpaired(doc: Document, span: FrameRange) -> FrameRange | None:
    """The first stretch of `span` with fewer than two clips; None where there are two throughout."""
    at = span.start
    for place, _, _ in pairs(doc, span):
        if place.start > at:
            return FrameRange(at, place.start)
        at = place.stop
    return FrameRange(at, span.stop) if at < span.stop else None


def _go_on(run: Pair, lower: ClipPicture, upper: ClipPicture) -> bool:
    """Whether both sources of `run` show these pictures in the frame after it."""
    return all(
        was.asset.id == now.asset.id
        and (was.grade, was.framing) == (now.grade, now.framing)
        and was.source_frame + (0 if was.asset.kind == "image" else len(run[0])) == now.source_frame
        for was, now in ((run[1], lower), (run[2], upper))
    )
