"""Painters of what the view shows: pictures, the divider between two, labels, sentences, missing footage."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from editor import theme
from editor.hatch import paint_hatch


def paint_image(
    painter: QPainter, image: QImage, place: QRectF, clip: QRectF, ratio: float, smooth: bool = False
) -> None:
    """The part of the picture (which lies at `place`) inside `clip`. 1:1 when the composer has met the size;
    scaled while it has not, or where the view is larger than the film: then its pixels show, unless it is to
    be `smooth`."""
    if image.width() == round(place.width() * ratio) and clip == place and ratio == 1.0:
        painter.drawImage(place.topLeft(), image)
        return
    larger = image.width() < place.width() * ratio
    pixels_show = not smooth and place.width() * ratio >= 3 * image.width()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, larger and not pixels_show)
    scale_x, scale_y = image.width() / place.width(), image.height() / place.height()
    source = QRectF(
        (clip.left() - place.left()) * scale_x,
        (clip.top() - place.top()) * scale_y,
        clip.width() * scale_x,
        clip.height() * scale_y,
    )
    painter.drawImage(clip, image, source)


def paint_divider(painter: QPainter, x: float, area: QRectF) -> None:
    tokens = theme.tokens()
    painter.fillRect(QRectF(x - 1, area.top(), 2, area.height()), tokens.text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(tokens.base, 1))
    painter.setBrush(tokens.text)
    painter.drawEllipse(QPointF(x, area.center().y()), 7, 7)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_label(
    painter: QPainter, text: str, at: QPointF, room: float = 0.0, from_right: bool = False
) -> None:
    """A word on a plate with its upper left corner `at` there, or its upper right; left out where it is wider
    than `room` (0: always shown)."""
    tokens = theme.tokens()
    painter.setFont(theme.small_font())
    metrics = painter.fontMetrics()
    plate = QRectF(at.x(), at.y(), metrics.horizontalAdvance(text) + 16, metrics.height() + 6)
    if from_right:
        plate.moveRight(at.x())
    if not text or 0 < room < plate.width():
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.base)
    painter.setOpacity(0.8)
    painter.drawRoundedRect(plate, 4, 4)
    painter.setOpacity(1.0)
    painter.setPen(tokens.text)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_offline(painter: QPainter, place: QRectF, title: str, file: str) -> None:
    tokens = theme.tokens()
    paint_hatch(painter, place, 24)
    painter.setFont(theme.small_font())
    metrics, room = painter.fontMetrics(), int(place.width()) - 64
    name = metrics.elidedText(file, Qt.TextElideMode.ElideMiddle, max(16, room))
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


def paint_words(painter: QPainter, area: QRectF, text: str, *, error: bool) -> None:
    tokens = theme.tokens()
    painter.setPen(tokens.error if error else tokens.quiet)
    painter.setFont(theme.text_font())
    room = area.adjusted(24, 24, -24, -24)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
