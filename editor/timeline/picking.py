"""Which clips and cards a click, a range or a rubber band chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from editor.timeline.gestures import Gesture
from editor.timeline.look import Look, veil
from editor.timeline.pointer import At
from engine.document.time import FrameRange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editor.timeline.board import Board
    from editor.timeline.rows import Row
    from editor.timeline.view import TimelineView
    from engine.document.model import Document


def inside(board: Board, rows: Iterable[Row], span: FrameRange) -> frozenset[str]:
    """Clips and cards of these rows that share a frame with `span`."""
    found: set[str] = set()
    for row in rows:
        if row.kind == "cards":
            found.update(card.id for card in board.cards.within(span.start, span.stop))
        elif row.track is not None:
            found.update(clip.id for clip in board.clips[row.track.id].within(span.start, span.stop))
    return frozenset(found)


def all_things(document: Document) -> frozenset[str]:
    """Every clip and card of the film."""
    ids = {clip.id for track in document.tracks for clip in track.clips}
    return frozenset(ids | {card.id for card in document.cards})


def up_to(view: TimelineView, lead: str | None, clicked: str) -> frozenset[str]:
    """From the thing chosen last to the one clicked, on all rows between them."""
    places = {name: found for name in (lead, clicked) if name and (found := where(view, name))}
    if clicked not in places:
        return frozenset()
    spans = [span for _, span in places.values()]
    rows = [view.rows.index(row) for row, _ in places.values()]
    span = FrameRange(min(span.start for span in spans), max(span.stop for span in spans))
    return inside(view.board, view.rows[min(rows) : max(rows) + 1], span)


def where(view: TimelineView, thing: str) -> tuple[Row, FrameRange] | None:
    """The row and the frames of a clip or card."""
    if (card := view.board.card(thing)) is not None:
        return view.rows[1], card.range
    found = view.board.clip(thing)
    row = view.row_of(found[0].id) if found is not None else None
    return (row, found[1].place) if found is not None and row is not None else None


def made_within(before: Document, after: Document, span: FrameRange, *, cards: bool) -> frozenset[str]:
    """Clips inside `span` that an edit has made; with `cards`, also cards."""
    old = all_things(before)
    new = {c.id for track in after.tracks for c in track.clips if c.id not in old and span.covers(c.place)}
    if cards:
        new.update(card.id for card in after.cards if card.id not in old and span.covers(card.range))
    return frozenset(new)


class RubberBand(Gesture):
    """A box from where the press was; all that it touches is chosen, beside what was with Ctrl or Shift."""

    def __init__(self, view: TimelineView, at: At) -> None:
        self._view = view
        self._pressed = self._now = at
        self._from = view.scale.place(at.x)
        self._top = at.y + view.top
        self._kept = view.workspace.selection.ids if at.ctrl or at.shift else frozenset[str]()

    def move(self, at: At) -> None:
        self._now = at
        if not self.moving and not at.far_from(self._pressed):
            return
        self.moving = True
        box, view = self._box(), self._view
        first, last = view.scale.frame(box.left()), view.scale.frame(box.right()) + 1
        top, bottom = box.top() + view.top, box.bottom() + view.top
        rows = [row for row in view.rows[1:] if row.top < bottom and top < row.bottom]
        chosen = self._kept | inside(view.board, rows, FrameRange(first, last))
        if chosen != self.chosen:
            self.chosen = chosen
            view.refresh()

    def _box(self) -> QRectF:
        x, y = self._view.scale.x(self._from), self._top - self._view.top
        left, right = sorted((x, self._now.x))
        top, bottom = sorted((y, self._now.y))
        return QRectF(left, top, right - left, bottom - top)

    def paint(self, painter: QPainter, look: Look) -> None:
        if self.moving:
            painter.setPen(QPen(look.tokens.accent, 1))
            painter.setBrush(veil(look.tokens.accent, 0.10))
            painter.drawRect(self._box())

    def finish(self) -> None:
        work = self._view.workspace
        if self.moving:
            work.select(self.chosen or ())
        elif not self._kept:
            work.select(())
