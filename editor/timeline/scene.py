"""Paints the visible part of a board. Nothing outside the view is looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF

from editor.timeline.board import Board
from editor.timeline.hits import Hit, extend_width, extension
from editor.timeline.imagery import Imagery, Key
from editor.timeline.look import Look, veil
from editor.timeline.paint_cards import CardFacts, paint_card, paint_offer, paint_sliver
from editor.timeline.paint_ruler import paint_marks, paint_ruler
from editor.timeline.paint_tracks import (
    paint_clip_frame,
    paint_clip_ground,
    paint_generated_line,
    paint_seam,
    paint_strip,
    paint_wave,
)
from editor.timeline.rows import RULER, Row
from editor.timeline.scale import TimeScale

if TYPE_CHECKING:
    from editor.workspace import JobView
    from engine.document.model import Asset, Card, Clip

SLIVER = 10.0
"""Cards narrower than this are drawn as plain bars."""


@dataclass
class Scene:
    """Everything one paint needs. `state` and `job` are asked for visible cards only."""

    board: Board
    scale: TimeScale
    rows: tuple[Row, ...]
    top: int
    width: int
    height: int
    look: Look
    imagery: Imagery
    state: Callable[[str], str]
    job: Callable[[str], JobView | None]
    seams: dict[int, float]
    marks: tuple[int | None, int | None]
    selected_card: str | None = None
    selected_clip: str | None = None
    hover: Hit | None = None
    target: str | None = None
    """The card that a dragged picture would land on."""
    missing: list[Key] = field(default_factory=list)

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
                self._track(painter, row, lane)
        self._seams(painter)
        paint_ruler(painter, self.look, self.scale, self.board.document, self.width)
        paint_marks(painter, self.look, self.scale, *self.marks, self.height)

    def _span(self) -> tuple[int, int]:
        return self.scale.frame(0), self.scale.frame(self.width) + 1

    def _cards(self, painter: QPainter, lane: QRectF) -> None:
        slivers: dict[str, list[QRectF]] = {}
        start, stop = self._span()
        for card in self.board.cards.within(start, stop):
            box = self._box(card.range.start, card.range.stop, lane)
            if box.width() < SLIVER:
                kind = "done" if self.board.takes[card.id] else "ready" if card.prompt else "keep"
                slivers.setdefault(kind, []).append(box)
            else:
                paint_card(painter, self.look, box, self._facts(card, box))
        for kind, boxes in slivers.items():
            self._bars(painter, boxes, paint_sliver(self.look, kind))
        self._offers(painter, lane)

    def _bars(self, painter: QPainter, boxes: list[QRectF], color: QColor) -> None:
        """Narrow cards as bars; those that share a pixel column are drawn once."""
        reached = -1.0
        for box in boxes:
            if box.right() <= reached:
                continue
            left = max(box.left(), reached)
            painter.fillRect(
                QRectF(left, box.top(), max(box.right() - left, self.look.hairline), box.height()), color
            )
            reached = max(box.right(), left + self.look.hairline)

    def _facts(self, card: Card, box: QRectF) -> CardFacts:
        job = self.job(card.id)
        hover = self.hover
        return CardFacts(
            card=card,
            state=self.state(card.id),
            job=job,
            picture=self._card_picture(card, job, box),
            selected=card.id == self.selected_card,
            hovered=hover is not None and hover.kind == "card" and hover.card == card.id,
            target=card.id == self.target,
        )

    def _card_picture(self, card: Card, job: JobView | None, box: QRectF) -> QImage | None:
        if job is not None and job.preview is not None:
            return job.preview
        strip = self.board.drawn.get(card.id)
        if strip is None or box.width() < 100:
            return None
        key = (strip.path, strip.index(strip.place.start))
        image = self.imagery.thumbnail(*key)
        if image is None:
            self.missing.append(key)
        return image

    def _offers(self, painter: QPainter, lane: QRectF) -> None:
        hover = self.hover.span if self.hover and self.hover.kind == "offer" else None
        if hover is not None and hover.stop <= self.board.frames:
            box = self._box(hover.start, hover.stop, lane)
            paint_offer(painter, self.look, box, self._text("+ new card"), True)
        if self.board.frames:
            span = extension(self.board)
            left = self.scale.x(span.start) + 4
            if left < self.width:
                right = left + extend_width(self.board, self.scale) - 4
                box = self.look.box(left, lane.top(), right, lane.bottom())
                paint_offer(painter, self.look, box, self._text("+ extend"), hover == span)

    def _text(self, text: str) -> str:
        return QCoreApplication.translate("TimelineScene", text)

    def _track(self, painter: QPainter, row: Row, lane: QRectF) -> None:
        tokens = self.look.tokens
        painter.fillRect(lane, veil(tokens.panel, 0.6))
        assert row.track is not None
        start, stop = self._span()
        clips = self.board.clips[row.track.id].within(start, stop)
        for clip in clips:
            box = self._box(clip.place.start, clip.place.stop, lane)
            paint_clip_ground(painter, self.look, box, row.kind)
            if box.width() < 3:
                continue
            asset = self.board.assets.get(clip.asset)
            if row.kind == "audio":
                self._wave(painter, clip, asset, box)
            elif (strip := self.board.clip_strip(clip)) is not None:
                paint_strip(painter, self.look, self.scale, strip, lane, self.imagery, self.missing)
        if row.track.id == self.board.base_track:
            self._generated(painter, lane)
        for clip in clips:
            self._clip_frame(painter, row, clip, lane)

    def _generated(self, painter: QPainter, lane: QRectF) -> None:
        start, stop = self._span()
        for strip in self.board.generated.within(start, stop):
            box = self._box(strip.place.start, strip.place.stop, lane)
            if box.width() >= 3:
                paint_clip_ground(painter, self.look, box, "video")
                paint_strip(painter, self.look, self.scale, strip, lane, self.imagery, self.missing)
            paint_generated_line(painter, self.look, self.scale, strip, lane)

    def _clip_frame(self, painter: QPainter, row: Row, clip: Clip, lane: QRectF) -> None:
        box = self._box(clip.place.start, clip.place.stop, lane)
        if box.width() < 3:
            return
        asset = self.board.assets.get(clip.asset)
        name = asset.path.replace("\\", "/").rpartition("/")[2] if asset and row.kind == "video" else ""
        hovered = self.hover is not None and self.hover.clip == clip.id
        muted = row.track is not None and row.track.muted
        paint_clip_frame(painter, self.look, box, name, clip.id == self.selected_clip, hovered, muted)

    def _wave(self, painter: QPainter, clip: Clip, asset: Asset | None, box: QRectF) -> None:
        if asset is None or not asset.has_audio:
            return
        pyramid = self.imagery.peaks(asset.path)
        rate = self.board.document.rate
        if pyramid is None:
            self.imagery.want_peaks(asset.path, float(asset.frames / asset.rate))
            return
        pixels = self.scale.pixels
        seconds = tuple(
            float((clip.source_start - clip.place.start + (x + self.scale.left) / pixels) / float(rate))
            for x in (box.left(), box.right())
        )
        paint_wave(painter, self.look, box.adjusted(0, 3, 0, -3), pyramid, (seconds[0], seconds[1]))

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

    def _box(self, start: int, stop: int, lane: QRectF) -> QRectF:
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
    points = ((-5, 8), (5, 8), (5, 15), (0, 21), (-5, 15))
    painter.drawPolygon(QPolygonF([QPointF(middle + dx, dy) for dx, dy in points]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_snap_line(painter: QPainter, look: Look, x: float, height: int) -> None:
    at = look.snap(x)
    step = 6
    for top in range(RULER, height, step):
        painter.fillRect(QRectF(at, top, look.hairline, step / 2), look.tokens.accent)
