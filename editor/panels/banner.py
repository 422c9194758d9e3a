"""What stays true until something is done about it: a sentence with its ways out, above the picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor import icons, theme
from editor.language.choice import sentence as said

Action = tuple[str, Callable[[], object]]
"""A button's text and what it does."""


class Banner(QWidget):
    """One row for each key, in the order they came; nothing, and no height, without rows."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, BannerRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def say(self, key: str, sentence: str, actions: Sequence[Action] = ()) -> None:
        """Show the row `key`, or what it says now."""
        self.clear(key)
        row = BannerRow(said(sentence), actions)
        row.dismiss.clicked.connect(lambda: self.clear(key))
        self._rows[key] = row
        self._column.addWidget(row)
        self.show()

    def clear(self, key: str) -> None:
        row = self._rows.pop(key, None)
        if row is not None:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()  # it may be one of its own buttons that was pressed
        self.setVisible(bool(self._rows))

    def row(self, key: str) -> BannerRow | None:
        return self._rows.get(key)


class BannerRow(QFrame):
    def __init__(self, sentence: str, actions: Sequence[Action]) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.setAccessibleName(sentence)
        icon = QLabel()
        icon.setPixmap(
            icons.pixmap("warning", theme.ICON_SMALL, self.devicePixelRatioF(), theme.tokens().warning)
        )
        self.text = QLabel(sentence)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons = [self._button(*action) for action in actions]
        self.dismiss = QToolButton()
        self.dismiss.setIcon(icons.icon("cancel"))
        self.dismiss.setToolTip(self.tr("Dismiss"))
        self.dismiss.setAccessibleName(self.tr("Dismiss"))
        self.dismiss.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.SMALL, theme.SMALL)
        row.setSpacing(theme.SMALL)
        for widget in (icon, self.text, *self.buttons, self.dismiss):
            row.addWidget(widget)

    def _button(self, text: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: run())
        return button
