"""Edits of how loud clips are and how much is seen of them. `engine.document.edits` re-exports them.

In the diagrams a letter is a clip, `_` and `‾` its level.
"""

from __future__ import annotations

from dataclasses import replace

from engine.document.keys import faults
from engine.document.levels import GAIN, LIMITS, Keys, Level, number_of, with_level
from engine.document.locks import locks_hold
from engine.document.model import Clip, Document
from engine.document.queries import clip_by_id, linked, tracks_of
from engine.errors import TweenError


@locks_hold
def set_gain(doc: Document, clip_id: str, gain: float) -> Document:
    """Make the sound of a clip louder or quieter by decibels; of a picture's clip, the sound linked to it.

    before   A1 aaaabbbb
    after    A1 aaaaBBBB
    throughout: what key frames there were are gone
    """
    return _with_level(doc, clip_id, "gain", gain, ())


@locks_hold
def set_opacity(doc: Document, clip_id: str, opacity: float) -> Document:
    """Let what lies below a clip shine through: 0 … 1, at 0 it is not seen at all.

    before   V2 BBBB        after    V2 bbbb
             V1 AAAA                 V1 AAAA
    throughout: what key frames there were are gone
    """
    return _with_level(doc, clip_id, "opacity", opacity, ())


@locks_hold
def set_level_keys(doc: Document, clip_id: str, level: Level, keys: Keys) -> Document:
    """Let a clip get louder and quieter, or be seen more and less, from key frame to key frame.

    before   A1 aaaaaaaa  ‾‾‾‾‾‾‾‾
    after    A1 aaaaaaaa  ‾‾\\__/‾‾     (◆ 2, 4, 5, 7)
    the gain of a picture's clip is that of the sound linked to it; without any key frame the level stays
    throughout as the number has it
    """
    return _with_level(doc, clip_id, level, None, keys)


def levelled(doc: Document, clip_id: str, level: Level) -> tuple[Clip, ...]:
    """The clips whose level is meant: for the gain of a picture, its sounds. Raises `TweenError` for none."""
    track, clip = clip_by_id(doc, clip_id)
    if level == "opacity":
        if track.kind != "video":
            raise TweenError(
                f"The clip at {clip.place} on {track.name} has no picture that could be seen through."
            )
        return (clip,)
    heard = {each.id for track in tracks_of(doc, "audio") for each in track.clips}
    sounds = tuple(each for each in linked(doc, clip) if each.id in heard)
    if not sounds:
        raise TweenError(f"The clip at {clip.place} has no sound that could be louder or quieter.")
    return sounds


def _with_level(doc: Document, clip_id: str, level: Level, number: float | None, keys: Keys) -> Document:
    _, clip = clip_by_id(doc, clip_id)
    for value in (key.value for key in keys) if number is None else (number,):
        if LIMITS[level][0] <= value <= LIMITS[level][1]:
            continue
        if level == "opacity":
            raise TweenError(f"The clip at {clip.place} cannot be seen by {value * 100:g} %; use 0 to 100.")
        raise TweenError(
            f"The clip at {clip.place} cannot be made {value:g} dB louder; use {GAIN[0]:g} to {GAIN[1]:g}."
        )
    for wrong in faults(keys):
        raise TweenError(f"The clip at {clip.place} cannot be set so: it {wrong}.")
    new = {
        each.id: with_level(each, level, number_of(each, level) if number is None else number, keys)
        for each in levelled(doc, clip_id, level)
    }
    tracks = (
        replace(track, clips=clips)
        if (clips := tuple(new.get(each.id, each) for each in track.clips)) != track.clips
        else track
        for track in doc.tracks
    )
    return replace(doc, tracks=tuple(tracks))
