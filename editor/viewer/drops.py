"""Files let go over the picture: a picture becomes a keyframe of the card there, all else joins the film."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from editor.library.importing import attach_image
from editor.timeline.drops import Dropped, accept_copy, dropped
from editor.viewer.picture import PictureView
from editor.words import card_title
from engine.document.model import Card
from engine.document.queries import card_at

if TYPE_CHECKING:
    from editor.workspace import Workspace


class PictureDrops(QObject):
    """Watches the view's drags; says in the picture what letting go would do."""

    def __init__(self, workspace: Workspace, view: PictureView) -> None:
        super().__init__(view)
        self._work = workspace
        self._view = view
        view.setAcceptDrops(True)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._view.set_target("")
            self._drop(event)
            return True
        if isinstance(event, QDragEnterEvent | QDragMoveEvent):
            own = event.source() is self._view
            taken = not own and accept_copy(event)
            self._view.set_target(self._promise(event.mimeData()) if taken else "")
            if own:
                event.ignore()
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._view.set_target("")
        return False

    def _drop(self, event: QDropEvent) -> None:
        if not accept_copy(event):
            return
        work = self._work
        got = dropped(event.mimeData(), work.document)
        if got.refused:
            work.notice.emit(self.tr("Only files on this computer can be dropped here; save it first."))
        card = self._keyed(got)
        if card is not None:
            attach_image(work, card.id, got.paths[0], work.playhead - card.range.start)
        elif got.paths:
            work.import_files(list(got.paths))

    def _promise(self, mime: QMimeData) -> str:
        card = self._keyed(dropped(mime, self._work.document))
        if card is None:
            return self.tr("Add to the film")
        title = card_title(self._work.document, card)
        return self.tr("{0}: keyframe at {1}").format(title, self._work.playhead)

    def _keyed(self, got: Dropped) -> Card | None:
        """The card under the playhead, where it is drawn and one picture is let go."""
        card = card_at(self._work.document, self._work.playhead)
        return card if got.image and card is not None and card.words and not card.locked else None
