"""A video let go on a card: how much of it the card shows as it is, the rest is drawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from editor.language.words import asset_name
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Asset, Card, Document
from engine.document.queries import asset_length


class ClipKeys(QMenu):
    """One entry for each length; the one that is chosen becomes a keyframe of that many frames from `offset`
    of the card on. `otherwise`: what else can be done with the video, with its name."""

    def __init__(
        self,
        workspace: Workspace,
        card: Card,
        asset: Asset,
        offset: int,
        parent: QWidget,
        otherwise: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        super().__init__(asset_name(asset), parent)
        self._work = workspace
        self._card, self._asset, self._offset = card.id, asset, offset
        document = workspace.document
        fits = min(asset_length(asset, document.rate), len(card.range) - offset)
        second = round(document.rate)
        self.addSection(self.tr("As keyframes of the card"))
        self._offer(self.tr("Its first frame"), 1)
        if 1 < second < fits:
            self._offer(self.tr("Its first second: {0} frames").format(second), second)
        if fits > 1:
            self._offer(self.tr("All that fits: {0} frames").format(fits), fits)
        if otherwise is not None:
            self.addSeparator()
            self.addAction(otherwise[0]).triggered.connect(otherwise[1])
        self.aboutToHide.connect(self.deleteLater)

    def ask(self) -> None:
        """At the mouse, where the video was let go."""
        self.popup(QCursor.pos())

    def _offer(self, text: str, frames: int) -> None:
        action = self.addAction(text)
        action.setData(frames)
        action.triggered.connect(partial(self._attach, frames))

    def _attach(self, frames: int) -> None:
        def edit(doc: Document) -> Document:
            doc = edits.add_asset(doc, self._asset)
            return edits.attach_keyframe(doc, self._card, self._asset.id, self._offset, 0, frames)

        self._work.apply(self.tr("Attach keyframe"), edit)
