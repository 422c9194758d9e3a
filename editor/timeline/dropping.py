"""Files and assets dragged over the film from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent

from editor.language.choice import sentence
from editor.library.importing import Landing, landed
from editor.library.placing import place
from editor.timeline.card_drops import CardDrop, aimed, paint_halves, refusal
from editor.timeline.drops import Dropped, accept_copy, dropped
from editor.timeline.feedback import paint_ghosts, paint_plate, paint_snap_line
from editor.timeline.gestures import Ghost
from editor.timeline.pointer import At
from editor.timeline.table_drops import drop_table, ghosts_of, tables_of
from engine.document.clip_edits import IMAGE_FRAMES
from engine.document.queries import asset_length
from engine.document.time import FrameRange, timecode
from engine.errors import TweenError

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from editor.timeline.view import TimelineView
    from engine.document.model import Asset, Card, Document
    from engine.families.catalog import Model

translate = QCoreApplication.translate


class Dropping:
    """Says where a drag would land, and takes what is let go: pictures on their card (`card_drops`), footage
    on a track from that frame on (with Alt the film makes room for it), everything else at the film's end."""

    def __init__(self, view: TimelineView) -> None:
        self._view = view
        self.model_of: Callable[[Card], Model | None] = lambda card: None
        """Tells what a card is drawn with; whoever knows the models puts it here."""
        self.target: CardDrop | None = None
        """What dragged pictures would be to the card under them."""
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
        if tables_of(got):
            self.target, self.landing, self.over = None, None, True
            self.ghosts, self.refusal = ghosts_of(self._view, event), ""
            self._view.refresh()
            return
        target = aimed(self._view, got, self._at.x, self._at.y)
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
        work = self._view.workspace
        doc, landing = work.document, self.landing
        for asset in got.assets if landing is not None else ():
            assert landing is not None
            part = work.stage.part(asset, doc.rate)
            try:
                after, stop = landed(doc, asset, landing, part)
            except TweenError as error:
                self.refusal = sentence(str(error))
                whole = IMAGE_FRAMES if asset.kind == "image" else asset_length(asset, doc.rate)
                frames = len(part) if part is not None else whole
                span = FrameRange(landing.frame, landing.frame + frames)
                self.ghosts = (*self.ghosts, Ghost(landing.track, span))
                return
            self.ghosts = (*self.ghosts, *_new_places(doc, after, FrameRange(landing.frame, stop)))
            doc, landing = after, Landing(stop, landing.track, landing.making_room)

    def paint(self, painter: QPainter) -> None:
        if not self.over:
            return
        view = self._view
        card = view.board.card(self.target.card) if self.target is not None else None
        if self.target is not None and card is not None:
            refused, port = refusal(view, card), view.viewport().rect().toRectF()
            said = () if refused else paint_halves(painter, view, card, self.target)
            paint_plate(painter, view.look(), said, refused, self._at, port)
        elif self.landing is not None:
            look, port = view.look(), view.viewport().rect().toRectF()
            x = view.scale.x(self.landing.frame)
            paint_snap_line(painter, look, x, view.viewport().height())
            paint_ghosts(painter, view, self.ghosts, bool(self.refusal))
            how = (translate("TimelineDrags", "make room"),) if self.landing.making_room else ()
            doc = view.workspace.document
            where = (f"{timecode(self.landing.frame, doc.rate)} · {self.landing.frame}", *how)
            paint_plate(painter, look, where, self.refusal, self._at, port)
        elif self.ghosts:
            paint_ghosts(painter, view, self.ghosts, False)
        else:
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
        target = aimed(view, got, event.position().x(), event.position().y())
        if got.refused:
            work.notice.emit(
                translate("TimelineDrops", "Only files on this computer can be dropped here; save it first.")
            )
        if tables := tables_of(got):
            drop_table(view, event, tables[0])
        elif target is not None:
            view.pictures_dropped.emit(target)
        elif got.assets and (work.document.frames or any(asset.kind != "image" for asset in got.assets)):
            self._place(got.assets, self._landing(event))
        elif got.paths:
            work.import_files(list(got.paths), self._landing(event))

    def _place(self, assets: Sequence[Asset], landing: Landing | None) -> None:
        """Items of the library; one looks at the first of them then, or goes on looking at the source."""
        work = self._view.workspace
        start = work.document.frames if landing is None else landing.frame
        if place(work, assets, landing) is not None:
            work.stage.move_film(start)


def _new_places(before: Document, after: Document, span: FrameRange) -> list[Ghost]:
    known = {clip.id for track in before.tracks for clip in track.clips}
    new = [(track.id, c.place) for track in after.tracks for c in track.clips if c.id not in known]
    return [Ghost(track, place) for track, place in new if place == span]
