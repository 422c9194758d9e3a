"""Thumbnails in the colours of their clips: a picture is decoded once, whatever grades it is shown in."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from engine.errors import TweenError

if TYPE_CHECKING:
    from engine.document.grade import Grade
    from engine.media.grading import Grader

KEPT = 1500

Key = tuple[str, int]
Wish = tuple[Key, int, "Grade"]
"""Which picture, the number of its present pixels (`QImage.cacheKey`), and the colours it is wanted in."""


class GradedThumbnails:
    """For the GUI thread; `graded` makes what is `wanted`, in any other."""

    def __init__(self) -> None:
        self._made: OrderedDict[Wish, QImage] = OrderedDict()
        self._latest: OrderedDict[Key, QImage] = OrderedDict()
        self._wanted: dict[Wish, QImage] = {}

    def of(self, key: Key, image: QImage, grade: Grade) -> QImage:
        """`image` in `grade`; until that is made, as it was shown last, so that nothing flickers."""
        wish = key, image.cacheKey(), grade
        made = self._made.get(wish)
        if made is not None:
            self._made.move_to_end(wish)
            return made
        self._wanted[wish] = image
        return self._latest.get(key, image)

    def wanted(self) -> dict[Wish, QImage]:
        """What was asked for since the last call and is not there."""
        wanted, self._wanted = self._wanted, {}
        return wanted

    def keep(self, wish: Wish, image: QImage) -> None:
        self._made[wish] = self._latest[wish[0]] = image
        self._latest.move_to_end(wish[0])
        for kept in (self._made, self._latest):
            while len(kept) > KEPT:
                kept.popitem(last=False)


def graded(image: QImage, grade: Grade, grader: Grader) -> QImage:
    """An RGB32 picture in that grade; as it is where its look-up table cannot be read: the viewer says so."""
    import numpy as np

    height, width = image.height(), image.width()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine() // 4, 4)
    try:
        rgb = grader.graded(np.ascontiguousarray(rows[:, :width, 2::-1]), grade)
    except TweenError:
        return image
    made = QImage(rgb.tobytes(), width, height, width * 3, QImage.Format.Format_RGB888)
    return made.convertToFormat(QImage.Format.Format_RGB32)
