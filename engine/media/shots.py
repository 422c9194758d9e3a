"""The shot changes inside a clip of the film, in film frames."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from engine.document.model import Document
from engine.document.queries import asset_by_id, clip_by_id
from engine.errors import TweenError
from engine.media.open import open_reader
from engine.media.safety import display_name
from engine.media.scenes import THRESHOLD, find_scenes


def shot_changes(
    document: Document,
    clip_id: str,
    threshold: float = THRESHOLD,
    report: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[int, ...]:
    """Film frames inside the clip at which another shot begins.

    Only what the clip shows of its footage is looked at. Raises `TweenError` (a picture or sound, a file
    that is gone) and `Cancelled`.
    """
    _, clip = clip_by_id(document, clip_id)
    asset = asset_by_id(document, clip.asset)
    if asset.kind != "video":
        raise TweenError(f"{display_name(asset.path)} is no video; choose a clip of footage.")
    with open_reader(asset.path) as reader:
        shown = [reader.source_index(clip.source_frame(n), document.rate) for n in clip.place]
    scenes = find_scenes(asset.path, range(shown[0], shown[-1] + 1), threshold, report, cancelled)
    places = (clip.place.start + bisect_left(shown, scene.start) for scene in scenes[1:])
    return tuple(sorted({n for n in places if clip.place.start < n < clip.place.stop}))
