"""Track names with mute, lock and more, left of the timeline; the tool in hand in the corner above them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QWidget

from editor import icons, theme
from editor.timeline.header_menu import tool_menu, track_menu
from editor.timeline.rows import GAP, HEADER, RULER, Row
from editor.viewer.buttons import IconButton
from engine.document import edits
from engine.document.model import Track

if TYPE_CHECKING:
    from editor.timeline.view import TimelineView

BUTTON = 24
GRIP = 4
"""Pixels around a track's lower edge that take hold of it."""


class TrackHeaders(QWidget):
    """A double click renames, the lower edge drags a track's height, the rest is buttons and a menu."""

    def __init__(self, view: TimelineView) -> None:
        super().__init__(view)
        self._view = view
        self._workspace = view.workspace
        self._rows: tuple[Row, ...] = ()
        self._top = 0
        self._parts: list[tuple[Row, list[QWidget]]] = []
        self._sizing: tuple[str, float, int] | None = None
        self.setFixedWidth(HEADER)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Tracks"))
        self.key_of: Callable[[str], str] = lambda tool_id: ""
        """Says the key that takes a tool in hand, as the keymap in use has it."""
        self._tool = self._tool_button()
        self.split = IconButton("split", self.tr("Split at the playhead"), self)
        self.split.setFixedSize(BUTTON, BUTTON)
        self.split.move(HEADER - 4 - BUTTON, (RULER - BUTTON) // 2)
        self._name = QLineEdit(self)
        self._name.setAccessibleName(self.tr("Track name"))
        self._name.hide()
        self._name.returnPressed.connect(self._renamed)
        self._name.installEventFilter(self)
        self._naming = ""
        view.tool_changed.connect(self.show_tool)

    def _tool_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(16, 16))
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(tool_menu(self._view, button))
        button.setGeometry(2, 1, HEADER - 8 - BUTTON, RULER - 3)
        return button

    def show_tool(self) -> None:
        """Which tool is in hand, and its key."""
        tool = self._view.tool
        key = self.key_of(tool.id)
        self._tool.setIcon(icons.icon(f"tool-{tool.id}"))
        self._tool.setText(tool.title)
        self._tool.setToolTip(f"{tool.title} ({key})" if key else tool.title)
        self._tool.setAccessibleName(self.tr("Tool: %1").replace("%1", tool.title))

    def showEvent(self, event: object) -> None:
        self.show_tool()

    def show_rows(self, rows: tuple[Row, ...], top: int) -> None:
        before, self._rows = self._rows, rows
        if [_face(row) for row in rows] != [_face(row) for row in before]:
            self._rebuild()
        else:
            self._parts = [(row, parts) for row, (_, parts) in zip(rows[1:], self._parts, strict=True)]
        self._top = top
        self._place()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.panel)
        for row in self._rows[1:]:
            painter.fillRect(QRectF(0, row.bottom - self._top + 1, self.width(), 1), tokens.line)
        painter.fillRect(QRectF(0, 0, self.width(), RULER), tokens.panel)
        painter.fillRect(QRectF(0, RULER - 1, self.width(), 1), tokens.line)
        painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), tokens.line)

    def resizeEvent(self, event: object) -> None:
        self._place()

    def _rebuild(self) -> None:
        for _, parts in self._parts:
            for part in parts:
                part.hide()
                part.deleteLater()
        self._parts = [(row, self._parts_of(row)) for row in self._rows[1:]]

    def _parts_of(self, row: Row) -> list[QWidget]:
        name = QLabel(row.track.name if row.track else self.tr("Cards"), self)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setFont(theme.small_font())
        name.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, row.track is not None)
        name.show()
        if row.track is None:
            name.setToolTip(self.tr("The storyboard is one film: each card is a stretch of it"))
            return [name, self._more_button(None)]
        return [
            name,
            self._mute_button(row.track),
            self._lock_button(row.track),
            self._more_button(row.track),
        ]

    def _mute_button(self, track: Track) -> QToolButton:
        audio = track.kind == "audio"
        off, on = (self.tr("Mute"), self.tr("Unmute")) if audio else (self.tr("Hide"), self.tr("Show"))
        shown, hidden = ("volume", "mute") if audio else ("show", "hide")
        button = self._switch(hidden if track.muted else shown, on if track.muted else off, track.name)
        button.setChecked(track.muted)
        button.clicked.connect(
            lambda checked: self._workspace.apply(
                button.toolTip(), lambda doc: edits.set_track(doc, track.id, muted=checked)
            )
        )
        return button

    def _lock_button(self, track: Track) -> QToolButton:
        name = self.tr("Unlock") if track.locked else self.tr("Lock")
        button = self._switch("lock" if track.locked else "unlock", name, track.name)
        button.setChecked(track.locked)
        button.clicked.connect(
            lambda checked: self._workspace.apply(
                button.toolTip(), lambda doc: edits.set_track(doc, track.id, locked=checked)
            )
        )
        return button

    def _more_button(self, track: Track | None) -> QToolButton:
        name = track.name if track is not None else ""
        more = self.tr("More about") if track is not None else self.tr("Add a track")
        button = self._button("more" if track is not None else "add", more, name)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(track_menu(self._view, track.id if track is not None else None, button))
        button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        return button

    def _switch(self, icon: str, name: str, track: str) -> QToolButton:
        button = self._button(icon, name, track)
        button.setCheckable(True)
        return button

    def _button(self, icon: str, name: str, track: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(16, 16))
        button.setAutoRaise(True)
        button.setToolTip(name)
        button.setAccessibleName(f"{name} {track}".strip())
        button.setFixedSize(BUTTON, BUTTON)
        button.show()
        return button

    def _place(self) -> None:
        for row, parts in self._parts:
            top = row.top - self._top
            seen = top >= RULER - 4
            buttons = parts[1:]
            parts[0].setGeometry(10, top + 4, self.width() - 14 - BUTTON * len(buttons), 24)
            for number, button in enumerate(buttons):
                left = self.width() - 4 - BUTTON * (len(buttons) - number)
                button.move(left, top + 4)
            for part in parts:
                part.setVisible(seen)

    # Renaming.

    def rename(self, track_id: str) -> None:
        """Put the cursor into the track's name."""
        row = next((row for row in self._rows if row.track and row.track.id == track_id), None)
        if row is None or row.track is None:
            return
        self._naming = track_id
        self._name.setText(row.track.name)
        self._name.selectAll()
        self._name.setGeometry(4, row.top - self._top + 2, self.width() - 10, 26)
        self._name.show()
        self._name.raise_()
        self._name.setFocus()

    def _renamed(self) -> None:
        name, track_id = self._name.text(), self._naming
        self._end_naming()
        if track_id:
            self._view.verbs.rename_track(track_id, name)

    def _end_naming(self) -> None:
        self._naming = ""
        self._name.hide()
        self._view.setFocus()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self._name and self._naming:
            if event.type() == QEvent.Type.FocusOut:
                self._renamed()
            elif event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
                self._end_naming()
                return True
        return False

    # Mouse.

    def _edge_at(self, y: float) -> Row | None:
        """The track whose lower edge is at `y`."""
        rows = [row for row in self._rows if row.track is not None]
        return next((row for row in rows if abs(row.bottom + GAP / 2 - self._top - y) <= GRIP), None)

    def _row_at(self, y: float) -> Row | None:
        return next((row for row in self._rows[1:] if row.holds(y + self._top)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._edge_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and row is not None and row.track is not None:
            self._sizing = (row.track.id, event.position().y(), row.height)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        y = event.position().y()
        if self._sizing is not None:
            track_id, start, height = self._sizing
            self._view.set_track_height(track_id, round(height + y - start))
            return
        on_edge = self._edge_at(y) is not None
        self.setCursor(Qt.CursorShape.SizeVerCursor if on_edge else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._sizing = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row is not None and row.track is not None:
            self.rename(row.track.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self._row_at(event.pos().y())
        track = row.track if row is not None else None
        menu = track_menu(self._view, track.id if track is not None else None, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


def _face(row: Row) -> tuple[object, ...]:
    """What a header shows of its row; its clips and its height are no part of that."""
    track = row.track
    shown = (track.id, track.name, track.muted, track.locked) if track is not None else ()
    return row.kind, shown
