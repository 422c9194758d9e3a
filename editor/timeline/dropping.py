"""Files and assets dragged over the film from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QDragMoveEvent, QDropEvent

from editor.timeline.drops import accept_copy, dropped

if TYPE_CHECKING:
    from editor.timeline.view import TimelineView

translate = QCoreApplication.translate


class Dropping:
    """Says where a drag would land, and takes what is let go."""

    def __init__(self, view: TimelineView) -> None:
        self._view = view
        self.target: str | None = None
        """The card that a dragged picture would land on."""
        self.over = False
        """Whether files are being dragged over the view."""

    def drag(self, event: QDragMoveEvent) -> None:
        if not accept_copy(event):
            return
        image = dropped(event.mimeData(), self._view.workspace.document).image
        found = self._view.hands.hit(event.position())
        target = found.card if image else None
        if target != self.target or not self.over:
            self.target, self.over = target, True
            self._view.refresh()

    def leave(self) -> None:
        self.target, self.over = None, False
        self._view.refresh()

    def drop(self, event: QDropEvent) -> None:
        view, work = self._view, self._view.workspace
        self.leave()
        if not accept_copy(event):
            return
        got = dropped(event.mimeData(), work.document)
        found = view.hands.hit(event.position())
        if got.refused:
            work.notice.emit(
                translate("TimelineDrops", "Only files on this computer can be dropped here; save it first.")
            )
        card = view.board.card(found.card)
        if got.image and card is not None:
            view.image_dropped_on_card.emit(card.id, got.image, max(0, found.frame - card.range.start))
        elif got.paths:
            work.import_files(list(got.paths), found.frame)
