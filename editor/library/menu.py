"""What can be done with footage in the library: a menu by the right button and by the menu key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from editor.language.words import asset_name
from editor.library.importing import Landing, formatted, landed
from engine.document import edits
from engine.document.model import Asset, Document

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
        insert = menu.addAction(self.tr("Insert at the playhead"))
        insert.triggered.connect(lambda: self.place_here(chosen, making_room=True))
        over = menu.addAction(self.tr("Overwrite at the playhead"))
        over.triggered.connect(lambda: self.place_here(chosen, making_room=False))
        add = menu.addAction(self.tr("Put at the film's end"))
        add.triggered.connect(lambda: self.append(chosen))
        find = menu.addAction(self.tr("Go to it in the film"))
        find.triggered.connect(lambda: self.go_to(chosen[0]))
        show = menu.addAction(self.tr("Show in folder"))
        show.triggered.connect(lambda: self._reveal(Path(chosen[0].path)))
        menu.addSeparator()
        remove = menu.addAction(self.tr("Remove from the library"))
        remove.triggered.connect(lambda: self.remove(spare))
        unused = self._model.unused()
        rest = menu.addAction(self.tr("Remove all that is not used ({0})").format(len(unused)))
        rest.triggered.connect(lambda: self.remove(list(unused)))
        for action in (insert, over, add):
            action.setEnabled(bool(chosen))
        find.setEnabled(len(chosen) == 1 and chosen[0].id in used)
        show.setEnabled(len(chosen) == 1)
        remove.setEnabled(bool(spare))
        rest.setEnabled(bool(unused))
        return menu

    def append(self, assets: list[Asset]) -> None:
        """Put them at the film's end, one behind the other."""
        names = ", ".join(asset_name(asset) for asset in assets[:3])

        def edit(doc: Document) -> Document:
            for asset in assets:
                doc = edits.append_clip(doc, asset.id)
            return doc

        self._work.apply(self.tr("Append {0}").format(names), edit)

    def place_here(self, assets: list[Asset], making_room: bool) -> None:
        """One behind the other from the playhead on, which is behind them then: over what is there, or with
        room made for them."""
        names = ", ".join(asset_name(asset) for asset in assets[:3])
        name = self.tr("Insert {0}") if making_room else self.tr("Overwrite with {0}")
        end = self._work.playhead

        def edit(doc: Document) -> Document:
            nonlocal end
            doc, end = formatted(doc, assets[0]), self._work.playhead
            for asset in assets:
                doc, end = landed(doc, asset, Landing(end, making_room=making_room))
            return doc

        if self._work.apply(name.format(names), edit):
            self._work.set_playhead(end)

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
