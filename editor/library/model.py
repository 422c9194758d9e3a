"""The film's assets as a list: what each is called, shows and is used for; searched and sorted."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QIcon, QPixmap

from editor.keys.fuzzy import fit
from editor.language.choice import sentence
from editor.language.words import asset_name, tool_tip
from editor.library.drops import ASSET_TYPE, asset_data
from editor.library.plate import PICTURE, marked_used, picture_of, plate, with_place
from editor.library.thumbs import Thumbs
from editor.workspace import Workspace
from engine.document.model import Asset, Document
from engine.document.queries import asset_length, used_assets
from engine.document.time import timecode

Order = Literal["added", "name", "kind", "length", "unused"]
Index = QModelIndex | QPersistentModelIndex


class AssetModel(QAbstractListModel):
    """The document's assets, in the order they came."""

    def __init__(self, workspace: Workspace, thumbs: Thumbs) -> None:
        super().__init__(workspace)
        self._work = workspace
        self._thumbs = thumbs
        self._assets: tuple[Asset, ...] = ()
        self.used: frozenset[str] = frozenset()
        self._scrubbed: tuple[str, float] | None = None
        workspace.document_changed.connect(self._follow)
        thumbs.arrived.connect(self._arrived)
        workspace.missing.changed.connect(self._all_changed)

    def asset(self, index: Index) -> Asset:
        return self._assets[index.row()]

    def unused(self) -> tuple[Asset, ...]:
        """What nothing of the film shows."""
        return tuple(asset for asset in self._assets if asset.id not in self.used)

    def scrub(self, asset_id: str, share: float = 0.0) -> None:
        """Show another frame of this one, `share` 0 … 1 of its length; of none with ""."""
        before = self._scrubbed
        self._scrubbed = (asset_id, share) if asset_id else None
        if self._scrubbed != before:
            changed = {before[0] if before else "", asset_id}
            for row, asset in enumerate(self._assets):
                if asset.id in changed:
                    self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._assets)

    def data(self, index: Index, role: int = 0) -> object:
        if not index.isValid() or index.row() >= len(self._assets):
            return None
        asset = self._assets[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return asset_name(asset)
        if role == Qt.ItemDataRole.DecorationRole:
            return _plain(self._picture(asset))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(self._about(asset))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{asset_name(asset)}, {self._about(asset)}"
        return None

    def _about(self, asset: Asset) -> str:
        parts = [describe(asset, self._work.document)]
        parts.append(self.tr("in the film") if asset.id in self.used else self.tr("not used yet"))
        if asset.path in self._work.missing.paths:
            parts.append(self.tr("Offline"))
        return " · ".join(parts)

    def _picture(self, asset: Asset) -> QPixmap:
        if asset.path in self._work.missing.paths:
            return plate(None, "warning", PICTURE)
        if self._scrubbed is not None and self._scrubbed[0] == asset.id:
            share = self._scrubbed[1]
            return with_place(picture_of(self._thumbs, asset, round(share * (asset.frames - 1))), share)
        picture = picture_of(self._thumbs, asset)
        return marked_used(picture) if asset.id in self.used else picture

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [ASSET_TYPE, "text/uri-list"]

    def mimeData(self, indexes: list[QModelIndex]) -> QMimeData:  # type: ignore[override]
        return asset_data(self.asset(index) for index in indexes)

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def _follow(self) -> None:
        document = self._work.document
        used = used_assets(document)
        if document.assets != self._assets:
            self.beginResetModel()
            self._assets, self.used = document.assets, used
            self._scrubbed = None
            self.endResetModel()
        elif used != self.used:
            self.used = used
            self._all_changed()

    def _all_changed(self) -> None:
        if self._assets:
            self.dataChanged.emit(self.index(0), self.index(len(self._assets) - 1))

    def _arrived(self, path: str) -> None:
        for row, asset in enumerate(self._assets):
            if asset.path == path:
                self.dataChanged.emit(self.index(row), self.index(row))


class ShownAssets(QSortFilterProxyModel):
    """Those whose names and notes the typed words fit, in the order that was asked for."""

    def __init__(self, model: AssetModel) -> None:
        super().__init__(model)
        self._model = model
        self._query = ""
        self._order: Order = "added"
        self.setSourceModel(model)
        self.setDynamicSortFilter(True)
        self.sort(0)

    def asset(self, index: QModelIndex) -> Asset:
        return self._model.asset(self.mapToSource(index))

    def search(self, query: str) -> None:
        self._query = query
        self.invalidate()

    def order_by(self, order: Order) -> None:
        self._order = order
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        asset = self._model.asset(self._model.index(row))
        # What a title says is among its notes.
        said = " ".join((Path(asset.path).name, asset.kind, *asset.notes))
        return fit(self._query, said) is not None

    def lessThan(self, left: Index, right: Index) -> bool:
        return self._rank(left) < self._rank(right)

    def _rank(self, index: Index) -> tuple[float, str, int]:
        asset, row = self._model.asset(index), index.row()
        name = asset_name(asset).casefold()
        if self._order == "name":
            return 0, name, row
        if self._order == "kind":
            return ("video", "image", "audio").index(asset.kind), name, row
        if self._order == "length":
            return float(asset.frames / asset.rate), name, row
        if self._order == "unused":
            return asset.id in self._model.used, "", row
        return 0, "", row


def _plain(picture: QPixmap) -> QIcon:
    """The picture as it is also where it is chosen: Qt would tint it."""
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon


def describe(asset: Asset, document: Document) -> str:
    """Kind, size, rate and length in one line."""
    parts = []
    if asset.kind != "audio":
        parts.append(f"{asset.width} × {asset.height}")
    if asset.kind == "video":
        parts.append(f"{float(asset.rate):g} fps")
    if asset.kind != "image":
        parts.append(timecode(asset_length(asset, document.rate), document.rate))
    return " · ".join([*parts, *map(sentence, asset.notes)])
