"""The picture: the composed frame, the live picture of a running card, before against after."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor import theme
from editor.hatch import paint_hatch
from editor.viewer.frames import Picture

SETTLE_MS = 120
"""A view that is being resized is composed anew when it rests."""
GRIP = 10.0


class PictureView(QWidget):
    size_settled = Signal()
    """The place for the picture has another size now: compose at `picture_pixels`."""
    clicked = Signal()
    double_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._film = (1280, 720)
        self._picture: Picture | None = None
        self._live: QImage | None = None
        self._live_label = ""
        self._hint = ""
        self._sentence = ""
        self._offline = ""
        self._compare = False
        self._divider = 0.5
        self._dragging = False
        self._target = False
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.size_settled)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 90)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("Picture"))

    def set_film_size(self, width: int, height: int) -> None:
        if (width, height) != self._film:
            self._film = (width, height)
            self.size_settled.emit()
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
        """What to say quietly where there is no footage."""
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

    def set_target(self, on: bool) -> None:
        """Something that can be dropped here is over the picture."""
        self._target = on
        self.update()

    def set_compare(self, on: bool) -> None:
        self._compare = on
        self.update()

    @property
    def divider(self) -> float:
        """Where before ends and after begins, 0 … 1 of the width."""
        return self._divider

    @property
    def picture(self) -> Picture | None:
        return self._picture

    def place(self) -> QRectF:
        """Where the picture lies, in logical pixels on whole device pixels."""
        ratio = self.devicePixelRatioF()
        width, height = self.width() * ratio, self.height() * ratio
        scale = min(width / self._film[0], height / self._film[1])
        w, h = max(2, round(self._film[0] * scale)), max(2, round(self._film[1] * scale))
        left, top = int((width - w) / 2), int((height - h) / 2)
        return QRectF(left / ratio, top / ratio, w / ratio, h / ratio)

    def picture_pixels(self) -> tuple[int, int]:
        """Device pixels of the picture's place, never more than the film has."""
        ratio = self.devicePixelRatioF()
        place = self.place()
        w, h = round(place.width() * ratio), round(place.height() * ratio)
        return (w, h) if w <= self._film[0] else self._film

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.base)
        self._paint_content(painter)
        if self._target:
            painter.setPen(QPen(tokens.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_content(self, painter: QPainter) -> None:
        if self._offline and self._live is None:
            self._paint_offline(painter)
            return
        if self._sentence or (self._picture is None and self._live is None):
            self._paint_words(painter, self._sentence or self._hint)
            return
        place = self.place()
        if self._live is not None:
            self._paint_image(painter, self._live, place, place)
            self._paint_label(painter, self._live_label, place.topLeft() + QPointF(12, 12))
        elif self._picture is not None:
            self._paint_image(painter, self._picture.image, place, place)
            if self._compare and self._picture.before is not None:
                self._paint_split(painter, self._picture.before, place)

    def _paint_image(self, painter: QPainter, image: QImage, place: QRectF, clip: QRectF) -> None:
        """1:1 when the composer has met the size; scaled while it has not."""
        ratio = self.devicePixelRatioF()
        if image.width() == round(place.width() * ratio) and clip == place and ratio == 1.0:
            painter.drawImage(place.topLeft(), image)
            return
        painter.setRenderHint(
            QPainter.RenderHint.SmoothPixmapTransform, image.width() < place.width() * ratio
        )
        scale_x, scale_y = image.width() / place.width(), image.height() / place.height()
        source = QRectF(
            (clip.left() - place.left()) * scale_x,
            (clip.top() - place.top()) * scale_y,
            clip.width() * scale_x,
            clip.height() * scale_y,
        )
        painter.drawImage(clip, image, source)

    def _paint_split(self, painter: QPainter, before: QImage, place: QRectF) -> None:
        tokens = theme.tokens()
        x = round(place.left() + place.width() * self._divider)
        left = QRectF(place.left(), place.top(), x - place.left(), place.height())
        if left.width() >= 1:
            self._paint_image(painter, before, place, left)
        painter.fillRect(QRectF(x - 1, place.top(), 2, place.height()), tokens.text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(tokens.base, 1))
        painter.setBrush(tokens.text)
        painter.drawEllipse(QPointF(x, place.center().y()), 7, 7)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if left.width() > 90:
            self._paint_label(painter, self.tr("Before"), place.topLeft() + QPointF(12, 12))
        if place.right() - x > 90:
            self._paint_label(painter, self.tr("After"), QPointF(x + 12, place.top() + 12))

    def _paint_label(self, painter: QPainter, text: str, at: QPointF) -> None:
        if not text:
            return
        tokens = theme.tokens()
        painter.setFont(theme.small_font())
        metrics = painter.fontMetrics()
        plate = QRectF(at.x(), at.y(), metrics.horizontalAdvance(text) + 16, metrics.height() + 6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.base)
        painter.setOpacity(0.8)
        painter.drawRoundedRect(plate, 4, 4)
        painter.setOpacity(1.0)
        painter.setPen(tokens.text)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_offline(self, painter: QPainter) -> None:
        tokens, place = theme.tokens(), self.place()
        paint_hatch(painter, place, 24)
        title = self.tr("Offline")
        painter.setFont(theme.small_font())
        metrics, room = painter.fontMetrics(), int(place.width()) - 64
        name = metrics.elidedText(self._offline, Qt.TextElideMode.ElideMiddle, max(16, room))
        width = max(metrics.horizontalAdvance(title), metrics.horizontalAdvance(name)) + 2 * theme.LARGE
        plate = QRectF(0, 0, width, 2 * metrics.height() + 2 * theme.SMALL)
        plate.moveCenter(place.center())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.base)
        painter.drawRoundedRect(plate, theme.RADIUS, theme.RADIUS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        rows = plate.adjusted(0, theme.SMALL, 0, -theme.SMALL)
        painter.setPen(tokens.warning)
        painter.drawText(rows, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, title)
        painter.setPen(tokens.text)
        painter.drawText(rows, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, name)

    def _paint_words(self, painter: QPainter, text: str) -> None:
        tokens = theme.tokens()
        painter.setPen(tokens.error if self._sentence else tokens.quiet)
        painter.setFont(theme.text_font())
        room = QRectF(self.rect()).adjusted(24, 24, -24, -24)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._settle.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._dragging = self._on_divider(event.position())
        if not self._dragging:
            self.clicked.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            place = self.place()
            self._divider = min(1.0, max(0.0, (event.position().x() - place.left()) / place.width()))
            self.update()
        on = self._dragging or self._on_divider(event.position())
        self.setCursor(Qt.CursorShape.SplitHCursor if on else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.double_clicked.emit()

    def _on_divider(self, at: QPointF) -> bool:
        place = self.place()
        x = place.left() + place.width() * self._divider
        return self._compare and abs(at.x() - x) <= GRIP and place.top() <= at.y() <= place.bottom()
