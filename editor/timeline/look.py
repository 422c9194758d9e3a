"""What every timeline painter shares: tokens, fonts, text measured once, lines on whole device pixels."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPixmap,
    QStaticText,
    QTextLayout,
    QTextOption,
    QTransform,
)

from editor import theme
from editor.timeline.waves import Canvas

V = TypeVar("V")

RADIUS = 6.0
KEPT_TEXTS = 4096
KEPT_SHAPES = 256
KEPT_CANVASES = 4
_LATIN = re.compile("[ -\xff–…−]*")
KEPT_PIXELS = 2_500_000
"""Device pixels of cards: some screens full of them, 10 MB."""


class Recent(Generic[V]):
    """A cache that forgets the least recently used when all that it keeps weighs more than `most`."""

    def __init__(self, most: int, weight: Callable[[V], int] = lambda _: 1) -> None:
        self._room = most
        self._weight = weight
        self._items: OrderedDict[Hashable, V] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        found = self._items.get(key)
        if found is not None:
            self._items.move_to_end(key)
            return found
        found = self._items[key] = make()
        self._room -= self._weight(found)
        while self._room < 0:
            self._room += self._weight(self._items.popitem(last=False)[1])
        return found


def veil(color: QColor, alpha: float) -> QColor:
    """The same colour, `alpha` (0 … 1) opaque."""
    veiled = QColor(color)
    veiled.setAlphaF(alpha)
    return veiled


def blend(a: QColor, b: QColor, share: float) -> QColor:
    """`share` (0 … 1) of b over a."""
    share = min(1.0, max(0.0, share))
    parts = zip((a.redF(), a.greenF(), a.blueF()), (b.redF(), b.greenF(), b.blueF()), strict=True)
    return QColor.fromRgbF(*(x + (y - x) * share for x, y in parts))


class Look:
    """Made once for a theme and a device pixel ratio."""

    def __init__(self, ratio: float) -> None:
        self.ratio = ratio
        self.hairline = max(1, round(ratio)) / ratio
        """One logical pixel in whole device pixels, never thinner than one of those."""
        self.tokens = theme.tokens()
        self.text_font = QFont()
        self.small_font: QFont = theme.small_font()
        self.mono_font: QFont = theme.mono_font()
        self.text_metrics = QFontMetricsF(self.text_font)
        self.small_metrics = QFontMetricsF(self.small_font)
        self.mono_metrics = QFontMetricsF(self.mono_font)
        self._elided: Recent[str] = Recent(KEPT_TEXTS)
        self._lines: Recent[tuple[str, ...]] = Recent(KEPT_TEXTS)
        self._widths: Recent[float] = Recent(KEPT_TEXTS)
        self._mixed: Recent[QColor] = Recent(KEPT_SHAPES)
        self._drawn: Recent[QPixmap] = Recent(KEPT_SHAPES)
        self._shaped: Recent[QStaticText] = Recent(KEPT_TEXTS)
        self._seen: Recent[list[bool]] = Recent(KEPT_TEXTS)
        self._canvases: Recent[Canvas] = Recent(KEPT_CANVASES)
        self._cards: Recent[QPixmap] = Recent(KEPT_PIXELS, lambda card: card.width() * card.height())

    def snap(self, value: float) -> float:
        """The nearest whole device pixel, in logical units."""
        return round(value * self.ratio) / self.ratio

    def box(self, left: float, top: float, right: float, bottom: float) -> QRectF:
        ratio = self.ratio  # `snap`, written out: thousands of boxes are painted at a time
        left, top = round(left * ratio) / ratio, round(top * ratio) / ratio
        return QRectF(left, top, round(right * ratio) / ratio - left, round(bottom * ratio) / ratio - top)

    def mixed(self, a: QColor, b: QColor, share: float) -> QColor:
        """`blend`, remembered: painters ask for the same few again and again."""
        return self._mixed.get((a.rgba(), b.rgba(), share), lambda: blend(a, b, share))

    def drawn(self, key: Hashable, make: Callable[[], QPixmap]) -> QPixmap:
        """A small shape that is painted often, drawn once."""
        return self._drawn.get(key, make)

    def card(self, key: Hashable, make: Callable[[], QPixmap]) -> QPixmap | None:
        """A card that looked like this before, drawn once; None at first sight, for it may not come again."""
        seen = self._seen.get(key, list)
        if not seen:
            seen.append(True)
            return None
        return self._cards.get(key, make)

    def canvas(self, width: int, height: int) -> Canvas:
        """For the waveforms of a lane, in device pixels: made anew in each paint it would take longest."""
        return self._canvases.get((width, height), partial(Canvas, width, height))

    def small_width(self, text: str) -> float:
        return self._widths.get(("small", text), lambda: self.small_metrics.horizontalAdvance(text))

    def mono_width(self, text: str) -> float:
        return self._widths.get(text, lambda: self.mono_metrics.horizontalAdvance(text))

    def elided(self, text: str, width: float) -> str:
        """One line of small text, cut with “…” to fit."""
        whole = int(width)
        return self._elided.get(
            (text, whole), lambda: self.small_metrics.elidedText(text, Qt.TextElideMode.ElideRight, whole)
        )

    def wrapped(self, text: str, width: float, lines: int) -> tuple[str, ...]:
        """At most `lines` lines of body text, broken where the language allows, the last one cut with “…”."""
        whole = int(width) // 4 * 4
        return self._lines.get((text, whole, lines), partial(self._wrap, text, whole, lines))

    def _wrap(self, text: str, width: int, lines: int) -> tuple[str, ...]:
        text = " ".join(text[:600].split())
        layout = QTextLayout(text, self.text_font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        starts: list[int] = []
        while len(starts) <= lines:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            starts.append(line.textStart())
        layout.endLayout()
        found = [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
        if len(found) > lines:
            rest = text[starts[lines - 1] :]
            last = self.text_metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
            found = [*found[: lines - 1], last]
        return tuple(found)

    def outline(self, painter: QPainter, box: QRectF, color: QColor, width: float = 1.0) -> None:
        """A crisp rectangular frame just inside `box`."""
        w = max(1, round(width * self.ratio)) / self.ratio
        for edge in (
            QRectF(box.left(), box.top(), box.width(), w),
            QRectF(box.left(), box.bottom() - w, box.width(), w),
            QRectF(box.left(), box.top() + w, w, box.height() - 2 * w),
            QRectF(box.right() - w, box.top() + w, w, box.height() - 2 * w),
        ):
            painter.fillRect(edge, color)

    def bars(self, painter: QPainter, boxes: Sequence[QRectF], color: QColor) -> None:
        """Many plain rectangles of one colour, which is quicker than one by one."""
        if boxes:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawRects(boxes)

    def baseline(self, top: float, height: float, metrics: QFontMetricsF) -> float:
        """Where text sits so that it looks centred in a line of `height`."""
        return top + (height + metrics.ascent() - metrics.descent()) / 2

    def small(self, painter: QPainter, x: float, baseline: float, text: str, color: QColor) -> None:
        self._line(painter, self.small_font, self.small_metrics, (x, baseline), text, color)

    def mono(self, painter: QPainter, x: float, baseline: float, text: str, color: QColor) -> None:
        self._line(painter, self.mono_font, self.mono_metrics, (x, baseline), text, color)

    def text(self, painter: QPainter, x: float, baseline: float, text: str, color: QColor) -> None:
        self._line(painter, self.text_font, self.text_metrics, (x, baseline), text, color)

    def _line(
        self, painter: QPainter, font: QFont, metrics: QFontMetricsF, at: tuple[float, float], text: str,
        color: QColor,
    ) -> None:  # fmt: skip
        """One line. Scripts for which another font steps in are shaped once: to find that font takes long."""
        painter.setFont(font)
        painter.setPen(color)
        x, baseline = self.snap(at[0]), self.snap(at[1])
        if _LATIN.fullmatch(text):
            painter.drawText(QPointF(x, baseline), text)
        else:
            line = self._shaped.get((id(font), text), partial(_shaped, text, font))
            painter.drawStaticText(QPointF(x, baseline - metrics.ascent()), line)


def _shaped(text: str, font: QFont) -> QStaticText:
    line = QStaticText(text)
    line.setTextFormat(Qt.TextFormat.PlainText)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    line.setTextOption(option)
    line.prepare(QTransform(), font)
    return line
