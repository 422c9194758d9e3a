"""The pictures a card must pass through: drop some, see them, take them away."""

from __future__ import annotations

from functools import partial

from editor.cards.drop_row import DropRow
from editor.cards.editing import CardEditing
from editor.cards.strip import PictureButton, RemovablePicture
from editor.language.words import asset_name, tool_tip
from editor.library.clip_keys import ClipKeys
from editor.library.thumbs import Thumbs
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Asset, Card, Document, Keyframe
from engine.document.queries import asset_by_id


class KeyframeRow(DropRow):
    """A drop puts a picture at the card's start; several are spaced over the card."""

    def __init__(self, workspace: Workspace, editing: CardEditing, thumbs: Thumbs) -> None:
        super().__init__(workspace, self.tr("Keyframes of this card"))
        self._editing = editing
        self._thumbs = thumbs
        self._card: Card | None = None
        self._shown: object = None
        self.hint.setText(self.tr("Drop a picture: the card starts with it."))
        self.pictures_dropped.connect(self._attach)
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
            name = self.tr("Keyframe at {0}: {1}").format(where, asset_name(asset))
            button = RemovablePicture(name, tool_tip(name), self.tr("Remove this keyframe"))
            button.caption = where
            button.show_picture(
                self._thumbs.get(asset.path, own_frame(document, asset, key.source_frame)), "image"
            )
            button.clicked.connect(partial(self._work.set_playhead, at))
            button.removed.connect(partial(self._remove, key))
            buttons.append(button)
        self.strip.show_buttons(buttons)

    def _attach(self, assets: tuple[Asset, ...]) -> None:
        from engine.tools.keyframes import Shown, keyframes

        card = self._editing.card
        if card is None:
            return
        if len(assets) == 1 and assets[0].kind == "video":
            ClipKeys(self._work, card, assets[0], 0, self).ask()
            return
        pictures = [Shown(asset, 0 if len(assets) == 1 else None) for asset in assets]
        self._editing.tool(self.tr("Attach keyframe"), lambda doc: keyframes(doc, card.id, pictures))

    def _remove(self, key: Keyframe) -> None:
        self._editing.each(
            self.tr("Remove keyframe"), lambda doc, card: edits.remove_keyframe(doc, card.id, key.offset)
        )

    def _arrived(self, path: str) -> None:
        if self._card is not None and any(
            asset_by_id(self._work.document, key.asset).path == path
            for key in self._card.keyframes
            if self._work.card(self._card.id) is not None
        ):
            self._shown = None
            self.show_card(self._card)


def own_frame(document: Document, asset: Asset, source_frame: int) -> int:
    """The asset's own frame; cards count at the film's rate."""
    if asset.kind == "image":
        return 0
    return min(asset.frames - 1, round(source_frame * asset.rate / document.rate))
