"""Every edit of the film with its time; a click goes there, and what was undone is still below."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale, QTime, QTimer
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from editor import theme
from editor.language.choice import kept_name
from editor.workspace import Workspace


class HistoryPanel(QStackedWidget):
    """An empty state, or the list: oldest first, the present one chosen, undone ones quiet."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._work = workspace
        self._shown: tuple[tuple[str, float], ...] = ()
        self.setAccessibleName(self.tr("Undo history"))
        self.setMinimumWidth(132)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Edits, oldest first"))
        self.list.setFont(theme.small_font())
        self.list.setUniformItemSizes(True)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self.addWidget(self._empty())
        self.addWidget(self.list)
        # Many edits in one turn of the event loop are shown once.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fill)
        workspace.document_changed.connect(self._soon.start)
        self._fill()

    def _empty(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        text = QLabel(self.tr("Edits of the open film are listed here; a click goes back to one."))
        text.setProperty("role", "quiet")
        text.setWordWrap(True)
        column.addWidget(text)
        column.addStretch(1)
        return page

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._fill()

    def changeEvent(self, event: object) -> None:
        super().changeEvent(event)  # type: ignore[arg-type]
        if hasattr(self, "_soon"):
            self._soon.start()  # the theme's colours

    def _fill(self) -> None:
        project = self._work.project
        self.setCurrentIndex(0 if project is None else 1)
        if project is None or not self.isVisible():
            return
        names = map(kept_name, project.history.names())
        states = tuple(zip(names, project.history.times(), strict=True))
        kept = 0
        while kept < min(len(states), len(self._shown)) and states[kept] == self._shown[kept]:
            kept += 1
        for row in range(self.list.count() - 1, kept - 1, -1):
            self.list.takeItem(row)
        for name, at in states[kept:]:
            self.list.addItem(_item(name, at))
        self._shown = states
        self._mark(project.history.position)

    def _mark(self, position: int) -> None:
        tokens = theme.tokens()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setForeground(QBrush(tokens.quiet if row > position else tokens.text))
        self.list.setCurrentRow(position)
        self.list.scrollToItem(self.list.item(position))

    def _go(self, item: QListWidgetItem) -> None:
        self._work.go_to_edit(self.list.row(item))


def _item(name: str, at: float) -> QListWidgetItem:
    """`at` in seconds since 1970; the day is said for another day than today."""
    moment = datetime.fromtimestamp(at).astimezone()
    today = moment.date() == datetime.now().astimezone().date()
    locale = QLocale()
    when = locale.toString(QTime(moment.hour, moment.minute, moment.second), "HH:mm:ss")
    if not today:
        day = QDateTime.fromSecsSinceEpoch(int(at)).date()
        when = f"{locale.toString(day, QLocale.FormatType.ShortFormat)} {when}"
    item = QListWidgetItem(f"{when}   {name}")
    item.setToolTip("")
    return item
