"""Recent films on the empty window, with their pictures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QIcon, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from editor import theme
from editor.language.words import tool_tip
from editor.library.plate import plate
from editor.welcome.recent import PICTURE, RecentFilms

MOST = 5
"""Films that are shown at once."""


class RecentFilm(QToolButton):
    """Its picture and its name; a menu by the right button and by the menu key."""

    def __init__(self, recent: RecentFilms, path: str) -> None:
        super().__init__()
        self.path = path
        self._recent = recent
        name = Path(path).stem
        self.setProperty("way", "true")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(PICTURE)
        self.setFixedWidth(PICTURE.width() + theme.HUGE)
        self.setFont(theme.small_font())
        room = PICTURE.width() + theme.SMALL
        self.setText(QFontMetrics(self.font()).elidedText(name, Qt.TextElideMode.ElideMiddle, room))
        self.setAccessibleName(self.tr("Open {0}").format(name))
        self.setAccessibleDescription(path)
        self.setToolTip(tool_tip(path))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(lambda: recent.open(path))
        self.recolour()

    def recolour(self) -> None:
        self.setIcon(QIcon(plate(self._recent.picture(self.path), "film", PICTURE)))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(self.tr("Open")).triggered.connect(lambda: self._recent.open(self.path))
        forget = menu.addAction(self.tr("Take off this list"))
        forget.triggered.connect(lambda: self._recent.forget(self.path))
        menu.popup(event.globalPos())


class RecentRow(QWidget):
    """As many of the films as there is room for, newest first; nothing when there are none."""

    def __init__(self, recent: RecentFilms) -> None:
        super().__init__()
        self._recent = recent
        self.films: list[RecentFilm] = []
        # It shows what fits the width it gets; what it shows must not keep that width.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._title = QLabel(self.tr("Recent films"))
        self._title.setProperty("role", "quiet")
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.SMALL)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(self._title)
        column.addLayout(self._row)
        recent.changed.connect(self._fill)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fill(self) -> None:
        if not self.isVisible():
            return
        for film in self.films:
            self._row.removeWidget(film)
            film.hide()
            film.deleteLater()  # it may be the one that was pressed
        self.films = [RecentFilm(self._recent, path) for path in self._recent.there()[:MOST]]
        for at, film in enumerate(self.films):
            self._row.insertWidget(at, film)
        self._title.setVisible(bool(self.films))
        self._fit()

    def _fit(self) -> None:
        each = PICTURE.width() + theme.HUGE + theme.SMALL
        room = max(1, (self.width() + theme.SMALL) // each)
        for at, film in enumerate(self.films):
            film.setVisible(at < room)

    def recolour(self) -> None:
        for film in self.films:
            film.recolour()
