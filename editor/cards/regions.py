"""The parts of the picture that a card redraws, as a list; they are painted in the viewer."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget

from editor import theme
from editor.cards.editing import CardEditing
from editor.cards.rows import cross_button, empty, row_of
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Card, Region
from engine.document.time import CardRange

Painted = tuple[Region, ...]


def painted(regions: tuple[Region, ...]) -> list[Painted]:
    """Regions that go on from each other, frame after frame, as the one thing that a person painted."""
    found: list[list[Region]] = []
    for region in regions:
        for group in found:
            last = group[-1]
            same = (last.shape, last.feather) == (region.shape, region.feather)
            if same and last.frames.stop == region.frames.start:
                group.append(region)
                break
        else:
            found.append([region])
    return [tuple(group) for group in found]


class RegionList(QWidget):
    """A row for each: its frames, where it is shown when pressed, and a cross that takes it away."""

    def __init__(self, workspace: Workspace, editing: CardEditing) -> None:
        super().__init__()
        self._work = workspace
        self._editing = editing
        self._shown: object = None
        self.rows: list[tuple[QPushButton, QToolButton]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.TINY)

    def show_card(self, card: Card) -> None:
        now = (card.id, card.regions, card.range.start)
        if now == self._shown:
            return
        self._shown = now
        empty(self._column)
        self.rows = []
        for number, group in enumerate(painted(card.regions), 1):
            self._add(card, number, group)

    def _add(self, card: Card, number: int, group: Painted) -> None:
        frames = CardRange(group[0].frames.start, group[-1].frames.stop)
        place = card.on_film(frames)
        name = self.tr("Box {0}") if group[0].shape == "box" else self.tr("Outline {0}")
        text = self.tr("{0}: frames {1}").format(name.format(number), place)
        if len(frames) == len(card.range):
            text = self.tr("{0}: the whole card").format(name.format(number))
        if len(group) > 1:
            text = self.tr("{0}, moving").format(text)
        button = QPushButton(text)
        button.setAccessibleName(text)
        button.setToolTip(self.tr("Show its first frame"))
        button.clicked.connect(partial(self._work.set_playhead, place.start))
        cross = cross_button(
            self.tr("Take this region away"), self.tr("Take {0} away").format(name.format(number))
        )
        cross.clicked.connect(partial(self._remove, group))
        self._column.addWidget(row_of(button, cross))
        self.rows.append((button, cross))

    def _remove(self, group: Painted) -> None:
        self._editing.each(
            self.tr("Remove region"),
            lambda doc, card: edits.set_regions(
                doc, card.id, [region for region in card.regions if region not in group]
            ),
        )
