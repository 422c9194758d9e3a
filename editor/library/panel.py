"""The library: every file that was brought in, to look at, to drag out, to put on the film."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor import icons, theme
from editor.library.drops import accept_copy, local_files
from editor.library.menu import AssetMenu
from editor.library.model import AssetModel, Order, ShownAssets
from editor.library.plate import PICTURE
from editor.library.scrub import HoverScrub
from editor.library.thumbs import Thumbs
from editor.workspace import Workspace
from engine.document.model import Asset


class LibraryPanel(QStackedWidget):
    """An empty state that says what to do, or the list with its search line."""

    reveal_requested = Signal(object)
    """`Path` of a file to show in its folder."""

    def __init__(self, workspace: Workspace, thumbs: Thumbs) -> None:
        super().__init__()
        self._work = workspace
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Library"))
        self.model = AssetModel(workspace, thumbs)
        self.shown = ShownAssets(self.model)
        self.menu = AssetMenu(workspace, self.model, self.reveal_requested.emit)
        self.list = self._list()
        self.scrub = HoverScrub(self.list, self.shown, self.model)
        self.addWidget(self._empty())
        self.addWidget(self._page())
        self.model.modelReset.connect(self._choose)
        self.setMinimumWidth(132)

    def _page(self) -> QWidget:
        page = QWidget()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search the library"))
        self.search.setClearButtonEnabled(True)
        for clear in self.search.findChildren(QToolButton):
            clear.setAccessibleName(self.tr("Clear the search"))
        self.search.textChanged.connect(self._search)
        self.nothing = QLabel(self.tr("Nothing is called that."))
        self.nothing.setProperty("role", "quiet")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.hide()
        row = QHBoxLayout()
        row.setContentsMargins(theme.SMALL, theme.TINY, theme.SMALL, theme.TINY)
        row.setSpacing(theme.TINY)
        row.addWidget(self.search, 1)
        row.addWidget(self._order())
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        return page

    def _order(self) -> QToolButton:
        button = self.order = QToolButton()
        button.setIcon(icons.icon("more"))
        button.setAccessibleName(self.tr("Order and removal"))
        button.setToolTip(self.tr("Order and removal"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        group = QActionGroup(menu)
        orders: tuple[tuple[Order, str], ...] = (
            ("added", self.tr("As they came")),
            ("name", self.tr("By name")),
            ("kind", self.tr("By kind")),
            ("length", self.tr("By length")),
            ("unused", self.tr("Unused first")),
        )
        for order, text in orders:
            action = group.addAction(menu.addAction(text))
            action.setCheckable(True)
            action.setChecked(order == "added")
            action.setObjectName(order)
            action.triggered.connect(partial(self._order_by, order))
        menu.addSeparator()
        rest = QAction(self.tr("Remove all that is not used"), menu)
        menu.addAction(rest)
        rest.triggered.connect(lambda: self.menu.remove(list(self.model.unused())))
        menu.aboutToShow.connect(lambda: rest.setEnabled(bool(self.model.unused())))
        button.setMenu(menu)
        return button

    def _order_by(self, order: Order, checked: bool = True) -> None:
        self.shown.order_by(order)

    def _list(self) -> QListView:
        view = QListView()
        view.setModel(self.shown)
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
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._ask)
        view.activated.connect(self.open)
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

    def open(self, index: QModelIndex) -> None:
        """Look at it in the viewer, by itself."""
        self._work.stage.show(self.shown.asset(index))

    def place_here(self, making_room: bool) -> None:
        """What the viewer shows of the library, else what is chosen, goes on the film at the playhead."""
        source = self._work.stage.source
        if chosen := [source] if source is not None else self.chosen():
            self.menu.place_here(chosen, making_room)
        else:
            self._work.notice.emit(self.tr("Select something in the library first."))

    def chosen(self) -> list[Asset]:
        return [self.shown.asset(index) for index in self.list.selectedIndexes()]

    def _ask(self, at: QPoint) -> None:
        self.menu.show(self.list.viewport().mapToGlobal(at), self.chosen(), self.list)

    def _search(self, text: str) -> None:
        self.shown.search(text)
        self.nothing.setVisible(not self.shown.rowCount())

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
