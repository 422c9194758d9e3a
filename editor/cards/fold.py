"""A part of the panel that folds away under its title, and remembers whether it was open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSettings, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from editor import icons, theme


class FoldHead(QAbstractButton):
    """An arrow, the title, and while it is closed what is inside, in a few quiet words."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setText(title)
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAcceptDrops(True)
        self.summary = ""

    def show_summary(self, text: str) -> None:
        if text != self.summary:
            self.summary = text
            self.setAccessibleDescription(text)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, theme.CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # What is dragged may be meant for a place inside; it is let go there, not here.
        self.setChecked(True)
        event.ignore()

    def enterEvent(self, event: QEvent) -> None:  # type: ignore[override]
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, size = theme.tokens(), theme.ICON_SMALL
        painter = QPainter(self)
        bright = self.underMouse() or self.hasFocus() or self.isChecked()
        arrow = "chevron-down" if self.isChecked() else "chevron-right"
        colour = tokens.text if bright else tokens.quiet
        painter.drawPixmap(
            0, (self.height() - size) // 2, icons.pixmap(arrow, size, self.devicePixelRatioF(), colour)
        )
        painter.setFont(theme.small_font())
        painter.setPen(colour)
        room = self.rect().adjusted(size + theme.TINY, 0, 0, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, middle, self.text())
        if not self.isChecked() and self.summary:
            metrics = painter.fontMetrics()
            room.adjust(metrics.horizontalAdvance(self.text()) + theme.MEDIUM, 0, 0, 0)
            said = metrics.elidedText(self.summary, Qt.TextElideMode.ElideRight, room.width())
            painter.setPen(tokens.text)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, said)
        if self.hasFocus():
            painter.setPen(QPen(tokens.accent_text, 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


class Fold(QWidget):
    """`key` names its state in the settings."""

    def __init__(self, key: str, title: str, inside: QWidget, opened: bool = False) -> None:
        super().__init__()
        self._key = f"cards/fold/{key}"
        self.head = FoldHead(title)
        self.inside = inside
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TINY)
        column.addWidget(self.head)
        column.addWidget(inside)
        kept = QSettings().value(self._key)
        self.head.setChecked(opened if kept is None else kept in (True, "true"))
        inside.setVisible(self.head.isChecked())
        self.head.toggled.connect(self._toggled)

    @property
    def opened(self) -> bool:
        return self.head.isChecked()

    def _toggled(self, on: bool) -> None:
        self.inside.setVisible(on)
        QSettings().setValue(self._key, on)
