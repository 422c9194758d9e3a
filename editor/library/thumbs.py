"""Small pictures of footage and takes, decoded in the background and kept."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from editor.background import Background

HEIGHT = 108
"""Decoded height: shown at about half of it, so that it is sharp on a dense screen."""
KEPT = 400

Key = tuple[str, int]


class Thumbs(QObject):
    """`get` returns a picture or None, and sees to it that `arrived` tells when it is there."""

    arrived = Signal(str)
    """Path of the file whose picture came."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._kept: OrderedDict[Key, QImage | None] = OrderedDict()
        self._asked: set[Key] = set()

    def get(self, path: str, frame: int = 0) -> QImage | None:
        key = (path, frame)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._asked:
            self._asked.add(key)
            self._background.run(
                lambda task: _decode(path, frame),
                lambda image: self._keep(key, image),
                lambda sentence: self._keep(key, None),
            )
        return None

    def _keep(self, key: Key, image: QImage | None) -> None:
        self._asked.discard(key)
        self._kept[key] = image
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.arrived.emit(key[0])


def _decode(path: str, frame: int) -> QImage | None:
    # Late: decoding libraries are loaded with the first picture, after the window is there.
    from engine.media.thumbnails import thumbnails

    for _, rgb in thumbnails(path, [frame], HEIGHT):
        height, width, _ = rgb.shape
        image = QImage(rgb.tobytes(), width, height, width * 3, QImage.Format.Format_RGB888)
        return image.convertToFormat(QImage.Format.Format_RGB32)
    return None
