"""The influence curve of a card that blends two clips, in the card panel: it can be redrawn at any time."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from editor import theme
from editor.language.words import asset_name
from editor.tools.curve import CurveEditor
from editor.workspace import Workspace
from engine.document import edits
from engine.document.layers import layers_at
from engine.document.model import Card
from engine.document.queries import asset_by_id


class BlendRow(QWidget):
    """One drag of a point is one undo step."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._work = workspace
        self._card: Card | None = None
        self.label = QLabel()
        self.label.setProperty("role", "quiet")
        self.label.setFont(theme.small_font())
        self.curve = CurveEditor()
        self.label.setBuddy(self.curve)
        self.curve.settled.connect(self._commit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TINY)
        column.addWidget(self.label)
        column.addWidget(self.curve)

    def show_card(self, card: Card) -> None:
        self._card = card
        if not card.blend:
            return
        self.curve.show_points(card.blend)
        upper = layers_at(self._work.document, card.range.start)[:1]
        assets = [asset_by_id(self._work.document, clip.asset) for clip in upper]
        name = asset_name(assets[0]) if assets else self.tr("the upper clip")
        self.label.setText(self.tr("Influence of {0} over time").format(name))

    def _commit(self) -> None:
        card = self._card
        if card is None or self.curve.points == card.blend:
            return
        points = self.curve.points
        if not self._work.apply(
            self.tr("Influence curve"), lambda doc: edits.set_card(doc, card.id, blend=points)
        ):
            self.curve.show_points(card.blend)
