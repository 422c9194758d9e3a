"""Files let go over the picture: keyframes of a card that is drawn there, else they join the film."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from editor.background import Task
from editor.language.words import card_title
from editor.library.clip_keys import ClipKeys
from editor.library.drops import FILM_SUFFIX, PROJECT_SUFFIXES
from editor.library.importing import attach_asset
from editor.timeline.drops import Dropped, accept_copy, dropped
from editor.viewer.picture import PictureView
from engine.document.model import Asset, Card
from engine.document.queries import card_at

if TYPE_CHECKING:
    from editor.workspace import Workspace


OTHERS = frozenset((FILM_SUFFIX, *PROJECT_SUFFIXES, ""))
"""What is opened or imported whole: films, timelines, scripts, folders."""


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
            self._attach(card, got.paths[0])
        elif got.paths:
            work.import_files(list(got.paths))

    def _attach(self, card: Card, path: str) -> None:
        """A picture at the playhead; of a video the person says how much, or that it joins the film."""
        work, offset = self._work, self._work.playhead - card.range.start

        def probed(task: Task[Asset]) -> Asset:
            from engine.project.importing import asset_from_file

            return asset_from_file(Path(path))

        def done(asset: Asset) -> None:
            now = work.card(card.id)
            if now is None or not 0 <= offset < len(now.range):
                return
            if asset.kind == "video":
                otherwise = (self.tr("Add it to the film"), lambda: work.import_files([path]))
                ClipKeys(work, now, asset, offset, self._view, otherwise).ask()
            elif asset.kind == "image":
                attach_asset(work, card.id, asset, offset)
            else:
                work.import_files([path])

        work.background.run(probed, done, work.notice.emit)

    def _promise(self, mime: QMimeData) -> str:
        card = self._keyed(dropped(mime, self._work.document))
        if card is None:
            return self.tr("Add to the film")
        title = card_title(self._work.document, card)
        return self.tr("{0}: at frame {1}").format(title, self._work.playhead)

    def _keyed(self, got: Dropped) -> Card | None:
        """The card under the playhead, where it is drawn and one picture or video is let go."""
        card = card_at(self._work.document, self._work.playhead)
        alone = len(got.paths) == 1 and Path(got.paths[0]).suffix.lower() not in OTHERS
        return card if alone and card is not None and card.words and not card.locked else None
