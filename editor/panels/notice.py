"""One sentence for the person, over the lower edge of the picture; it goes by itself and blocks nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from editor import icons, theme
from editor.language.choice import sentence as said

SECONDS_A_WORD = 0.4
LEAST_SECONDS = 6.0
ABOVE = 56
"""Pixels to the lower edge: clear of the transport."""


class NoticeBar(QFrame):
    """Lies over `host` and keeps to its lower edge. Stays while the pointer is on it."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._run: Callable[[], object] | None = None
        self.setProperty("role", "notice")
        self.setAccessibleName(self.tr("Notice"))
        self._icon = QLabel()
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button = QPushButton()
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.setAccessibleName(self.tr("No action"))
        self._button.clicked.connect(self._act)
        close = QToolButton()
        close.setIcon(icons.icon("cancel"))
        close.setAccessibleName(self.tr("Dismiss"))
        close.setToolTip(self.tr("Dismiss"))
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.SMALL, theme.SMALL)
        row.setSpacing(theme.SMALL)
        for widget in (self._icon, self.text, self._button, close):
            row.addWidget(widget)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._leave)
        host.installEventFilter(self)
        self.hide()

    def tell(self, sentence: str, button: str = "", run: Callable[[], object] | None = None) -> None:
        """Show a sentence, with a button that runs `run` when it has a text."""
        if not sentence:
            return
        sentence = said(sentence)
        self.text.setText(sentence)
        self.setAccessibleDescription(sentence)
        self._icon.setPixmap(icons.pixmap("info", theme.ICON_SMALL, self.devicePixelRatioF()))
        self._run = run
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._button.setAccessibleName(button or self.tr("No action"))
        self.show()
        self.raise_()
        self._place()
        words = len(sentence.split())
        self._timer.start(round(1000 * max(LEAST_SECONDS, 2.0 + words * SECONDS_A_WORD)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _act(self) -> None:
        self.hide()
        if self._run is not None:
            self._run()

    def _leave(self) -> None:
        if self.underMouse():
            self._timer.start(2000)
        else:
            self.hide()

    def _place(self) -> None:
        width = min(560, self._host.width() - 2 * theme.LARGE)
        wanted = self.text.sizeHint().width()
        height = max(40, self.heightForWidth(width) if wanted > 200 else self.sizeHint().height())
        self.setGeometry(
            (self._host.width() - width) // 2, self._host.height() - height - ABOVE, width, height
        )
