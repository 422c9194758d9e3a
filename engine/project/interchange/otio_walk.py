"""Any OpenTimelineIO timeline as a flat list of pieces: which clip is where on which track, in exact seconds.

    stack                          lane
      track 2   | nest     |       (2,)     clips of the track itself
                  track 1  BB      (2, 1)   clips of a stack inside it, cut to what shows of it
      track 1   AAAA--CC           (1,)

A lane never holds two clips at once, so each becomes a track; they sort from bottom to top. A transition is
part of the clips beside it: a dissolve where there are two (the cut goes where it begins), else a fade.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

import opentimelineio as otio

from engine.document.invariants import SPEEDS
from engine.document.model import TrackKind
from engine.document.time import parse_rate
from engine.errors import TweenError

KINDS: dict[str, TrackKind] = {"Video": "video", "Audio": "audio"}
Lane = tuple[int, ...]


class Span(NamedTuple):
    """Exact seconds, half-open."""

    start: Fraction
    stop: Fraction

    def cut(self, other: Span) -> Span:
        return Span(max(self.start, other.start), min(self.stop, other.stop))


@dataclass(frozen=True, slots=True)
class Piece:
    """`source` is the second of the media, counted from its own beginning, that `place.start` shows."""

    clip: otio.schema.Clip
    place: Span
    source: Fraction
    speed: Fraction = Fraction(1)
    dissolve: Fraction = Fraction(0)
    """Seconds from its start, as are the fades from its ends."""
    fade_in: Fraction = Fraction(0)
    fade_out: Fraction = Fraction(0)


@dataclass(slots=True)
class Laid:
    """One lane: a track of the timeline (`track`), or of a stack inside one."""

    kind: TrackKind
    track: otio.schema.Track
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Ends:
    """What transitions make of a clip's ends, in seconds: how much earlier its place begins and stops, …"""

    begins: Fraction = Fraction(0)
    stops: Fraction = Fraction(0)
    dissolve: Fraction = Fraction(0)
    fade_in: Fraction = Fraction(0)
    fade_out: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Mark:
    marker: otio.schema.Marker
    place: Span


def exact_rate(rate: float) -> Fraction:
    """The rate that a rounded number means: 23.976 is 24000/1001. ValueError when it is none."""
    if not 0 < rate < 1e9:
        raise ValueError(f"{rate} is no rate")
    try:
        return parse_rate(repr(rate))
    except TweenError:
        return Fraction(rate).limit_denominator(1001)


def seconds(time: otio.opentime.RationalTime) -> Fraction:
    if not abs(time.value) < 1e15:
        raise ValueError(f"{time} is no time")
    return Fraction(time.value).limit_denominator(10**6) / exact_rate(time.rate)


def span_of(range_: otio.opentime.TimeRange) -> Span:
    start = seconds(range_.start_time)
    return Span(start, start + seconds(range_.duration))


@dataclass(slots=True)
class Walk:
    """Walks a timeline once; `say` takes a sentence for what has no place in a film of ours."""

    say: Callable[[str], None]
    lanes: dict[Lane, Laid] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)

    def timeline(self, timeline: otio.schema.Timeline) -> None:
        stack = timeline.tracks
        whole = Span(Fraction(0), self._length(stack))
        self._stack(stack, Fraction(0), whole, ())

    def _stack(self, stack: otio.schema.Stack, zero: Fraction, window: Span, lane: Lane) -> None:
        """`zero`: where in the film second 0 of the stack lies; `window`: what of the film it may fill."""
        if stack.source_range is not None:
            zero -= seconds(stack.source_range.start_time)
        self._effects(stack)
        self._marks(stack, zero, window)
        for i, child in enumerate(stack):
            if isinstance(child, otio.schema.Track):
                self._track(child, zero, window, (*lane, i))
            else:
                alone = otio.schema.Track(child.name)
                alone.append(child.deepcopy())
                self._track(alone, zero, window, (*lane, i))

    def _track(self, track: otio.schema.Track, zero: Fraction, window: Span, lane: Lane) -> None:
        kind = KINDS.get(track.kind)
        if kind is None:
            self.say(f"The track “{track.name}” holds {track.kind or 'nothing known'}, and was left out.")
            return
        if track.source_range is not None:
            window = window.cut(Span(zero, zero + seconds(track.source_range.duration)))
            zero -= seconds(track.source_range.start_time)
        self._effects(track)
        self._marks(track, zero, window)
        laid = self.lanes.setdefault(lane, Laid(kind, track))
        for child, place, ends in self._children(track, zero):
            self._child(child, place, window, laid, lane, ends)

    def _children(self, track: otio.schema.Track, zero: Fraction) -> Iterator[tuple[Any, Span, Ends]]:
        at = zero
        items = [child for child in track if not isinstance(child, otio.schema.Transition)]
        ends = [Ends() for _ in items]
        behind = 0
        for child in track:
            if isinstance(child, otio.schema.Transition):
                self._transition(child, items, ends, behind)
            else:
                behind += 1
        for child, its in zip(items, ends, strict=True):
            length = self._length(child)
            yield child, Span(at, at + length), its
            at += length

    def _transition(self, found: otio.schema.Transition, items: list[Any], ends: list[Ends], at: int) -> None:
        """A transition in front of child `at`."""
        before, after = (
            max(Fraction(0), seconds(found.in_offset)),
            max(Fraction(0), seconds(found.out_offset)),
        )
        left = at > 0 and isinstance(items[at - 1], otio.schema.Clip)
        right = at < len(items) and isinstance(items[at], otio.schema.Clip)
        if left and right:
            # Of the footage before its in point there may be less than the other program believed.
            early = min(before, self._first(items[at]) / self._speed(items[at]), self._length(items[at - 1]))
            ends[at - 1].stops = ends[at].begins = max(Fraction(0), early)
            ends[at].dissolve = max(Fraction(0), early) + after
        elif right:
            ends[at].fade_in = after
        elif left:
            ends[at - 1].fade_out = before
        name = found.name or found.transition_type or "without a name"
        if not (left or right):
            self.say(f"The transition “{name}” lies beside no clip, and was left out.")
        elif found.transition_type != otio.schema.TransitionTypes.SMPTE_Dissolve:
            dissolve = f"The transition “{name}” became a dissolve."
            self.say(dissolve if left and right else f"The transition “{name}” became a fade.")

    @staticmethod
    def _first(clip: otio.schema.Clip) -> Fraction:
        """The second of the media that the clip shows first."""
        first = seconds(clip.trimmed_range().start_time)
        available = clip.media_reference.available_range if clip.media_reference else None
        return first if available is None else first - seconds(available.start_time)

    def _child(self, child: Any, place: Span, window: Span, laid: Laid, lane: Lane, ends: Ends) -> None:
        shown = Span(place.start - ends.begins, place.stop - ends.stops).cut(window)
        if shown.stop <= shown.start or isinstance(child, otio.schema.Gap):
            return
        if isinstance(child, otio.schema.Clip):
            self._clip(child, place, shown, laid, ends)
        elif not child.enabled:
            self.say(f"“{child.name}” is switched off, and was left out.")
        elif isinstance(child, otio.schema.Track):
            self._track(child, place.start, shown, lane)
        elif isinstance(child, otio.schema.Stack):
            self.say(f"The sequence “{child.name}” was laid out on tracks of its own.")
            self._stack(child, place.start, shown, lane)
        else:
            self.say(f"“{child.name}” is a {type(child).__name__}, and was left out.")

    def _clip(self, clip: otio.schema.Clip, place: Span, shown: Span, laid: Laid, ends: Ends) -> None:
        first = self._first(clip)
        self._effects(clip)
        self._marks(clip, place.start - seconds(clip.trimmed_range().start_time), shown)
        speed = self._speed(clip)
        source = first + (shown.start - place.start) * speed
        laid.pieces.append(Piece(clip, shown, source, speed, ends.dissolve, ends.fade_in, ends.fade_out))

    def _speed(self, clip: otio.schema.Clip) -> Fraction:
        speed = Fraction(1)
        for effect in clip.effects:
            if isinstance(effect, otio.schema.LinearTimeWarp) and not isinstance(
                effect, otio.schema.FreezeFrame
            ):
                speed *= Fraction(effect.time_scalar).limit_denominator(10**6)
        if SPEEDS[0] <= speed <= SPEEDS[1]:
            return speed
        self.say(f"“{clip.name}” plays at {float(speed):g}× there; here at normal speed.")
        return Fraction(1)

    def _length(self, item: Any) -> Fraction:
        """Seconds of a child, 0 for one whose length is not known."""
        if item.source_range is not None:
            return max(Fraction(0), seconds(item.source_range.duration))
        if isinstance(item, otio.schema.Stack):
            return max((self._length(child) for child in item), default=Fraction(0))
        if isinstance(item, otio.schema.Track):
            parts = (child for child in item if not isinstance(child, otio.schema.Transition))
            return sum((self._length(child) for child in parts), Fraction(0))
        available = getattr(getattr(item, "media_reference", None), "available_range", None)
        if available is not None:
            return max(Fraction(0), seconds(available.duration))
        self.say(f"“{item.name}” has no length, and was left out.")
        return Fraction(0)

    def _effects(self, item: Any) -> None:
        for effect in item.effects:
            if isinstance(effect, otio.schema.FreezeFrame):
                self.say(f"“{item.name}” is a frozen frame there; here it moves.")
            elif not isinstance(effect, otio.schema.LinearTimeWarp) or not isinstance(item, otio.schema.Clip):
                name = effect.effect_name or effect.name or "without a name"
                self.say(f"The effect “{name}” on “{item.name}” was left out.")

    def _marks(self, item: Any, zero: Fraction, window: Span) -> None:
        for marker in item.markers:
            start, stop = span_of(marker.marked_range)
            place = Span(start + zero, max(start, stop) + zero)
            if window.start <= place.start <= window.stop:
                self.marks.append(Mark(marker, place))
