"""The pictures a card must pass through: drop one, see it, take it away."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from editor import theme
from editor.cards.strip import PictureButton, RemovablePicture, Strip
from editor.library.drops import ASSET_TYPE, accept_copy, local_files
from editor.library.importing import attach_image
from editor.library.thumbs import Thumbs
from editor.words import tool_tip
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Card, Keyframe
from engine.document.queries import asset_by_id


class KeyframeRow(QFrame):
    """A drop puts the picture at the card's start."""

    def __init__(self, workspace: Workspace, thumbs: Thumbs) -> None:
        super().__init__()
        self._work = workspace
        self._thumbs = thumbs
        self._card: Card | None = None
        self._shown: object = None
        self.setAcceptDrops(True)
        self.setProperty("role", "row")
        self.setAccessibleName(self.tr("Keyframes of this card"))
        self.hint = QLabel(self.tr("Drop a picture: the card starts with it."))
        self.hint.setProperty("role", "quiet")
        self.hint.setFont(theme.small_font())
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.strip = Strip(self.tr("Keyframes"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.TINY, theme.TINY, theme.TINY, theme.TINY)
        column.addWidget(self.hint)
        column.addWidget(self.strip)
        self.setMinimumHeight(40)
        thumbs.arrived.connect(self._arrived)

    def show_card(self, card: Card) -> None:
        self._card = card
        document = self._work.document
        self.hint.setVisible(not card.keyframes)
        self.strip.setVisible(bool(card.keyframes))
        now = (card.id, card.keyframes, card.range.start)
        if now == self._shown:
            return
        self._shown = now
        buttons: list[PictureButton] = []
        for key in card.keyframes:
            asset = asset_by_id(document, key.asset)
            place = card.on_film(key.place)
            at = place.start
            where = str(at) if key.frames == 1 else str(place)
            name = self.tr("Keyframe at {0}: {1}").format(where, Path(asset.path).name)
            button = RemovablePicture(name, tool_tip(name), self.tr("Remove this keyframe"))
            button.caption = where
            button.show_picture(self._thumbs.get(asset.path, self._frame(key)), "image")
            button.clicked.connect(partial(self._work.set_playhead, at))
            button.removed.connect(partial(self._remove, key.offset))
            buttons.append(button)
        self.strip.show_buttons(buttons)

    def _frame(self, key: Keyframe) -> int:
        """The asset's own frame (keyframes count at the film's rate)."""
        asset = asset_by_id(self._work.document, key.asset)
        if asset.kind == "image":
            return 0
        return min(asset.frames - 1, round(key.source_frame * asset.rate / self._work.document.rate))

    def _remove(self, offset: int) -> None:
        if self._card is not None:
            card_id = self._card.id
            self._work.apply(
                self.tr("Remove keyframe"), lambda doc: edits.remove_keyframe(doc, card_id, offset)
            )

    def _arrived(self, path: str) -> None:
        if self._card is not None and any(
            asset_by_id(self._work.document, key.asset).path == path
            for key in self._card.keyframes
            if self._work.card(self._card.id) is not None
        ):
            self._shown = None
            self.show_card(self._card)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._mark(accept_copy(event))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        accept_copy(event)

    def dragLeaveEvent(self, event: object) -> None:
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(False)
        if not accept_copy(event) or self._card is None:
            return
        data = event.mimeData()
        if data.hasFormat(ASSET_TYPE):
            asset_id = bytes(data.data(ASSET_TYPE).data()).decode("utf-8", "replace").split()[0]
            card_id = self._card.id
            self._work.apply(
                self.tr("Attach keyframe"), lambda doc: edits.attach_keyframe(doc, card_id, asset_id)
            )
            return
        files = local_files(data)
        for sentence in files.refusals:
            self._work.notice.emit(sentence)
        if files.paths:
            attach_image(self._work, self._card.id, files.paths[0], 0)

    def _mark(self, on: bool) -> None:
        self.setProperty("drop", on)
        self.style().polish(self)
