"""The mouse on the picture while a person paints: strokes, corners and boxes, and how they look meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath

from editor.viewer.layer import Layer
from editor.viewer.picture import PictureView
from editor.viewer.regions.draft import Draft, Tool
from editor.viewer.regions.overlay import outline, paint_draft, paint_regions, paint_tip
from engine.document.model import Region

CLOSE = 10.0
"""Logical pixels around a polygon's first corner in which a click closes it."""


class RegionLayer(Layer):
    finished = Signal(object)
    """A whole `Draft`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.active = False
        self.tool: Tool = "brush"
        self.width = 0.08
        """Of the brush, in picture widths."""
        self.draft: Draft | None = None
        self.waiting: list[Draft] = []
        """Painted, and not on the card yet."""
        self._regions: tuple[Region, ...] = ()
        self._shape = QPainterPath()
        self._feather = 0.0
        self._over: QPointF | None = None

    def show_regions(self, regions: tuple[Region, ...]) -> None:
        """Those of the frame that is seen."""
        if regions != self._regions:
            self._regions = regions
            self._shape = outline(regions)
            self._feather = max((region.feather for region in regions), default=0.0)

    def drop(self) -> bool:
        """Forget what is being painted; whether there was anything."""
        had, self.draft = self.draft is not None, None
        return had

    def step_back(self) -> bool:
        """Take a polygon's last corner away; whether there was one."""
        if self.draft is None or self.draft.drags:
            return False
        self.draft.points.pop()
        if not self.draft.points:
            self.draft = None
        return True

    def close_polygon(self) -> bool:
        """Whether there was a polygon of three corners or more."""
        if self.draft is None or self.draft.drags or not self.draft.whole:
            return False
        self._finish()
        return True

    # The picture.

    def paint(self, painter: QPainter, view: PictureView) -> None:
        if not self.active:
            return
        place = view.place()
        if not self._shape.isEmpty():
            paint_regions(painter, self._shape, self._feather, place)
        for draft in (*self.waiting, *([self.draft] if self.draft else [])):
            paint_draft(painter, draft, place)
        if self._over is not None and self.tool in ("brush", "eraser"):
            paint_tip(painter, self._over, self.width * place.width())

    # The mouse.

    def press(self, event: QMouseEvent, view: PictureView) -> bool:
        at = view.to_picture(event.position())
        if not self.active or event.button() != Qt.MouseButton.LeftButton or not _inside(at):
            return False
        if self.draft is None:
            self.draft = Draft(self.tool, width=self.width)
        elif self._near_first(event.position(), view) and self.close_polygon():
            view.update()
            return True
        self.draft.add(at)
        view.update()
        return True

    def move(self, event: QMouseEvent, view: PictureView) -> None:
        if not self.active:
            return
        at = view.to_picture(event.position())
        self._over = event.position() if _inside(at) else None
        if self.draft is not None and self.draft.drags:
            self.draft.add(at)
        elif self.draft is not None:
            self.draft.over = at
        view.update()

    def release(self, event: QMouseEvent, view: PictureView) -> None:
        if self.draft is not None and self.draft.drags:
            if self.draft.whole:
                self._finish()
            self.draft = None
            view.update()

    def double_click(self, event: QMouseEvent, view: PictureView) -> bool:
        if not self.active:
            return False
        self.close_polygon()
        view.update()
        return True

    def cursor(self, at: QPointF, view: PictureView) -> Qt.CursorShape | None:
        if not self.active or not _inside(view.to_picture(at)):
            return None
        brush = self.tool in ("brush", "eraser")
        return Qt.CursorShape.BlankCursor if brush else Qt.CursorShape.CrossCursor

    def _near_first(self, at: QPointF, view: PictureView) -> bool:
        if self.draft is None or not self.draft.points:
            return False
        away = at - view.from_picture(*self.draft.points[0])
        return away.manhattanLength() <= CLOSE

    def _finish(self) -> None:
        draft, self.draft = self.draft, None
        if draft is not None:
            self.finished.emit(draft)


def _inside(at: tuple[float, float]) -> bool:
    return 0 <= at[0] <= 1 and 0 <= at[1] <= 1
