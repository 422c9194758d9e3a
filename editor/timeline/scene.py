"""Paints the visible part of a board. Nothing outside the view is looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPolygonF

from editor import theme
from editor.timeline.board import Board, Lane
from editor.timeline.hits import Hit, extend_width, extension
from editor.timeline.imagery import Imagery, Key
from editor.timeline.look import Look
from editor.timeline.paint_cards import (
    WITH_TEXT,
    CardFacts,
    paint_card,
    paint_offer,
    paint_sliver,
    paint_small_card,
)
from editor.timeline.paint_groups import paint_group
from editor.timeline.paint_lane import paint_track
from editor.timeline.paint_markers import paint_markers
from editor.timeline.paint_ruler import paint_marks, paint_ruler
from editor.timeline.paint_tracks import paint_seam
from editor.timeline.rows import RULER, Row
from editor.timeline.scale import TimeScale

if TYPE_CHECKING:
    from editor.workspace import JobView
    from engine.document.model import Card

T = TypeVar("T")

translate = QCoreApplication.translate

LEAST_OFFER = 10.0
"""Gaps narrower than this offer nothing."""
SLIVER = 10.0
"""Cards narrower than this are drawn as plain bars."""


@dataclass
class Scene:
    """Everything one paint needs. `state(card, guess)` and `job(card)` are asked for visible cards only."""

    board: Board
    scale: TimeScale
    rows: tuple[Row, ...]
    top: int
    width: int
    height: int
    look: Look
    imagery: Imagery
    state: Callable[[str, str], str]
    job: Callable[[str], JobView | None]
    seams: dict[int, float]
    chosen: frozenset[str] = frozenset()
    """Clips, cards and markers that edits act on."""
    card: str | None = None
    """The card whose panel is shown."""
    hover: Hit | None = None
    missing: list[Key] = field(default_factory=list)
    lit: frozenset[str] = field(init=False)
    """Groups of which something is chosen or pointed at."""

    def __post_init__(self) -> None:
        pointed = (self.hover.clip, self.hover.card) if self.hover is not None else ()
        self.lit = self.board.groups_of(self.chosen.union(each for each in pointed if each))

    def paint(self, painter: QPainter) -> None:
        painter.fillRect(0, 0, self.width, self.height, self.look.tokens.base)
        for row in self.rows[1:]:
            top = row.top - self.top
            if top + row.height <= RULER or top >= self.height:
                continue
            lane = self.look.box(0, top, self.width, top + row.height)
            if row.kind == "cards":
                self._cards(painter, lane)
            else:
                paint_track(painter, self, row, lane)
        self._seams(painter)
        if not self.board.frames:
            self._advice(painter)
        paint_ruler(painter, self.look, self.scale, self.board.document, self.width)
        document = self.board.document
        paint_marks(painter, self.look, self.scale, document.mark_in, document.mark_out, self.height)
        paint_markers(painter, self)

    def _span(self) -> tuple[int, int]:
        return self.scale.frame(0), self.scale.frame(self.width) + 1

    def placed(self, lane: Lane[T]) -> list[tuple[T, float, float]]:
        """What shows of a lane, with left and right edges in view pixels."""
        start, stop = self._span()
        pixels, left = self.scale.pixels, self.scale.left
        return [(item, a * pixels - left, b * pixels - left) for item, a, b in lane.visible(start, stop)]

    def _cards(self, painter: QPainter, lane: QRectF) -> None:
        slivers: list[tuple[str, float, float]] = []
        for card, left, right in self.placed(self.board.cards):
            if right - left < SLIVER:
                slivers.append((self.board.guess(card), left, right))
                continue
            box = self.look.box(max(left, -12.0), lane.top(), min(right, self.width + 12.0), lane.bottom())
            paint = paint_card if right - left >= WITH_TEXT else paint_small_card
            paint(painter, self.look, box, self._facts(card, box))
            if card.group:
                self.mark_group(painter, box, card.group)
        self._bars(painter, slivers, lane)
        self._offers(painter, lane)

    def mark_group(self, painter: QPainter, box: QRectF, group: str) -> None:
        letter = self.board.letters.get(group)
        if letter is not None:
            paint_group(painter, self.look, box, letter, group in self.lit)

    def _bars(self, painter: QPainter, slivers: list[tuple[str, float, float]], lane: QRectF) -> None:
        """Cards too narrow for a frame, as bars; those that share a pixel column are drawn once."""
        look, line = self.look, self.look.hairline
        colors = {kind: paint_sliver(look, kind) for kind in ("done", "ready", "keep")}
        top, tall, least = lane.top(), lane.height(), 2 * line
        boxes: dict[str, list[QRectF]] = {kind: [] for kind in colors}
        was, start, reached = "", 0.0, -1.0
        for kind, left, right in slivers:
            if right <= reached:
                continue
            wide = right - left >= 4
            if kind != was or wide or left - reached > line:
                if was:
                    boxes[was].append(QRectF(start, top, reached - start, tall))
                was, start = kind, max(left, reached)
            reached = max(right - line if wide else right, start + least)
        if was:
            boxes[was].append(QRectF(start, top, reached - start, tall))
        for kind, color in colors.items():
            look.bars(painter, boxes[kind], color)

    def _facts(self, card: Card, box: QRectF) -> CardFacts:
        job = self.job(card.id)
        hover = self.hover
        return CardFacts(
            card=card,
            words=self.board.words(card),
            state=self.state(card.id, self.board.guess(card)),
            job=job,
            picture=self._card_picture(card, job, box),
            selected=card.id in self.chosen,
            hovered=card.id == self.card
            or (hover is not None and hover.kind == "card" and hover.card == card.id),
            edge=self.width,
        )

    def _card_picture(self, card: Card, job: JobView | None, box: QRectF) -> QImage | None:
        if job is not None and job.preview is not None:
            return job.preview
        strip = self.board.drawn.get(card.id)
        if strip is None or box.width() < 100:
            return None
        # The middle: what is beside the cuts looks like the footage.
        key = (strip.path, strip.index((strip.place.start + strip.place.stop) // 2))
        image = self.imagery.thumbnail(*key)
        if image is None:
            self.missing.append(key)
        return image

    def _offers(self, painter: QPainter, lane: QRectF) -> None:
        """Places that make a card when clicked: gaps between cards, and the film's end."""
        hover = self.hover.span if self.hover and self.hover.kind == "offer" else None
        start, stop = self._span()
        for gap in self.board.card_gaps.within(start, stop):
            box = self.box(gap.start, gap.stop, lane)
            if box.width() >= LEAST_OFFER:
                paint_offer(painter, self.look, box, translate("TimelineScene", "+ new card"), hover == gap)
        if self.board.frames:
            span = extension(self.board)
            left = self.scale.x(span.start) + 4
            if left < self.width:
                # As far as it shows, so that its words do: a person who cannot read it cannot press it.
                right = min(left + extend_width(self.board, self.scale) - 4, max(self.width - 4, left + 24))
                box = self.look.box(left, lane.top(), right, lane.bottom())
                paint_offer(painter, self.look, box, translate("TimelineScene", "+ extend"), hover == span)

    def bare(self, painter: QPainter, lane: QRectF) -> None:
        """Gaps of the picture that a card could fill."""
        hover = self.hover.span if self.hover and self.hover.kind == "offer" else None
        start, stop = self._span()
        for gap in self.board.bare.within(start, stop):
            box = self.box(gap.start, gap.stop, lane)
            if box.width() >= LEAST_OFFER:
                text = translate("TimelineScene", "+ generate here")
                paint_offer(painter, self.look, box, text, hover == gap)

    def _advice(self, painter: QPainter) -> None:
        """What to do with an empty timeline."""
        top = max((row.top - self.top + row.height for row in self.rows), default=RULER)
        if self.height - top < 2 * theme.HUGE:
            top = RULER
        painter.setFont(theme.small_font())
        painter.setPen(self.look.tokens.quiet)
        text = translate("TimelineScene", "Drop footage here, or add a card with the + on the left.")
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(0, top, self.width, self.height - top), flags, text)

    def _seams(self, painter: QPainter) -> None:
        y = self.seam_height()
        if y <= RULER:
            return
        start, stop = self._span()
        for frame, score in self.seams.items():
            if start <= frame <= stop:
                hovered = self.hover is not None and self.hover.kind == "seam" and self.hover.frame == frame
                paint_seam(painter, self.look, self.scale.x(frame), y, score, hovered)

    def seam_height(self) -> float:
        """The line between the cards and the first track, where seams sit."""
        return self.rows[1].bottom - self.top + 2

    def box(self, start: int, stop: int, lane: QRectF) -> QRectF:
        left = max(self.scale.x(start), -12.0)
        right = min(self.scale.x(stop), self.width + 12.0)
        return self.look.box(left, lane.top(), max(left, right), lane.bottom())


def paint_playhead(painter: QPainter, look: Look, x: float, height: int) -> None:
    """One line with a handle on the ruler."""
    line = look.hairline
    at = look.snap(x)
    color = look.tokens.playhead
    painter.fillRect(QRectF(at, RULER - 10, line, height - RULER + 10), color)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(color)
    painter.setBrush(color)
    middle = at + line / 2
    high = RULER - 13  # below the labels, which it passes over
    points = ((-5, high), (5, high), (5, high + 7), (0, RULER), (-5, high + 7))
    painter.drawPolygon(QPolygonF([QPointF(middle + dx, dy) for dx, dy in points]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
