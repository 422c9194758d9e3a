"""A line of advice that takes no more room than there is; pressed, it says the rest below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy

from editor import icons, theme
from editor.language.words import breakable, tool_tip


class AdviceLine(QAbstractButton):
    """`whole`: the label that has all of it, shown while this is pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Advice on this card"))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._said = ""
        self.whole = QLabel()
        self.whole.setProperty("role", "warning")
        self.whole.setFont(theme.small_font())
        self.whole.setWordWrap(True)
        self.whole.setTextFormat(Qt.TextFormat.PlainText)
        self.whole.hide()
        self.toggled.connect(self.whole.setVisible)

    def show_sentences(self, sentences: tuple[str, ...]) -> None:
        text = "\n".join(sentences)
        if text != self._said:
            self._said = text
            self.whole.setText(breakable(text))
            self.setText(" ".join(sentences))
            self.setAccessibleDescription(text)
            self.setToolTip(tool_tip(text))
            self.setChecked(False)
        self.setVisible(bool(sentences))

    def sizeHint(self) -> QSize:
        return QSize(80, theme.CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.ICON_SMALL + 2 * theme.TINY, theme.CONTROL_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, size = theme.tokens(), theme.ICON_SMALL
        painter = QPainter(self)
        mark = icons.pixmap("warning", size, self.devicePixelRatioF(), tokens.warning)
        painter.drawPixmap(theme.TINY, (self.height() - size) // 2, mark)
        if not self.isChecked():
            painter.setFont(theme.small_font())
            painter.setPen(tokens.warning)
            room = self.rect().adjusted(size + 2 * theme.TINY, 0, -theme.TINY, 0)
            text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if self.hasFocus():
            painter.setPen(QPen(tokens.accent_text, 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
