"""The timeline widget: one painted surface with its scroll bars and track headers.

It shows the workspace and emits intentions; everything that changes the film goes through `Workspace.apply`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from editor.timeline.board import Board
from editor.timeline.dropping import Dropping
from editor.timeline.feedback import paint_feedback
from editor.timeline.follow import Follower
from editor.timeline.gestures import Proposing
from editor.timeline.hands import Hands
from editor.timeline.headers import TrackHeaders
from editor.timeline.heights import TrackHeights
from editor.timeline.imagery import Imagery
from editor.timeline.look import Look
from editor.timeline.rows import HEADER, RULER, VIDEO, Row, stacked, total_height
from editor.timeline.scale import LEAD, TimeScale, fitted
from editor.timeline.scene import Scene, paint_playhead
from editor.timeline.snapping import snapped, snapped_shift
from editor.timeline.states import CardStates
from editor.timeline.tools import SELECT, tool
from editor.timeline.verbs import Verbs

if TYPE_CHECKING:
    from editor.workspace import Workspace
    from engine.document.model import Document

ZOOM_STEP = 1.25
COALESCE = 40
"""Milliseconds over which arriving pictures and progress are painted together."""
LOOKS = (
    QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LanguageChange,
)  # fmt: skip
TAIL = 0.5
"""Empty view widths that one can scroll past the film's end."""


class TimelineView(QAbstractScrollArea):
    """Ruler, cards, tracks. `stop()` ends the background thread; call it before the window goes."""

    prompt_requested = Signal(str)
    """A card was double-clicked: put the cursor in its prompt."""
    generate_requested = Signal(str)
    tool_requested = Signal(str, object)  # a tool's action id, and a range, a frame, or None
    pictures_dropped = Signal(object)
    """A `CardDrop`: pictures were let go on a card."""
    zoom_changed = Signal(float)
    tool_changed = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.verbs = Verbs(self)
        self.tool = SELECT
        self.hands = Hands(self)
        self.dropping = Dropping(self)
        self.follower = Follower(self)
        self.imagery = Imagery(VIDEO * 2, self)
        self._proposal: Document | None = None
        self.states = CardStates(workspace.state, self._refresh_soon)
        self._layer = QPixmap()
        self._stale = True
        self._look: Look | None = None
        self._fit_next = True
        self._was_empty = True
        self._heights = TrackHeights()
        self.board = Board(workspace.document, workspace.shown)
        self._committed = self.board
        self._film = workspace.document
        self.rows: tuple[Row, ...] = stacked(workspace.document, self._heights.all())
        self.scale = TimeScale()
        self.headers = TrackHeaders(self)
        self._later = QTimer(self, singleShot=True, interval=COALESCE)
        self._later.timeout.connect(self.refresh)
        self._build()
        self._connect()
        self._document_changed()

    def _build(self) -> None:
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setViewportMargins(HEADER, 0, 0, 0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumHeight(RULER + 120)
        self.setAccessibleName(self.tr("Timeline"))
        self.horizontalScrollBar().setAccessibleName(self.tr("Scroll along the film"))
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll through the tracks"))
        self.horizontalScrollBar().valueChanged.connect(self._scrolled_by_bar)
        self.verticalScrollBar().valueChanged.connect(self._scrolled_down)

    def _connect(self) -> None:
        work = self.workspace
        work.document_changed.connect(self._document_changed)
        work.takes_changed.connect(self._document_changed)
        work.playhead_changed.connect(self.follower.moved)
        for signal in (work.selection_changed, work.marks_changed, work.seams_changed):
            signal.connect(self.refresh)
        work.job_changed.connect(self._job_changed)
        work.missing.changed.connect(lambda: self.imagery.set_offline(work.missing.paths))
        self.imagery.arrived.connect(self._refresh_soon)

    # What others may ask for.

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Zoom about view position x; about the playhead when it shows, else the middle."""
        if x is None:
            x = self.scale.x(self.workspace.playhead)
            if not 0 <= x <= self.viewport().width():
                x = self.viewport().width() / 2
        self.show_scale(self.scale.zoomed(factor, x))

    def zoom_in(self) -> None:
        self.zoom(ZOOM_STEP)

    def zoom_out(self) -> None:
        self.zoom(1 / ZOOM_STEP)

    def zoom_to_fit(self) -> None:
        self.show_scale(fitted(self.board.frames or 240, self.viewport().width() - 64))

    def previous_edit(self) -> None:
        self.workspace.set_playhead(self.board.previous_edge(self.workspace.playhead))

    def next_edit(self) -> None:
        self.workspace.set_playhead(self.board.next_edge(self.workspace.playhead))

    def stop(self) -> None:
        self._later.stop()
        self.imagery.stop()

    def set_tool(self, tool_id: str) -> None:
        if tool_id != self.tool.id:
            self.tool = tool(tool_id)
            self.hands.point_at(self.hands.hover)
            self.tool_changed.emit(tool_id)

    def set_track_height(self, track_id: str, height: int) -> None:
        """Pixels that a track is high from now on, in later sessions too, within what can be read."""
        self._heights.give(track_id, height)
        self._stack()
        self.refresh()

    def propose(self, document: Document | None) -> None:
        """Show a document that is not committed yet (a drag); None shows the workspace's again."""
        self._proposal = document
        self._index()

    def snapped(self, x: float, skip: tuple[int, ...] = (), other: bool = False) -> tuple[int, int | None]:
        """The frame boundary for view position x, and the snap point it stuck to; `other`: Shift is held,
        which snaps when snapping is off and does not when it is on."""
        work, doc = self.workspace, self._committed.document
        points = (work.playhead, doc.mark_in, doc.mark_out, *(marker.frame for marker in doc.markers))
        on = work.snapping != other
        return snapped(self._committed, self.scale, x, extra=points, skip=skip, on=on)

    def snapped_shift(self, edges: tuple[int, ...], by: int, other: bool = False) -> tuple[int, int | None]:
        """The distance in frames for edges that move together, and where one of them stuck."""
        return snapped_shift(lambda x: self.snapped(x, skip=edges, other=other), self.scale, edges, by)

    def row_at(self, y: float) -> Row | None:
        """The row under view position y; the ruler never scrolls."""
        inside = y if y < RULER else max(RULER, y + self.top)
        return next((row for row in self.rows if row.holds(inside)), None)

    def row_of(self, track_id: str) -> Row | None:
        """A track's row; the cards' for no track."""
        wanted = (row for row in self.rows[1:] if (row.track.id if row.track else "") == track_id)
        return next(wanted, None)

    # Following the workspace.

    def _document_changed(self) -> None:
        if isinstance(self.hands.gesture, Proposing) and self.workspace.document is not self._film:
            self.hands.drop_gesture()  # undone, or edited elsewhere, under the drag
        self._film = self.workspace.document
        was_empty, self._was_empty = self._was_empty, self.workspace.document.frames == 0
        self._index()
        if was_empty and not self._was_empty:
            self.zoom_to_fit()
            self._fit_next = not self.isVisible()
        said = self.tr("%1 cards, %2 frames").replace("%1", str(len(self.board.cards.items)))
        self.setAccessibleDescription(said.replace("%2", str(self.board.frames)))

    def _index(self) -> None:
        self.board = Board(self._proposal or self.workspace.document, self.workspace.shown, self._committed)
        if self._proposal is None:
            self._committed = self.board
        self.states.forget()
        self._stack()
        self.hands.look_again()
        self.refresh()

    def _stack(self) -> None:
        self.rows = stacked(self.board.document, self._heights.all())
        self._sync_bars()
        self.headers.show_rows(self.rows, self.top)

    def _job_changed(self, card_id: str) -> None:
        self.states.forget(card_id or None)
        self._refresh_soon()

    def _refresh_soon(self) -> None:
        if not self._later.isActive():
            self._later.start()

    def refresh(self) -> None:
        """Paint everything again at the next chance."""
        self._stale = True
        self.viewport().update()

    # Scale and scroll bars.

    @property
    def top(self) -> int:
        return self.verticalScrollBar().value()

    def show_scale(self, scale: TimeScale) -> None:
        """Zoom and scroll in one step."""
        changed = scale.pixels != self.scale.pixels
        self.scale, self._fit_next = scale, False
        self._sync_bars()
        self.follower.look()
        self.hands.look_again()
        self.refresh()
        if changed:
            self.zoom_changed.emit(scale.pixels)

    def _sync_bars(self) -> None:
        size = self.viewport().size()
        bar = self.horizontalScrollBar()
        bar.blockSignals(True)
        end = self.board.frames * self.scale.pixels - size.width() * TAIL
        bar.setRange(-int(LEAD), max(-int(LEAD), int(end), int(self.scale.left)))
        bar.setPageStep(size.width())
        bar.setSingleStep(max(8, size.width() // 12))
        bar.setValue(int(self.scale.left))
        bar.blockSignals(False)
        tall = self.verticalScrollBar()
        tall.setRange(0, max(0, total_height(self.rows) - size.height()))
        tall.setPageStep(size.height())
        tall.setSingleStep(16)

    def _scrolled_by_bar(self, value: int) -> None:
        if value != int(self.scale.left):
            self.show_scale(self.scale.scrolled(value))

    def _scrolled_down(self, _value: int) -> None:
        self.headers.show_rows(self.rows, self.top)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.headers.setGeometry(0, 0, HEADER, self.viewport().height())
        if self._fit_next and self.board.frames:
            self.zoom_to_fit()
        self._sync_bars()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in LOOKS:
            self._look = None
            self.refresh()

    # Painting.

    def scene(self) -> Scene:
        work, size, gesture = self.workspace, self.viewport().size(), self.hands.gesture
        chosen = gesture.chosen if gesture is not None else None
        return Scene(
            self.board, self.scale, self.rows, self.top, size.width(), size.height(), self.look(),
            self.imagery, self.states.of, work.job, work.seam_scores(),
            self.board.with_partners(work.selection.ids if chosen is None else chosen),
            work.selected_card, self.hands.hover,
        )  # fmt: skip

    def look(self) -> Look:
        ratio = self.viewport().devicePixelRatioF()
        if self._look is None or self._look.ratio != ratio:
            self._look = Look(ratio)
            self._stale = True
        return self._look

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look()
        if self._stale:
            self._paint_layer(look.ratio)
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        painter.drawPixmap(0, 0, self._layer)
        height = self.viewport().height()
        x = self.scale.x(self.workspace.playhead)
        if -8 <= x <= self.viewport().width() + 8:
            paint_playhead(painter, look, x, height)
        paint_feedback(painter, self)
        self.dropping.paint(painter)
        if self.hasFocus() and not self.dropping.over:
            look.outline(painter, self.viewport().rect().toRectF(), look.tokens.quiet)

    def _paint_layer(self, ratio: float) -> None:
        size = self.viewport().size() * ratio
        if self._layer.size() != size:
            self._layer = QPixmap(size)
        self._layer.setDevicePixelRatio(ratio)
        self._stale = False
        self.states.begin_paint()
        scene = self.scene()
        painter = QPainter(self._layer)
        scene.paint(painter)
        painter.end()
        self.imagery.want(scene.missing)

    # Events, handed on.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hands.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hands.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.hands.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.hands.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.hands.wheel(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self.hands.takes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.hands.key(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.hands.hold(Qt.Key(event.key()), False)
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.hands.menu(None if by_key else event.pos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dropping.drag(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.dropping.drag(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.dropping.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropping.drop(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.hands.tool_tip(event)
            return True
        if event.type() == QEvent.Type.Leave:
            self.hands.point_at(None)
        return super().viewportEvent(event)
