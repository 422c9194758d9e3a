"""The timeline's mouse, wheel and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip

from editor.timeline.edge_scroll import EdgeScroll
from editor.timeline.gestures import Gesture, Scrub
from editor.timeline.hits import LEVEL, Hit, hit
from editor.timeline.level_drags import remove_point, set_point
from editor.timeline.menu import build_menu
from editor.timeline.picking import up_to
from editor.timeline.pointer import At
from editor.timeline.rows import RULER
from editor.timeline.tips import tip
from editor.timeline.tools import cursor_for, gesture_for
from editor.tools.hints import SpacingHints

if TYPE_CHECKING:
    from editor.timeline.view import TimelineView

WHEEL_ZOOM = 1.0015
"""Zoom for each unit of wheel angle; a notch is 120 units, a factor of 1.2."""
WHEEL_SCROLL = 0.9
"""Pixels for each unit of wheel angle."""
REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
HELD = {
    Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
    Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
    Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
}


class Hands:
    """Turns events of a `TimelineView` into selections, gestures and intentions."""

    def __init__(self, view: TimelineView) -> None:
        self._view = view
        self.gesture: Gesture | None = None
        self.pointer: At | None = None
        """Where the pointer is while there is a gesture."""
        self.hover: Hit | None = None
        self._last = QPointF()
        self._pressed: tuple[Hit, At] | None = None
        self._scroll = EdgeScroll(view, self._follow)
        self._spacing = SpacingHints(view.workspace)

    def hit(self, at: QPointF) -> Hit:
        view = self._view
        y = at.y() if at.y() < RULER else max(RULER, at.y() + view.top)
        chosen, seams = view.workspace.selection.ids, view.workspace.seam_scores()
        return hit(view.board, view.scale, view.rows, seams, at.x(), y, chosen)

    # Mouse.

    def press(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.gesture is not None:
            return
        at = At(event.position().x(), event.position().y(), event.modifiers())
        self._view.workspace.stage.show_film()
        found = self.hit(event.position())
        self._pressed = (found, at)
        self._select(found, at)
        self.gesture, self.pointer = gesture_for(self._view, found, at), at
        if isinstance(self.gesture, Scrub):
            self.gesture.move(at)

    def _select(self, found: Hit, at: At) -> None:
        """A press on what is chosen already leaves the selection, for it may begin a drag of all of it."""
        work = self._view.workspace
        thing = found.clip or found.marker or (found.card if found.kind == "card" else None)
        if thing is None or (
            at.ctrl and found.kind not in ("clip-start", "clip-stop", "fade-in", "fade-out")
        ):
            return
        if at.shift:
            lead = work.selected_clip or work.selected_card
            work.select(work.selection.ids | up_to(self._view, lead, thing), lead=thing)
        elif thing not in work.selection.ids:
            self._choose(found)

    def _choose(self, found: Hit) -> None:
        """Only the thing under the pointer."""
        work = self._view.workspace
        if found.clip is not None:
            work.select_clip(found.clip)
        elif found.kind == "marker" and found.marker is not None:
            work.select({found.marker}, lead=found.marker)
        elif found.kind == "card":
            work.select_card(found.card)

    def move(self, event: QMouseEvent) -> None:
        if self.gesture is None:
            self._last = event.position()
            self.point_at(self.hit(self._last))
            return
        self.pointer = At(event.position().x(), event.position().y(), event.modifiers())
        if self.gesture.scrolls:
            self._scroll.look(self.pointer.x, self.pointer.y)
        self._follow()

    def _follow(self) -> None:
        """The gesture looks again at where the pointer is over the film."""
        if self.gesture is not None and self.pointer is not None:
            self.gesture.move(self.pointer)
            self._view.viewport().update()

    def point_at(self, found: Hit | None) -> None:
        """Show what is under the pointer, by cursor and highlight."""
        old = self.hover
        self.hover = found
        self._view.viewport().setCursor(cursor_for(self._view.tool.id, found))
        if _highlight(old) != _highlight(found):
            self._view.refresh()

    def look_again(self) -> None:
        """Something else may lie under the pointer, which has not moved."""
        if self.hover is not None and self.gesture is None:
            self.point_at(self.hit(self._last))

    def release(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        (found, at), self._pressed = self._pressed, None
        gesture = self._let_go()
        here = At(event.position().x(), event.position().y(), event.modifiers())
        clicked = not here.far_from(at) and not (gesture is not None and gesture.moving)
        if gesture is not None:
            gesture.finish()
        if clicked:
            self._click(found, at)
        self._view.refresh()

    def _let_go(self) -> Gesture | None:
        gesture, self.gesture, self.pointer = self.gesture, None, None
        self._scroll.stop()
        return gesture

    def _click(self, found: Hit, at: At) -> None:
        view, work = self._view, self._view.workspace
        thing = found.clip or (found.card if found.kind == "card" else None)
        if view.tool.id == "razor" and thing is not None:
            view.verbs.cut_at(found, at.x)
        elif found.kind == "offer" and found.span is not None:
            view.verbs.take_offer(found.span)
        elif thing is not None and at.ctrl and found.kind not in LEVEL:
            ids = work.selection.ids ^ {thing}
            work.select(ids, lead=thing if thing in ids else None)
        elif thing is not None and not at.shift and len(work.selection.ids) > 1:
            self._choose(found)

    def double_click(self, event: QMouseEvent) -> None:
        view, found = self._view, self.hit(event.position())
        if found.kind == "card" and found.card and view.tool.id != "razor":
            view.workspace.select_card(found.card)
            view.prompt_requested.emit(found.card)
        elif found.marker is not None:
            view.verbs.edit_marker(found.marker)
        elif found.kind == "level-line" and view.tool.id == "select":
            set_point(view, found)
        elif view.tool.id == "razor" or not view.verbs.edit_title(found.clip):
            self.press(event)

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

    def takes(self, event: QEvent) -> bool:
        """Whether a key is the timeline's, whatever the window does by it: while something is dragged, and
        Delete over a point of a clip's line."""
        if self.gesture is not None:
            return True
        over = self.hover is not None and self.hover.kind == "level-point"
        return over and isinstance(event, QKeyEvent) and event.key() in REMOVING

    def key(self, event: QKeyEvent) -> bool:
        """True when the key was for the timeline."""
        view, key = self._view, Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self.gesture is not None:
            self.drop_gesture()
        elif key in REMOVING and self.hover is not None and self.hover.kind == "level-point":
            remove_point(view, self.hover)
        elif key in HELD and self.gesture is not None:
            self.hold(key, True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and view.workspace.selected_card:
            view.prompt_requested.emit(view.workspace.selected_card)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._select_neighbour(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Escape and view.tool.id != "select":
            view.set_tool("select")
        else:
            return False
        return True

    def hold(self, key: Qt.Key, down: bool) -> None:
        """Ctrl, Alt or Shift went down or up in the middle of a drag."""
        if self.pointer is not None and key in HELD:
            keys = self.pointer.keys | HELD[key] if down else self.pointer.keys & ~HELD[key]
            self.pointer = At(self.pointer.x, self.pointer.y, keys)
            self._follow()

    def drop_gesture(self) -> None:
        """As if the drag had not been."""
        self._pressed = None
        gesture = self._let_go()
        if gesture is not None:
            gesture.cancel()
        self._view.refresh()

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
        self._select(found, At(at.x(), at.y()))
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
            self._spacing.of,
            view.workspace.seam_ghosts(),
        )
        QToolTip.showText(event.globalPos(), text, view.viewport())


def _highlight(found: Hit | None) -> tuple[object, ...]:
    """What the painting depends on; the exact frame does not matter, except on a seam and on a point."""
    if found is None:
        return ()
    at = found.frame if found.kind in ("seam", "level-point") else None
    return found.kind, found.card, found.clip, found.marker, found.span, at
