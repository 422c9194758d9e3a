"""The regions of a card over the picture, a tint with its edge, and what is being painted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF, QTransform

from editor import theme
from editor.viewer.regions.draft import Draft
from engine.document.model import Point, Region


def outline(regions: Iterable[Region]) -> QPainterPath:
    """All of them as one shape, in 0 … 1 of the picture."""
    whole = QPainterPath()
    for region in regions:
        one = QPainterPath()
        one.setFillRule(Qt.FillRule.WindingFill)
        if region.shape == "box":
            one.addRect(_box(region.points))
        else:
            one.addPolygon(_polygon(region.points))
            one.closeSubpath()
        whole = whole.united(one) if not whole.isEmpty() else one
    return whole


def paint_regions(painter: QPainter, shape: QPainterPath, feather: float, place: QRectF) -> None:
    """`shape` in 0 … 1 of the picture at `place`; a soft edge of `feather` picture widths is tinted less."""
    path = _placed(shape, place)
    tint = QColor(theme.tokens().accent)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    tint.setAlphaF(0.20)
    painter.fillPath(path, tint)
    inner = path
    if feather * place.width() >= 1:
        edge = QPainterPathStroker()
        edge.setWidth(2 * feather * place.width())
        edge.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        inner = path.subtracted(edge.createStroke(path))
    painter.fillPath(inner, tint)
    _edge(painter, path)


def paint_draft(painter: QPainter, draft: Draft, place: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    points = [_at(point, place) for point in draft.points]
    if draft.tool in ("box", "subject"):
        path = QPainterPath()
        if len(points) == 2:
            path.addRect(QRectF(points[0], points[1]).normalized())
        _edge(painter, path, dashed=draft.tool == "subject")
    elif draft.tool == "polygon":
        _paint_corners(painter, points, _at(draft.over, place) if draft.over else None)
    else:
        _paint_stroke(painter, draft, points, place)


def paint_tip(painter: QPainter, at: QPointF, width: float) -> None:
    """The brush under the mouse, `width` logical pixels wide."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    path = QPainterPath()
    path.addEllipse(at, max(1.0, width / 2), max(1.0, width / 2))
    _edge(painter, path)


def _paint_corners(painter: QPainter, points: Sequence[QPointF], over: QPointF | None) -> None:
    path = QPainterPath()
    path.addPolygon(QPolygonF([*points, *([over] if over is not None else [])]))
    _edge(painter, path)
    tokens = theme.tokens_of("dark")
    for n, point in enumerate(points):
        side = 9 if n == 0 else 7
        corner = QRectF(0, 0, side, side)
        corner.moveCenter(point)
        painter.setPen(QPen(tokens.base, 1))
        painter.setBrush(tokens.accent if n == 0 else tokens.text)
        painter.drawRect(corner)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_stroke(painter: QPainter, draft: Draft, points: Sequence[QPointF], place: QRectF) -> None:
    tokens = theme.tokens()
    colour = QColor(tokens.base if draft.tool == "eraser" else tokens.accent)
    colour.setAlphaF(0.5)
    pen = QPen(colour, max(1.0, draft.width * place.width()))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if len(points) == 1:
        painter.drawPoint(points[0])
    else:
        painter.drawPolyline(QPolygonF(points))


def _edge(painter: QPainter, path: QPainterPath, *, dashed: bool = False) -> None:
    """A light line in a dark one: seen on any picture."""
    tokens = theme.tokens_of("dark")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    painter.setPen(QPen(tokens.base, 3))
    painter.drawPath(path)
    painter.setPen(QPen(tokens.accent, 1.5, style))
    painter.drawPath(path)


def _placed(shape: QPainterPath, place: QRectF) -> QPainterPath:
    return QTransform(place.width(), 0, 0, place.height(), place.left(), place.top()).map(shape)


def _at(point: Point, place: QRectF) -> QPointF:
    return QPointF(place.left() + point[0] * place.width(), place.top() + point[1] * place.height())


def _box(points: Sequence[Point]) -> QRectF:
    (x0, y0), (x1, y1) = points
    return QRectF(QPointF(x0, y0), QPointF(x1, y1)).normalized()


def _polygon(points: Sequence[Point]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])
