"""Drags of a clip's upper corners: how long it fades in or out, or dissolves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from editor.timeline.feedback import place_lines
from editor.timeline.gestures import Edit, Following
from editor.timeline.pointer import At
from editor.timeline.trims import Edge
from engine.document import edits

if TYPE_CHECKING:
    from editor.timeline.view import TimelineView
    from engine.document.model import Clip

translate = QCoreApplication.translate


class FadeDrag(Following):
    """A fade gets as long as the pointer is away from the clip's edge; a dissolve likewise, where there is
    one. As long as the film allows: with a sentence why not longer."""

    def __init__(self, view: TimelineView, clip: Clip, edge: Edge, at: At) -> None:
        self._dissolves = edge == "in" and clip.dissolve > 0
        self._clip, self._side = clip, edge
        frames = clip.dissolve if self._dissolves else clip.fade_in if edge == "in" else clip.fade_out
        names = {
            "in": translate("TimelineDrags", "Fade in"),
            "out": translate("TimelineDrags", "Fade out"),
            "over": translate("TimelineDrags", "Dissolve"),
        }
        super().__init__(view, frames, names["over" if self._dissolves else edge])
        self._from = at.x

    def wanted(self, at: At) -> int:
        """Where it was grabbed beside its frame, it stays beside it."""
        by = (at.x - self._from) / self._view.scale.pixels
        longer = self.start + round(by if self._side == "in" else -by)
        edge = self._edge(longer)
        if abs(by) * self._view.scale.pixels < 1:
            return self.start
        frame, self.snap_frame = self._view.snapped(self._view.scale.x(edge), other=at.shift)
        near = frame if self.snap_frame is not None else edge
        place = self._clip.place
        return max(0, near - place.start if self._side == "in" else place.stop - near)

    def edit_to(self, value: int) -> Edit:
        clip = self._clip.id
        if self._dissolves:
            return lambda doc: edits.dissolve(doc, clip, value)
        if self._side == "in":
            return lambda doc: edits.set_fades(doc, clip, fade_in=value)
        return lambda doc: edits.set_fades(doc, clip, fade_out=value)

    def lines(self) -> tuple[str, ...]:
        rate = self._view.workspace.document.rate
        return place_lines(self._edge(self.value), self.value - self.start, rate, self.value)

    def _edge(self, frames: int) -> int:
        place = self._clip.place
        return place.start + frames if self._side == "in" else place.stop - frames
