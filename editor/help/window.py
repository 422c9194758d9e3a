"""Help: the pages at the left, the one that is read at the right. It stays open beside the work."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QWidget,
)

from editor import theme
from editor.help.pages import Page, page_for, pages

LIST_WIDTH = 184
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
NAME = Qt.ItemDataRole.UserRole


class HelpWindow(QDialog):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Help"))
        self.resize(840, 640)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Help pages"))
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.text = Reader()
        self.text.setAccessibleName(self.tr("Help"))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, theme.SMALL)
        row.setSpacing(theme.SMALL)
        row.addWidget(self.list)
        row.addWidget(self.text, 1)
        self._pages: dict[str, Page] = {}
        self.list.currentItemChanged.connect(lambda *_: self._read())
        self._fill()

    def show_page(self, name: str) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).data(NAME) == name:
                self.list.setCurrentRow(row)

    @property
    def page(self) -> str:
        item = self.list.currentItem()
        return str(item.data(NAME)) if item is not None else ""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            now = self.page
            self._fill()
            self.show_page(now)

    def _fill(self) -> None:
        self._pages = {page.name: page for page in pages()}
        self.list.clear()
        for page in self._pages.values():
            item = QListWidgetItem(page.title, self.list)
            item.setToolTip(page.title)
            item.setData(NAME, page.name)
        self.list.setCurrentRow(0)

    def _read(self) -> None:
        if self.page:
            self.text.read(self._pages[self.page])


class Reader(QTextBrowser):
    """A page of Markdown. Nothing is wider than the room: pictures are scaled down, commands go on below."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self._page: Page | None = None
        self._typeset_page: QTextDocument | None = None

    def read(self, page: Page) -> None:
        self._page = page
        old, self._typeset_page = self._typeset_page, self._typeset(page)
        self.setDocument(self._typeset_page)
        if old is not None:
            old.deleteLater()

    def _typeset(self, page: Page) -> QTextDocument:
        """A document of its own for each page: a second text in the same one begins as the first ended."""
        document = QTextDocument(self)
        document.setDefaultFont(self.font())
        document.setDocumentMargin(theme.LARGE)
        text = page.path.read_text(encoding="utf-8")
        names = PICTURE.findall(text)
        for number, name in enumerate(names):
            text = text.replace(f"({name})", f"(picture-{number})")
        document.setMarkdown(text)
        kind = QTextDocument.ResourceType.ImageResource.value
        for number, name in enumerate(names):
            image = self._fitting(QImage(str(page.path.parent / name)))
            document.addResource(kind, QUrl(f"picture-{number}"), image)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        wrapping = QTextBlockFormat()
        wrapping.setNonBreakableLines(False)
        cursor.mergeBlockFormat(wrapping)
        return document

    def _fitting(self, image: QImage) -> QImage:
        room = max(1, self.viewport().width() - 2 * theme.LARGE - theme.HUGE)
        if image.width() <= room:
            return image
        return image.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() and self._page is not None:
            place = self.verticalScrollBar().value()
            self.read(self._page)
            self.verticalScrollBar().setValue(place)

    def sizeHint(self) -> QSize:
        return QSize(640, 600)


def show_help(parent: QWidget, place: QWidget | None = None) -> HelpWindow:
    """The window, opened at the page about `place`; the one that is open already, if there is one."""
    window = parent.findChild(HelpWindow) or HelpWindow(parent)
    window.show_page(page_for(place if place is not None else QApplication.focusWidget()))
    window.show()
    window.raise_()
    window.activateWindow()
    return window


def help_key(dialog: QDialog, place: QWidget | None = None) -> None:
    """F1 in a dialog, which the keys of the main window do not reach, opens the page about `place`, or else
    about what has the focus there."""
    # Connected afterwards: a connection that is an argument here outlives the dialog (PySide6 6.11).
    QShortcut(QKeySequence("F1"), dialog).activated.connect(lambda: show_help(dialog, place))
