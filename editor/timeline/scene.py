"""Paints the visible part of a board. Nothing outside the view is looked at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPolygonF

from editor import theme
from editor.timeline.board import Board
from editor.timeline.hits import Hit, extend_width, extension
from editor.timeline.imagery import Imagery, Key
from editor.timeline.lane import Lane
from editor.timeline.look import Look
from editor.timeline.paint_cards import WITH_TEXT, CardFacts, paint_card_kept, paint_offer
from editor.timeline.paint_groups import paint_group
from editor.timeline.paint_lane import paint_track
from editor.timeline.paint_markers import paint_markers
from editor.timeline.paint_ruler import paint_marks, paint_ruler
from editor.timeline.paint_small_cards import Sliver, SmallCard, paint_slivers, paint_small_cards
from editor.timeline.paint_tracks import paint_seam
from editor.timeline.rows import RULER, Row
from editor.timeline.scale import TimeScale

if TYPE_CHECKING:
    from editor.workspace import JobView
    from engine.document.model import Card, Clip

T = TypeVar("T")

translate = QCoreApplication.translate

LEAST_OFFER = 10.0
"""Gaps narrower than this offer nothing."""
LEAST_GAP = 0.5
"""Pixels between two clips that can be seen as a gap."""
SLIVER = 10.0
"""Cards narrower than this are drawn as plain bars."""


@dataclass
class Scene:
    """Everything one paint needs. `state(card, guess, quick)` and `job(card)` are asked for cards in view."""

    board: Board
    scale: TimeScale
    rows: tuple[Row, ...]
    top: int
    width: int
    height: int
    look: Look
    imagery: Imagery
    state: Callable[[str, str, bool], str]
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

    def span(self) -> tuple[int, int]:
        """The frames that show."""
        return self.scale.frame(0), self.scale.frame(self.width) + 1

    def placed(self, lane: Lane[T]) -> list[tuple[T, float, float]]:
        """What shows of a lane, with left and right edges in view pixels."""
        part = lane.part(*self.span())
        return list(zip(lane.items[part], *self._edges_of(lane, part), strict=True))

    def runs(self, lane: Lane[T]) -> list[tuple[float, float]]:
        """Stretches of a lane's items without a visible gap between them, cut to a little beyond the view."""
        starts, stops = lane.runs
        start, stop = self.span()
        part = slice(bisect_right(stops, start), bisect_left(starts, stop))
        pixels, left = self.scale.pixels, self.scale.left
        found: list[tuple[float, float]] = []
        for a, b in zip(starts[part], stops[part], strict=True):
            first, last = a * pixels - left, b * pixels - left
            if found and first - found[-1][1] <= LEAST_GAP:
                first = found.pop()[0]
            found.append((first, last))
        return [(max(first, -12.0), min(last, self.width + 12.0)) for first, last in found]

    def _edges_of(self, lane: Lane[T], part: slice) -> tuple[list[float], list[float]]:
        pixels, left = self.scale.pixels, self.scale.left
        return [a * pixels - left for a in lane.starts[part]], [b * pixels - left for b in lane.stops[part]]

    def _cards(self, painter: QPainter, lane: QRectF) -> None:
        cards = self.board.cards
        part = cards.part(*self.span())
        edges = self._edges_of(cards, part)
        visible = zip(cards.items[part], self.board.kinds[part], *edges, strict=True)
        if cards.longest * self.scale.pixels < SLIVER:
            slivers = list(zip(self.board.kinds[part], *edges, strict=True))
        else:
            slivers = self._wider_cards(painter, lane, visible)
        paint_slivers(painter, self.look, slivers, lane)
        self._offers(painter, lane)

    def _wider_cards(
        self, painter: QPainter, lane: QRectF, cards: Iterable[tuple[Card, str, float, float]]
    ) -> list[Sliver]:
        """Paints all but the slivers, which it returns."""
        slivers: list[Sliver] = []
        small: list[SmallCard] = []
        marked: list[tuple[Card, QRectF]] = []
        hover, chosen = self.hover, self.chosen
        pointed = (self.card, hover.card if hover is not None and hover.kind == "card" else None)
        for card, kind, left, right in cards:
            if right - left < SLIVER:
                slivers.append((kind, left, right))
                continue
            name, box = card.id, self.shown_box(left, right, lane)
            job = self.job(name)
            state, strong = self.state(name, kind, job is not None), name in chosen
            if right - left < WITH_TEXT:
                small.append((box, state, job.fraction if job is not None else 0.0, strong, name in pointed))
            else:
                words, picture = self.board.words(card), self._card_picture(card, job, box)
                facts = CardFacts(card, words, state, job, picture, strong, name in pointed, self.width)
                paint_card_kept(painter, self.look, box, facts)
            if card.group:
                marked.append((card, box))
        paint_small_cards(painter, self.look, small)
        for card, box in marked:
            self.mark_group(painter, box, card.group)
        return slivers

    def mark_group(self, painter: QPainter, box: QRectF, group: str) -> None:
        letter = self.board.letters.get(group)
        if letter is not None:
            paint_group(painter, self.look, box, letter, group in self.lit)

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
        start, stop = self.span()
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
        start, stop = self.span()
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
        text = translate(
            "TimelineScene",
            "One film, from left to right: drop footage here, or add a card with the + on the left.",
        )
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(0, top, self.width, self.height - top), flags, text)

    def _seams(self, painter: QPainter) -> None:
        y = self.seam_height()
        if y <= RULER:
            return
        start, stop = self.span()
        for frame, score in self.seams.items():
            if start <= frame <= stop:
                hovered = self.hover is not None and self.hover.kind == "seam" and self.hover.frame == frame
                paint_seam(painter, self.look, self.scale.x(frame), y, score, hovered)

    def seam_height(self) -> float:
        """The line between the cards and the first track, where seams sit."""
        return self.rows[1].bottom - self.top + 2

    def is_offline(self, clip: Clip) -> bool:
        asset = self.board.assets.get(clip.asset) if self.imagery.offline else None
        return asset is not None and asset.path in self.imagery.offline

    def shown_box(self, left: float, right: float, lane: QRectF) -> QRectF:
        """The box of what lies between two edges in view pixels, cut to a little beyond what shows."""
        return self.look.box(max(left, -12.0), lane.top(), min(right, self.width + 12.0), lane.bottom())

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
