"""The timeline widget: one painted surface with its scroll bars and track headers.

It shows the workspace and emits intentions; everything that changes the film goes through `Workspace.apply`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
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
from editor.timeline.hands import Hands
from editor.timeline.headers import TrackHeaders
from editor.timeline.imagery import Imagery
from editor.timeline.look import Look
from editor.timeline.rows import HEADER, RULER, VIDEO, Row, stacked, total_height
from editor.timeline.scale import LEAD, TimeScale, fitted
from editor.timeline.scene import Scene, paint_playhead, paint_snap_line
from editor.timeline.snapping import snapped
from editor.timeline.states import CardStates
from engine.document import edits
from engine.document.time import FrameRange

if TYPE_CHECKING:
    from editor.workspace import Workspace
    from engine.document.model import Document

ZOOM_STEP = 1.25
COALESCE = 40
"""Milliseconds over which arriving pictures and progress are painted together."""
TAIL = 0.5
"""Empty view widths that one can scroll past the film's end."""


class TimelineView(QAbstractScrollArea):
    """Ruler, cards, tracks. `stop()` ends the background thread; call it before the window goes."""

    prompt_requested = Signal(str)
    """A card was double-clicked: put the cursor in its prompt."""
    generate_requested = Signal(str)
    image_dropped_on_card = Signal(str, str, int)
    """card id, path, frames after the card's start."""
    zoom_changed = Signal(float)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.hands = Hands(self)
        self.imagery = Imagery(VIDEO * 2, self)
        self._proposal: Document | None = None
        self.states = CardStates(workspace.state, self._has_job, self._refresh_soon)
        self._layer: QPixmap | None = None
        self._look: Look | None = None
        self._fit_next = True
        self._playhead_x = 0.0
        self._was_empty = True
        self.follow = True
        """Whether the view turns the page when the playhead leaves it."""
        self.board = Board(workspace.document, workspace.shown)
        self._committed = self.board
        self.rows: tuple[Row, ...] = stacked(workspace.document)
        self.scale = TimeScale()
        self.headers = TrackHeaders(workspace, self)
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
        work.playhead_changed.connect(self._playhead_moved)
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

    def set_snapping(self, on: bool) -> None:
        self.workspace.set_snapping(on)

    def stop(self) -> None:
        self._later.stop()
        self.imagery.stop()

    # Intentions that become edits.

    def split(self, frame: int) -> None:
        self.workspace.apply(self.tr("Split"), lambda doc: edits.split(doc, frame))

    def add_card(self, span: FrameRange) -> None:
        if self.workspace.apply(self.tr("New card"), lambda doc: edits.add_card(doc, span)):
            made = next((card for card in self.workspace.document.cards if card.range == span), None)
            if made is not None:
                self.workspace.select_card(made.id)
                self.prompt_requested.emit(made.id)

    def lift(self, span: FrameRange) -> None:
        self.workspace.apply(self.tr("Delete"), lambda doc: edits.lift(doc, span))

    def remove_clip(self, clip_id: str) -> None:
        self.workspace.apply(self.tr("Delete"), lambda doc: edits.remove_clip(doc, clip_id))

    def ripple_delete(self, span: FrameRange) -> None:
        self.workspace.apply(self.tr("Ripple delete"), lambda doc: edits.ripple_delete(doc, span))

    def propose(self, document: Document | None) -> None:
        """Show a document that is not committed yet (a drag); None shows the workspace's again."""
        self._proposal = document
        self._index()

    def snapped(self, x: float, skip: tuple[int, ...] = ()) -> tuple[int, int | None]:
        work = self.workspace
        return snapped(
            self._committed,
            self.scale,
            x,
            extra=(work.playhead, work.mark_in, work.mark_out),
            skip=skip,
            on=work.snapping,
        )

    # Following the workspace.

    def _document_changed(self) -> None:
        was_empty = self._was_empty
        self._was_empty = self.workspace.document.frames == 0
        self._index()
        if was_empty and not self._was_empty:
            self._fit_next = not self.isVisible()
            self.zoom_to_fit()
        frames = self.board.frames
        self.setAccessibleDescription(
            self.tr("%1 cards, %2 frames")
            .replace("%1", str(len(self.board.cards.items)))
            .replace("%2", str(frames))
        )

    def _index(self) -> None:
        self.board = Board(self._proposal or self.workspace.document, self.workspace.shown)
        if self._proposal is None:
            self._committed = self.board
        self.rows = stacked(self.board.document)
        self.states.forget()
        self._sync_bars()
        self.headers.show_rows(self.rows, self.top)
        self.refresh()

    def _has_job(self, card_id: str) -> bool:
        return self.workspace.job(card_id) is not None

    def _job_changed(self, card_id: str) -> None:
        self.states.forget(card_id)
        self._refresh_soon()

    def _refresh_soon(self) -> None:
        if not self._later.isActive():
            self._later.start()

    def refresh(self) -> None:
        """Paint everything again at the next chance."""
        self._layer = None
        self.viewport().update()

    def _playhead_moved(self, frame: int) -> None:
        before, after = self._playhead_x, self.scale.x(frame)
        self._playhead_x = after
        width = self.viewport().width()
        if (
            self.hands.gesture is None
            and self.follow
            and not 0 <= after < width
            and self._should_turn(before, after)
        ):
            margin = width * 0.1
            self.show_scale(
                self.scale.scrolled(frame * self.scale.pixels - (margin if after > 0 else width - margin))
            )
            return
        for x in (before, after):
            self.viewport().update(QRect(int(x) - 8, 0, 17, self.viewport().height()))

    def _should_turn(self, before: float, after: float) -> bool:
        """Not when the person has scrolled away from a playing film; but always after a jump."""
        width = self.viewport().width()
        return 0 <= before < width or abs(after - before) > max(16.0, 12 * self.scale.pixels)

    # Scale and scroll bars.

    @property
    def top(self) -> int:
        return self.verticalScrollBar().value()

    def show_scale(self, scale: TimeScale) -> None:
        """Zoom and scroll in one step."""
        changed = scale.pixels != self.scale.pixels
        self.scale = scale
        self._sync_bars()
        self._playhead_x = scale.x(self.workspace.playhead)
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
            self._fit_next = False
            self.zoom_to_fit()
        self._sync_bars()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._look = None
            self.refresh()

    # Painting.

    def scene(self) -> Scene:
        work, size = self.workspace, self.viewport().size()
        return Scene(
            self.board, self.scale, self.rows, self.top, size.width(), size.height(), self.look(),
            self.imagery, self.states.of, work.job, work.seam_scores(), (work.mark_in, work.mark_out),
            work.selected_card, work.selected_clip, self.hands.hover, self.hands.target,
        )  # fmt: skip

    def look(self) -> Look:
        ratio = self.viewport().devicePixelRatioF()
        if self._look is None or self._look.ratio != ratio:
            self._look = Look(ratio)
            self._layer = None
        return self._look

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look()
        if self._layer is None:
            self._layer = self._paint_layer(look.ratio)
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        painter.drawPixmap(0, 0, self._layer)
        height = self.viewport().height()
        if self.hands.gesture is not None and self.hands.gesture.snap_frame is not None:
            paint_snap_line(painter, look, self.scale.x(self.hands.gesture.snap_frame), height)
        x = self.scale.x(self.workspace.playhead)
        if -8 <= x <= self.viewport().width() + 8:
            paint_playhead(painter, look, x, height)
        if self.hands.dropping and self.hands.target is None:
            look.outline(painter, self.viewport().rect().toRectF(), look.tokens.accent, 2.0)
        elif self.hasFocus():
            look.outline(painter, self.viewport().rect().toRectF(), look.tokens.quiet)

    def _paint_layer(self, ratio: float) -> QPixmap:
        size = self.viewport().size()
        layer = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
        layer.setDevicePixelRatio(ratio)
        self.states.begin_paint()
        scene = self.scene()
        painter = QPainter(layer)
        scene.paint(painter)
        painter.end()
        self.imagery.want(scene.missing)
        return layer

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.hands.key(event):
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.hands.menu(None if by_key else event.pos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.hands.drag(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.hands.drag(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hands.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self.hands.drop(event)

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
