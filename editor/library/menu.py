"""What can be done with footage in the library: a menu by the right button and by the menu key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from editor.library.importing import Landing
from editor.library.placing import place
from engine.document import edits
from engine.document.model import Asset

if TYPE_CHECKING:
    from editor.library.model import AssetModel
    from editor.workspace import Workspace


class AssetMenu(QObject):
    """`reveal` shows a file in its folder."""

    def __init__(self, workspace: Workspace, model: AssetModel, reveal: Callable[[Path], object]) -> None:
        super().__init__(workspace)
        self._work = workspace
        self._model = model
        self._reveal = reveal

    def show(self, at: QPoint, chosen: list[Asset], parent: QWidget) -> None:
        """`at` on the screen; `chosen` may be empty."""
        self.menu(chosen, parent).popup(at)

    def menu(self, chosen: list[Asset], parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        menu.aboutToHide.connect(menu.deleteLater)
        used = self._model.used
        spare = [asset for asset in chosen if asset.id not in used]
        show = menu.addAction(self.tr("Show in the viewer"))
        show.triggered.connect(lambda: self._work.stage.show(chosen[0]))
        menu.addSeparator()
        insert = menu.addAction(self.tr("Insert at the playhead"))
        insert.triggered.connect(lambda: self.place_here(chosen, making_room=True))
        over = menu.addAction(self.tr("Overwrite at the playhead"))
        over.triggered.connect(lambda: self.place_here(chosen, making_room=False))
        add = menu.addAction(self.tr("Put at the film's end"))
        add.triggered.connect(lambda: self.append(chosen))
        find = menu.addAction(self.tr("Go to it in the film"))
        find.triggered.connect(lambda: self.go_to(chosen[0]))
        folder = menu.addAction(self.tr("Show in folder"))
        folder.triggered.connect(lambda: self._reveal(Path(chosen[0].path)))
        menu.addSeparator()
        remove = menu.addAction(self.tr("Remove from the library"))
        remove.triggered.connect(lambda: self.remove(spare))
        unused = self._model.unused()
        rest = menu.addAction(self.tr("Remove all that is not used ({0})").format(len(unused)))
        rest.triggered.connect(lambda: self.remove(list(unused)))
        for action in (insert, over, add):
            action.setEnabled(bool(chosen))
        find.setEnabled(len(chosen) == 1 and chosen[0].id in used)
        for action in (show, folder):
            action.setEnabled(len(chosen) == 1)
        remove.setEnabled(bool(spare))
        rest.setEnabled(bool(unused))
        return menu

    def append(self, assets: list[Asset]) -> None:
        """Put them at the film's end, one behind the other."""
        place(self._work, assets, None)

    def place_here(self, assets: list[Asset], making_room: bool) -> None:
        """One behind the other from the playhead on, which is behind them then: over what is there, or with
        room made for them."""
        end = place(self._work, assets, Landing(self._work.playhead, making_room=making_room))
        if end is not None:
            self._work.stage.move_film(end)

    def go_to(self, asset: Asset) -> None:
        """The first place in the film that shows it."""
        document = self._work.document
        clips = [clip for track in document.tracks for clip in track.clips if clip.asset == asset.id]
        if clips:
            first = min(clips, key=lambda clip: clip.place.start)
            self._work.set_playhead(first.place.start)
            self._work.select_clip(first.id)
            return
        for card in document.cards:
            if asset.id in {part.asset for part in (*card.keyframes, *card.references)}:
                self._work.set_playhead(card.range.start)
                self._work.select_card(card.id)
                return

    def remove(self, assets: list[Asset]) -> None:
        """Out of the library, as an edit that can be undone; the files stay where they are."""
        ids = {asset.id for asset in assets}
        self._work.apply(self.tr("Remove from the library"), lambda doc: edits.remove_assets(doc, ids))
