"""The command palette: type a few letters, Enter does it. Every action, panel, card and marker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from editor import icons, theme
from editor.help.window import help_key
from editor.keys.entries import Entry, entries, found

if TYPE_CHECKING:
    from editor.main_window import MainWindow

SHOWN = 100
"""Entries in the list at most: who sees more types another letter."""
ROW = 32
WIDTH, HEIGHT = 640, 420
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
ENTRY = Qt.ItemDataRole.UserRole


class PaletteDialog(QDialog):
    """Lies under the menu bar. The search line keeps the focus; the arrows move in the list."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self._window = window
        self._among = entries(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Find an action"))
        self.setProperty("role", "popup")
        help_key(self)
        self.search = QLineEdit()
        self.search.setAccessibleName(self.tr("Find an action, a card or a marker"))
        self.search.setPlaceholderText(self.tr("Find an action, a card or a marker"))
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._fill)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # by the arrows from the search line
        self.list.setItemDelegate(_Row(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._run)
        self.empty = QLabel(self.tr("Nothing is called that; try another word."))
        self.empty.setProperty("role", "quiet")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, theme.SMALL)
        column.setSpacing(theme.SMALL)
        for widget in (self.search, self.list, self.empty):
            column.addWidget(widget)
        self._place(window)
        self._fill("")

    def _place(self, window: MainWindow) -> None:
        room = window.rect()
        width, height = min(WIDTH, room.width() - theme.HUGE), min(HEIGHT, room.height() - 2 * theme.HUGE)
        self.resize(width, height)
        left = (room.width() - width) // 2
        self.move(window.mapToGlobal(room.topLeft()) + QRect(left, window.menuBar().height(), 0, 0).topLeft())

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.search.setFocus()

    def _fill(self, query: str) -> None:
        self.list.clear()
        for entry in found(query, self._among, SHOWN):
            item = QListWidgetItem(entry.title)
            item.setData(ENTRY, entry)
            spoken = ", ".join(filter(None, (entry.title, entry.where, entry.keys, entry.why)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self.list.addItem(item)
        there = self.list.count() > 0
        self.list.setVisible(there)
        self.empty.setVisible(not there)
        self.list.setCurrentRow(0)
        self._say()

    def _say(self) -> None:
        """For who does not see the list: the search line is what has the focus."""
        item = self.list.currentItem()
        told = item.data(Qt.ItemDataRole.AccessibleTextRole) if item is not None else self.empty.text()
        self.search.setAccessibleDescription(told)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress):
            return False
        key = Qt.Key(event.key())
        if key in MOVES:
            self._move(key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentItem())
        # Tab: there is nowhere else to go in here.
        return key in (*MOVES, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)

    def _move(self, key: Qt.Key) -> None:
        count = self.list.count()
        if not count:
            return
        page = max(1, self.list.viewport().height() // ROW - 1)
        step = {MOVES[0]: -1, MOVES[1]: 1, MOVES[2]: -page, MOVES[3]: page}[key]
        row = self.list.currentRow() + step
        row = row % count if abs(step) == 1 else min(max(row, 0), count - 1)
        self.list.setCurrentRow(row)
        self._say()

    def _run(self, item: QListWidgetItem | None) -> None:
        """Close, then do it: what it does may open a dialog of its own. A greyed one stays and says why."""
        entry = item.data(ENTRY) if item is not None else None
        if not isinstance(entry, Entry) or entry.why:
            return
        self.close()
        QTimer.singleShot(0, self._window, entry.run)


class _Row(QStyledItemDelegate):
    """Title and menu to the left, keys (or what it waits for) to the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        from PySide6.QtWidgets import QStyle

        entry = index.data(ENTRY)
        tokens = theme.tokens()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.raised)
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), theme.RADIUS, theme.RADIUS)
        inner = rect.adjusted(theme.HUGE + theme.TINY, 0, -theme.MEDIUM, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        if entry.checked:
            size = theme.ICON_SMALL
            mark = icons.pixmap("check", size, painter.device().devicePixelRatioF(), tokens.accent_text)
            painter.drawPixmap(rect.left() + theme.SMALL, rect.center().y() - size // 2, mark)
        painter.setFont(theme.small_font())
        painter.setPen(tokens.quiet)
        right = f"{entry.where}   {entry.why or entry.keys}".rstrip()
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, right)
        inner.setRight(inner.right() - painter.fontMetrics().horizontalAdvance(right) - theme.MEDIUM)
        painter.setFont(theme.text_font())
        painter.setPen(tokens.faded if entry.why else tokens.text)
        title = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, title)
        painter.restore()
