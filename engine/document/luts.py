"""The look-up tables that a film's clips use: files beside its footage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from engine.document.grade import Lut
from engine.document.model import Clip, Document, Track

ENDING = ".cube"


def luts_of(doc: Document) -> Iterator[Lut]:
    for track in doc.tracks:
        for clip in track.clips:
            if clip.grade is not None and clip.grade.lut is not None:
                yield clip.grade.lut


def with_lut_paths(doc: Document, path_of: Callable[[Lut], str]) -> Document:
    """The document with its tables at other paths; the same one where all stay."""
    if next(luts_of(doc), None) is None:
        return doc
    tracks = tuple(_moved_track(track, path_of) for track in doc.tracks)
    same = all(old is new for old, new in zip(doc.tracks, tracks, strict=True))
    return doc if same else replace(doc, tracks=tracks)


def _moved_track(track: Track, path_of: Callable[[Lut], str]) -> Track:
    clips = tuple(_moved(clip, path_of) for clip in track.clips)
    same = all(old is new for old, new in zip(track.clips, clips, strict=True))
    return track if same else replace(track, clips=clips)


def _moved(clip: Clip, path_of: Callable[[Lut], str]) -> Clip:
    grade = clip.grade
    if grade is None or grade.lut is None or (path := path_of(grade.lut)) == grade.lut.path:
        return clip
    return replace(clip, grade=replace(grade, lut=replace(grade.lut, path=path)))
