"""A row of small pictures: a card's takes, and its keyframes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QScrollArea, QToolButton, QWidget

from editor import icons, theme
from editor.library.panel import plate

PICTURE = QSize(80, 45)
FRAME = 2


class PictureButton(QAbstractButton):
    """A thumbnail to press. `chosen` draws the accent frame, `mark` an icon in its corner."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._icon = "film"
        self.chosen = False
        self.mark = ""
        self.caption = ""
        self.setFixedSize(PICTURE + QSize(2 * FRAME, 2 * FRAME))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setToolTip(hint)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_picture(self, image: QImage | None, icon: str = "film") -> None:
        self._image, self._icon = image, icon
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, ratio = theme.tokens(), self.devicePixelRatioF()
        painter = QPainter(self)
        painter.drawPixmap(FRAME, FRAME, plate(self._image, self._icon, PICTURE, ratio))
        if self.caption:
            self._paint_caption(painter)
        if self.mark:
            self._paint_mark(painter, ratio)
        if self.chosen or self.hasFocus() or self.underMouse():
            color = tokens.accent if self.chosen else tokens.quiet
            pen = painter.pen()
            pen.setColor(color)
            pen.setWidthF(FRAME)
            painter.setPen(pen)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_mark(self, painter: QPainter, ratio: float) -> None:
        tokens = theme.tokens()
        box = QRectF(self.width() - 20, 4, 16, 16)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.accent)
        painter.drawRoundedRect(box, 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawPixmap(box.topLeft().toPoint(), icons.pixmap(self.mark, 16, ratio, tokens.on_accent))

    def _paint_caption(self, painter: QPainter) -> None:
        painter.setFont(theme.small_font())
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(self.caption) + 8
        box = QRectF(FRAME + 2, self.height() - metrics.height() - FRAME - 2, width, metrics.height())
        shade = QColor(theme.tokens().base)
        shade.setAlphaF(0.8)
        painter.fillRect(box, shade)
        painter.setPen(theme.tokens().text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.caption)


class RemovablePicture(PictureButton):
    """With a cross in its corner that takes it away."""

    removed = Signal()

    def __init__(self, name: str, hint: str, remove: str) -> None:
        super().__init__(name, hint)
        cross = QToolButton(self)
        cross.setIcon(icons.icon("cancel"))
        cross.setIconSize(QSize(12, 12))
        cross.setFixedSize(20, 20)
        cross.setToolTip(remove)
        cross.setAccessibleName(remove)
        cross.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        cross.setAutoFillBackground(True)
        cross.move(self.width() - 22, 2)
        cross.clicked.connect(self.removed)
        self.cross = cross


class Strip(QScrollArea):
    """Pictures side by side, scrolling when there are many."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._inside = QWidget()
        self._row = QHBoxLayout(self._inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.TINY)
        self._row.addStretch(1)
        self.setWidget(self._inside)
        self.buttons: list[PictureButton] = []
        self.setFixedHeight(PICTURE.height() + 2 * FRAME + 12)

    def show_buttons(self, buttons: list[PictureButton]) -> None:
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = buttons
        for at, button in enumerate(buttons):
            self._row.insertWidget(at, button)
