"""How loud the film is while it plays: a bar for each channel, its latest peak, and a mark once it clips."""

from __future__ import annotations

import math
from time import monotonic

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from editor import theme
from editor.viewer.sound import SoundOut

QUIETEST = -48.0
"""Decibels below full scale at the meter's left end."""
LOUD, HOT = -12.0, -3.0
FALL = 26.0
"""Decibels a second that a bar falls after a peak, so that the eye can follow."""
HOLD_S = 1.2
EVERY_MS = 33
WIDTH, INSET, BAR, CLIP = 68, 6, 4, 5
FULL = 1.0


def decibels(peak: float) -> float:
    """Of a peak, 1 being full scale; never below `QUIETEST`."""
    return max(QUIETEST, 20 * math.log10(peak)) if peak > 0 else QUIETEST


class Channel:
    """What one bar shows."""

    def __init__(self) -> None:
        self.level = self.peak = QUIETEST
        self.clipped = False
        self._since = 0.0

    def take(self, peak: float, now: float, passed: float) -> None:
        """`peak`: the loudest sample heard just now; `passed`: seconds since the last look."""
        loud = decibels(peak)
        self.clipped |= peak > FULL
        self.level = max(loud, self.level - FALL * passed)
        if loud >= self.peak or now - self._since > HOLD_S:
            self.peak, self._since = self.level, now


class LevelMeter(QWidget):
    """Looks at the sound while `run(True)`; a click takes the clipping mark away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.channels = (Channel(), Channel())
        self._sound: SoundOut | None = None
        self._looked = 0.0
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self.setFixedSize(WIDTH, theme.CONTROL_HEIGHT)
        self._say()

    def follow(self, sound: SoundOut) -> None:
        self._sound = sound

    def run(self, on: bool) -> None:
        if on == self._timer.isActive():
            return
        if on:
            self._looked = monotonic()
            self._timer.start()
        else:
            self._timer.stop()
            self._say()
            for channel in self.channels:
                channel.level = channel.peak = QUIETEST
            self.update()

    def look(self) -> None:
        """Show what is heard now."""
        now = monotonic()
        passed, self._looked = now - self._looked, now
        heard = self._sound.level() if self._sound is not None else None
        for channel, peak in zip(self.channels, heard or (0.0, 0.0), strict=True):
            channel.take(peak, now, passed)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for channel in self.channels:
            channel.clipped = False
        self._say()
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self._say()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        left, right = (f"{channel.peak:.0f}" for channel in self.channels)
        quiet = all(channel.peak <= QUIETEST for channel in self.channels)
        said = self.tr("Level: silent") if quiet else self.tr("Level: %1 and %2 dB")
        said = said.replace("%1", left).replace("%2", right)
        if any(channel.clipped for channel in self.channels):
            said += ". " + self.tr("It was too loud and clipped; click to clear.")
        self.setAccessibleName(self.tr("Audio meter"))
        self.setAccessibleDescription(said)
        self.setToolTip(said)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), theme.tokens()
        painter.translate(INSET, 0)
        width = self.width() - 2 * INSET
        middle, room = self.height() / 2, width - CLIP - 2.0
        for channel, top in zip(self.channels, (middle - BAR - 1, middle + 1), strict=True):
            painter.fillRect(QRectF(0, top, room, BAR), tokens.line)
            reached = room * _share(channel.level)
            painter.fillRect(QRectF(0, top, reached, BAR), _colour(channel.level, tokens))
            if channel.peak > QUIETEST:
                at = min(room - 1, room * _share(channel.peak))
                painter.fillRect(QRectF(at, top - 1, 1, BAR + 2), tokens.text)
            mark = QRectF(width - CLIP, top, CLIP, BAR)
            painter.setPen(tokens.error if channel.clipped else tokens.line)
            painter.setBrush(tokens.error if channel.clipped else Qt.BrushStyle.NoBrush)
            painter.drawRect(mark.adjusted(0, 0, -1, -1))


def _share(level: float) -> float:
    return min(1.0, max(0.0, 1 - level / QUIETEST))


def _colour(level: float, tokens: theme.Tokens) -> QColor:
    return tokens.error if level > HOT else tokens.warning if level > LOUD else tokens.good
