"""A film as OpenTimelineIO: tracks and clips that any editor reads, and the whole board for our own reading.

Everything of ours lies under the metadata key `tweenboard`. On the timeline that is the document as one JSON
text: OpenTimelineIO's own reader rounds numbers, cuts texts at a zero and sorts keys, but leaves a text as it
is. Cards are markers on the timeline's stack, and the takes they show a track above the others.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import quote

import opentimelineio as otio

from engine.document.model import Asset, Card, Clip, Document, Marker, Track
from engine.document.picture import shown_frames, shown_take
from engine.document.queries import asset_by_id, asset_length, clip_before, clip_on
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.project.codec import Codec
from engine.project.interchange.cdl import as_metadata
from engine.project.interchange.otio_clean import NAMESPACE

VERSION = 1
TAKES = "Takes"
COLOURS = ["PINK", "RED", "ORANGE", "YELLOW", "GREEN", "CYAN", "BLUE", "PURPLE", "MAGENTA", "BLACK", "WHITE"]
"""The ones that OpenTimelineIO has names for."""


def timeline_of(doc: Document, name: str, folder: Path, shown: ShownTake) -> otio.schema.Timeline:
    """The film as it would lie in a file in `folder`, to which the paths below it are relative."""
    out = _Writer(doc, folder, shown)
    timeline = otio.schema.Timeline(text(name), global_start_time=out.time(0))
    timeline.metadata[NAMESPACE] = ours(document=json.dumps(Codec(folder).pack(doc), separators=(",", ":")))
    timeline.tracks.extend([out.track(track) for track in doc.tracks])
    takes = out.takes()
    if takes is not None:
        timeline.tracks.append(takes)
    timeline.tracks.markers.extend([out.card(number, card) for number, card in enumerate(doc.cards, 1)])
    timeline.tracks.markers.extend([out.marker(marker) for marker in doc.markers])
    return timeline


def ours(**fields: Any) -> dict[str, Any]:
    return {"version": VERSION, **fields}


def mark_of(item: Any) -> Mapping[str, Any]:
    """Our own metadata of an item; empty where it has none."""
    entry = item.metadata.get(NAMESPACE)
    return entry if isinstance(entry, Mapping) else {}


def text(words: str) -> str:
    """As OpenTimelineIO can hold it: without zeros, which end its texts, and halves of signs."""
    return words.replace("\0", "").encode("utf-8", "replace").decode()


@dataclass(frozen=True, slots=True)
class _Writer:
    doc: Document
    folder: Path
    shown: ShownTake

    def time(self, frame: int, rate: Fraction | None = None) -> otio.opentime.RationalTime:
        return otio.opentime.RationalTime(frame, float(rate or self.doc.rate))

    def range(self, span: FrameRange, rate: Fraction | None = None) -> otio.opentime.TimeRange:
        return otio.opentime.TimeRange(self.time(span.start, rate), self.time(len(span), rate))

    def track(self, track: Track) -> otio.schema.Track:
        made = otio.schema.Track(text(track.name), kind="Video" if track.kind == "video" else "Audio")
        made.enabled = not track.muted
        made.metadata[NAMESPACE] = ours(track=text(track.id))
        self._fill(made, [(clip.place, self.clip(clip)) for clip in track.clips])
        self._transitions(made, track)
        return made

    def _fill(self, track: otio.schema.Track, clips: list[tuple[FrameRange, otio.schema.Clip]]) -> None:
        end = 0
        for place, clip in clips:
            if place.start > end:
                track.append(otio.schema.Gap(source_range=self.range(FrameRange(0, place.start - end))))
            track.append(clip)
            end = place.stop

    def _transitions(self, made: otio.schema.Track, track: Track) -> None:
        """Dissolves, and fades where nothing lies beside them: between two clips a fade would read as a
        dissolve, so that one stays in our own metadata alone."""
        for clip in track.clips:
            before = clip_before(track, clip)
            after = clip_on(track, clip.place.stop)
            if clip.dissolve and before is not None:
                self._transition(made, clip, "Dissolve", 0, clip.dissolve)
            elif clip.fade_in and before is None:
                self._transition(made, clip, "Fade in", 0, clip.fade_in)
            if clip.fade_out and after is None:
                self._transition(made, clip, "Fade out", clip.fade_out, 0)

    def _transition(self, made: otio.schema.Track, clip: Clip, name: str, before: int, after: int) -> None:
        """In front of the clip, or behind it where it only reaches into it."""
        kind = otio.schema.TransitionTypes.SMPTE_Dissolve
        transition = otio.schema.Transition(name, kind, self.time(before), self.time(after))
        at = next(i for i, child in enumerate(made) if mark_of(child).get("clip") == text(clip.id))
        made.insert(at + 1 if before else at, transition)

    def clip(self, clip: Clip) -> otio.schema.Clip:
        """Its range starts in the footage and is as long as the clip; a time warp says how much that is."""
        asset = asset_by_id(self.doc, clip.asset)
        rate = float(self.doc.rate)
        start = otio.opentime.RationalTime(float(clip.source_start + clip.phase), rate)
        source = otio.opentime.TimeRange(start, self.time(len(clip.place)))
        made = otio.schema.Clip(
            text(Path(asset.path).name),
            self._reference(asset),
            source,
            {NAMESPACE: ours(clip=text(clip.id)), **as_metadata(clip.grade)},
        )
        made.enabled = not clip.muted
        if clip.speed != 1:
            made.effects.append(otio.schema.LinearTimeWarp("Speed", time_scalar=float(clip.speed)))
        return made

    def _reference(self, asset: Asset) -> otio.schema.ExternalReference:
        """A picture has no range of its own: it can be shown for any length."""
        available = None
        if asset.kind == "video":
            available = self.range(FrameRange(0, asset.frames), asset.rate)
        elif asset.kind == "audio":
            available = self.range(FrameRange(0, asset_length(asset, self.doc.rate)))
        return otio.schema.ExternalReference(
            self._url(asset.path), available, {NAMESPACE: ours(asset=text(asset.id))}
        )

    def _url(self, path: str) -> str:
        """Relative below the folder, so that both can be moved together; else a file URL."""
        there = Path(path)
        if there.is_relative_to(self.folder):
            return quote(there.relative_to(self.folder).as_posix())
        return there.as_uri() if there.is_absolute() else quote(there.as_posix())

    def card(self, number: int, card: Card) -> otio.schema.Marker:
        words = " ".join(card.words.split())
        take = shown_take(card, self.shown)
        about = {
            "card": card.id, "prompt": card.prompt, "negative": card.negative, "seed": card.seed,
            "strength": float(card.strength), "style": card.style or "", "model": card.model or "",
            "take": take.id if take else "",
        }  # fmt: skip
        return otio.schema.Marker(
            text(f"Card {number}: {words}" if words else f"Card {number}"),
            self.range(card.range),
            "PURPLE" if words else "WHITE",
            {NAMESPACE: ours(**{k: text(v) if isinstance(v, str) else v for k, v in about.items()})},
            text(card.words),
        )

    def marker(self, marker: Marker) -> otio.schema.Marker:
        colour = marker.colour.upper()
        return otio.schema.Marker(
            text(marker.name),
            self.range(FrameRange(marker.frame, marker.frame + 1)),
            colour if colour in COLOURS else "GREEN",
            {NAMESPACE: ours(marker=text(marker.id))},
        )

    def takes(self) -> otio.schema.Track | None:
        """What the cards show, on a track of its own; None when they show nothing but the tracks."""
        clips: list[tuple[FrameRange, otio.schema.Clip]] = []
        for card in self.doc.cards:
            take, place = shown_take(card, self.shown), shown_frames(card, self.shown)
            if take is None or not place:
                continue
            reference = otio.schema.ExternalReference(
                self._url(take.frames_path), self.range(FrameRange(0, len(take.range)))
            )
            source = self.range(place.shift(-card.origin - take.range.start))
            about = {NAMESPACE: ours(take=text(take.id), card=text(card.id))}
            name = f"{take.id[:8]} {' '.join(card.words.split())[:60]}"
            clips.append((place, otio.schema.Clip(text(name), reference, source, about)))
        if not clips:
            return None
        track = otio.schema.Track(TAKES, kind="Video", metadata={NAMESPACE: ours(takes=True)})
        self._fill(track, clips)
        return track
