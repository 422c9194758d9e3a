"""A film as an edit decision list in the CMX 3600 form, the one that nearly every editor reads.

    002  A        V     C        00:00:01:16 00:00:02:22 00:00:01:16 00:00:02:22
    * FROM CLIP NAME: a.webm
    * LOC: 00:00:01:16 MAGENTA Card 2: a red boat leaves

An event is what the film shows: takes over footage, the highest track that is seen, without the overlays.
What is mixed is a cut to the picture on top; what is graded has its ASC CDL below it. Timecodes count from
the beginning of the film and of each file, drop-frame at the rates that have it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from engine.document.grade import Grade
from engine.document.model import Clip, Document
from engine.document.picture import ClipPicture, Picture, parts_of, scene_at, shown_frames
from engine.document.queries import asset_by_id, tracks_of
from engine.document.take import ShownTake
from engine.document.time import FrameRange, dropped_a_minute, timecode
from engine.errors import TweenError
from engine.project.interchange.cdl import as_comments
from engine.project.interchange.files import write_text

EVENTS = 999
SOUNDS = ("A", "A2")
COLOURS = ["RED", "GREEN", "BLUE", "CYAN", "MAGENTA", "YELLOW", "BLACK", "WHITE"]
LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True)
class _Event:
    """`source` in frames of the film's rate; `speed` 1 is as it was shot."""

    channel: str
    record: FrameRange
    file: str
    name: str
    source: int = 0
    speed: Fraction = Fraction(1)
    grade: Grade | None = None

    @property
    def source_range(self) -> FrameRange:
        return FrameRange(self.source, self.source + max(1, math.ceil(len(self.record) * self.speed)))


@dataclass(slots=True)
class _Reels:
    """A name of up to eight letters and digits for every file, none used twice."""

    names: dict[str, str] = field(default_factory=dict)

    def of(self, file: str) -> str:
        if not file:
            return "BL"
        if file not in self.names:
            base = re.sub(r"[^A-Z0-9]", "", Path(file).stem.upper())[:8] or "REEL"
            taken = {"BL", "AX", *self.names.values()}
            name, number = base, 2
            while name in taken:
                name, number = f"{base[: 8 - len(str(number))]}{number}", number + 1
            self.names[file] = name
        return self.names[file]


def export_edl(doc: Document, path: Path, shown: ShownTake, *, overwrite: bool = False) -> tuple[str, ...]:
    """Write the film; returns a sentence for each thing that an EDL cannot say."""
    if path.suffix.lower() != ".edl":
        raise TweenError(f"“{path.name}” is no name for an edit decision list; let it end in .edl.")
    if round(doc.rate) > 99:
        raise TweenError(f"An EDL cannot count {float(doc.rate):g} frames a second; choose a lower rate.")
    report: dict[str, None] = {}
    text = edl_text(doc, path.stem, shown, report.setdefault)
    write_text(path.absolute(), text, overwrite)
    return tuple(report)


def edl_text(doc: Document, title: str, shown: ShownTake, say: Callable[[str], None]) -> str:
    events = [*_pictures(doc, shown), *_sounds(doc, say)]
    events.sort(key=lambda event: (event.record.start, event.channel != "V", event.channel))
    if not events:
        raise TweenError("The film is empty; there is nothing to list.")
    if len(events) > EVENTS:
        say(f"The list has {len(events)} events; many programs read only the first {EVENTS}.")
    if doc.frames >= 24 * 3600 * doc.rate:
        say("The film is longer than a day; timecodes of other programs begin again at 0 there.")
    mode = "DROP FRAME" if dropped_a_minute(doc.rate) else "NON-DROP FRAME"
    lines = [f"TITLE: {_line(title)[:70]}", f"FCM: {mode}", ""]
    notes, reels = _notes(doc), _Reels()
    if any(len(_line(words)) > LONGEST_NOTE for _, _, words in notes):
        say(f"Words of cards and markers were cut to {LONGEST_NOTE} signs.")
    for event in events:
        if (_frames_a_second(event, doc.rate) * 10).denominator != 1:
            say(f"The speed of “{_line(event.name)}” was rounded; an EDL gives tenths of a frame a second.")
    if any(event.grade and event.grade.lut for event in events):
        say("The look-up tables of clips were left out; an EDL has no place for them.")
    if any(clip.framing for track in tracks_of(doc, "video") for clip in track.clips):
        say("The framing of clips was left out; an EDL has no place for it.")
    for number, event in enumerate(events, 1):
        lines += _event_lines(number, event, reels.of(event.file), doc.rate)
        if event.channel == "V":
            lines += [_loc(note, doc.rate) for note in notes if note[0] in event.record]
    return "\n".join([*lines, ""])


def _pictures(doc: Document, shown: ShownTake) -> Iterator[_Event]:
    """What the film shows, from cut to cut; black where it shows nothing."""
    places = [clip.place for track in tracks_of(doc, "video") for clip in track.clips]
    starts = {place.start for place in places}
    edges = {0, doc.frames, *starts, *(place.stop for place in places)}
    for card in doc.cards:
        cover = shown_frames(card, shown)
        edges.update((cover.start, cover.stop))
    last: _Event | None = None
    for start, stop in pairwise(sorted(edge for edge in edges if edge <= doc.frames)):
        event = _picture(doc, scene_at(doc, start, shown), FrameRange(start, stop))
        if last and _goes_on(last, event, starts):
            last = _Event("V", FrameRange(last.record.start, stop), *_rest(last))
            continue
        if last:
            yield last
        last = event
    if last:
        yield last


def _rest(event: _Event) -> tuple[str, str, int, Fraction, Grade | None]:
    return event.file, event.name, event.source, event.speed, event.grade


def _goes_on(last: _Event, event: _Event, starts: set[int]) -> bool:
    """Whether no clip starts there and a cut on a track below is one that nobody sees."""
    if any(getattr(last, name) != getattr(event, name) for name in ("file", "name", "speed", "grade")):
        return False
    runs_on = event.source == last.source + len(last.record) * last.speed
    return not event.file or (runs_on and event.record.start not in starts)


def _picture(doc: Document, picture: Picture | None, record: FrameRange) -> _Event:
    top = parts_of(picture)[-1:]
    if not top:
        return _Event("V", record, "", "")
    if isinstance(top[0], ClipPicture):
        return replace(_footage(doc, top[0].clip, "V", record), grade=top[0].grade)
    take = top[0].take
    return _Event("V", record, f"T{take.id}", f"take {take.id}", top[0].index)


def _footage(doc: Document, clip: Clip, channel: str, record: FrameRange) -> _Event:
    asset = asset_by_id(doc, clip.asset)
    source = 0 if asset.kind == "image" else clip.source_frame(record.start)
    return _Event(channel, record, asset.path, Path(asset.path).name, source, clip.speed)


def _sounds(doc: Document, say: Callable[[str], None]) -> Iterator[_Event]:
    tracks = [track for track in tracks_of(doc, "audio") if not track.muted]
    heard = [(track, clips) for track in tracks if (clips := [c for c in track.clips if not c.muted])]
    for track, _ in heard[len(SOUNDS) :]:
        say(f"The sound track “{track.name}” was left out; an EDL has {len(SOUNDS)}.")
    for channel, (_, clips) in zip(SOUNDS, heard, strict=False):
        for clip in clips:
            yield _footage(doc, clip, channel, clip.place)


def _frames_a_second(event: _Event, rate: Fraction) -> Fraction:
    return round(rate) * event.speed


def _event_lines(number: int, event: _Event, reel: str, rate: Fraction) -> list[str]:
    source, record = event.source_range, event.record
    codes = " ".join(
        timecode(frame, rate) for frame in (source.start, source.stop, record.start, record.stop)
    )
    lines = [f"{number:03d}  {reel:<8} {event.channel:<5} C        {codes}"]
    if event.speed != 1:
        speed = float(_frames_a_second(event, rate))
        lines.append(f"M2   {reel:<8}       {speed:05.1f}                {timecode(source.start, rate)}")
    if event.file:
        lines.append(f"* FROM CLIP NAME: {_line(event.name)}")
    return [*lines, *as_comments(event.grade)]


def _notes(doc: Document) -> list[tuple[int, str, str]]:
    """(frame, colour, words) of every card and marker, in time order."""
    cards = [
        (card.range.start, "MAGENTA" if card.words else "WHITE", f"Card {n}: {card.words}".rstrip(": "))
        for n, card in enumerate(doc.cards, 1)
    ]
    markers = [
        (marker.frame, colour if (colour := marker.colour.upper()) in COLOURS else "GREEN", marker.name)
        for marker in doc.markers
    ]
    return sorted([*cards, *markers], key=lambda note: note[0])


def _loc(note: tuple[int, str, str], rate: Fraction) -> str:
    frame, colour, words = note
    return f"* LOC: {timecode(frame, rate)} {colour:<7} {_line(words)[:LONGEST_NOTE]}".rstrip()


def _line(words: str) -> str:
    """On one line, with nothing that a text file cannot hold."""
    plain = "".join(sign if sign.isprintable() else " " for sign in words)
    return " ".join(plain.encode("utf-8", "replace").decode().split())
