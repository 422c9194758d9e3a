"""The timeline's mouse, wheel, keys and drops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip

from editor.timeline.drops import accept_copy, dropped
from editor.timeline.gestures import Gesture, RollCards, Scrub, TrimStart, TrimStop
from editor.timeline.hits import Hit, hit
from editor.timeline.menu import build_menu
from editor.timeline.rows import RULER
from editor.timeline.tips import tip
from engine.document.time import FrameRange

if TYPE_CHECKING:
    from editor.timeline.view import TimelineView

translate = QCoreApplication.translate

WHEEL_ZOOM = 1.0015
"""Zoom for each unit of wheel angle; a notch is 120 units, a factor of 1.2."""
WHEEL_SCROLL = 0.9
"""Pixels for each unit of wheel angle."""
EDGE_SCROLL = 24
"""A drag this close to the side of the view scrolls it."""


class Hands:
    """Turns events of a `TimelineView` into selections, gestures and intentions."""

    def __init__(self, view: TimelineView) -> None:
        self._view = view
        self.gesture: Gesture | None = None
        self.hover: Hit | None = None
        self.target: str | None = None
        """The card that a dragged picture would land on."""
        self.dropping = False
        """Whether files are being dragged over the view."""

    def hit(self, at: QPointF) -> Hit:
        view = self._view
        y = at.y() if at.y() < RULER else max(RULER, at.y() + view.top)
        return hit(view.board, view.scale, view.rows, view.workspace.seam_scores(), at.x(), y)

    # Mouse.

    def press(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        found = self.hit(event.position())
        self._select(found)
        self.gesture = self._gesture_for(found)
        if isinstance(self.gesture, Scrub):
            self.gesture.move(event.position().x())
        if found.kind == "offer" and found.span is not None:
            self._view.add_card(found.span)

    def _select(self, found: Hit) -> None:
        work = self._view.workspace
        if found.kind == "card":
            work.select_clip(None)
            work.select_card(found.card)
        elif found.kind in ("clip", "clip-start", "clip-stop"):
            work.select_clip(found.clip)
        elif found.kind == "empty":
            work.select_clip(None)
            work.select_card(None)

    def _gesture_for(self, found: Hit) -> Gesture | None:
        view = self._view
        if found.kind == "ruler":
            return Scrub(view)
        if found.kind == "card-edge":
            before, after = view.board.cards.at(found.frame - 1), view.board.cards.at(found.frame)
            if before is not None and after is not None:
                return RollCards(view, found.frame, FrameRange(before.range.start, after.range.stop))
        if found.kind in ("clip-start", "clip-stop") and (clip := view.board.clip(found.clip)) is not None:
            trim = TrimStart if found.kind == "clip-start" else TrimStop
            return trim(view, clip[1].id, clip[1].place)
        return None

    def move(self, event: QMouseEvent) -> None:
        if self.gesture is not None:
            self._scroll_at_edges(event.position().x())
            self.gesture.move(event.position().x())
            self._view.viewport().update()
        else:
            self.point_at(self.hit(event.position()))

    def point_at(self, found: Hit | None) -> None:
        """Show what is under the pointer, by cursor and highlight."""
        old = self.hover
        self.hover = found
        shapes = {
            "card-edge": Qt.CursorShape.SplitHCursor,
            "clip-start": Qt.CursorShape.SizeHorCursor,
            "clip-stop": Qt.CursorShape.SizeHorCursor,
            "offer": Qt.CursorShape.PointingHandCursor,
        }
        self._view.viewport().setCursor(shapes.get(found.kind if found else "", Qt.CursorShape.ArrowCursor))
        if _highlight(old) != _highlight(found):
            self._view.refresh()

    def _scroll_at_edges(self, x: float) -> None:
        width = self._view.viewport().width()
        over = min(0.0, x - EDGE_SCROLL) + max(0.0, x - width + EDGE_SCROLL)
        if over:
            bar = self._view.horizontalScrollBar()
            bar.setValue(bar.value() + round(over))

    def release(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.gesture is not None:
            gesture, self.gesture = self.gesture, None
            gesture.finish()
            self._view.refresh()

    def double_click(self, event: QMouseEvent) -> None:
        found = self.hit(event.position())
        if found.kind == "card" and found.card:
            self._view.workspace.select_card(found.card)
            self._view.prompt_requested.emit(found.card)

    def wheel(self, event: QWheelEvent) -> None:
        view, angle = self._view, event.angleDelta()
        modifiers = event.modifiers()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            view.zoom(WHEEL_ZOOM ** angle.y(), event.position().x())
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            bar = view.verticalScrollBar()
            bar.setValue(bar.value() - round((angle.y() or angle.x()) / 2))
        else:
            bar = view.horizontalScrollBar()
            pixels = event.pixelDelta()
            along = pixels.x() or pixels.y() or round((angle.x() or angle.y()) * WHEEL_SCROLL)
            bar.setValue(bar.value() - along)
        event.accept()

    # Keys and menu.

    def key(self, event: QKeyEvent) -> bool:
        """True when the key was for the timeline."""
        view, key = self._view, event.key()
        if key == Qt.Key.Key_Escape and self.gesture is not None:
            gesture, self.gesture = self.gesture, None
            gesture.cancel()
            view.refresh()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and view.workspace.selected_card:
            view.prompt_requested.emit(view.workspace.selected_card)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._select_neighbour(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            return False
        return True

    def _select_neighbour(self, step: int) -> None:
        view, cards = self._view, self._view.board.cards.items
        if not cards:
            return
        ids = [card.id for card in cards]
        chosen = view.workspace.selected_card
        if chosen in ids:
            place = min(max(ids.index(chosen) + step, 0), len(ids) - 1)
        else:
            under = view.board.cards.at(view.workspace.playhead)
            place = ids.index(under.id) if under else 0
        view.workspace.select_card(ids[place])
        view.workspace.set_playhead(cards[place].range.start)

    def menu(self, at: QPoint | None) -> None:
        """The context menu at a view position; at the playhead when asked for by key."""
        view = self._view
        if at is None:
            at = QPoint(round(view.scale.x(view.workspace.playhead)), RULER + 20)
        found = self.hit(QPointF(at))
        self._select(found)
        menu = build_menu(view, found)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(view.viewport().mapToGlobal(at))

    def tool_tip(self, event: QHelpEvent) -> None:
        view, at = self._view, QPointF(event.pos())
        text = tip(
            self.hit(at),
            view.board,
            view.workspace.seam_scores(),
            view.workspace.state,
            view.workspace.job,
        )
        QToolTip.showText(event.globalPos(), text, view.viewport())

    # Drops.

    def drag(self, event: QDragMoveEvent) -> None:
        """A file is over the view: say where it would land."""
        if not accept_copy(event):
            return
        image = dropped(event.mimeData(), self._view.workspace.document).image
        found = self.hit(event.position())
        target = found.card if image and found.kind in ("card", "card-edge") else None
        if target != self.target or not self.dropping:
            self.target, self.dropping = target, True
            self._view.refresh()

    def leave(self) -> None:
        self.target, self.dropping = None, False
        self._view.refresh()

    def drop(self, event: QDropEvent) -> None:
        view, work = self._view, self._view.workspace
        self.leave()
        if not accept_copy(event):
            return
        got = dropped(event.mimeData(), work.document)
        found = self.hit(event.position())
        if got.refused:
            work.notice.emit(
                translate("TimelineDrops", "Only files on this computer can be dropped here; save it first.")
            )
        card = view.board.card(found.card) if found.kind in ("card", "card-edge") else None
        if got.image and card is not None:
            view.image_dropped_on_card.emit(card.id, got.image, max(0, found.frame - card.range.start))
        elif got.paths:
            work.import_files(list(got.paths), found.frame)


def _highlight(found: Hit | None) -> tuple[object, ...]:
    """What the painting depends on; the exact frame does not matter, except on a seam."""
    if found is None:
        return ()
    return found.kind, found.card, found.clip, found.span, found.frame if found.kind == "seam" else None
