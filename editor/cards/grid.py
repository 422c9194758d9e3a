"""A combo box that opens as a grid of pictures with a search line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from editor import theme
from editor.cards.editing import MIXED
from editor.language.words import tool_tip
from editor.picker import Picker

SEARCH_ROLE = Qt.ItemDataRole.UserRole + 1
"""The words that an item is found by, besides its name."""
BIG_ICON_ROLE = Qt.ItemDataRole.UserRole + 2
"""Makes the picture in the grid: a function without arguments that returns a QIcon."""


class GridPopup(QFrame):
    """The combo box's items as pictures in columns. Arrows, Enter and Escape do what they do in a list."""

    picked = Signal(int)
    """Row of the combo box."""

    def __init__(self, picker: QComboBox, cell: QSize, icon: QSize, columns: int) -> None:
        super().__init__(picker, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self._picker = picker
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setClearButtonEnabled(False)
        self.rows = _Pictures(picker, cell, self)
        self.view = self._view(cell, icon)
        self.footer = QHBoxLayout()
        self.footer.setSpacing(theme.TINY)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, theme.SMALL)
        column.setSpacing(theme.TINY)
        column.addWidget(self.search)
        column.addWidget(self.view, 1)
        column.addLayout(self.footer)
        self.setFixedWidth(columns * cell.width() + 2 * theme.SMALL + 2 * theme.TINY + 16)
        self.search.textChanged.connect(self._searched)
        self.search.returnPressed.connect(self._pick_current)
        self.view.clicked.connect(self._pick)
        self.view.activated.connect(self._pick)

    def _view(self, cell: QSize, icon: QSize) -> QListView:
        view = QListView()
        view.setModel(self.rows)
        view.setViewMode(QListView.ViewMode.IconMode)
        view.setMovement(QListView.Movement.Static)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setGridSize(cell)
        view.setIconSize(icon)
        view.setUniformItemSizes(True)
        view.setFont(theme.small_font())
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName(self._picker.accessibleName())
        return view

    def open_at(self, anchor: QRect, height: int) -> None:
        """Below the combo box, or above it, inside the screen."""
        self.search.clear()
        self.view.setCurrentIndex(self.rows.index(max(0, self._picker.currentIndex()), 0))
        screen = self._picker.screen().availableGeometry()
        self.setFixedHeight(min(height, screen.height() - 2 * theme.SMALL))
        top = anchor.bottom() + 1
        if top + self.height() > screen.bottom():
            top = max(screen.top(), anchor.top() - self.height())
        left = min(anchor.left(), screen.right() - self.width())
        self.move(QPoint(max(screen.left(), left), top))
        self.show()
        self.view.scrollTo(self.view.currentIndex())
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.search.hasFocus():
            self.view.setFocus()
            return
        super().keyPressEvent(event)

    def _searched(self, text: str) -> None:
        self.rows.search(text)
        self.view.setCurrentIndex(self.rows.index(0, 0))

    def _pick_current(self) -> None:
        self._pick(self.view.currentIndex())

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            row = self.rows.mapToSource(index).row()
            self.hide()
            self.picked.emit(row)


class _Pictures(QSortFilterProxyModel):
    """The combo box's items with the grid's large pictures, made when they are first seen."""

    def __init__(self, picker: QComboBox, cell: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self._size = cell - QSize(2 * theme.TINY, theme.TINY)
        self._wanted = ""
        self.setSourceModel(picker.model())

    def search(self, text: str) -> None:
        """Show what has `text` in its name, as it is called now, or among its other words."""
        self._wanted = text.strip().casefold()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        index = self.sourceModel().index(row, 0, parent)
        words = f"{index.data(Qt.ItemDataRole.DisplayRole)} {index.data(SEARCH_ROLE) or ''}"
        return self._wanted in words.casefold()

    def data(self, index: QModelIndex, role: int = 0) -> object:  # type: ignore[override]
        if role == Qt.ItemDataRole.DecorationRole:
            make = super().data(index, BIG_ICON_ROLE)
            if callable(make):
                return make()
        if role == Qt.ItemDataRole.SizeHintRole:
            return self._size
        return super().data(index, role)


class GridPicker(Picker):
    """`chosen(value)` when a person picks one. Value None is shown where the cards differ (`MIXED`)."""

    chosen = Signal(object)

    def __init__(self, name: str, cell: QSize, icon: QSize, columns: int, height: int) -> None:
        super().__init__()
        self._height = height
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setPlaceholderText(self.tr("Mixed"))
        self.popup = GridPopup(self, cell, icon, columns)
        self.popup.picked.connect(self._picked)
        self.activated.connect(lambda row: self.chosen.emit(self.itemData(row)))

    def add(
        self, text: str, value: object, icon: QIcon, big: Callable[[], QIcon] | None = None, words: str = ""
    ) -> None:
        """`words`: what else it is found by, and its tool tip."""
        self.addItem(icon, text, value)
        row = self.count() - 1
        self.setItemData(row, words, SEARCH_ROLE)
        self.setItemData(row, big, BIG_ICON_ROLE)
        if words:
            self.setItemData(row, tool_tip(words), Qt.ItemDataRole.ToolTipRole)

    def footer_button(self, text: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(text)
        button.clicked.connect(self.popup.hide)
        button.clicked.connect(lambda: run())
        self.popup.footer.addWidget(button)
        return button

    def show_row(self, value: object) -> bool:
        """Show the item of this value; False where there is none."""
        at = -1 if value is MIXED else self.findData(value)
        if at >= 0 or value is MIXED:
            self.setCurrentIndex(at)
        return at >= 0 or value is MIXED

    def showPopup(self) -> None:
        corner = self.mapToGlobal(QPoint(0, 0))
        self.popup.open_at(QRect(corner, self.size()), self._height)

    def hidePopup(self) -> None:
        self.popup.hide()
        super().hidePopup()

    def _picked(self, row: int) -> None:
        self.setCurrentIndex(row)
        self.activated.emit(row)
