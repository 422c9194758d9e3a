"""Drags, one class each: they propose a document while the mouse moves and commit one edit on release."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.document import edits
from engine.document.time import FrameRange
from engine.errors import TweenError

if TYPE_CHECKING:
    from editor.timeline.view import TimelineView
    from engine.document.model import Document

translate = QCoreApplication.translate

Edit = Callable[["Document"], "Document"]


class Gesture:
    """Base: a drag that began at `x`. `snap_frame` is where a snap line shows, if anywhere."""

    name = ""
    snap_frame: int | None = None

    def move(self, x: float) -> None:
        raise NotImplementedError

    def finish(self) -> None:
        """The button was released: commit."""

    def cancel(self) -> None:
        """Escape: as if nothing had happened."""


class Scrub(Gesture):
    def __init__(self, view: TimelineView) -> None:
        self._view = view
        self._before = view.workspace.playhead

    def move(self, x: float) -> None:
        self._view.workspace.set_playhead(self._view.scale.frame(x))

    def cancel(self) -> None:
        self._view.workspace.set_playhead(self._before)


class EdgeDrag(Gesture):
    """An edge follows the pointer. The board shows the result; a refused edit leaves the last good one."""

    def __init__(self, view: TimelineView, edge: int, name: str) -> None:
        self._view = view
        self._edge = edge
        self._start_edge = edge
        self._edit: Edit | None = None
        self.name = name

    def edit_to(self, edge: int) -> Edit:
        raise NotImplementedError

    def move(self, x: float) -> None:
        edge, self.snap_frame = self._view.snapped(x, skip=(self._start_edge,))
        if edge == self._edge:
            return
        self._edge = edge
        edit = self.edit_to(edge)
        try:
            proposal = edit(self._view.workspace.document)
        except TweenError:
            return
        self._edit = edit
        self._view.propose(proposal)

    def finish(self) -> None:
        if self._edit is not None:
            self._view.workspace.apply(self.name, self._edit)
        self._view.propose(None)

    def cancel(self) -> None:
        self._view.propose(None)


class TrimStart(EdgeDrag):
    def __init__(self, view: TimelineView, clip_id: str, place: FrameRange) -> None:
        super().__init__(view, place.start, translate("TimelineDrags", "Trim"))
        self._clip, self._place = clip_id, place

    def edit_to(self, edge: int) -> Edit:
        place = FrameRange(min(edge, self._place.stop - 1), self._place.stop)
        return lambda doc: edits.trim_clip(doc, self._clip, place)


class TrimStop(EdgeDrag):
    def __init__(self, view: TimelineView, clip_id: str, place: FrameRange) -> None:
        super().__init__(view, place.stop, translate("TimelineDrags", "Trim"))
        self._clip, self._place = clip_id, place

    def edit_to(self, edge: int) -> Edit:
        place = FrameRange(self._place.start, max(edge, self._place.start + 1))
        return lambda doc: edits.trim_clip(doc, self._clip, place)


class RollCards(EdgeDrag):
    """The boundary between two cards moves; the film keeps its length."""

    def __init__(self, view: TimelineView, boundary: int, limits: FrameRange) -> None:
        super().__init__(view, boundary, translate("TimelineDrags", "Move the boundary"))
        self._boundary, self._limits = boundary, limits

    def edit_to(self, edge: int) -> Edit:
        to = min(max(edge, self._limits.start + 1), self._limits.stop - 1)
        return lambda doc: edits.roll_cards(doc, self._boundary, to)
