"""Files and assets dragged over the film from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent

from editor.language.choice import sentence
from editor.library.importing import Landing, landed
from editor.timeline.drops import Dropped, accept_copy, dropped
from editor.timeline.feedback import paint_ghosts, paint_plate, paint_snap_line
from editor.timeline.gestures import Ghost
from editor.timeline.pointer import At
from engine.document.clip_edits import IMAGE_FRAMES
from engine.document.queries import asset_length
from engine.document.time import FrameRange, timecode
from engine.errors import TweenError

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from editor.timeline.view import TimelineView
    from engine.document.model import Document

translate = QCoreApplication.translate


class Dropping:
    """Says where a drag would land, and takes what is let go: a picture on its card, footage on a track from
    that frame on (with Alt the film makes room for it), everything else at the film's end."""

    def __init__(self, view: TimelineView) -> None:
        self._view = view
        self.target: str | None = None
        """The card that a dragged picture would land on."""
        self.landing: Landing | None = None
        """The place on a track where footage would begin."""
        self.ghosts: tuple[Ghost, ...] = ()
        self.refusal = ""
        self._at = At(0, 0)
        self.over = False
        """Whether files are being dragged over the view."""

    def drag(self, event: QDragMoveEvent) -> None:
        if not accept_copy(event):
            return
        self._at = At(event.position().x(), event.position().y())
        got = dropped(event.mimeData(), self._view.workspace.document)
        found = self._view.hands.hit(event.position())
        target = found.card if got.image else None
        landing = None if target else self._landing(event)
        if (target, landing, True) != (self.target, self.landing, self.over):
            self.target, self.landing, self.over = target, landing, True
            self._outline(got)
            self._view.refresh()

    def _landing(self, event: QDropEvent) -> Landing | None:
        """On a track: the frame under the pointer, which snaps; nowhere else."""
        view, at = self._view, event.position()
        row = view.row_at(at.y())
        if row is None or row.track is None or not view.workspace.document.frames:
            return None
        frame, _ = view.snapped(at.x())
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        return Landing(frame, row.track.id, alt)

    def _outline(self, got: Dropped) -> None:
        """Where assets of the library, whose length is known, would lie."""
        self.ghosts, self.refusal = (), ""
        doc = self._view.workspace.document
        landing = self.landing
        for asset in got.assets if landing is not None else ():
            assert landing is not None
            try:
                after, stop = landed(doc, asset, landing)
            except TweenError as error:
                self.refusal = sentence(str(error))
                frames = IMAGE_FRAMES if asset.kind == "image" else asset_length(asset, doc.rate)
                span = FrameRange(landing.frame, landing.frame + frames)
                self.ghosts = (*self.ghosts, Ghost(landing.track, span))
                return
            self.ghosts = (*self.ghosts, *_new_places(doc, after, FrameRange(landing.frame, stop)))
            doc, landing = after, Landing(stop, landing.track, landing.making_room)

    def paint(self, painter: QPainter) -> None:
        if not self.over:
            return
        view = self._view
        if self.landing is not None:
            look, port = view.look(), view.viewport().rect().toRectF()
            x = view.scale.x(self.landing.frame)
            paint_snap_line(painter, look, x, view.viewport().height())
            paint_ghosts(painter, view, self.ghosts, bool(self.refusal))
            how = (translate("TimelineDrags", "make room"),) if self.landing.making_room else ()
            doc = view.workspace.document
            where = (f"{timecode(self.landing.frame, doc.rate)} · {self.landing.frame}", *how)
            paint_plate(painter, look, where, self.refusal, self._at, port)
        elif self.target is None:
            look = view.look()
            look.outline(painter, view.viewport().rect().toRectF(), look.tokens.accent, 2.0)

    def leave(self) -> None:
        self.target, self.landing, self.over = None, None, False
        self.ghosts, self.refusal = (), ""
        self._view.refresh()

    def drop(self, event: QDropEvent) -> None:
        view, work = self._view, self._view.workspace
        self.leave()
        if not accept_copy(event):
            return
        got = dropped(event.mimeData(), work.document)
        found = view.hands.hit(QPointF(event.position()))
        if got.refused:
            work.notice.emit(
                translate("TimelineDrops", "Only files on this computer can be dropped here; save it first.")
            )
        card = view.board.card(found.card)
        if got.image and card is not None:
            view.image_dropped_on_card.emit(card.id, got.image, max(0, found.frame - card.range.start))
        elif got.paths:
            work.import_files(list(got.paths), self._landing(event))


def _new_places(before: Document, after: Document, span: FrameRange) -> list[Ghost]:
    known = {clip.id for track in before.tracks for clip in track.clips}
    new = [(track.id, c.place) for track in after.tracks for c in track.clips if c.id not in known]
    return [Ghost(track, place) for track, place in new if place == span]
