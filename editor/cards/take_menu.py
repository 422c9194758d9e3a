"""What can be done with one take: pin, compare, read its recipe, draw like it again, use its picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from editor.cards.editing import CardEditing
from editor.cards.recipe import RecipeDialog
from editor.cards.takes_grid import TakesGrid
from editor.language.words import card_title
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Asset, Card
from engine.document.take import Take


@dataclass(frozen=True)
class Chosen:
    """`number`: of the take in its card, from 1 for the oldest."""

    card: Card
    take: Take
    number: int


class TakeMenu(QObject):
    compare_wanted = Signal(str, str)
    """Card id and take id: beside the take that the card shows."""
    reveal_wanted = Signal(object)
    """`Path` of the take's frames."""
    draw_wanted = Signal(str)

    def __init__(self, workspace: Workspace, editing: CardEditing, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._work = workspace
        self._editing = editing
        self.recipe: RecipeDialog | None = None
        """The one that was opened last."""
        self.grid: TakesGrid | None = None

    def open(self, card_id: str, take_id: str, at: QPoint) -> None:
        menu = self.build(card_id, take_id)
        if menu is not None:
            menu.popup(at)

    def build(self, card_id: str, take_id: str) -> QMenu | None:
        """The menu, made to go when it closes; None without such a take."""
        card = self._work.card(card_id)
        if card is None:
            return None
        takes = self._work.takes_for(card)
        take = next((each for each in takes if each.id == take_id), None)
        if take is None:
            return None
        one = Chosen(card, take, len(takes) - takes.index(take))
        shown = self._work.shown(card)
        menu = QMenu(self._parent)
        menu.aboutToHide.connect(menu.deleteLater)
        free = not card.locked
        pinned = card.pinned == take.id
        self._add(menu, self.tr("Unpin") if pinned else self.tr("Pin"), lambda: self._pin(one), free)
        other = shown is not None and shown.id != take.id
        self._add(
            menu,
            self.tr("Compare with the take that is shown"),
            lambda: self._compare(one),
            other,
        )
        all_takes = self.tr("All takes side by side")
        self._add(menu, all_takes, lambda: self.show_all(one.card.id), len(takes) > 1)
        menu.addSeparator()
        self._add(menu, self.tr("Recipe…"), lambda: self.show_recipe(one))
        self._add(menu, self.tr("Again with this"), lambda: self.take_over(one), free)
        if take.request.scale < 1:
            self._add(menu, self.tr("Refine this draft"), lambda: self.refine(card.id, take.id), free)
        self._add(menu, self.tr("Use its picture as a keyframe"), lambda: self._keyframe(one), free)
        menu.addSeparator()
        reveal = Path(take.frames_path)
        self._add(menu, self.tr("Show its file in the folder"), lambda: self.reveal_wanted.emit(reveal))
        return menu

    def _add(self, menu: QMenu, text: str, run: Callable[[], object], enabled: bool = True) -> None:
        action = menu.addAction(text)
        action.triggered.connect(lambda checked=False: run())
        action.setEnabled(enabled)

    def _pin(self, one: Chosen) -> None:
        wanted = None if one.card.pinned == one.take.id else one.take.id
        name = self.tr("Pin take") if wanted else self.tr("Unpin take")
        self._work.apply(name, lambda doc: edits.pin_take(doc, one.card.id, wanted))

    def _compare(self, one: Chosen) -> None:
        if self._work.playhead not in one.card.range:
            self._work.set_playhead(one.card.range.start)
        self.compare_wanted.emit(one.card.id, one.take.id)

    def show_all(self, card_id: str) -> None:
        """All takes of the card at once, in a window of their own."""
        card = self._work.card(card_id)
        if card is not None and self._work.takes_for(card):
            self.grid = TakesGrid(self._work, card, self._parent.window())
            self.grid.show()

    def show_recipe(self, one: Chosen) -> None:
        title = self.tr("{0}, take {1}").format(card_title(self._work.document, one.card), one.number)
        self.recipe = RecipeDialog(one.take, title, not one.card.locked, self._parent)
        self.recipe.again.connect(lambda: self.take_over(one))
        self.recipe.open()

    def take_over(self, one: Chosen) -> None:
        """The card says again what the take was drawn from, in one step."""
        from engine.tools.take_over import take_over

        model = self._work.model
        self._editing.tool(
            self.tr("Again with take {0}").format(one.number),
            lambda doc: take_over(doc, one.card.id, one.take, model),
        )

    def refine(self, card_id: str, take_id: str) -> None:
        """Begin from the draft at full size, and draw that."""
        from engine.tools.draft import refine

        card = self._work.card(card_id)
        take = (
            next((each for each in self._work.takes_for(card) if each.id == take_id), None) if card else None
        )
        if take is None:
            return
        if self._editing.tool(self.tr("Refine draft"), lambda doc: refine(doc, card_id, take)):
            self.draw_wanted.emit(card_id)

    def _keyframe(self, one: Chosen) -> None:
        """The picture under the playhead, else the one in the take's middle, fixed where it stands."""
        card, take = one.card, one.take
        here = card.on_film(take.range).intersect(card.range)
        at = self._work.playhead if self._work.playhead in here else (here.start + here.stop) // 2
        offset = at - card.range.start
        source = at - card.origin - take.range.start
        name = self.tr("Attach keyframe")

        def work(task: object) -> Asset:
            from engine.project.importing import asset_from_file

            return asset_from_file(take.frames_path)

        def done(asset: Asset) -> None:
            self._work.apply(
                name,
                lambda doc: edits.attach_keyframe(
                    edits.add_asset(doc, asset), card.id, asset.id, offset, source
                ),
            )

        self._work.background.run(work, done, self._work.notice.emit)
