"""Pictures of how somebody or something looks, without a frame of their own: drop some, say how closely."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.cards.drop_row import DropRow
from editor.cards.editing import CardEditing
from editor.cards.keyframes import own_frame
from editor.cards.models import Models
from editor.cards.rows import Slider
from editor.cards.strip import RemovablePicture
from editor.language.words import asset_name, breakable, tool_tip
from editor.library.thumbs import Thumbs
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Asset, Card, Reference
from engine.document.queries import asset_by_id

SLIDER = 20
"""Height of the slider below each picture."""


class ReferenceTile(QWidget):
    """A picture and, below it, how closely it is followed."""

    def __init__(self, picture: RemovablePicture, name: str) -> None:
        super().__init__()
        self.picture = picture
        self.slider = Slider(name)
        self.slider.setFixedHeight(SLIDER)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(picture)
        column.addWidget(self.slider)

    def show_weight(self, weight: float) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(100 * weight))
        self.picture.caption = f"{weight:.2f}"
        self.picture.update()


class ReferenceRow(DropRow):
    """Where the card's model follows no references it says so, and a drop becomes the card's first frame."""

    def __init__(self, workspace: Workspace, editing: CardEditing, thumbs: Thumbs, models: Models) -> None:
        super().__init__(workspace, self.tr("References of this card"), SLIDER)
        self._models = models
        self._editing = editing
        self._thumbs = thumbs
        self._card: Card | None = None
        self._shown: object = None
        self.tiles: list[ReferenceTile] = []
        self.pictures_dropped.connect(self._attach)
        thumbs.arrived.connect(self._arrived)

    def show_card(self, card: Card) -> None:
        self._card = card
        most = self._most(card)
        self.hint.setText(breakable(self._said(card, most)))
        self.hint.setVisible(not card.references or len(card.references) > most)
        self.strip.setVisible(bool(card.references))
        now = (card.id, [(ref.asset, ref.source_frame) for ref in card.references])
        # While a slider is dragged only its number changes: a new row would take it out of the hand.
        if now != self._shown:
            self._shown = now
            self.tiles = [self._tile(ref) for ref in card.references]
            self.strip.show_widgets(self.tiles)
        for tile, ref in zip(self.tiles, card.references, strict=True):
            tile.show_weight(ref.weight)

    def _most(self, card: Card) -> int:
        model = self._models.of(card.model or self._work.model)
        return model.able.references if model is not None and model.able is not None else 0

    def _said(self, card: Card, most: int) -> str:
        if most:
            text = self.tr("Drop pictures of a person, thing or place to follow, up to {0}.")
            return text.format(most)
        model = self._models.of(card.model or self._work.model)
        name = model.title if model is not None else card.model or self._work.model
        if card.references:
            return self.tr("{0} follows no references; remove them, or choose another model.").format(name)
        return self.tr("{0} follows no references: a picture becomes the card's first frame.").format(name)

    def _tile(self, ref: Reference) -> ReferenceTile:
        asset = asset_by_id(self._work.document, ref.asset)
        name = self.tr("Reference: {0}").format(asset_name(asset))
        picture = RemovablePicture(name, tool_tip(name), self.tr("Remove this reference"))
        picture.show_picture(
            self._thumbs.get(asset.path, own_frame(self._work.document, asset, ref.source_frame)), "image"
        )
        picture.removed.connect(partial(self._remove, ref))
        tile = ReferenceTile(picture, self.tr("How closely {0} is followed").format(asset_name(asset)))
        tile.slider.valueChanged.connect(partial(self._weigh, ref))
        return tile

    def _attach(self, assets: tuple[Asset, ...]) -> None:
        from engine.tools.keyframes import Shown, refer

        card = self._editing.card
        if card is not None:
            shown = [Shown(asset) for asset in assets]
            self._editing.tool(
                self.tr("Add reference"), lambda doc: refer(doc, card.id, shown, self._work.model)
            )

    def _weigh(self, ref: Reference, value: int) -> None:
        self._editing.each(
            self.tr("Weight of a reference"),
            lambda doc, card: edits.attach_reference(doc, card.id, ref.asset, ref.source_frame, value / 100),
            f"reference {ref.asset} {ref.source_frame}",
        )

    def _remove(self, ref: Reference) -> None:
        self._editing.each(
            self.tr("Remove reference"),
            lambda doc, card: edits.remove_reference(doc, card.id, ref.asset, ref.source_frame),
        )

    def _arrived(self, path: str) -> None:
        card = self._card and self._work.card(self._card.id)
        if card is not None and any(
            asset_by_id(self._work.document, ref.asset).path == path for ref in card.references
        ):
            self._shown = None
            self.show_card(card)
