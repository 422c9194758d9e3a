"""What the tests of the viewer look at."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from editor.viewer import ViewerPanel

LEFT = Qt.MouseButton.LeftButton


def arguments(blocker: SignalBlocker) -> list:
    """What the signal that was waited for carried."""
    assert blocker.args is not None
    return blocker.args


def array(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), 2::-1].astype(int)


def drawn(n: int) -> np.ndarray:
    """Frames of the take: plain, so that they cannot be taken for footage."""
    return np.full((96, 160, 3), (200, 40, 2 * n), np.uint8)


def mean_at(viewer: ViewerPanel, u: float, v: float) -> np.ndarray:
    """Colour that shows at a relative place of the picture."""
    place = viewer.picture.place()
    x, y = round(place.left() + u * place.width()), round(place.top() + v * place.height())
    return array(viewer.picture.grab().toImage())[y - 2 : y + 3, x - 2 : x + 3].mean(axis=(0, 1))


def waits_for(qtbot: QtBot, viewer: ViewerPanel, frame: int) -> None:
    qtbot.waitUntil(lambda: shows(viewer) == frame, timeout=10_000)


def shows(viewer: ViewerPanel) -> int | None:
    return viewer.picture.picture.frame if viewer.picture.picture is not None else None
