"""Clips on their tracks: pictures, waveforms, the violet line over generated frames, seams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from editor.timeline.look import Look, blend, veil
from editor.timeline.scale import TimeScale

if TYPE_CHECKING:
    import numpy as np

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
) -> None:
    """Pictures side by side. A slot shows its first frame, cut to its middle part when narrow."""
    box = _span(look, scale, strip.place.start, strip.place.stop, lane)
    tall = lane.height()
    natural = tall * strip.aspect
    step = _slot_frames(natural / scale.pixels)
    start = strip.place.start
    first = max(start, scale.frame(lane.left()))
    slot = start + (first - start) // step * step
    while slot < strip.place.stop and scale.x(slot) < lane.right():
        left, right = look.snap(scale.x(slot)), look.snap(scale.x(min(slot + step, strip.place.stop)))
        key = (strip.path, strip.index(slot))
        image = pictures.thumbnail(*key)
        if image is None:
            missing.append(key)
        else:
            _paint_slot(painter, look, image, QRectF(left, box.top(), right - left, tall), natural)
        slot += step


def _slot_frames(frames: float) -> int:
    """The largest power of two that fits: slots keep their pictures while one zooms."""
    return 1 << max(0, int(frames).bit_length() - 1)


def _paint_slot(painter: QPainter, look: Look, image: QImage, slot: QRectF, natural: float) -> None:
    shown = min(slot.width(), natural)
    cut = image.width() * shown / natural
    source = QRectF((image.width() - cut) / 2, 0, cut, image.height())
    painter.drawImage(QRectF(slot.left(), slot.top(), shown, slot.height()), image, source)


def paint_clip_ground(painter: QPainter, look: Look, box: QRectF, kind: str) -> None:
    ground = blend(look.tokens.raised, look.tokens.good, 0.10) if kind == "audio" else look.tokens.raised
    painter.fillRect(box, ground)


def paint_clip_frame(
    painter: QPainter, look: Look, box: QRectF, label: str, selected: bool, hovered: bool, dimmed: bool
) -> None:
    tokens = look.tokens
    if dimmed:
        painter.fillRect(box, veil(tokens.base, 0.6))
    if label and box.width() > 48:
        text = look.elided(label, box.width() - 16)
        width = look.small_metrics.horizontalAdvance(text)
        plate = QRectF(box.left() + 4, box.bottom() - 19, width + 8, 15)
        painter.fillRect(plate, veil(tokens.base, 0.72))
        look.small(
            painter, plate.left() + 4, look.baseline(plate.top(), 15, look.small_metrics), text, tokens.text
        )
    color = tokens.accent if selected else tokens.quiet if hovered else tokens.line
    look.outline(painter, box, color, 2.0 if selected else 1.0)


def paint_generated_line(painter: QPainter, look: Look, scale: TimeScale, strip: Strip, lane: QRectF) -> None:
    box = _span(look, scale, strip.place.start, strip.place.stop, lane)
    painter.fillRect(QRectF(box.left(), box.top(), box.width(), look.snap(3)), look.tokens.generated)


def paint_wave(
    painter: QPainter, look: Look, box: QRectF, pyramid: list[np.ndarray], seconds: tuple[float, float]
) -> None:
    """Peaks of `seconds` (start, stop of the file, for the whole of `box`) as one alpha picture."""
    from editor.timeline.imagery import PEAKS_A_SECOND

    width, height = max(1, round(box.width() * look.ratio)), max(2, round(box.height() * look.ratio))
    image = wave_image(pyramid, seconds[0] * PEAKS_A_SECOND, seconds[1] * PEAKS_A_SECOND, width, height)
    painter.drawImage(box, image, QRectF(image.rect()))


def wave_image(pyramid: list[np.ndarray], first: float, last: float, width: int, height: int) -> QImage:
    """Premultiplied picture of the peaks first … last (indices into the finest level)."""
    import numpy as np

    level = 0
    while level + 1 < len(pyramid) and (last - first) / 2**level > 2 * width:
        level += 1
    peaks = pyramid[level]
    edges = np.linspace(first / 2**level, last / 2**level, width + 1)
    index = np.clip(edges[:-1].astype(np.int64), 0, len(peaks) - 1)
    low = np.minimum.reduceat(peaks[:, 0], index)
    high = np.maximum.reduceat(peaks[:, 1], index)
    # reduceat runs its last segment to the end of the array, and repeated indices are single values already.
    low[-1], high[-1] = peaks[index[-1], 0], peaks[index[-1], 1]
    outside = (edges[:-1] < 0) | (edges[:-1] >= len(peaks) * 1.0)
    low[outside] = high[outside] = 0
    middle = (height - 1) / 2
    top = np.floor(middle - np.clip(high, 0, 1) * middle)
    bottom = np.ceil(middle - np.clip(low, -1, 0) * middle)
    rows = np.arange(height)[:, None]
    return _tinted((rows >= top) & (rows <= bottom))


def _tinted(mask: np.ndarray) -> QImage:
    import numpy as np

    from editor import theme

    color = theme.tokens().good
    alpha = 0.85
    word = (round(255 * alpha) << 24) | sum(
        round(part * alpha) << shift
        for part, shift in ((color.red(), 16), (color.green(), 8), (color.blue(), 0))
    )
    pixels = np.where(mask, np.uint32(word), np.uint32(0))
    height, width = pixels.shape
    picture = QImage(pixels.tobytes(), width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
    return picture.copy()


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
