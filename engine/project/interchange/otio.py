"""OpenTimelineIO in and out. Boards of our own come back as they were; from others come tracks and clips.

The library's core is called directly, not its adapters: those run whatever plugins an environment names.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import opentimelineio as otio

from engine.document.ids import NewId, random_id
from engine.document.invariants import check
from engine.document.model import Card, Document
from engine.document.take import ShownTake, Take
from engine.errors import TweenError
from engine.project.codec import Codec
from engine.project.interchange.cdl import rounded
from engine.project.interchange.files import read_bytes, write_text
from engine.project.interchange.imported import Imported
from engine.project.interchange.otio_clean import NAMESPACE, cleaned
from engine.project.interchange.otio_read import import_timeline
from engine.project.interchange.otio_takes import take_folders
from engine.project.interchange.otio_write import VERSION, mark_of, timeline_of
from engine.project.interchange.otio_zip import CONTENT

LARGEST = 256 << 20
DEEPEST = 200
"""Levels of lists and objects; the library's reader has no limit of its own and crashes beyond thousands."""


def export_otio(doc: Document, path: Path, shown: ShownTake, *, overwrite: bool = False) -> None:
    """Write the film. `shown` says which take a card shows; those become a track above the others."""
    if path.suffix.lower() != ".otio":
        raise TweenError(f"“{path.name}” is no name for an OpenTimelineIO file; let it end in .otio.")
    path = path.absolute()
    timeline = timeline_of(doc, path.stem, path.parent, shown)
    write_text(path, timeline.to_json_string(indent=1), overwrite)


def import_otio(path: Path, *, new_id: NewId = random_id) -> Imported:
    """The film in an `.otio` file or an `.otiod` folder, and what of it was not understood.

    An `.otioz` is such a folder once it is unpacked (`otio_zip.unpacked`). Raises `TweenError` for a file
    that is damaged, newer than this program or without a timeline.
    """
    path = path.absolute()
    if path.is_dir():
        path = path / CONTENT
    report: dict[str, None] = {}
    timeline = _timeline(path, _parsed(path, report.setdefault), report.setdefault)
    made = _own(timeline, path, new_id) or import_timeline(timeline, path.parent, new_id=new_id)
    return Imported(made.document, (*report, *made.report), take_folders(timeline, path.parent))


def _parsed(path: Path, say: Callable[[str], None]) -> Any:
    data = read_bytes(path, LARGEST)
    damaged = TweenError(f"{path} is damaged, or no OpenTimelineIO file.")
    try:
        plain = json.loads(data.decode("utf-8-sig"))
        if not isinstance(plain, dict) or "OTIO_SCHEMA" not in plain or not _shallow(plain):
            raise damaged
        return otio.core.deserialize_json_from_string(json.dumps(cleaned(plain, say)))
    except otio.exceptions.UnsupportedSchemaError:
        raise TweenError(
            f"{path} was written for a newer OpenTimelineIO than {otio.__version__}; "
            "save it there for an older version."
        ) from None
    except (otio.exceptions.OTIOError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError):
        raise damaged from None


def _shallow(plain: Any) -> bool:
    level = [plain]
    for _ in range(DEEPEST):
        level = [
            each
            for item in level
            for each in (item.values() if isinstance(item, dict) else item)
            if isinstance(each, dict | list)
        ]
        if not level:
            return True
    return False


def _timeline(path: Path, found: Any, say: Callable[[str], None]) -> otio.schema.Timeline:
    """The timeline in whatever the file holds."""
    if isinstance(found, otio.schema.Timeline):
        return found
    if isinstance(found, otio.schema.SerializableCollection):
        timelines = [each for each in found if isinstance(each, otio.schema.Timeline)]
        if len(timelines) > 1:
            say(f"{path.name} holds {len(timelines)} timelines; only the first was read.")
        if timelines:
            return timelines[0]
    if isinstance(found, otio.schema.Track | otio.schema.Stack):
        timeline = otio.schema.Timeline(found.name)
        if isinstance(found, otio.schema.Stack):
            timeline.tracks = found
        else:
            timeline.tracks.append(found)
        return timeline
    raise TweenError(f"There is no timeline in {path}.")


def _own(timeline: otio.schema.Timeline, path: Path, new_id: NewId) -> Imported | None:
    """The board that this program wrote, with the tracks as they are now; None for another's file."""
    entry = timeline.metadata.get(NAMESPACE)
    if entry is None:
        return None
    try:
        version = entry["version"]
        if version > VERSION:
            note = f"{path.name} was written by a newer Tweenboard; only its tracks were read."
            return _noted(import_timeline(timeline, path.parent, new_id=new_id), note)
        doc = Codec(path.parent).unpack(json.loads(entry["document"]))
        check(doc)
        return _as_edited(timeline, doc, path, new_id)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError, TweenError):
        note = f"The board in {path.name} is damaged; only its tracks were read."
        return _noted(import_timeline(timeline, path.parent, new_id=new_id), note)


def _noted(made: Imported, note: str) -> Imported:
    return Imported(made.document, (note, *made.report))


def _as_edited(timeline: otio.schema.Timeline, doc: Document, path: Path, new_id: NewId) -> Imported:
    """`doc`, or its cards over other tracks where another program changed those since."""
    written = timeline_of(doc, timeline.name, path.parent, _no_take)
    if _cuts(timeline) == _cuts(written):
        return Imported(doc)
    made = import_timeline(timeline, path.parent, doc, new_id=new_id)
    return _noted(made, "The tracks were changed by another program; the cards are as they were.")


def _no_take(card: Card) -> Take | None:
    return None


def _cuts(timeline: otio.schema.Timeline) -> list[Any]:
    """What another program may have changed: tracks, clips, ranges, references, colours. Times to a tenth of
    a µs."""
    return [
        (track.kind, track.name, track.enabled, [_cut(child) for child in track])
        if isinstance(track, otio.schema.Track)
        else type(track).__name__
        for track in timeline.tracks
        if not mark_of(track).get("takes")
    ]


def _cut(child: Any) -> tuple[Any, ...]:
    if isinstance(child, otio.schema.Transition):
        return type(child).__name__, child.in_offset.to_seconds(), child.out_offset.to_seconds()
    if not isinstance(child, otio.schema.Clip | otio.schema.Gap) or child.source_range is None:
        return (type(child).__name__,)
    span = child.source_range
    url = ""
    if isinstance(child, otio.schema.Clip):
        url = getattr(child.media_reference, "target_url", "")
    times = (span.start_time.to_seconds(), span.duration.to_seconds())
    if isinstance(child, otio.schema.Gap):
        times = times[1:]
    effects = tuple((type(each).__name__, getattr(each, "time_scalar", 1)) for each in child.effects)
    colours = rounded(child.metadata)
    return type(child).__name__, url, child.enabled, effects, colours, *(round(time, 7) for time in times)
