"""Small pictures on a ground of one size, for lists."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from editor import icons, theme
from editor.library.thumbs import Thumbs
from engine.document.model import Asset

PICTURE = QSize(96, 54)
KIND_ICONS = {"video": "film", "image": "image", "audio": "sound"}
MARK = 16
"""Side of the mark in the corner."""


def picture_of(thumbs: Thumbs, asset: Asset, frame: int = 0) -> QPixmap:
    """The asset's picture on a plate of one size, its kind's icon until the picture is there."""
    image = thumbs.get(asset.path, frame) if asset.kind != "audio" else None
    return plate(image, KIND_ICONS[asset.kind], PICTURE)


def plate(image: QImage | None, icon: str, size: QSize, ratio: float = 2.0) -> QPixmap:
    """`image` inside `size`, or the icon in the middle."""
    tokens = theme.tokens()
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(tokens.base)
    painter = QPainter(picture)
    if image is None:
        mark = icons.pixmap(icon, theme.ICON_LARGE, ratio, QColor(tokens.quiet))
        painter.drawPixmap(
            (size.width() - theme.ICON_LARGE) // 2, (size.height() - theme.ICON_LARGE) // 2, mark
        )
    else:
        scaled = image.scaled(
            size * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        scaled.setDevicePixelRatio(ratio)
        painter.drawImage(
            round((size.width() - scaled.width() / ratio) / 2),
            round((size.height() - scaled.height() / ratio) / 2),
            scaled,
        )
    painter.end()
    return picture


def marked_used(picture: QPixmap) -> QPixmap:
    """With the mark of what the film shows, in the lower right corner."""
    tokens, ratio = theme.tokens(), picture.devicePixelRatio()
    size = picture.deviceIndependentSize().toSize()
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.panel)
    left, top = size.width() - MARK - 2, size.height() - MARK - 2
    painter.drawRoundedRect(left, top, MARK, MARK, 4, 4)
    painter.drawPixmap(left + 2, top + 2, icons.pixmap("check", MARK - 4, ratio, tokens.good))
    painter.end()
    return picture


def with_place(picture: QPixmap, share: float) -> QPixmap:
    """With a line where in the footage this frame lies, `share` 0 … 1."""
    size = picture.deviceIndependentSize()
    painter = QPainter(picture)
    painter.fillRect(round(share * (size.width() - 2)), 0, 2, round(size.height()), theme.tokens().playhead)
    painter.end()
    return picture
