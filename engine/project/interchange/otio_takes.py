"""The take folders behind a timeline of ours: what its cards show lies in them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

import opentimelineio as otio

from engine.project.interchange.otio_write import mark_of
from engine.project.takes import FRAMES


def take_folders(timeline: otio.schema.Timeline, folder: Path) -> tuple[Path, ...]:
    """Each once, where it is on this computer. Relative references start from `folder`."""
    tracks = [t for t in timeline.tracks if isinstance(t, otio.schema.Track) and mark_of(t).get("takes")]
    found: dict[Path, None] = {}
    for clip in (child for track in tracks for child in track if isinstance(child, otio.schema.Clip)):
        reference = clip.media_reference
        if not isinstance(reference, otio.schema.ExternalReference):
            continue
        file = _file(reference.target_url or "", folder)
        if file is not None and file.name == FRAMES and file.parent.parent.is_dir():
            found.setdefault(file.parent.parent)
    return tuple(found)


def _file(url: str, folder: Path) -> Path | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme == "file":
        return Path(url2pathname(parts.path))
    return None if parts.scheme else folder / unquote(url)
