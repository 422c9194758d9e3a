"""Fields that show where the playhead is and take another place typed in."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from editor import theme
from editor.viewer.timecode import parse_place
from engine.document.time import timecode


class PlaceEdit(QLineEdit):
    """`shows` is timecode or frames; both take timecode, frames and +20 / -20."""

    place_entered = Signal(int)
    refused = Signal(str)

    def __init__(self, shows: Literal["timecode", "frames"], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shows: Literal["timecode", "frames"] = shows
        self._rate = Fraction(24)
        self._frame = 0
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        if shows == "timecode":
            self.setAccessibleName(self.tr("Timecode"))
            self.setToolTip(self.tr("Go to a timecode: 4:18, 00:00:04:18, or +20 frames"))
        else:
            self.setAccessibleName(self.tr("Frame"))
            self.setToolTip(self.tr("Go to a frame: 114, or +20 and -20"))
        self.returnPressed.connect(self._enter)
        self._dress()

    def show_place(self, frame: int, rate: Fraction) -> None:
        """What to show; left alone while somebody types."""
        self._frame, self._rate = frame, rate
        if not (self.hasFocus() and self.isModified()):
            self._write()

    def _write(self) -> None:
        text = timecode(self._frame, self._rate) if self._shows == "timecode" else str(self._frame)
        if text != self.text():
            self.setText(text)
        self.setModified(False)

    def _enter(self) -> None:
        typed = self.text()
        frame = parse_place(typed, self._rate, self._frame, digits=self._shows)
        self.setModified(False)
        if frame is None:
            self.refused.emit(
                self.tr("“%1” is no place in the film; write 00:00:04:18, 114 or +20.").replace("%1", typed)
            )
            self._write()
        else:
            self.place_entered.emit(max(0, frame))
            self._write()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setModified(False)
            self._write()
            self.clearFocus()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setModified(False)
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._dress()

    def _dress(self) -> None:
        font = theme.mono_font()
        if self.font() != font:
            self.setFont(font)
        widest = "00:00:00:00" if self._shows == "timecode" else "000000"
        self.setFixedWidth(QFontMetrics(font).horizontalAdvance(widest) + 22)
