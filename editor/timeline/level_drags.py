"""What the mouse does with the line of a clip's volume or opacity: points are set, dragged and taken away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from editor.clips.keyed import LEVELS, taken
from editor.timeline.gestures import Edit, Gesture, Proposing
from editor.timeline.level_lines import level_a_pixel, level_of
from editor.timeline.pointer import At
from engine.document import edits
from engine.document.keys import Ease, eased, key_after, key_at, key_before
from engine.document.levels import LIMITS, Level, keys_of, level_at, number_of, with_key
from engine.document.time import timecode

if TYPE_CHECKING:
    from editor.timeline.hits import Hit
    from editor.timeline.view import TimelineView
    from engine.document.levels import Keys
    from engine.document.model import Clip, Track

translate = QCoreApplication.translate

FINE = 0.1
"""Of the usual speed, with Shift."""
STICKY = 3.0
"""Pixels around 0 dB in which it stays there."""
SLACK = 4.0
"""Pixels that a point is dragged sideways before it leaves its frame."""


def level_name(level: Level) -> str:
    return translate("TimelineDrags", "Volume") if level == "gain" else translate("TimelineDrags", "Opacity")


def level_text(level: Level, value: float) -> str:
    """As a person reads it: -6.0 dB, 40 %."""
    return f"{value:.1f} dB" if level == "gain" else f"{value * 100:.0f} %"


class LevelDrag(Proposing):
    """The key frames of `frames` get louder or quieter together; one that is `alone` goes along the clip,
    too. For none the level goes up and down throughout. With Shift it goes a tenth as fast."""

    def __init__(
        self, view: TimelineView, track: Track, clip: Clip, frames: tuple[int, ...], at: At, *, alone: bool
    ) -> None:
        self._level: Level = level_of(track.kind)
        super().__init__(view, level_name(self._level))
        self._clip, self._frames, self._from, self._alone = clip, frames, at, alone
        row = view.row_of(track.id)
        self._a_pixel = level_a_pixel(self._level, row.height if row is not None else 1)
        self._keys = keys_of(clip, self._level)
        self._last, self._up = at, 0.0
        self.aside: Callable[[], Gesture | None] = lambda: None
        """The drag that it turns into where it sets off along the film."""
        first = key_at(self._keys, frames[0]) if frames else None
        self.value = first.value if first is not None else number_of(clip, self._level)
        self._start, self._frame = self.value, frames[0] if frames else 0

    def set_point(self) -> None:
        """It begins with a new key frame where it was grabbed: let go at once, that is all it does."""
        self._keys = with_key(self._clip, self._level, self._frames[0])
        self.value = self._start = level_at(self._clip, self._level, self._clip.place.start + self._frames[0])
        self._propose(self._keys)

    def move(self, at: At) -> None:
        if not self.moving and not at.far_from(self._from):
            return
        if not self.moving and abs(at.x - self._from.x) > abs(at.y - self._from.y):
            other = self.aside()
            if other is not None:
                self._view.hands.gesture = other
                other.move(at)
                return
        self.moving = True
        self._up += (self._last.y - at.y) * (FINE if at.shift else 1.0)
        self._last = at
        by = self._rounded(self._up * self._a_pixel, at.shift) - self._start
        low, high = LIMITS[self._level]
        moved = {key.frame: min(max(key.value + by, low), high) for key in self._keys}
        self.value = min(max(self._start + by, low), high)
        if not self._frames:
            self._throughout()
            return
        to = self._frame = self._sideways(at)
        self._propose(
            tuple(
                replace(key, frame=to if self._alone else key.frame, value=moved[key.frame])
                if key.frame in self._frames
                else key
                for key in self._keys
            )
        )

    def _rounded(self, up: float, fine: bool) -> float:
        value = round(self._start + up, 1 if self._level == "gain" else 2)
        near = self._level == "gain" and abs(value) <= STICKY * self._a_pixel and not fine
        return 0.0 if near else value

    def _sideways(self, at: At) -> int:
        """The frame that a single point is dragged to: inside its clip, between its neighbours."""
        frame, by = self._frames[0], at.x - self._from.x
        if not self._alone or abs(by) <= SLACK:
            return frame
        before, after = key_before(self._keys, frame), key_after(self._keys, frame)
        least = max(0, before.frame + 1 if before is not None else 0)
        most = min(len(self._clip.place) - 1, after.frame - 1 if after is not None else frame + 10**8)
        return min(max(frame + round(by / self._view.scale.pixels), least), most)

    def _propose(self, keys: Keys) -> None:
        clip, level = self._clip.id, self._level
        self._try(lambda doc: edits.set_level_keys(doc, clip, level, keys))

    def _throughout(self) -> None:
        clip, value = self._clip.id, self.value
        edit = edits.set_gain if self._level == "gain" else edits.set_opacity
        self._try(lambda doc: edit(doc, clip, value))

    def _try(self, edit: Edit) -> None:
        made = self.tried(edit)
        self._edit = edit if made is not None else None
        if made is not None:
            self._view.propose(made)

    def lines(self) -> tuple[str, ...]:
        said = level_text(self._level, self.value)
        if not self._frames:
            return (said,)
        frame = self._clip.place.start + self._frame
        return said, f"{timecode(frame, self._view.workspace.document.rate)} · {frame}"


def drag_of(
    view: TimelineView, track: Track, clip: Clip, found: Hit, at: At, aside: Callable[[], Gesture | None]
) -> LevelDrag:
    """The drag that a press on a point or on the line begins; with Ctrl on the line a point is set there.
    Pulled along the film, the line leaves its clip to the drag `aside`."""
    frame, keys = found.frame - clip.place.start, keys_of(clip, level_of(track.kind))
    if found.kind == "level-point":
        return LevelDrag(view, track, clip, (frame,), at, alone=True)
    if at.ctrl:
        drag = LevelDrag(view, track, clip, (frame,), at, alone=True)
        drag.set_point()
        return drag
    ends = (key_before(keys, frame + 1), key_after(keys, frame))
    frames = tuple(key.frame for key in ends if key is not None)
    drag = LevelDrag(view, track, clip, frames, at, alone=False)
    drag.aside = aside
    return drag


def set_point(view: TimelineView, found: Hit) -> None:
    """A key frame where the line was pointed at, as loud as it is there."""
    if (on := view.board.clip(found.clip)) is not None:
        track, clip = on
        what, at = LEVELS[level_of(track.kind)], found.frame - clip.place.start
        name = translate("moves", "Set key frame")
        view.workspace.apply(name, lambda doc: what.set_at(doc, clip, at))


def remove_point(view: TimelineView, found: Hit) -> None:
    if (on := view.board.clip(found.clip)) is not None:
        track, clip = on
        level, at = level_of(track.kind), found.frame - clip.place.start
        name = translate("moves", "Remove key frame")
        view.workspace.apply(name, lambda doc: taken(doc, clip, level, at))


def ease_point(view: TimelineView, found: Hit, way: Ease) -> None:
    if (on := view.board.clip(found.clip)) is not None:
        track, clip = on
        level, at = level_of(track.kind), found.frame - clip.place.start
        keys = eased(keys_of(clip, level), way, at)
        name = translate("moves", "Way to the next key frame")
        view.workspace.apply(name, lambda doc: edits.set_level_keys(doc, clip.id, level, keys))
