"""Drags on the ruler: markers, the in and the out point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from editor.marks import with_marks
from editor.timeline.gestures import Edit
from editor.timeline.pointer import At
from editor.timeline.trims import EdgeDrag
from engine.document import edits

if TYPE_CHECKING:
    from editor.timeline.view import TimelineView
    from engine.document.model import Document, Marker

translate = QCoreApplication.translate


class MoveMarker(EdgeDrag):
    """A marker follows the pointer; one that is only clicked takes the playhead to it."""

    def __init__(self, view: TimelineView, marker: Marker, at: At) -> None:
        super().__init__(view, marker.frame, translate("TimelineDrags", "Move the marker"))
        self._marker = marker.id
        self._pressed: At | None = at

    def move(self, at: At) -> None:
        if self._pressed is not None and not at.far_from(self._pressed):
            return
        self._pressed = None
        super().move(at)

    def edit_to(self, value: int) -> Edit:
        return lambda doc: edits.move_marker(doc, self._marker, value)

    def finish(self) -> None:
        if self._pressed is not None:
            self._view.workspace.set_playhead(self.start)
        super().finish()


class MoveMark(EdgeDrag):
    """The in or the out point follows the pointer; it does not cross the other one."""

    def __init__(self, view: TimelineView, is_in: bool) -> None:
        work = view.workspace
        frame = work.document.mark_in if is_in else work.document.mark_out
        super().__init__(view, frame or 0, translate("TimelineDrags", "In and out"))
        self._is_in = is_in
        if is_in and work.document.mark_out is not None:
            self.most = work.document.mark_out - 1
        elif not is_in:
            self.least = (work.document.mark_in or 0) + 1

    def edit_to(self, value: int) -> Edit:
        def marked(doc: Document) -> Document:
            return with_marks(doc, *((value, doc.mark_out) if self._is_in else (doc.mark_in, value)))

        return marked
