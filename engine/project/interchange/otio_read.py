"""Tracks and clips of any OpenTimelineIO timeline as a film, and a sentence for all that does not fit."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

import opentimelineio as otio

from engine.document.clip_keys import keys_shifted, keys_stretched
from engine.document.fades import settled
from engine.document.format_edits import SIDE
from engine.document.ids import NewId, random_id
from engine.document.invariants import check, uncovered
from engine.document.model import Asset, Card, Clip, Document, Marker, Track, TrackKind
from engine.document.queries import asset_length
from engine.document.time import FrameRange, nearest
from engine.errors import TweenError
from engine.project.importing import asset_from_file
from engine.project.interchange.cdl import regraded
from engine.project.interchange.imported import Imported
from engine.project.interchange.otio_clean import NAMESPACE
from engine.project.interchange.otio_walk import Laid, Piece, Walk, exact_rate
from engine.project.interchange.otio_write import mark_of

LONGEST = 10**8
"""Frames of a film that is still believed."""


def import_timeline(
    timeline: otio.schema.Timeline, folder: Path, known: Document | None = None, *, new_id: NewId = random_id
) -> Imported:
    """The timeline as a film, its relative paths counted from `folder`.

    `known`: the board that these tracks belonged to; its format, footage, cards and ids are kept.
    Raises `TweenError` when nothing is left, or a number in the file is none.
    """
    report: dict[str, None] = {}
    walk = Walk(report.setdefault)
    try:
        walk.timeline(timeline)
        doc = known or Document(rate=_rate(walk, timeline))
        doc = _Reader(doc, folder, report, new_id).film(walk)
    except (ArithmeticError, ValueError, RecursionError, otio.exceptions.OTIOError):
        raise TweenError(f"The timeline “{timeline.name}” has times that are none; it is damaged.") from None
    if not any(track.clips for track in doc.tracks) and not doc.cards:
        why = f" {next(iter(report))}" if report else ""
        raise TweenError(f"The timeline “{timeline.name}” has no clips that can be used.{why}")
    start = timeline.global_start_time
    if start is not None and start.value:
        report.setdefault(f"The timeline starts at {start.to_seconds():.2f} s; the film starts at 0.")
    check(doc)
    return Imported(doc, tuple(report))


def _rate(walk: Walk, timeline: otio.schema.Timeline) -> Fraction:
    """The rate that most pictures are counted at; times in seconds or samples are no film's rate."""
    found: Counter[Fraction] = Counter()
    for laid in walk.lanes.values():
        if laid.kind == "video":
            found.update(exact_rate(piece.clip.trimmed_range().duration.rate) for piece in laid.pieces)
    if timeline.global_start_time is not None:
        found.update([exact_rate(timeline.global_start_time.rate)])
    likely = [rate for rate, _ in found.most_common() if 5 <= rate <= 1000]
    return likely[0] if likely else Fraction(24)


@dataclass(slots=True)
class _Laid:
    """A clip on its way: placed in frames, its file not looked at yet."""

    piece: Piece
    place: FrameRange
    source_start: int
    phase: Fraction
    path: Path


@dataclass(slots=True)
class _Reader:
    doc: Document
    folder: Path
    report: dict[str, None]
    new_id: NewId
    assets: dict[Path, Asset] = field(default_factory=dict)
    tracks: dict[str, Track] = field(default_factory=dict)
    clips: dict[str, Clip] = field(default_factory=dict)
    """The known board's, and below the ids of both that are in use again."""
    taken: set[str] = field(default_factory=set)

    def say(self, sentence: str) -> None:
        self.report.setdefault(sentence)

    def film(self, walk: Walk) -> Document:
        lanes = walk.lanes
        self.tracks = {track.id: track for track in self.doc.tracks}
        self.clips = {clip.id: clip for track in self.doc.tracks for clip in track.clips}
        tracks = [lanes[lane] for lane in sorted(lanes) if not mark_of(lanes[lane].track).get("takes")]
        placed = [(laid, [each for piece in laid.pieces if (each := self._placed(piece))]) for laid in tracks]
        self.assets = {Path(asset.path): asset for asset in self.doc.assets}
        for kind in ("video", "audio"):
            clips = [each for laid, clips in placed if laid.kind == kind for each in clips]
            self._look_at(kind, clips)
        self._resize()
        made = [self._track(laid, clips, number) for number, (laid, clips) in enumerate(placed, 1)]
        doc = replace(self.doc, assets=_once(self.assets.values()), tracks=tuple(_linked(made, self.new_id)))
        doc = settled(Document(), doc)  # fades of clips that another program made shorter, or parted
        return _covered(replace(doc, markers=self._markers(walk)), self.new_id)

    def _placed(self, piece: Piece) -> _Laid | None:
        name, rate = piece.clip.name, self.doc.rate
        place = FrameRange(round(piece.place.start * rate), round(piece.place.stop * rate))
        if place.stop > LONGEST:
            raise ValueError("no film is that long")
        if not place:
            self.say(f"“{name}” is shorter than one frame, and was left out.")
            return None
        if any((edge * rate).denominator != 1 for edge in piece.place):
            self.say(f"Cuts that lie between two frames at {float(rate):g} a second went to the nearest one.")
        path = self._path(piece.clip)
        if path is None:
            return None
        source = piece.source * rate
        first = round(source) if piece.speed == 1 else math.floor(source)
        phase = Fraction(0) if piece.speed == 1 or first < 0 else source - first
        return _Laid(piece, place, max(0, first), phase, path)

    def _path(self, clip: otio.schema.Clip) -> Path | None:
        """The file behind a clip, there or not; None, said, where it has none."""
        reference = clip.media_reference
        if not isinstance(reference, otio.schema.ExternalReference) or not reference.target_url:
            what = {"MissingReference": "no file", "GeneratorReference": "a generator"}
            kind = what.get(type(reference).__name__, f"a {type(reference).__name__}")
            self.say(f"“{clip.name}” has {kind} behind it; its place was left empty.")
            return None
        url = urlsplit(reference.target_url) if "://" in reference.target_url else None
        if url is None or not url.scheme:
            plain = self.folder / reference.target_url
            return plain if plain.exists() else self.folder / unquote(reference.target_url)
        if url.scheme != "file":
            self.say(f"“{clip.name}” lies on the network ({url.scheme}); its place was left empty.")
            return None
        return Path(url2pathname(url.path))

    def _look_at(self, kind: str, clips: list[_Laid]) -> None:
        """An asset for every file that `clips` show."""
        for path in dict.fromkeys(each.path for each in clips):
            if path in self.assets:
                continue
            try:
                self.assets[path] = asset_from_file(path)
            except TweenError as error:
                self.say(str(error))
                mine = [each for each in clips if each.path == path]
                self.assets[path] = self._missing(path, kind, mine)

    def _missing(self, path: Path, kind: str, clips: list[_Laid]) -> Asset:
        """Footage that is not there: as long as its clips need, to be found again or replaced by hand."""
        need = max(each.source_start + math.ceil(len(each.place) * each.piece.speed) + 1 for each in clips)
        for each in clips:
            available = each.piece.clip.media_reference.available_range
            if available is not None:
                need = max(need, min(LONGEST, round(available.duration.to_seconds() * self.doc.rate)))
        # Not a file's fingerprint, but its own: caches are kept by it.
        mark = hashlib.sha256(b"missing " + str(path).encode("utf-8", "surrogateescape")).hexdigest()
        return Asset(
            id=mark[:12],
            kind="audio" if kind == "audio" else "video",
            path=str(path),
            fingerprint=mark,
            frames=need,
            width=self.doc.width if kind == "video" else 0,
            height=self.doc.height if kind == "video" else 0,
            rate=self.doc.rate,
            has_audio=True,
        )

    def _resize(self) -> None:
        """A film from elsewhere is as large as its first picture."""
        if self.doc.assets or self.doc.cards:
            return
        for asset in self.assets.values():
            if asset.kind != "audio" and asset.width in SIDE and asset.height in SIDE:
                self.doc = replace(self.doc, width=asset.width, height=asset.height)
                return

    def _track(self, laid: Laid, clips: list[_Laid], number: int) -> Track:
        track_id = self._id(laid.track, "track", self.tracks)
        old = self.tracks.get(track_id)
        letter = "V" if laid.kind == "video" else "A"
        made = tuple(clip for each in clips if (clip := self._clip(laid.kind, each)))
        base = old or Track(track_id, laid.kind, laid.track.name or f"{letter}{number}")
        return replace(base, kind=laid.kind, clips=made, muted=not laid.track.enabled)

    def _clip(self, kind: TrackKind, each: _Laid) -> Clip | None:
        asset, name = self.assets[each.path], each.piece.clip.name
        if not (asset.kind in ("video", "image") if kind == "video" else asset.has_audio):
            self.say(f"“{name}” has no {'picture' if kind == 'video' else 'sound'}, and was left out.")
            return None
        place, speed, start, phase = each.place, each.piece.speed, each.source_start, each.phase
        if asset.kind == "image":
            start, speed, phase = 0, Fraction(1), Fraction(0)
        else:
            left = math.ceil((asset_length(asset, self.doc.rate) - start - phase) / speed)
            if left < len(place):
                self.say(f"“{name}” asks for more frames than {asset.path} has; it was made shorter.")
                place = FrameRange(place.start, place.start + max(0, left))
        if not place:
            return None
        clip_id = self._id(each.piece.clip, "clip", self.clips)
        base = self.clips.get(clip_id) or Clip(clip_id, asset.id, place)
        known = self._known(each)
        muted = not each.piece.clip.enabled
        piece, rate = each.piece, self.doc.rate
        dissolve = round(piece.dissolve * rate)
        return replace(
            base, asset=asset.id, place=place, source_start=start, speed=speed, phase=phase, muted=muted,
            dissolve=dissolve, fade_in=0 if dissolve else round(piece.fade_in * rate) or base.fade_in,
            fade_out=round(piece.fade_out * rate) or base.fade_out,
            grade=regraded(base.grade, piece.clip.metadata) if kind == "video" else None,
            framing=known.framing if known and kind == "video" else None,
            gain=known.gain if known else 0.0, gain_keys=known.gain_keys if known else (),
            opacity=known.opacity if known else 1.0, opacity_keys=known.opacity_keys if known else (),
        )  # fmt: skip

    def _known(self, each: _Laid) -> Clip | None:
        """The clip on the known board, for both halves of one that was cut elsewhere; its key frames go on as
        its footage does."""
        old = mark_of(each.piece.clip).get("clip")
        known = self.clips.get(old) if isinstance(old, str) else None
        if known is None:
            return None
        gone = (each.source_start + each.phase - known.source_start - known.phase) / known.speed
        return keys_stretched(keys_shifted(known, -nearest(gone)), known.speed / each.piece.speed)

    def _markers(self, walk: Walk) -> tuple[Marker, ...]:
        """The known board's own and those that other programs set; a marker of ours has no length."""
        new = [
            Marker(
                self.new_id(),
                max(0, round(mark.place.start * self.doc.rate)),
                mark.marker.name or mark.marker.comment,
                colour if (colour := mark.marker.color.lower()).isalpha() and colour.isascii() else "",
            )
            for mark in walk.marks
            if NAMESPACE not in mark.marker.metadata
        ]
        return tuple(sorted([*self.doc.markers, *new], key=lambda marker: (marker.frame, marker.id)))

    def _id(self, item: Any, kind: str, there: Mapping[str, object]) -> str:
        """The id that the thing had on the known board; a new one for the second half of something cut."""
        old = mark_of(item).get(kind)
        if not isinstance(old, str) or old not in there or old in self.taken:
            return self.new_id()
        self.taken.add(old)
        return old


def _once(assets: Iterable[Asset]) -> tuple[Asset, ...]:
    """Two paths of one content are one asset, at the last of them: a known board's footage may have moved."""
    found: dict[str, Asset] = {}
    for asset in assets:
        found[asset.id] = replace(found.get(asset.id, asset), path=asset.path)
    return tuple(found.values())


def _covered(doc: Document, new_id: NewId) -> Document:
    """A card that keeps over every clip that has none above it."""
    new = [Card(card_id := new_id(), hole, card_id, hole.start) for hole in uncovered(doc)]
    return replace(doc, cards=tuple(sorted([*doc.cards, *new], key=lambda card: card.range)))


def _linked(tracks: list[Track], new_id: NewId) -> list[Track]:
    """A picture and its sound, found by the same footage at the same place, travel together."""
    kinds: dict[tuple[Any, ...], set[TrackKind]] = {}
    for track in tracks:
        for clip in track.clips:
            kinds.setdefault(_shows(clip), set()).add(track.kind)
    links = {shows: new_id() for shows, found in kinds.items() if len(found) == 2}

    def link(clip: Clip) -> Clip:
        return replace(clip, link=clip.link or links.get(_shows(clip), ""))

    return [replace(track, clips=tuple(map(link, track.clips))) for track in tracks]


def _shows(clip: Clip) -> tuple[Any, ...]:
    return clip.asset, clip.place, clip.source_start, clip.speed
