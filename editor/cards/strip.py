"""A row of small pictures: a card's takes, and its keyframes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QScrollArea, QToolButton, QWidget

from editor import icons, theme
from editor.library.plate import plate

PICTURE = QSize(80, 45)
FRAME = 2
KEY_PRESS, SHORTCUT_OVERRIDE = QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class PictureButton(QAbstractButton):
    """A thumbnail to press. `chosen` draws the accent frame, `mark` an icon in its right corner, `badge`
    one in its left; `caption` and `note` stand at its foot."""

    stepped = Signal(int)
    """An arrow key: to the next picture (1) or the one before (-1)."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._icon = "film"
        self.chosen = False
        self.mark = ""
        self.badge = ""
        self.caption = ""
        self.note = ""
        self.setFixedSize(PICTURE + QSize(2 * FRAME, 2 * FRAME))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setToolTip(hint)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_picture(self, image: QImage | None, icon: str = "film") -> None:
        self._image, self._icon = image, icon
        self.update()

    def event(self, event: QEvent) -> bool:
        """Arrows go from picture to picture, before they step through the film."""
        if isinstance(event, QKeyEvent) and event.type() in (KEY_PRESS, SHORTCUT_OVERRIDE):
            step = STEPS.get(Qt.Key(event.key()), 0)
            if step and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                event.accept()
                if event.type() == KEY_PRESS:
                    self.stepped.emit(step)
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, ratio = theme.tokens(), self.devicePixelRatioF()
        painter = QPainter(self)
        painter.drawPixmap(FRAME, FRAME, plate(self._image, self._icon, PICTURE, ratio))
        if self.caption:
            self._paint_words(painter, self.caption)
        if self.note:
            self._paint_words(painter, self.note, right=True)
        if self.mark:
            self._paint_mark(painter, ratio, self.mark, self.width() - 20)
        if self.badge:
            self._paint_mark(painter, ratio, self.badge, 4)
        if self.chosen or self.hasFocus() or self.underMouse():
            color = tokens.accent if self.chosen else tokens.quiet
            pen = painter.pen()
            pen.setColor(color)
            pen.setWidthF(FRAME)
            painter.setPen(pen)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_mark(self, painter: QPainter, ratio: float, icon: str, left: int) -> None:
        tokens = theme.tokens()
        box = QRectF(left, 4, 16, 16)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.accent)
        painter.drawRoundedRect(box, 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawPixmap(box.topLeft().toPoint(), icons.pixmap(icon, 16, ratio, tokens.on_accent))

    def _paint_words(self, painter: QPainter, text: str, right: bool = False) -> None:
        painter.setFont(theme.small_font())
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(text) + 8
        left = self.width() - FRAME - 2 - width if right else FRAME + 2
        box = QRectF(left, self.height() - metrics.height() - FRAME - 2, width, metrics.height())
        shade = QColor(theme.tokens().base)
        shade.setAlphaF(0.8)
        painter.fillRect(box, shade)
        painter.setPen(theme.tokens().text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


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
        cross.setProperty("role", "cross")
        cross.move(self.width() - 22, 2)
        cross.clicked.connect(self.removed)
        self.cross = cross


class Strip(QScrollArea):
    """Pictures side by side, scrolling when there are many."""

    def __init__(self, name: str, below: int = 0) -> None:
        """`below`: height of what stands under each picture."""
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
        self.buttons: Sequence[PictureButton] = ()
        self._widgets: Sequence[QWidget] = ()
        self.setFixedHeight(PICTURE.height() + 2 * FRAME + below + 12)

    def show_buttons(self, buttons: Sequence[PictureButton]) -> None:
        """The keyboard stays at its place: arrows go from picture to picture."""
        at = next((n for n, button in enumerate(self.buttons) if button.hasFocus()), -1)
        self.buttons = buttons
        self.show_widgets(buttons)
        for button in buttons:
            button.stepped.connect(partial(self._step, button))
        if at >= 0 and buttons:
            buttons[min(at, len(buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_widgets(self, widgets: Sequence[QWidget]) -> None:
        for widget in self._widgets:
            self._row.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._widgets = widgets
        for at, widget in enumerate(widgets):
            self._row.insertWidget(at, widget)
            widget.show()

    def _step(self, button: PictureButton, step: int) -> None:
        to = self.buttons[min(max(self.buttons.index(button) + step, 0), len(self.buttons) - 1)]
        to.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(to)
