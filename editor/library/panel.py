"""The library: every file that was brought in, to look at, to drag out, to put on the film."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    QUrl,
)
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QIcon,
    QImage,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QLabel, QListView, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from editor import icons, theme
from editor.library.drops import ASSET_TYPE, accept_copy, local_files
from editor.library.thumbs import Thumbs
from editor.words import tool_tip
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Asset, Document
from engine.document.queries import asset_length
from engine.document.time import timecode

PICTURE = QSize(96, 54)
KIND_ICONS = {"video": "film", "image": "image", "audio": "sound"}


class AssetModel(QAbstractListModel):
    """The document's assets, in the order they came."""

    def __init__(self, workspace: Workspace, thumbs: Thumbs) -> None:
        super().__init__(workspace)
        self._work = workspace
        self._thumbs = thumbs
        self._assets: tuple[Asset, ...] = ()
        workspace.document_changed.connect(self._follow)
        thumbs.arrived.connect(self._arrived)
        workspace.missing.changed.connect(self._all_changed)

    def asset(self, index: QModelIndex | QPersistentModelIndex) -> Asset:
        return self._assets[index.row()]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._assets)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        if not index.isValid() or index.row() >= len(self._assets):
            return None
        asset = self._assets[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return Path(asset.path).name
        offline = asset.path in self._work.missing.paths
        about = describe(asset, self._work.document) + (" · " + self.tr("Offline") if offline else "")
        if role == Qt.ItemDataRole.DecorationRole:
            return QIcon(plate(None, "warning", PICTURE) if offline else picture_of(self._thumbs, asset))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(about)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{Path(asset.path).name}, {about}"
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [ASSET_TYPE, "text/uri-list"]

    def mimeData(self, indexes: list[QModelIndex]) -> QMimeData:  # type: ignore[override]
        assets = [self.asset(index) for index in indexes]
        data = QMimeData()
        data.setData(ASSET_TYPE, QByteArray(" ".join(asset.id for asset in assets).encode()))
        data.setUrls([QUrl.fromLocalFile(asset.path) for asset in assets])
        return data

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def _follow(self) -> None:
        if self._work.document.assets != self._assets:
            self.beginResetModel()
            self._assets = self._work.document.assets
            self.endResetModel()

    def _all_changed(self) -> None:
        if self._assets:
            self.dataChanged.emit(self.index(0), self.index(len(self._assets) - 1))

    def _arrived(self, path: str) -> None:
        for row, asset in enumerate(self._assets):
            if asset.path == path:
                self.dataChanged.emit(self.index(row), self.index(row))


class LibraryPanel(QStackedWidget):
    """An empty state that says what to do, or the list."""

    def __init__(self, workspace: Workspace, thumbs: Thumbs) -> None:
        super().__init__()
        self._work = workspace
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Library"))
        self.model = AssetModel(workspace, thumbs)
        self.list = self._list()
        self.addWidget(self._empty())
        self.addWidget(self.list)
        self.model.modelReset.connect(self._choose)
        self.setMinimumWidth(132)

    def _list(self) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setViewMode(QListView.ViewMode.IconMode)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setMovement(QListView.Movement.Static)
        view.setIconSize(PICTURE)
        view.setGridSize(QSize(PICTURE.width() + 20, PICTURE.height() + 38))
        view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        view.setWordWrap(False)
        view.setUniformItemSizes(True)
        view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        view.setDragEnabled(True)
        view.setDragDropMode(QListView.DragDropMode.DragOnly)
        view.setDefaultDropAction(Qt.DropAction.CopyAction)
        view.setFont(theme.small_font())
        view.setAccessibleName(self.tr("Footage, pictures and sound of this film"))
        view.activated.connect(self.append)
        return view

    def _empty(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.MEDIUM, theme.HUGE, theme.MEDIUM, theme.HUGE)
        column.setSpacing(theme.SMALL)
        text = QLabel(self.tr("Drop footage, pictures or sound here."))
        text.setProperty("role", "quiet")
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text.setTextFormat(Qt.TextFormat.PlainText)
        self.import_button = QPushButton(icons.icon("add"), self.tr("Import…"))
        self.import_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column.addStretch(1)
        column.addWidget(text)
        column.addWidget(self.import_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return page

    def append(self, index: QModelIndex) -> None:
        """Put the asset at the film's end."""
        asset = self.model.asset(index)
        name = self.tr("Append {0}").format(Path(asset.path).name)
        self._work.apply(name, lambda doc: edits.append_clip(doc, asset.id))

    def _choose(self) -> None:
        self.setCurrentIndex(1 if self.model.rowCount() else 0)

    # Files dropped on the library join it without going on the film.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is not self.list and accept_copy(event):
            self.setProperty("drop", True)
            self.style().polish(self)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.source() is not self.list:
            accept_copy(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.setProperty("drop", False)
        self.style().polish(self)

    def dropEvent(self, event: QDropEvent) -> None:
        self.setProperty("drop", False)
        self.style().polish(self)
        if not accept_copy(event):
            return
        files = local_files(event.mimeData())
        for sentence in files.refusals:
            self._work.notice.emit(sentence)
        self._work.import_files(list(files.paths), on_timeline=self._work.project is None)


def describe(asset: Asset, document: Document) -> str:
    """Kind, size, rate and length in one line."""
    parts = []
    if asset.kind != "audio":
        parts.append(f"{asset.width} × {asset.height}")
    if asset.kind == "video":
        parts.append(f"{float(asset.rate):g} fps")
    if asset.kind != "image":
        parts.append(timecode(asset_length(asset, document.rate), document.rate))
    return " · ".join([*parts, *asset.notes])


def picture_of(thumbs: Thumbs, asset: Asset, frame: int = 0) -> QPixmap:
    """The asset's picture on a plate of one size, its kind's icon until the picture is there."""
    image = thumbs.get(asset.path, frame) if asset.kind != "audio" else None
    return plate(image, KIND_ICONS[asset.kind], PICTURE)


def plate(image: QImage | None, icon: str, size: QSize, ratio: float = 2.0) -> QPixmap:
    """`image` inside `size`, or the icon in the middle."""
    tokens = theme.tokens()
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(tokens.base)
    painter = QPainter(picture)
    if image is None:
        mark = icons.pixmap(icon, theme.ICON_LARGE, ratio, QColor(tokens.quiet))
        painter.drawPixmap(
            (size.width() - theme.ICON_LARGE) // 2, (size.height() - theme.ICON_LARGE) // 2, mark
        )
    else:
        scaled = image.scaled(
            size * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        scaled.setDevicePixelRatio(ratio)
        painter.drawImage(
            round((size.width() - scaled.width() / ratio) / 2),
            round((size.height() - scaled.height() / ratio) / 2),
            scaled,
        )
    painter.end()
    return picture
