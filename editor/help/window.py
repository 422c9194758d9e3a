"""Help: the pages at the left, the one that is read at the right. It stays open beside the work."""

from __future__ import annotations

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

LIST_WIDTH = 168
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
            item.setData(NAME, page.name)
        self.list.setCurrentRow(0)

    def _read(self) -> None:
        if self.page:
            self.text.read(self._pages[self.page])


class Reader(QTextBrowser):
    """A page of Markdown; a picture is never wider than the text."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.document().setDocumentMargin(theme.LARGE)

    def read(self, page: Page) -> None:
        self.setSource(QUrl.fromLocalFile(str(page.path)), QTextDocument.ResourceType.MarkdownResource)

    def doSetSource(self, name: QUrl, type: QTextDocument.ResourceType) -> None:
        super().doSetSource(name, type)
        self._let_commands_wrap()

    def _let_commands_wrap(self) -> None:
        """Long lines of commands go on in the next line, so that nothing has to be scrolled sideways."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        wrapping = QTextBlockFormat()
        wrapping.setNonBreakableLines(False)
        cursor.mergeBlockFormat(wrapping)

    def loadResource(self, type: int, name: QUrl) -> object:
        found = super().loadResource(type, name)
        if type != QTextDocument.ResourceType.ImageResource.value:
            return found
        image = QImage(self.source().resolved(name).toLocalFile())
        room = self.viewport().width() - 2 * theme.LARGE - theme.HUGE
        if image.isNull() or image.width() <= room:
            return image
        return image.scaledToWidth(max(1, room), Qt.TransformationMode.SmoothTransformation)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() and not self.source().isEmpty():
            place = self.verticalScrollBar().value()
            self.reload()
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


def help_key(dialog: QDialog, place: QWidget) -> None:
    """F1 in a dialog, which the keys of the main window do not reach, opens the page about `place`."""
    QShortcut(QKeySequence("F1"), dialog, activated=lambda: show_help(dialog, place))  # type: ignore[call-overload]
