"""Drags of edges: trims, rolls, ripples, the boundaries of cards."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication

from editor.timeline.feedback import place_lines
from editor.timeline.gestures import Edit, Following
from editor.timeline.pointer import At
from engine.document import edits
from engine.document.time import FrameRange

if TYPE_CHECKING:
    from editor.timeline.view import TimelineView
    from engine.document.model import Card, Clip

translate = QCoreApplication.translate

Edge = Literal["in", "out"]


class EdgeDrag(Following):
    """An edge of the film follows the pointer and snaps; it stays between `least` and `most`."""

    least, most = 0, sys.maxsize

    def wanted(self, at: At) -> int:
        edge, self.snap_frame = self._view.snapped(at.x, skip=(self.start,), other=at.shift)
        return min(max(edge, self.least), self.most)

    def lines(self) -> tuple[str, ...]:
        rate = self._view.workspace.document.rate
        return place_lines(self.value, self.value - self.start, rate, self.length())

    def _keep_a_frame(self, edge: Edge, span: FrameRange) -> None:
        if edge == "in":
            self.most = span.stop - 1
        else:
            self.least = span.start + 1

    def length(self) -> int | None:
        """Frames of what is trimmed, when the plate should say so."""
        return None


class Trim(EdgeDrag):
    """An edge of a clip moves over its footage; the rest of the film stays."""

    def __init__(self, view: TimelineView, clip: Clip, edge: Edge) -> None:
        start = clip.place.start if edge == "in" else clip.place.stop
        super().__init__(view, start, translate("TimelineDrags", "Trim"))
        self._clip, self._place = clip.id, clip.place
        self._side: Edge = edge
        self._keep_a_frame(edge, clip.place)

    def place(self, edge: int) -> FrameRange:
        if self._side == "in":
            return FrameRange(edge, self._place.stop)
        return FrameRange(self._place.start, edge)

    def edit_to(self, value: int) -> Edit:
        place = self.place(value)
        return lambda doc: edits.trim_clip(doc, self._clip, place)

    def length(self) -> int:
        return len(self.place(self.value))


class RippleTrim(Trim):
    """An edge of a clip moves, and the film behind it closes up or makes room."""

    def __init__(self, view: TimelineView, clip: Clip, edge: Edge) -> None:
        super().__init__(view, clip, edge)
        self.name = translate("TimelineDrags", "Ripple trim")

    def edit_to(self, value: int) -> Edit:
        by, side = value - self.start, self._side
        return lambda doc: edits.ripple_trim(doc, self._clip, side, by)

    def length(self) -> int:
        by = self.value - self.start
        return len(self._place) + (by if self._side == "out" else -by)


class RollClips(EdgeDrag):
    """The cut between two clips that touch moves; nothing else does."""

    def __init__(self, view: TimelineView, before: Clip) -> None:
        super().__init__(view, before.place.stop, translate("TimelineDrags", "Roll the cut"))
        self._clip = before.id

    def edit_to(self, value: int) -> Edit:
        return lambda doc: edits.roll(doc, self._clip, value)


class RollCards(EdgeDrag):
    """The boundary between two cards moves; the film keeps its length."""

    def __init__(self, view: TimelineView, boundary: int) -> None:
        super().__init__(view, boundary, translate("TimelineDrags", "Move the boundary"))

    def edit_to(self, value: int) -> Edit:
        return lambda doc: edits.roll_cards(doc, self.start, value)


class ResizeCard(EdgeDrag):
    """A card's edge beside a gap, or at the film's end, moves alone."""

    def __init__(self, view: TimelineView, card: Card, edge: Edge) -> None:
        start = card.range.start if edge == "in" else card.range.stop
        super().__init__(view, start, translate("TimelineDrags", "Resize the card"))
        self._card, self._side, self._range = card.id, edge, card.range
        self._keep_a_frame(edge, card.range)

    def span(self, edge: int) -> FrameRange:
        if self._side == "in":
            return FrameRange(edge, self._range.stop)
        return FrameRange(self._range.start, edge)

    def edit_to(self, value: int) -> Edit:
        span = self.span(value)
        return lambda doc: edits.resize_card(doc, self._card, span)

    def length(self) -> int:
        return len(self.span(self.value))
