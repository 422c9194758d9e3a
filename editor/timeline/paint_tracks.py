"""Clips on their tracks: pictures, waveforms, the violet line over generated frames, seams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from editor.timeline.look import Look, blend, veil
from editor.timeline.scale import TimeScale

if TYPE_CHECKING:
    from editor.timeline.board import Strip
    from editor.timeline.imagery import Imagery, Key

SEAM = 6.0
TIGHT, LOOSE = 1.2, 2.0
"""A seam scores 1 when it looks like any other frame step: green up to TIGHT, red from LOOSE on."""


def paint_strip(
    painter: QPainter,
    look: Look,
    scale: TimeScale,
    strip: Strip,
    lane: QRectF,
    pictures: Imagery,
    missing: list[Key],
    middle: bool = False,
) -> None:
    """Whole pictures side by side from the strip's start; only the last is cut.

    A slot shows the frame at its left edge, rounded to a coarser grid of frames: while one zooms, slots keep
    the pictures they have. With `middle` it shows the frame in its middle: at its edges a drawn range looks
    like the footage beside it.
    """
    box = _span(look, scale, strip.place.start, strip.place.stop, lane)
    tall = lane.height()
    natural = tall * strip.aspect
    grid = _grid_frames(natural / scale.pixels / (4 if middle else 1))  # finer: rounded it would be an edge
    pitch = max(natural, scale.pixels)
    start, last = strip.place.start, strip.place.stop - 1
    begin = scale.x(start)
    slot = max(0, int((lane.left() - begin) // pitch))
    while (left := begin + slot * pitch) < min(lane.right(), scale.x(strip.place.stop)):
        shown = min(natural, scale.x(strip.place.stop) - left)
        wanted = (left + (shown / 2 if middle else 0) - begin) / scale.pixels
        frame = min(last, start + round(wanted / grid) * grid)
        key = (strip.path, strip.index(frame))
        image = pictures.thumbnail(*key, strip.grade)
        if image is None:
            missing.append(key)
        else:
            x = look.snap(left)
            width = min(look.snap(left + natural), box.right()) - x
            _paint_slot(painter, image, QRectF(x, box.top(), width, tall), natural)
        slot += 1


def _grid_frames(frames: float) -> int:
    """The largest power of two that fits."""
    return 1 << max(0, int(frames).bit_length() - 1)


def _paint_slot(painter: QPainter, image: QImage, slot: QRectF, natural: float) -> None:
    cut = image.width() * min(1.0, slot.width() / natural)
    painter.drawImage(slot, image, QRectF(0, 0, cut, image.height()))


def clip_ground(look: Look, kind: str) -> QColor:
    return blend(look.tokens.raised, look.tokens.good, 0.10) if kind == "audio" else look.tokens.raised


def paint_clip_name(painter: QPainter, look: Look, box: QRectF, name: str) -> None:
    """The file's name on a plate in the lower left corner."""
    text = look.elided(name, box.width() - 16)
    if len(text) < 2:
        return
    plate = QRectF(box.left() + 4, box.bottom() - 19, look.small_width(text) + 8, 15)
    painter.fillRect(plate, veil(look.tokens.base, 0.72))
    baseline = look.baseline(plate.top(), 15, look.small_metrics)
    look.small(painter, plate.left() + 4, baseline, text, look.tokens.text)


def paint_chosen_frames(painter: QPainter, look: Look, boxes: Sequence[QRectF]) -> None:
    """Just inside each box; all of them in one call, for a whole film may be chosen."""
    if boxes:
        line = 2 * look.hairline
        pen = QPen(look.tokens.accent, line)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = line / 2
        painter.drawRects([box.adjusted(inset, inset, -inset, -inset) for box in boxes])


def paint_generated_line(painter: QPainter, look: Look, scale: TimeScale, strip: Strip, lane: QRectF) -> None:
    box = _span(look, scale, strip.place.start, strip.place.stop, lane)
    painter.fillRect(QRectF(box.left(), box.top(), box.width(), look.snap(3)), look.tokens.generated)


def seam_color(look: Look, score: float) -> QColor:
    tokens = look.tokens
    share = (score - TIGHT) / (LOOSE - TIGHT)
    if share <= 0.5:
        return blend(tokens.good, tokens.warning, share * 2)
    return blend(tokens.warning, tokens.error, share * 2 - 1)


def paint_seam(painter: QPainter, look: Look, x: float, y: float, score: float | None, hovered: bool) -> None:
    """A diamond on the join. The number shows on hover, and always when the join shows."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    size = SEAM + (2 if hovered else 0)
    middle = QPointF(look.snap(x), look.snap(y))
    diamond = QPolygonF(
        [middle + QPointF(dx, dy) for dx, dy in ((0, -size), (size, 0), (0, size), (-size, 0))]
    )
    painter.setPen(QPen(look.tokens.base, 1.5))
    painter.setBrush(look.tokens.quiet if score is None else seam_color(look, score))
    painter.drawPolygon(diamond)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if score is not None and (hovered or score >= LOOSE):
        _paint_score(painter, look, middle + QPointF(size + 4, 0), f"{score:.2f}")


def _paint_score(painter: QPainter, look: Look, at: QPointF, text: str) -> None:
    width = look.mono_width(text)
    plate = QRectF(at.x(), at.y() - 9, width + 10, 18)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.tokens.base)
    painter.drawRoundedRect(plate, 4, 4)
    look.mono(
        painter, plate.left() + 5, look.baseline(plate.top(), 18, look.mono_metrics), text, look.tokens.text
    )


def _span(look: Look, scale: TimeScale, start: int, stop: int, lane: QRectF) -> QRectF:
    """The box of frames start … stop in a lane, cut to a little beyond what shows."""
    left = max(scale.x(start), lane.left() - 8)
    right = min(scale.x(stop), lane.right() + 8)
    return look.box(left, lane.top(), max(left, right), lane.bottom())
