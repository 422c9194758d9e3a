"""The board before and after: cards as blocks as wide as they are long, what is to be drawn marked."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor import theme
from engine.document.model import Card, Document
from engine.document.queries import loops
from engine.document.time import FrameRange

ROW, FOOTAGE, GAP = 26, 5, 14
NARROW = 14
"""Pixels below which a block has no room for its number."""
LEAST = 2.0
"""Pixels that a narrow block adds to those before it, or it is not painted."""


@dataclass(frozen=True, slots=True)
class Board:
    """One row. `drawn`: film ranges that are to be drawn, in order of time, side by side."""

    title: str
    document: Document
    drawn: tuple[FrameRange, ...] = ()
    spans: tuple[FrameRange, ...] = field(init=False)

    def __post_init__(self) -> None:
        tracks = [track for track in self.document.tracks if track.kind == "video"]
        places = {clip.place for track in tracks for clip in track.clips}
        object.__setattr__(self, "spans", tuple(sorted(places)))

    def draws(self, span: FrameRange) -> bool:
        """Whether something in `span` is to be drawn."""
        before = bisect_left(self.drawn, span.stop, key=lambda each: each.start)
        return before > 0 and self.drawn[before - 1].stop > span.start


class BoardStrip(QWidget):
    """Rows at one scale, so that what becomes longer looks longer."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Board, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The board"))

    def show_rows(self, *rows: Board) -> None:
        if rows != self.rows:
            resized = len(rows) != len(self.rows)
            self.rows = rows
            said = [f"{row.title}: {len(row.document.cards)}, {row.document.frames}" for row in rows]
            self.setAccessibleDescription("; ".join(said))
            if resized:
                self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, len(self.rows) * (ROW + FOOTAGE + GAP + theme.TINY))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frames = max((row.document.frames for row in self.rows), default=0)
        if not frames:
            return
        scale, top = (self.width() - 1) / frames, 0.0
        for row in self.rows:
            self._paint_row(painter, row, top, scale)
            top += ROW + FOOTAGE + GAP + theme.TINY

    def _paint_row(self, painter: QPainter, row: Board, top: float, scale: float) -> None:
        tokens = theme.tokens()
        painter.setFont(theme.small_font())
        painter.setPen(tokens.quiet)
        seconds = float(row.document.frames / row.document.rate)
        said = self.tr("{0} · {1} frames, {2} s").format(row.title, row.document.frames, f"{seconds:.1f}")
        painter.drawText(QRectF(0, top, self.width(), GAP), Qt.AlignmentFlag.AlignVCenter, said)
        y = top + GAP
        self._paint_cards(painter, row, y, scale)
        if loops(row.document):
            painter.setPen(tokens.generated)
            painter.drawText(
                QRectF(0, y, row.document.frames * scale - 4, ROW),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                "↺",
            )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.quiet)
        edges = (_edges(place, scale) for place in row.spans)
        painter.drawRects([QRectF(left, y + ROW, right - left, FOOTAGE - 2) for left, right in edges])

    def _paint_cards(self, painter: QPainter, row: Board, y: float, scale: float) -> None:
        painted = -1.0
        narrow: defaultdict[tuple[bool, bool], list[QRectF]] = defaultdict(list)
        cuts: list[QRectF] = []
        for number, card in enumerate(row.document.cards, 1):
            left, right = _edges(card.range, scale)
            wide = right - left >= NARROW
            if not wide and right - painted < LEAST:
                continue  # a thousand cards: most lie where another one stands already
            painted = right
            box = QRectF(left, y + 1, right - left, ROW - 2)
            look = row.draws(card.range), bool(card.prompt or card.words)
            if wide:
                _pick(painter, *look)
                painter.drawRoundedRect(box, 3, 3)
                self._paint_words(painter, box, number, card)
            else:
                narrow[look].append(box)
            if card.cut:
                cuts.append(QRectF(left - 1, y + 1, 3, ROW - 2))
        for look, boxes in narrow.items():
            _pick(painter, *look)
            painter.drawRects(boxes)
        for mark in cuts:
            painter.fillRect(mark, theme.tokens().text)

    def _paint_words(self, painter: QPainter, box: QRectF, number: int, card: Card) -> None:
        painter.setPen(theme.tokens().text)
        text = f"{number} {card.words}" if card.words else str(number)
        room = box.adjusted(5, 0, -16 if card.loop else -3, 0)
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)


def _pick(painter: QPainter, drawn: bool, described: bool) -> None:
    """Brush and pen of a card: to be drawn, or there already, with words or without."""
    tokens = theme.tokens()
    ground = QColor(tokens.generated if drawn else tokens.raised)
    if drawn:
        ground.setAlphaF(0.28)
    painter.setBrush(ground)
    painter.setPen(tokens.generated if drawn else tokens.accent_text if described else tokens.line)


def _edges(span: FrameRange, scale: float) -> tuple[float, float]:
    left = span.start * scale + 0.5
    return left, left + max(2.0, len(span) * scale - 1)
