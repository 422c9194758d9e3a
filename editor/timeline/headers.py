"""Track names with mute and lock, left of the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from editor import icons, theme
from editor.timeline.rows import HEADER, RULER, Row
from engine.document import edits
from engine.document.model import Track

if TYPE_CHECKING:
    from editor.workspace import Workspace

BUTTON = 24


class TrackHeaders(QWidget):
    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._rows: tuple[Row, ...] = ()
        self._top = 0
        self._parts: list[tuple[Row, list[QWidget]]] = []
        self.setFixedWidth(HEADER)
        self.setAccessibleName(self.tr("Tracks"))

    def show_rows(self, rows: tuple[Row, ...], top: int) -> None:
        before, self._rows = self._rows, rows
        if [_face(row) for row in rows] != [_face(row) for row in before]:
            self._rebuild()
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
        name.show()
        if row.track is None:
            return [name]
        return [name, self._mute_button(row.track), self._lock_button(row.track)]

    def _mute_button(self, track: Track) -> QToolButton:
        audio = track.kind == "audio"
        off, on = (self.tr("Mute"), self.tr("Unmute")) if audio else (self.tr("Hide"), self.tr("Show"))
        shown, hidden = ("volume", "mute") if audio else ("show", "hide")
        button = self._button(hidden if track.muted else shown, on if track.muted else off, track)
        button.setChecked(track.muted)
        button.clicked.connect(
            lambda checked: self._workspace.apply(
                button.toolTip(), lambda doc: edits.set_track(doc, track.id, muted=checked)
            )
        )
        return button

    def _lock_button(self, track: Track) -> QToolButton:
        name = self.tr("Unlock") if track.locked else self.tr("Lock")
        button = self._button("lock" if track.locked else "unlock", name, track)
        button.setChecked(track.locked)
        button.clicked.connect(
            lambda checked: self._workspace.apply(
                button.toolTip(), lambda doc: edits.set_track(doc, track.id, locked=checked)
            )
        )
        return button

    def _button(self, icon: str, name: str, track: Track) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(16, 16))
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setToolTip(name)
        button.setAccessibleName(f"{name} {track.name}")
        button.setFixedSize(BUTTON, BUTTON)
        button.show()
        return button

    def _place(self) -> None:
        for row, parts in self._parts:
            top = row.top - self._top
            seen = top >= RULER - 4
            buttons = parts[1:]
            parts[0].setGeometry(10, top + 4, self.width() - 20 - BUTTON * len(buttons), 24)
            for number, button in enumerate(buttons):
                left = self.width() - 4 - BUTTON * (len(buttons) - number)
                button.move(left, top + 4)
            for part in parts:
                part.setVisible(seen)


def _face(row: Row) -> tuple[object, ...]:
    """What a header shows of its row; its clips are no part of that."""
    track = row.track
    shown = (track.id, track.name, track.muted, track.locked) if track is not None else ()
    return row.kind, row.top, row.height, shown
