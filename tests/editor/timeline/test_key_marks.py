"""Key frames of a clip's framing on the timeline: a diamond each, where it lies."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from editor.timeline.look import Look
from editor.timeline.paint_badges import paint_keys
from editor.timeline.scale import TimeScale
from engine.document.framing import Framing
from engine.document.framing_keys import FramingKey
from engine.document.model import Clip
from engine.document.time import FrameRange

GROUND = "#336699"
LANE = QRectF(0, 0, 400, 60)


def columns(frames: tuple[int, ...], scale: TimeScale) -> list[float]:
    """Middles of what is drawn for a clip with those key frames."""
    framing = Framing(keys=tuple(FramingKey(frame) for frame in frames))
    image = QImage(400, 60, QImage.Format.Format_RGB32)
    image.fill(QColor(GROUND))
    painter = QPainter(image)
    paint_keys(painter, Look(1.0), scale, Clip("a", "a", FrameRange(10, 110), framing=framing), LANE, 400)
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(60, 400)
    drawn = np.flatnonzero((pixels != pixels[0, 0]).any(0))
    groups = np.split(drawn, np.flatnonzero(np.diff(drawn) > 1) + 1)
    return [float(group.mean()) for group in groups if len(group)]


def test_diamonds_stand_in_the_middle_of_their_frames(qtbot: QtBot) -> None:
    scale = TimeScale(3.0, 0.0)
    found = columns((0, 20, 90), scale)
    assert np.allclose(found, [scale.x(10.5), scale.x(30.5), scale.x(100.5)], atol=1)


def test_key_frames_beside_the_clip_or_the_view_have_none_and_crowded_ones_one(qtbot: QtBot) -> None:
    assert len(columns((-5, 3, 100, 140), TimeScale(3.0, 0.0))) == 1
    assert len(columns((3, 80), TimeScale(3.0, 200.0))) == 1
    assert len(columns(tuple(range(90)), TimeScale(1.0, 0.0))) == 1  # they run together
    assert columns((3,), TimeScale(0.2, 0.0)) == []
