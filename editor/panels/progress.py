"""One piece of work that runs, in a line: what it is, how far it is, and a button that stops it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from editor import icons, theme


class Progress(QWidget):
    """Hidden until `show_share`. `name` and `stop` are what screen readers and tooltips say."""

    stopped = Signal()

    def __init__(self, name: str, stop: str) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SMALL)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setFont(theme.small_font())
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.bar.setAccessibleName(name)
        button = QToolButton()
        button.setIcon(icons.icon("cancel"))
        button.setToolTip(stop)
        button.setAccessibleName(stop)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self.stopped)
        for part in (self.text, self.bar, button):
            layout.addWidget(part)
        self.hide()

    def show_share(self, text: str, done: int, total: int) -> None:
        self.show()
        self.text.setText(text)
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)


def percent(done: int, total: int) -> int:
    return round(100 * done / total) if total else 0
