"""The empty window: three ways in, one click each, and boards to begin with."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from editor import icons, theme
from editor.language.words import model_title
from editor.tools.starters import Starters
from editor.welcome.recent import RecentFilms
from editor.welcome.recent_row import RecentRow
from editor.workspace import Workspace

ICON = 28
WIDE = 260
"""Of a way in, at most."""
WIDEST = 3 * WIDE + 2 * theme.MEDIUM


class WayIn(QPushButton):
    """A large button: icon, what it does, one line of why."""

    def __init__(self, icon: str, title: str, hint: str) -> None:
        super().__init__()
        self._icon_name = icon
        self.setProperty("way", "true")
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        self.setMinimumSize(QSize(160, 132))
        self.setMaximumWidth(WIDE)
        self._picture = QLabel()
        name = QLabel(title)
        name.setProperty("role", "title")
        line = QLabel(hint)
        line.setProperty("role", "quiet")
        line.setFont(theme.small_font())
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MEDIUM, theme.LARGE, theme.MEDIUM, theme.LARGE)
        column.setSpacing(theme.SMALL)
        for label in (self._picture, name, line):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)
        self.recolour()

    def recolour(self) -> None:
        color = theme.tokens().accent_text
        self._picture.setPixmap(icons.pixmap(self._icon_name, ICON, self.devicePixelRatioF(), color))

    def sizeHint(self) -> QSize:
        return QSize(220, 150)


class Welcome(QWidget):
    drop_clicked = Signal()
    text_clicked = Signal()
    sample_clicked = Signal()
    template_clicked = Signal(str)
    """Its key; "" for all of them."""

    def __init__(self, workspace: Workspace, recent: RecentFilms) -> None:
        super().__init__()
        self.recent = RecentRow(recent)
        self.setAccessibleName(self.tr("Start"))
        title = QLabel(self.tr("What should happen in your film?"))
        title.setFont(theme.title_font())
        hint = QLabel(
            self.tr("Cut footage into cards, say what should happen in one, and {0} redraws it.").format(
                model_title(workspace.model)
            )
        )
        hint.setProperty("role", "quiet")
        for label in (title, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.footage = WayIn(
            "film", self.tr("Drop footage"), self.tr("or click to choose a video or picture")
        )
        self.text = WayIn("text", self.tr("Start from text"), self.tr("an empty storyboard to describe"))
        self.sample = WayIn("sample", self.tr("Open the sample"), self.tr("a short film to try things on"))
        self.footage.clicked.connect(self.drop_clicked)
        self.text.clicked.connect(self.text_clicked)
        self.sample.clicked.connect(self.sample_clicked)
        self.starters = Starters()
        self.starters.chosen.connect(self.template_clicked)
        column = self._page()
        column.addStretch(2)
        column.addWidget(title)
        column.addWidget(hint)
        column.addSpacing(theme.LARGE)
        column.addLayout(self._offers())
        column.addStretch(3)

    def _offers(self) -> QHBoxLayout:
        """The ways in, recent films and templates, one below the other between the same edges."""
        self._ways = QHBoxLayout()
        for way in (self.footage, self.text, self.sample):
            self._ways.addWidget(way, 1)
        between = QWidget()
        between.setMaximumWidth(WIDEST)
        column = QVBoxLayout(between)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HUGE)
        column.addLayout(self._ways)
        column.addWidget(self.recent)
        column.addWidget(self.starters)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(between, 12)
        row.addStretch(1)
        return row

    def _page(self) -> QVBoxLayout:
        """Where all of it stands; a low window scrolls it rather than crush it."""
        page, scroll = QWidget(), QScrollArea()
        page.setProperty("role", "base")
        scroll.setProperty("role", "base")
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.HUGE, theme.MEDIUM, theme.HUGE, theme.MEDIUM)
        column.setSpacing(theme.SMALL)
        return column

    def recolour(self) -> None:
        for way in (self.footage, self.text, self.sample):
            way.recolour()
        self.recent.recolour()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gap = theme.MEDIUM if event.size().width() > 560 else theme.SMALL
        self._ways.setSpacing(gap)
        self.starters.set_gap(gap)
