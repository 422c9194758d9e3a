"""Text boxes that commit while one types, and that a change from elsewhere does not disturb."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

from editor.cards.editing import Mixed

WINDOW_KEYS = (
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.DeleteEndOfLine,
)
MOST_LINES = 12
"""A box grows with its panel up to here: on a large screen it is no empty field."""


class TextBox(QPlainTextEdit):
    """`typed(text)` on every change that a person makes."""

    typed = Signal(str)

    def __init__(self, name: str, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self._showing = False
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        # The film has one history; a second one in here would fight it.
        self.setUndoRedoEnabled(False)
        self.setMinimumHeight(self._height(min(lines, 3)))
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding,
            QSizePolicy.Policy.Expanding if lines > 1 else QSizePolicy.Policy.Fixed,
        )
        self.setMaximumHeight(self._height(max(lines, MOST_LINES)))
        self.textChanged.connect(self._changed)

    def show_text(self, value: str | Mixed, hint: str) -> None:
        """What the document says; the caret stays where it is when that is what stands here already.
        `hint`: what to say of an empty text."""
        text = "" if isinstance(value, Mixed) else value
        self.setPlaceholderText(self.tr("Mixed") if isinstance(value, Mixed) else hint)
        if text == self.toPlainText():
            return
        self._showing = True
        at = self.textCursor().position()
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(text)))
        self.setTextCursor(cursor)
        self._showing = False

    def sizeHint(self) -> QSize:
        return QSize(220, self._height(self._lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._height(min(self._lines, 3)))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # Files that are dropped on a prompt are footage for the window, not text.
        return source.hasText() and not source.hasUrls()

    def event(self, event: QEvent) -> bool:
        """Leave the window's own keys to the window: text boxes take Ctrl+Z and Ctrl+K for themselves."""
        if _is_windows(event):
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)
        super().focusOutEvent(event)

    def _height(self, lines: int) -> int:
        return self.fontMetrics().lineSpacing() * lines + 20

    def _changed(self) -> None:
        if not self._showing:
            self.typed.emit(self.toPlainText())


class TextLine(QLineEdit):
    """A line of text that commits while one types; `typed(text)` on every change that a person makes."""

    typed = Signal(str)

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self.typed)

    def show_text(self, text: str) -> None:
        """What the document says; the caret stays where it is when that is what stands here already."""
        if text != self.text():
            at = self.cursorPosition() if self.hasFocus() else 0
            self.setText(text)
            self.setCursorPosition(min(at, len(text)))

    def event(self, event: QEvent) -> bool:
        if _is_windows(event):
            event.ignore()
            return False
        return super().event(event)


def _is_windows(event: QEvent) -> bool:
    """Whether it is a key that the window means something else by than a text does."""
    return (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.ShortcutOverride
        and any(event.matches(key) for key in WINDOW_KEYS)
    )
