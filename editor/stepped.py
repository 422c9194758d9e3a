"""Number boxes in which a word stands for the least number: it is plain that one can type and step there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSpinBox, QStyle, QStyleOptionSpinBox

from editor import icons, theme

# Qt's classes are no mixins; a type checker has to know what this is mixed into.
_Box = QAbstractSpinBox if TYPE_CHECKING else object
ARROW = 12


class Stepped(_Box):
    """Before a spin box among the bases: arrows on its right, and a click on the word chooses all of it, so
    that what is typed next takes its place."""

    def show_steps(self) -> None:
        self.setProperty("stepped", "true")
        self.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToNearestValue)  # emptied: the word
        self.lineEdit().installEventFilter(self)

    def says_word(self) -> bool:
        """Whether the word stands there, and no number."""
        return bool(self.specialValueText()) and self.text() == self.specialValueText()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        line = self.lineEdit()
        released = event.type() == QEvent.Type.MouseButtonRelease
        if watched is line and released and self.says_word() and not line.hasSelectedText():
            line.selectAll()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        able, flags = self.stepEnabled(), QAbstractSpinBox.StepEnabledFlag
        for up, flag in ((True, flags.StepUpEnabled), (False, flags.StepDownEnabled)):
            tokens = theme.tokens()
            color = tokens.quiet if self.isEnabled() and able & flag else tokens.faded
            mark = icons.pixmap(
                "chevron-up" if up else "chevron-down", ARROW, self.devicePixelRatioF(), color
            )
            place = self._arrow(up)
            painter.drawPixmap(place.center().x() - ARROW // 2, place.center().y() - ARROW // 2 + 1, mark)
        painter.end()

    def _arrow(self, up: bool) -> QRect:
        option = QStyleOptionSpinBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_SpinBoxUp if up else QStyle.SubControl.SC_SpinBoxDown
        return self.style().subControlRect(QStyle.ComplexControl.CC_SpinBox, option, part, self)
