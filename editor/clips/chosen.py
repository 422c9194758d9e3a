"""The clip whose look is set, and why it may not be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.document.locks import locked_clip, locked_track

if TYPE_CHECKING:
    from editor.workspace import Workspace
    from engine.document.model import Clip, Track


def chosen_clip(work: Workspace) -> tuple[Track, Clip] | None:
    """The chosen clip with its track, where it has a picture."""
    found = any_chosen_clip(work)
    return found if found is not None and found[0].kind == "video" else None


def any_chosen_clip(work: Workspace) -> tuple[Track, Clip] | None:
    """The chosen clip with its track, a sound's too."""
    for track in work.document.tracks:
        for clip in track.clips:
            if clip.id == work.selected_clip:
                return track, clip
    return None


def why_not(track: Track, clip: Clip) -> str:
    """The sentence why the clip's look may not be changed; "" where it may."""
    from editor.language.choice import sentence

    if track.locked:
        return sentence(locked_track(track))
    return sentence(locked_clip(track, clip)) if clip.locked else ""
