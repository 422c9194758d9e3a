"""The picture: the composed frame, the live picture of a running card, one side against the other."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor import theme
from editor.viewer import painting
from editor.viewer.composing import Picture
from editor.viewer.layer import Layer
from editor.viewer.placing import Placing

SETTLE_MS = 120
"""A view that is being resized is composed anew when it rests."""
GRIP = 10.0
GAP = 4
"""Between two pictures side by side."""
WHEEL = 1.0015
"""Zoom for an eighth of a degree of the wheel: a notch is a fifth."""

Layout = Literal["one", "wipe", "side"]


class PictureView(QWidget):
    size_settled = Signal()
    """The place for the picture has another size now: compose at `picture_pixels`."""
    zoom_changed = Signal()
    clicked = Signal()
    double_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layers: list[Layer] = []
        """From the lowest to the topmost."""
        self._placing = Placing()
        self._picture: Picture | None = None
        self._live: QImage | None = None
        self._live_label = ""
        self._hint = ""
        self._sentence = ""
        self._offline = ""
        self._layout: Layout = "one"
        self._names = ("", "")
        self._divider = 0.5
        self._held: Layer | Literal["divider", "pan"] | None = None
        self._panned = QPointF()
        self._target = ""
        self._badge = ""
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.size_settled)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 90)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("Picture"))

    # What it shows.

    def set_film_size(self, width: int, height: int) -> None:
        if (width, height) != self._placing.film:
            self._placing = Placing((width, height))
            self.size_settled.emit()
            self.zoom_changed.emit()
            self.update()

    def set_picture(self, picture: Picture | None) -> None:
        self._picture = picture
        self.update()

    def set_live(self, image: QImage | None, label: str) -> None:
        """A running card's preview in place of the composed frame; None shows the frame."""
        if (image, label) != (self._live, self._live_label):
            self._live, self._live_label = image, label
            self.update()

    def set_hint(self, text: str) -> None:
        """What to say quietly where there is nothing to see."""
        if text != self._hint:
            self._hint = text
            self.update()

    def set_sentence(self, text: str) -> None:
        """What went wrong with the footage here."""
        self._sentence = text
        self.update()

    def set_offline(self, name: str) -> None:
        """The file that is missing here, by name; "" when it is not that."""
        if name != self._offline:
            self._offline = name
            self.update()

    def set_target(self, what: str) -> None:
        """What letting go here would do; "" when nothing is dragged over the picture."""
        self._target = what
        self.update()

    def set_badge(self, text: str) -> None:
        """How fast it plays, in the upper right corner; "" at its own speed."""
        if text != self._badge:
            self._badge = text
            self.update()

    def set_layout(self, layout: Layout, names: tuple[str, str] = ("", "")) -> None:
        """One picture, or two with their names: a divider between them, or side by side."""
        if (layout, names) != (self._layout, self._names):
            resized = (layout == "side") != (self._layout == "side")
            self._layout, self._names = layout, names
            if resized:
                self.size_settled.emit()
            self.update()

    @property
    def divider(self) -> float:
        """Where the left picture ends and the right one begins, 0 … 1 of the width."""
        return self._divider

    @property
    def picture(self) -> Picture | None:
        return self._picture

    @property
    def live(self) -> QImage | None:
        return self._live

    # Where it shows it.

    def area(self) -> QRectF:
        """The part of the view that the picture has; the right half, where two are side by side."""
        whole = QRectF(self.rect())
        if self._layout != "side":
            return whole
        left = (int(whole.width()) + GAP) // 2
        return QRectF(left, 0, whole.width() - left, whole.height())

    def place(self) -> QRectF:
        """Where the picture lies, in logical pixels on whole device pixels; larger than its area when zoomed
        in."""
        ratio = self.devicePixelRatioF()
        left, top, width, height = self._placing.place(self._pixels())
        corner = self.area().topLeft() + QPointF(left, top) / ratio
        return QRectF(corner, QSizeF(width / ratio, height / ratio))

    def picture_pixels(self) -> tuple[int, int]:
        """Device pixels of the picture's place, never more than the film has."""
        _, _, width, height = self._placing.place(self._pixels())
        return (width, height) if width <= self._placing.film[0] else self._placing.film

    def to_picture(self, at: QPointF) -> tuple[float, float]:
        """A point of the view in 0 … 1 of the picture (outside it: below 0 or above 1)."""
        place = self.place()
        return (at.x() - place.left()) / place.width(), (at.y() - place.top()) / place.height()

    def from_picture(self, u: float, v: float) -> QPointF:
        place = self.place()
        return QPointF(place.left() + u * place.width(), place.top() + v * place.height())

    @property
    def zoom(self) -> float | None:
        """Device pixels a pixel of the film; None where the picture is fitted."""
        return self._placing.zoom

    def set_zoom(self, zoom: float | None) -> None:
        """Around the middle of the view; None fits the picture."""
        if zoom is None:
            self._show_placing(Placing(self._placing.film))
        else:
            self._show_placing(self._placing.zoomed_to(self._pixels(), zoom))

    def _pixels(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        area = self.area()
        return max(1, round(area.width() * ratio)), max(1, round(area.height() * ratio))

    def _show_placing(self, placing: Placing) -> None:
        if placing == self._placing:
            return
        zoomed = placing.zoom != self._placing.zoom
        self._placing = placing
        if zoomed:
            self._settle.start()
            self.zoom_changed.emit()
        self.update()

    def _zoom_at(self, factor: float, at: QPointF) -> None:
        ratio = self.devicePixelRatioF()
        if self._layout == "side" and at.x() < self.area().left():
            at = at + QPointF(self.area().left(), 0)  # the left one shows the same part
        inside = (at - self.area().topLeft()) * ratio
        self._show_placing(self._placing.zoomed(self._pixels(), factor, (inside.x(), inside.y())))

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.base)
        self._paint_content(painter)
        if self._badge:
            corner = QPointF(self.width() - theme.MEDIUM, theme.MEDIUM)
            painting.paint_label(painter, self._badge, corner, from_right=True)
        if self._target:
            painter.setPen(QPen(tokens.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
            painting.paint_label(painter, self._target, QPointF(theme.MEDIUM, theme.MEDIUM))

    def _paint_content(self, painter: QPainter) -> None:
        place = self.place()
        if self._offline and self._live is None:
            painting.paint_offline(painter, place, self.tr("Offline"), self._offline)
            return
        if self._sentence or (self._picture is None and self._live is None):
            text = self._sentence or self._hint
            painting.paint_words(painter, QRectF(self.rect()), text, error=bool(self._sentence))
            return
        clip = place.intersected(self.area())
        corner = clip.topLeft() + QPointF(theme.MEDIUM, theme.MEDIUM)
        if self._live is not None:
            # A preview has a few dozen pixels: as blocks it would hide what it shows.
            self._paint_image(painter, self._live, place, clip, smooth=True)
            painting.paint_label(painter, self._live_label, corner)
        elif self._picture is not None:
            self._paint_picture(painter, self._picture, place, clip)
            painting.paint_label(painter, self._hint, corner, clip.width())
        painter.save()
        painter.setClipRect(clip)
        for layer in self.layers:
            layer.paint(painter, self)
        painter.restore()

    def _paint_picture(self, painter: QPainter, picture: Picture, place: QRectF, clip: QRectF) -> None:
        self._paint_image(painter, picture.image, place, clip)
        if picture.before is None or self._layout == "one":
            return
        corner = clip.topLeft() + QPointF(theme.MEDIUM, theme.MEDIUM)
        if self._layout == "side":
            away = QPointF(self.area().left(), 0)
            self._paint_image(painter, picture.before, place.translated(-away), clip.translated(-away))
            painting.paint_label(painter, self._names[0], corner - away, clip.width())
            painting.paint_label(painter, self._names[1], corner, clip.width())
            return
        x = round(min(clip.right(), max(clip.left(), place.left() + place.width() * self._divider)))
        left = QRectF(clip.left(), clip.top(), x - clip.left(), clip.height())
        if left.width() >= 1:
            self._paint_image(painter, picture.before, place, left)
        painting.paint_divider(painter, x, clip)
        painting.paint_label(painter, self._names[0], corner, max(1.0, left.width() - 24))
        right = QPointF(x + theme.MEDIUM, clip.top() + theme.MEDIUM)
        painting.paint_label(painter, self._names[1], right, max(1.0, clip.right() - x - 24))

    def _paint_image(
        self, painter: QPainter, image: QImage, place: QRectF, clip: QRectF, smooth: bool = False
    ) -> None:
        if not clip.isEmpty():
            painting.paint_image(painter, image, place, clip, self.devicePixelRatioF(), smooth)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._placing = self._placing.kept(self._pixels())
        self._settle.start()

    # The mouse: what lies on top first, then the divider; the middle button moves the picture.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            self._held, self._panned = "pan", event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        if event.button() == Qt.MouseButton.LeftButton and self._on_divider(event.position()):
            self._held = "divider"
            return
        for layer in reversed(self.layers):
            if layer.press(event, self):
                self._held = layer
                return
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._held == "pan":
            by = (at - self._panned) * self.devicePixelRatioF()
            self._panned = at
            self._show_placing(self._placing.panned(self._pixels(), by.x(), by.y()))
        elif self._held == "divider":
            self._divider = min(1.0, max(0.0, self.to_picture(at)[0]))
            self.update()
        elif isinstance(self._held, Layer):
            self._held.move(event, self)
        else:
            for layer in reversed(self.layers):
                layer.move(event, self)
            self._show_cursor(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._held = self._held, None
        if isinstance(held, Layer):
            held.release(event, self)
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not any(layer.double_click(event, self) for layer in reversed(self.layers)):
            self.double_clicked.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._zoom_at(WHEEL ** event.angleDelta().y(), event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self._zoom_at(1 + event.value(), event.position())
            return True
        return super().event(event)

    def _show_cursor(self, at: QPointF) -> None:
        if self._on_divider(at):
            self.setCursor(Qt.CursorShape.SplitHCursor)
            return
        wanted = (layer.cursor(at, self) for layer in reversed(self.layers))
        self.setCursor(next((shape for shape in wanted if shape is not None), Qt.CursorShape.ArrowCursor))

    def _on_divider(self, at: QPointF) -> bool:
        if self._layout != "wipe":
            return False
        clip = self.place().intersected(self.area())
        return abs(at.x() - self.from_picture(self._divider, 0).x()) <= GRIP and clip.contains(
            QPointF(clip.center().x(), at.y())
        )
